"""A layer whose window slides over its input, reduced to the numbers that its picture is made of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from questions.layers.counting import output_shape
from questions.layers.output import window_length
from questions.layers.specs import Conv, DepthwiseConv, Pool, Shape
from questions.picture.numbers import Named, Names

Kind = Literal["convolution", "depthwise", "max pooling", "average pooling"]
Sides = tuple[tuple[int, int], ...]
"""Positions added in front and behind, for every axis."""


@dataclass(frozen=True, slots=True)
class Sliding:
    """A convolution or a pooling over an input. `names` are what its numbers are called, `padding` as it was told.

    `known` is False where the size of the input was not given, so that one was chosen.
    """

    kind: Kind
    input_shape: Shape
    output_shape: Shape
    kernel: Shape
    stride: Shape
    dilation: Shape
    pads: Sides
    groups: int
    bias: bool
    names: Names
    rule: str = ""
    known: bool = True

    @property
    def rank(self) -> int:
        """Spatial axes."""
        return len(self.kernel)

    @property
    def window(self) -> Shape:
        """Positions that the kernel covers, holes included."""
        return tuple([window_length(k, d) for k, d in zip(self.kernel, self.dilation, strict=True)])

    @property
    def depth(self) -> int:
        """Input channels that one kernel spans."""
        return self.input_shape[0] // self.groups

    @property
    def pools(self) -> bool:
        """Whether it has no weights."""
        return self.kind.endswith("pooling")


def sliding(layer: Conv | DepthwiseConv | Pool, input_shape: Shape | None, channels: int = 0) -> Sliding:
    """The layer over an input, or over a modest one that shows it. Raises LayerError if the two do not fit."""
    known = input_shape is not None
    if input_shape is None:
        count = channels or (3 if isinstance(layer, Pool) else layer.in_channels)
        input_shape = (count, *modest(layer.kernel_size, layer.stride, layer.dilation))
    out = output_shape(layer, input_shape)
    kind: Kind
    match layer:
        case Pool():
            kind, groups, bias = ("max pooling" if layer.kind == "max" else "average pooling"), input_shape[0], False
        case DepthwiseConv():
            kind, groups, bias = "depthwise", layer.in_channels, layer.bias
        case Conv():
            depthwise = layer.groups == layer.in_channels > 1
            kind, groups, bias = "depthwise" if depthwise else "convolution", layer.groups, layer.bias
    told = () if isinstance(layer.padding, str) else layer.padding
    pads = pads_of(layer, input_shape[1:], out[1:])
    anything = tuple(["" for _ in out[1:]])
    deep: Named = "C" if isinstance(layer, Pool) and not known and not channels else input_shape[0]
    names = Names(
        deep,
        "C" if deep == "C" else out[0],
        layer.kernel_size,
        input_shape[1:] if known else anything,
        out[1:] if known else anything,
        layer.stride,
        layer.dilation,
        groups if deep != "C" else "C",
        told,
    )
    rule = layer.padding if isinstance(layer.padding, str) else ""
    return Sliding(
        kind, input_shape, out, layer.kernel_size, layer.stride, layer.dilation, pads, groups, bias, names, rule, known
    )


def modest(kernel: Shape, stride: Shape, dilation: Shape) -> Shape:
    """An input just large enough to see the window in it and where it goes."""
    windows = [window_length(k, d) for k, d in zip(kernel, dilation, strict=True)]
    return tuple([max(w + 3 * s, 2 * w, 6) for w, s in zip(windows, stride, strict=True)])


def pads_of(layer: Conv | DepthwiseConv | Pool, spatial: Shape, positions: Shape) -> Sides:
    """Where the padding lies. "same" puts the odd one behind, as Keras, Flax and PyTorch do; "causal" all in front."""
    if not isinstance(layer.padding, str):
        return tuple([(pad, pad) for pad in layer.padding])
    sides = []
    for n, out, k, s, d in zip(spatial, positions, layer.kernel_size, layer.stride, layer.dilation, strict=True):
        window = window_length(k, d)
        if layer.padding == "causal":
            sides.append((window - 1, 0))
            continue
        total = max((out - 1) * s + window - n, 0)
        sides.append((total // 2, total - total // 2))
    return tuple(sides)


def renamed(facts: Sliding, names: Names) -> Sliding:
    """The same geometry with other names for its numbers."""
    return replace(facts, names=names)
