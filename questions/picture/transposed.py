"""The scene of a transposed convolution: one input position stamps the kernel onto the output."""

from __future__ import annotations

from dataclasses import replace

from questions.layers.counting import output_shape
from questions.layers.output import window_length
from questions.layers.specs import ConvTranspose, Shape
from questions.picture.numbers import Names, all_of, many, shown, sides
from questions.picture.reminders import extent_of
from questions.picture.scene import Block, Entry, Part, Scene, Stage
from questions.picture.sliding import Sides
from questions.picture.windows import moves, padding_block, place, read, slices, taps, volume
from questions.picture.words import UNKNOWN_SIZE, extent, kernel_of, moving, own_depth

_MODEST = (6, 5, 4)


def transposed_scene(layer: ConvTranspose, input_shape: Shape | None, names: Names | None = None) -> Scene:
    """The first two stamps. Raises LayerError if layer and input do not fit."""
    known = input_shape is not None
    shape = input_shape or _modest(layer)
    out = output_shape(layer, shape)
    names = names or _numbers(layer, shape, out, known)
    cut = cut_of(layer, shape[1:], out[1:])
    return Scene(
        title=f"{layer.rank}-d transposed convolution",
        caption=_caption(layer, names, cut, known),
        volumes=(
            read(volume(Part.INPUT, "input", shape, (names.in_channels, *names.size), "C_in",
                        _input_blocks(layer, shape), cells=True)),
            volume(Part.OUTPUT, "output", out, (names.out_channels, *names.output), "C_out",
                   _output_blocks(layer, shape, out, cut)),
        ),
        stages=(_stage(layer, names, shape),),
        legend=_legend(layer, names, cut, shape),
        forgotten=_forgotten(layer, names, cut),
    ).without_absent()  # fmt: skip


def _modest(layer: ConvTranspose) -> Shape:
    """An input from which something is left after the padding."""
    cut = layer.padding if not isinstance(layer.padding, str) else (0,) * layer.rank
    return (layer.in_channels, *[_MODEST[layer.rank - 1] + 2 * pad for pad in cut])


def _numbers(layer: ConvTranspose, shape: Shape, out: Shape, known: bool) -> Names:
    unknown = ("",) * layer.rank
    padding = layer.padding if not isinstance(layer.padding, str) else ()
    return Names(layer.in_channels, layer.out_channels, layer.kernel_size, shape[1:] if known else unknown,
                 out[1:] if known else unknown, layer.stride, layer.dilation, layer.groups, padding)  # fmt: skip


def cut_of(layer: ConvTranspose, spatial: Shape, out: Shape) -> Sides:
    """Stamped positions that are cut off in front of the output and behind it; negative where some are added."""
    cuts = []
    for axis, (n, size, k, s, d) in enumerate(
        zip(spatial, out, layer.kernel_size, layer.stride, layer.dilation, strict=True)
    ):
        stamped = (n - 1) * s + window_length(k, d)
        if not isinstance(layer.padding, str):
            front = layer.padding[axis]
        elif layer.padding == "valid":
            front = 0
        else:
            front = max(stamped - size, 0) // 2
        cuts.append((front, stamped - size - front))
    return tuple(cuts)


def _input_blocks(layer: ConvTranspose, shape: Shape) -> tuple[Block, ...]:
    first = place((0,) * layer.rank, 0)
    one = place((1,) * layer.rank, layer.in_channels // layer.groups)
    cell = Block(Part.CELL, first, one)
    return (*slices(shape, layer.groups), cell, *(() if layer.rank == 3 else (replace(cell, part=Part.DEPTH),)))


def _output_blocks(layer: ConvTranspose, shape: Shape, out: Shape, cut: Sides) -> tuple[Block, ...]:
    corner = tuple([-front for front, _ in cut])
    size = place(_window(layer), 1)
    trimmed = tuple([(max(front, 0), max(behind, 0)) for front, behind in cut])
    blocks = [
        *padding_block(out, trimmed),
        Block(Part.FILTERS, (0, 0, 0), place(out[1:], 1)),
        Block(Part.KERNEL, place(corner, 0), size),
        *([Block(Part.DEPTH, place(corner, 0), size)] if layer.rank == 3 else []),
    ]
    last = layer.rank - 1
    if shape[-1] > 1:
        second = tuple([at + (layer.stride[last] if axis == last else 0) for axis, at in enumerate(corner)])
        blocks.append(Block(Part.KERNEL, place(second, 0), size, 1))
    return (*blocks, *taps(layer.kernel_size, layer.dilation, corner, 1))


def _window(layer: ConvTranspose) -> Shape:
    return tuple([window_length(k, d) for k, d in zip(layer.kernel_size, layer.dilation, strict=True)])


def _stage(layer: ConvTranspose, names: Names, shape: Shape) -> Stage:
    count = names.out_channels
    biases = "+ 1 bias" if count == 1 else f"+ {shown(count)} biases"
    return Stage(
        f"{many(count, 'filter')} {extent(names)}{moving(names)}",
        moves(layer.stride, shape[1:]),
        (Entry(Part.BIAS, biases if layer.bias else "no biases"),),
    )


def _seen(layer: ConvTranspose, names: Names) -> str:
    """The channels that a filter reads, in words."""
    if layer.groups > 1:
        return f"{all_of(names.depth, 'channel')} of its group"
    return all_of(names.depth, "input channel")


def _caption(layer: ConvTranspose, names: Names, cut: Sides, known: bool) -> str:
    kernel = kernel_of(names)
    seen = _seen(layer, names)
    apart_by = many(names.stride[0], "position") if len(set(names.stride)) == 1 else f"{sides(names.stride)} positions"
    parts = [
        f"Each input position stamps a kernel ({kernel}) on the output of each filter, weighted with "
        f"its values in {seen}.",
        f"Neighbouring stamps lie {apart_by} apart; where they overlap, they add up.",
    ]
    if any(front > 0 or behind > 0 for front, behind in cut):
        parts.append("The padding is cut off around the output.")
    if any(behind < 0 for _, behind in cut):
        parts.append("Behind the last stamp more positions are added.")
    if not known:
        parts.append(UNKNOWN_SIZE)
    return " ".join(parts)


def _legend(layer: ConvTranspose, names: Names, cut: Sides, shape: Shape) -> tuple[Entry, ...]:
    entries = [
        Entry(Part.CELL, "one input position"),
        Entry(Part.DEPTH, f"its {many(names.depth, 'channel')}"),
        Entry(Part.KERNEL, f"its stamp: {kernel_of(names)}" + (", and the next" if shape[-1] > 1 else "")),
    ]
    if layer.rank == 3:
        moves_on = shape[1] > 1 or not isinstance(names.size[0], int)
        entries[1:] = [entries[2], Entry(Part.DEPTH, own_depth(names, _window(layer)[0], moves=moves_on))]
    if any(d > 1 and k > 1 for k, d in zip(layer.kernel_size, layer.dilation, strict=True)):
        entries.append(Entry(Part.TAP, "a tap: only taps have weights"))
    if layer.groups > 1:
        entries.append(Entry(Part.GROUP, f"each a group: {many(names.depth, 'channel')}"))
    if any(front > 0 or behind > 0 for front, behind in cut):
        entries.append(Entry(Part.PADDING, "padding: cut off again"))
    return (*entries, Entry(Part.FILTERS, f"one filter's channel, 1 of {shown(names.out_channels)}"))


def _forgotten(layer: ConvTranspose, names: Names, cut: Sides) -> tuple[Entry, ...]:
    stride = many(names.stride[0], "position") if len(set(names.stride)) == 1 else f"{sides(names.stride)} positions"
    deep = Part.CHANNELS if layer.rank == 3 else Part.DEPTH
    filters = "the one filter makes the one output channel" if names.out_channels == 1 else (
        f"{many(names.out_channels, 'filter')}: each makes one output channel")  # fmt: skip
    for_each = "a filter has one kernel for it" if names.depth == 1 else "a filter has a kernel for each of them"
    entries = [
        Entry(Part.KERNEL, f"each input position stamps a kernel that {extent_of(names, _window(layer))}"),
        Entry(deep, f"{_seen(layer, names)}: {for_each}"),
        Entry(Part.FILTERS, filters),
        Entry(Part.BIAS, "one bias per filter, so per output channel" if layer.bias else "this layer has no biases"),
        Entry(Part.STRIDE, f"the stride is a step in the output: the stamps lie {stride} apart there"),
        Entry(Part.OUTPUT, "the same kernel serves every input position: the output's size adds no weights"),
        Entry(Part.CELL, "every input position stamps once"),
    ]  # fmt: skip
    if layer.groups > 1:
        entries.append(Entry(Part.GROUP, f"a filter sees only its own group: {many(names.depth, 'channel')}"))
    if any(front > 0 or behind > 0 for front, behind in cut):
        entries.append(Entry(Part.PADDING, "padding makes the output of a transposed convolution smaller"))
    if any(d > 1 and k > 1 for k, d in zip(layer.kernel_size, layer.dilation, strict=True)):
        entries.append(Entry(Part.TAP, "the holes of the stamp have no weights"))
    return tuple(entries)
