"""The scene of a convolution: one kernel in its input, its way, and the output it makes."""

from __future__ import annotations

from itertools import product

from questions.layers.counting import output_shape
from questions.layers.output import window_length
from questions.layers.specs import Conv, Shape
from questions.picture.scene import Axis, Block, Entry, Move, Part, Scene, Stage, Triple, Volume

SPATIAL = (("L",), ("H", "W"), ("D", "H", "W"))
_MANY_TAPS = 200
_MANY_GROUPS = 32


def conv_scene(layer: Conv, input_shape: Shape) -> Scene:
    """A convolution over an input (channels first, without batch). Raises LayerError if the two do not fit."""
    rank = layer.rank
    out = output_shape(layer, input_shape)
    depth = layer.in_channels // layer.groups
    window = tuple(window_length(k, d) for k, d in zip(layer.kernel_size, layer.dilation, strict=True))
    pads = layer.padding if not isinstance(layer.padding, str) else (0,) * rank  # 'same' and 'causal' come later
    corner = place(tuple(-pad for pad in pads), 0)
    blocks = [
        *_groups(layer.in_channels, layer.groups, input_shape),
        Block(Part.KERNEL, corner, place(window, depth)),
        Block(Part.DEPTH, corner, place(window, depth)),
    ]
    if any(pads):
        padded = tuple(size + 2 * pad for size, pad in zip(input_shape[1:], pads, strict=True))
        blocks.insert(0, Block(Part.PADDING, corner, place(padded, layer.in_channels)))
    if window != layer.kernel_size:
        blocks += _taps(layer, pads, depth)
    first = (0, 0, 0)
    outputs = (
        Block(Part.FILTERS, first, place(out[1:], 1)),
        Block(Part.CELL, first, place((1,) * rank, 1)),
    )
    sides = "×".join(map(str, layer.kernel_size))
    stage = Stage(f"{layer.out_channels} filters {sides}", _moves(layer, out[1:]))
    return Scene(
        title=f"{rank}-d convolution",
        caption=f"Each kernel spans {depth} of {layer.in_channels} input channels.",
        volumes=(
            volume(Part.INPUT, "input", input_shape, "C_in", tuple(blocks)),
            volume(Part.OUTPUT, "output", out, "C_out", outputs, cells=True),
        ),
        stages=(stage,),
        legend=(
            Entry(Part.KERNEL, f"kernel {sides}"),
            Entry(Part.DEPTH, f"over {depth} channels"),
            Entry(Part.CELL, "one output value"),
        ),
    )


def place(spatial: Shape, channels: int) -> Triple:
    """Spatial sizes (in the framework's order) and channels as across, down, into."""
    match spatial:
        case (length,):
            return (length, channels, 1 if channels else 0)
        case (height, width):
            return (width, height, channels)
        case (depth, height, width):
            return (width, height, depth)
    raise ValueError(f"one to three spatial axes, not {len(spatial)}")


def volume(part: Part, title: str, shape: Shape, channels: str, blocks: tuple[Block, ...], *, cells: bool = False) -> Volume:  # fmt: skip
    """The volume of a shape (channels first), its axes labelled."""
    names = SPATIAL[len(shape) - 2]
    axes = [Axis(name, size, str(size)) for name, size in zip(names, shape[1:], strict=True)]
    deep = Axis(channels, shape[0], str(shape[0]))
    if len(axes) == 1:
        return Volume(part, title, axes[0], deep, blocks=blocks, cells=cells)
    if len(axes) == 2:
        return Volume(part, title, axes[1], axes[0], deep, blocks=blocks, cells=cells)
    return Volume(part, title, axes[2], axes[1], axes[0], copies=deep, blocks=blocks, cells=cells)


def _groups(channels: int, groups: int, shape: Shape) -> list[Block]:
    if groups == 1 or groups > _MANY_GROUPS or len(shape) == 4:
        return []
    each = channels // groups
    made = []
    for index in range(groups):
        start = (0, index * each, 0) if len(shape) == 2 else (0, 0, index * each)
        made.append(Block(Part.GROUP, start, place(shape[1:], each), index))
    return made


def _taps(layer: Conv, pads: Shape, depth: int) -> list[Block]:
    if len(list(product(*map(range, layer.kernel_size)))) > _MANY_TAPS:
        return []
    taps = []
    for at in product(*map(range, layer.kernel_size)):
        corner = tuple(i * d - p for i, d, p in zip(at, layer.dilation, pads, strict=True))
        taps.append(Block(Part.TAP, place(corner, 0), place((1,) * layer.rank, depth)))
    return taps


def _moves(layer: Conv, positions: Shape) -> tuple[Move, ...]:
    axis = {1: (0,), 2: (1, 0), 3: (2, 1, 0)}[layer.rank]
    steps = zip(axis, layer.stride, positions, strict=True)
    return tuple(Move(axis, step, times) for axis, step, times in sorted(steps) if times > 1)
