"""Scenes of layers whose window slides: convolutions, plain, grouped, depthwise and pointwise, and pooling."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from math import prod

from questions.layers.specs import Shape
from questions.picture.numbers import Named, shown
from questions.picture.reminders import forgotten
from questions.picture.scene import Axis, Block, Move, Part, Scene, Stage, Triple, Volume
from questions.picture.sliding import Sliding
from questions.picture.words import caption, legend, notes, stage_text, title

SPATIAL = (("L",), ("H", "W"), ("D", "H", "W"))
_MANY_TAPS = 343
_MANY_GROUPS = 32
_SOME_GROUPS = 3
_ORIGIN: Triple = (0, 0, 0)


def window_scene(facts: Sliding) -> Scene:
    """One window in its input, its way over it, and the output it makes."""
    return Scene(
        title=title(facts),
        caption=caption(facts),
        volumes=(
            input_volume(facts, "input", input_blocks(facts)),
            output_volume(facts, "output", output_blocks(facts)),
        ),
        stages=(stage(facts),),
        legend=legend(facts),
        forgotten=forgotten(facts),
    ).without_absent()


def stage(facts: Sliding) -> Stage:
    """From the input to the output: the filters, their way, and their biases."""
    return Stage(stage_text(facts), moves(facts.stride, facts.output_shape[1:]), notes(facts))


def input_blocks(facts: Sliding) -> tuple[Block, ...]:
    """Padding, groups, and the kernel at its first position."""
    corner = place(tuple([-front for front, _ in facts.pads]), 0)
    depth = 1 if facts.pools else facts.depth
    size = place(facts.window, depth)
    blocks = [*padding_block(facts.input_shape, facts.pads), *_groups(facts)]
    blocks += [Block(Part.KERNEL, corner, size), Block(Part.DEPTH, corner, size)]
    return (*blocks, *taps(facts.kernel, facts.dilation, tuple([-front for front, _ in facts.pads]), depth))


def output_blocks(facts: Sliding) -> tuple[Block, ...]:
    """One filter's channel, and the value that the drawn kernel makes."""
    spatial = facts.output_shape[1:]
    return (
        Block(Part.FILTERS, _ORIGIN, place(spatial, 1)),
        Block(Part.CELL, _ORIGIN, place((1,) * len(spatial), 1)),
    )


def input_volume(facts: Sliding, name: str, blocks: tuple[Block, ...]) -> Volume:
    """The input with these blocks in it."""
    names = (facts.names.in_channels, *facts.names.size)
    return read(volume(Part.INPUT, name, facts.input_shape, names, "C_in", blocks, padding=facts.names.padding))


def read(given: Volume) -> Volume:
    """The volume as one that kernels read: where its channels are copies, they are what the kernels span."""
    return replace(given, copies=replace(given.copies, part=Part.CHANNELS)) if given.copies.name else given


def output_volume(facts: Sliding, name: str, blocks: tuple[Block, ...], part: Part = Part.OUTPUT) -> Volume:
    """The output with these blocks in it."""
    names = (facts.names.out_channels, *facts.names.output)
    return volume(part, name, facts.output_shape, names, "C_out", blocks, cells=True)


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


def volume(
    part: Part,
    name: str,
    shape: Shape,
    labels: tuple[Named, ...],
    channels: str,
    blocks: tuple[Block, ...] = (),
    *,
    cells: bool = False,
    unknown: bool = False,
    padding: tuple[Named, ...] = (),
) -> Volume:
    """The volume of a shape (channels first), its axes labelled. `padding` is what that of each axis is called."""
    rank = len(shape) - 1
    outer = next((block for block in blocks if block.part is Part.PADDING), None)
    called = padding or ("",) * rank
    axes = [
        Axis(axis, size, shown(label), around=_around(outer, rank - 1 - at, size, called[at]) if outer else "")
        for at, (axis, size, label) in enumerate(zip(SPATIAL[rank - 1], shape[1:], labels[1:], strict=True))
    ]
    deep = Axis(channels, shape[0], shown(labels[0]))
    if len(axes) == 1:
        return Volume(part, name, axes[0], deep, blocks=blocks, cells=cells, open=unknown)
    if len(axes) == 2:
        return Volume(part, name, axes[1], axes[0], deep, blocks=blocks, cells=cells, open=unknown)
    return Volume(part, name, axes[2], axes[1], axes[0], copies=deep, blocks=blocks, cells=cells, open=unknown)


def _around(outer: Block, axis: int, size: int, called: Named) -> str:
    """What the outer box adds in front of an axis and behind it."""
    front, behind = -outer.start[axis], outer.start[axis] + outer.size[axis] - size
    if isinstance(called, str) and called and front + behind:
        return f"2·{called}"
    return f"2·{front}" if front == behind and front else " + ".join(str(side) for side in (front, behind) if side)


def padding_block(shape: Shape, pads: tuple[tuple[int, int], ...]) -> list[Block]:
    """The box around a volume with what is added to it, or nothing where nothing is."""
    if not any(map(any, pads)):
        return []
    corner = place(tuple([-front for front, _ in pads]), 0)
    padded = tuple([size + front + behind for size, (front, behind) in zip(shape[1:], pads, strict=True)])
    return [Block(Part.PADDING, corner, place(padded, shape[0]))]


def taps(kernel: Shape, dilation: Shape, corner: Shape, depth: int) -> list[Block]:
    """The positions of a dilated kernel that have weights; none where it has no holes, or too many taps to draw."""
    if all(k == 1 or d == 1 for k, d in zip(kernel, dilation, strict=True)) or prod(kernel) > _MANY_TAPS:
        return []
    size = place((1,) * len(kernel), depth)
    return [
        Block(Part.TAP, place(tuple([c + i * d for c, i, d in zip(corner, at, dilation, strict=True)]), 0), size)
        for at in product(*map(range, kernel))
    ]


def moves(stride: Shape, positions: Shape) -> tuple[Move, ...]:
    """The way over the axes on which there is more than one position."""
    axis = {1: (0,), 2: (1, 0), 3: (2, 1, 0)}[len(stride)]
    steps = zip(axis, stride, positions, strict=True)
    return tuple([Move(*step) for step in sorted(steps) if step[2] > 1])


def slices(shape: Shape, groups: int) -> list[Block]:
    """Equal slices of the channels; only the first few where there are many, none where channels are copies."""
    if groups == 1 or len(shape) == 4:
        return []
    each = shape[0] // groups
    size = place(shape[1:], each)
    drawn = groups if groups <= _MANY_GROUPS else _SOME_GROUPS
    return [
        Block(Part.GROUP, (0, index * each, 0) if len(shape) == 2 else (0, 0, index * each), size, index)
        for index in range(drawn)
    ]


def _groups(facts: Sliding) -> list[Block]:
    return [] if facts.pools else slices(facts.input_shape, facts.groups)
