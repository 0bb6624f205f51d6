"""Pictures of layers whose sizes have letters: the geometry of an example, the names of the formula."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from questions.layers.network import Network
from questions.layers.specs import Conv, ConvTranspose, DepthwiseConv, Layer, LayerError, SeparableConv, Shape
from questions.picture.numbers import Named, Names, as_named, entry_of, named_entries
from questions.picture.scene import Scene

Symbolic = Mapping[str, object]


def lettered_scene(symbolic: Symbolic, example: Layer | Network, input_shape: Shape) -> Scene | None:
    """The example's picture with letters in place of its numbers, or None for a layer that formulas are not about."""
    if isinstance(example, Network):
        return _pair(symbolic, example, input_shape)
    layer, shape = geometry(symbolic, example, input_shape)
    match layer:
        case Conv() | DepthwiseConv():
            from questions.picture.sliding import sliding
            from questions.picture.windows import window_scene

            facts = sliding(layer, shape)
            return window_scene(replace(facts, names=names_of(symbolic, layer.rank)))
        case ConvTranspose():
            from questions.picture.transposed import transposed_scene

            return transposed_scene(layer, shape, names_of(symbolic, layer.rank))
        case SeparableConv():
            from questions.picture.stages import separable_scene

            return separable_scene(layer, shape, _both_stages(symbolic, layer.rank))
    return None


def names_of(symbolic: Symbolic, rank: int) -> Names:
    """What a formula's layer calls its numbers. Spatial sizes of the output have names only where it gives them."""
    inputs = named_entries(symbolic.get("input_shape"), rank + 1, 1)
    known = symbolic.get("input_shape") is not None
    channels = entry_of(symbolic, "in_channels", 1)
    out: Named = entry_of(symbolic, "out_channels", channels)
    groups = entry_of(symbolic, "groups", 1)
    if symbolic.get("type") == "DepthwiseConv":
        out, groups = _times(channels, entry_of(symbolic, "depth_multiplier", 1)), channels
    outputs = symbolic.get("output_shape")
    blank = ("",) * rank
    stride = named_entries(symbolic.get("stride"), rank, 1) if symbolic.get("stride") is not None else blank
    return Names(
        channels,
        out,
        named_entries(symbolic.get("kernel_size"), rank, 1),
        inputs[1:] if known else blank,
        named_entries(outputs, rank + 1, 1)[1:] if outputs is not None else blank,
        stride,
        named_entries(symbolic.get("dilation"), rank, 1),
        groups,
        named_entries(symbolic.get("padding"), rank, 0) if not isinstance(symbolic.get("padding"), str) else (),
    )


def _times(first: Named, second: Named) -> Named:
    if isinstance(first, int) and isinstance(second, int):
        return first * second
    return first if second == 1 else f"{first}·{second}"


def geometry(symbolic: Symbolic, example: Layer, input_shape: Shape) -> tuple[Layer, Shape]:
    """The example with every number that the formula's layer gives, and something to see of every letter.

    The example itself where that would not be a layer.
    """
    from questions.layers.counting import output_shape

    rank = len(getattr(example, "kernel_size", ()))
    changed: dict[str, Any] = {}
    for name, least in (("kernel_size", 0), ("stride", 2), ("padding", 1), ("dilation", 2)):
        given, shown = symbolic.get(name), getattr(example, name, None)
        if isinstance(given, list) and isinstance(shown, tuple):
            changed[name] = tuple([_number(entry, max(old, least)) for entry, old in zip(given, shown, strict=True)])
    for name in ("in_channels", "out_channels", "groups", "depth_multiplier"):
        if isinstance(given := symbolic.get(name), int) and hasattr(example, name) and not _is_derived(example, name):
            changed[name] = given
    if isinstance(bias := symbolic.get("bias"), bool) and hasattr(example, "bias"):
        changed["bias"] = bias
    sizes = symbolic.get("input_shape")
    shape = input_shape
    if isinstance(sizes, list) and len(sizes) == rank + 1:
        shape = tuple([_number(entry, old) for entry, old in zip(sizes, input_shape, strict=True)])
    try:
        layer: Any = replace(example, **changed)
        shape = (layer.in_channels, *shape[1:])
        output_shape(layer, shape)
    except LayerError:
        return example, input_shape
    return layer, shape


def _is_derived(example: Layer, name: str) -> bool:
    return name == "out_channels" and isinstance(example, DepthwiseConv)


def _number(entry: object, example: int) -> int:
    return entry if isinstance(entry, int) else example


def _both_stages(symbolic: Symbolic, rank: int) -> tuple[Names, Names]:
    first = names_of({**symbolic, "type": "DepthwiseConv"}, rank)
    ones: tuple[Named, ...] = (1,) * rank
    out = as_named(symbolic.get("out_channels", 1))
    blank: tuple[Named, ...] = ("",) * rank
    return first, Names(first.out_channels, out, ones, blank, blank, ones, ones)


def _pair(symbolic: Symbolic, example: Network, input_shape: Shape) -> Scene | None:
    from questions.picture.stages import staged_scene

    told = symbolic.get("layers")
    convolutions = tuple([layer for layer in example.layers if isinstance(layer, Conv | DepthwiseConv)])
    if not isinstance(told, list) or not len(told) == len(convolutions) == len(example.layers):
        return None
    rank = convolutions[0].rank
    return staged_scene(convolutions, input_shape, tuple([names_of(each, rank) for each in told]))
