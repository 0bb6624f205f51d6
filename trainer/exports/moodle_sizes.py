"""How large a layer's output is, as arithmetic with the numbers of its prompt: right, and as it is usually got wrong.

Workings name such sizes without saying how they come about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from questions.question import Content


@dataclass(frozen=True, slots=True)
class _Axis:
    """One spatial axis of a sliding layer."""

    size: int
    kernel: int
    stride: int
    padding: int | str
    dilation: int


def size_texts(contents: Sequence[Content]) -> Iterator[list[str]]:
    """For each axis several ways to count the positions of the output, each written out for every variant."""
    axes = [_axes(content) for content in contents]
    if len({len(each) for each in axes}) != 1:
        return
    for along in zip(*axes, strict=True):
        strided = any(axis.stride != 1 for axis in along)
        dilated = any(axis.dilation != 1 for axis in along)
        padded = any(axis.padding not in (0, "valid") for axis in along)
        if dilated:
            yield [f"{axis.dilation}*({axis.kernel} - 1) + 1" for axis in along]
        if strided:
            yield [f"ceil({axis.size}/{axis.stride})" for axis in along]
            yield [f"floor({axis.size}/{axis.stride})" for axis in along]
        if any(isinstance(axis.padding, str) and axis.padding != "valid" for axis in along):
            continue
        for sides in (2, 1, 0) if padded else (0,):
            for spread in (True, False) if dilated else (False,):
                yield [_positions(axis, sides=sides, spread=spread, strided=strided) for axis in along]


def _positions(axis: _Axis, *, sides: int, spread: bool, strided: bool) -> str:
    padding = 0 if isinstance(axis.padding, str) else axis.padding
    before = (
        f"{axis.size} + {sides}*{padding}" if sides > 1 else f"{axis.size} + {padding}" if sides else f"{axis.size}"
    )
    steps = f"{before} - {axis.dilation}*({axis.kernel} - 1) - 1" if spread else f"{before} - {axis.kernel}"
    return f"floor(({steps})/{axis.stride}) + 1" if strided else f"{steps} + 1"


def _axes(content: Content) -> tuple[_Axis, ...]:
    layer, shape = content.layer, content.input_shape
    kernel = getattr(layer, "kernel_size", None)
    stride, padding = getattr(layer, "stride", None), getattr(layer, "padding", None)
    dilation = getattr(layer, "dilation", None) or (1,) * len(kernel or ())
    if not (isinstance(kernel, tuple) and isinstance(stride, tuple) and shape and len(shape) == len(kernel) + 1):
        return ()
    pads = padding if isinstance(padding, tuple) else (str(padding),) * len(kernel)
    return tuple(_Axis(*each) for each in zip(shape[1:], kernel, stride, pads, dilation, strict=True))
