"""Scenes of layers that only change a shape: flatten, padding, upsampling, reshaping, global pooling."""

from __future__ import annotations

from math import ceil, prod

from questions.layers.counting import output_shape
from questions.layers.specs import (
    AdaptivePool,
    Flatten,
    GlobalPool,
    LayerError,
    Pad,
    Permute,
    PixelShuffle,
    Reshape,
    Shape,
    Upsample,
)
from questions.picture.numbers import many, shown, sides
from questions.picture.scene import NO_AXIS, Axis, Block, Entry, Part, Scene, Stage, Volume
from questions.picture.windows import padding_block, place, volume
from questions.picture.words import UNKNOWN_SIZE

Shaping = Flatten | Pad | Upsample | Reshape | Permute | PixelShuffle | GlobalPool | AdaptivePool
_CHANNELS = 3
_SIDE = 6


def shaping_scene(layer: Shaping, input_shape: Shape | None) -> Scene | None:
    """Input and output side by side; None for shapes of too many axes. Raises LayerError if they do not fit."""
    shape = input_shape or _modest(layer)
    out = output_shape(layer, shape)
    if len(shape) > 4 or len(out) > 4:
        return None
    before, after = _blocks(layer, shape, out)
    known = input_shape is not None
    name, told = _told(layer, shape, out, known)
    return Scene(
        title=name,
        caption=told if known else f"{told} {UNKNOWN_SIZE}",
        volumes=(
            shape_volume(Part.INPUT, "input", shape, before, known=known),
            shape_volume(Part.OUTPUT, "output", out, after, known=known),
        ),
        stages=(Stage("", notes=(Entry(Part.BIAS, "no weights, no biases"),)),),
        legend=_legend(before, after, deep=len(shape) == 4),
        forgotten=(
            Entry(Part.BIAS, "there is nothing to learn in this layer"),
            Entry(Part.OUTPUT, f"its output is {sides(out)}" if known else "only the shape changes"),
        ),
    )


def shape_volume(part: Part, name: str, shape: Shape, blocks: tuple[Block, ...] = (), *, known: bool = True) -> Volume:
    """Any shape of one to four axes (channels first); a single axis is a line."""
    labels = tuple([shown(size) if known else "" for size in shape])
    if len(shape) == 1:
        return Volume(part, name, Axis("features", shape[0], labels[0]), NO_AXIS, blocks=blocks)
    return volume(part, name, shape, labels, "C", blocks)


def _modest(layer: Shaping) -> Shape:
    match layer:
        case GlobalPool():
            return (_CHANNELS, *[_SIDE] * layer.rank)
        case Pad():
            return (_CHANNELS, *[_SIDE - sum(side for side in pair if side < 0) for pair in layer.sides])
        case AdaptivePool():
            return (_CHANNELS, *[2 * (size or 3) for size in layer.output_size])
        case PixelShuffle():
            return (_CHANNELS * layer.factor**2, _SIDE, _SIDE)
        case Upsample():
            rank = layer.rank or max(len(layer.factors or layer.size), 2)
            least = ceil(1 / min(layer.factors, default=1))
            return (_CHANNELS, *[max(_SIDE, least)] * min(rank, 3))
        case Flatten():
            axes = max(3, layer.start_dim, layer.end_dim, -layer.start_dim, -layer.end_dim)
            return (_CHANNELS, *[_SIDE] * (axes - 1))
        case Permute():
            return tuple([_CHANNELS, _SIDE, _SIDE + 2, _SIDE + 3][: len(layer.order)])
    raise LayerError("What is reshaped cannot be known without the input.")


def _blocks(layer: Shaping, shape: Shape, out: Shape) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    match layer:
        case GlobalPool() | AdaptivePool():
            windows = tuple([-(-n // m) for n, m in zip(shape[1:], out[1:] or (1,) * layer_rank(layer), strict=True)])
            block = place(windows, 1)
            cell = (1, 1, 1)
            return (
                (Block(Part.KERNEL, (0, 0, 0), block), Block(Part.DEPTH, (0, 0, 0), block)),
                (Block(Part.CELL, (0, 0, 0), cell),),
            )
        case Pad():
            if any(side < 0 for pair in layer.sides for side in pair):
                return (), ()
            return tuple(padding_block(shape, layer.sides)), ()
        case Flatten() if len(out) == 1 and len(shape) > 1:
            first = place(shape[1:], 1)
            return (Block(Part.GROUP, (0, 0, 0), first),), (Block(Part.GROUP, (0, 0, 0), (prod(shape[1:]), 1, 1)),)
    return (), ()


def layer_rank(layer: GlobalPool | AdaptivePool) -> int:
    """Spatial axes of the input."""
    return layer.rank if isinstance(layer, GlobalPool) else len(layer.output_size)


def _told(layer: Shaping, shape: Shape, out: Shape, known: bool) -> tuple[str, str]:
    arrow = f"{sides(shape)} → {sides(out)} (channels first)" if known else ""
    match layer:
        case Flatten():
            return "flatten", _flattened(shape, out, arrow)
        case GlobalPool() | AdaptivePool():
            kind = "maximum" if layer.kind == "max" else "average"
            if prod(out[1:]) == 1:
                each = f"{many(shape[0], 'channel')}, {many(shape[0], 'number')}" if known else "one number per channel"
                return f"global {kind} pooling", f"Each channel becomes its {kind}: {each}."
            return (
                f"adaptive {kind} pooling",
                f"Each channel {_windowed(layer, shape, out, known)}; each gives its {kind}.",
            )
        case Pad():
            return "padding", f"Positions are added around each channel or cut off: {arrow or 'the channels stay'}."
        case Upsample():
            return "upsampling", f"Positions are repeated or interpolated; the channels stay: {arrow or 'larger maps'}."
        case PixelShuffle():
            told = f"{layer.factor}² channels become {layer.factor}×{layer.factor} positions each"
            return "pixel shuffle", f"{told}: {arrow}." if arrow else f"{told}."
        case Permute():
            return "permute", f"The axes change places{f': {arrow}' if arrow else ''}."
    return "reshape", f"The same numbers in another shape: {arrow}."


def _windowed(layer: GlobalPool | AdaptivePool, shape: Shape, out: Shape, known: bool) -> str:
    """Whether the windows lie side by side or overlap, which depends on the input."""
    if not known:
        chosen = isinstance(layer, AdaptivePool) and None in layer.output_size
        return "is covered by windows, as many as the output has positions" if chosen else (
            f"is covered by {sides(out[1:])} windows")  # fmt: skip
    axes = tuple(zip(shape[1:], out[1:], strict=True))
    if any(size % windows for size, windows in axes):
        return f"is covered by {sides(out[1:])} windows that overlap"
    return f"is divided into {sides(out[1:])} windows of {sides([size // windows for size, windows in axes])}"


def _flattened(shape: Shape, out: Shape, arrow: str) -> str:
    """Which axes become one. `arrow`: both shapes, or nothing where the input's was chosen for the picture."""
    if len(out) == len(shape):
        return "A single axis is flat already, so nothing changes."
    if len(out) == 1:
        numbers = f"{sides(shape)} = {prod(shape):,} numbers" if arrow else "all numbers of the input"
        return f"The volume becomes one line: {numbers}, none lost and none added."
    return (
        f"Neighbouring axes become one and the others stay{f': {arrow}' if arrow else ''}. No number is lost or added."
    )


def _legend(before: tuple[Block, ...], after: tuple[Block, ...], *, deep: bool) -> tuple[Entry, ...]:
    words = {
        Part.KERNEL: "what is pooled together",
        Part.DEPTH: "its depth along D" if deep else "its depth: one channel",
        Part.CELL: "the value it gives",
        Part.PADDING: "padding",
        Part.GROUP: "the first channel",
    }
    drawn = dict.fromkeys(block.part for block in (*before, *after))
    return tuple([Entry(part, words[part]) for part in drawn])
