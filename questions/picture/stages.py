"""Scenes of two or three convolutions in a row: volumes with a stage between each two."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from questions.layers.specs import Conv, DepthwiseConv, Layer, SeparableConv, Shape
from questions.picture.numbers import Names, all_of, many, shown, sides
from questions.picture.reminders import extent_of
from questions.picture.scene import Axis, Block, Entry, Part, Scene
from questions.picture.sliding import Sliding, sliding
from questions.picture.windows import input_blocks, input_volume, output_blocks, output_volume, read, stage
from questions.picture.words import UNKNOWN_SIZE, extent, is_dilated, kernel_of, legend

Convolution = Conv | DepthwiseConv


def separable_scene(layer: SeparableConv, input_shape: Shape | None, names: tuple[Names, Names] | None = None) -> Scene:
    """Both stages of a separable convolution. Raises LayerError if layer and input do not fit."""
    depthwise = DepthwiseConv(
        layer.in_channels, layer.kernel_size, layer.depth_multiplier, layer.stride, layer.padding, layer.dilation, False
    )
    pointwise = Conv(layer.middle_channels, layer.out_channels, (1,) * layer.rank, bias=layer.bias)
    return staged_scene((depthwise, pointwise), input_shape, names)


def staged_scene(
    layers: tuple[Convolution, ...], input_shape: Shape | None, names: tuple[Names, ...] | None = None
) -> Scene:
    """The convolutions one after the other. Raises LayerError if one does not fit the output before it."""
    facts = _facts(layers, input_shape)
    if names:
        facts = [replace(each, names=given) for each, given in zip(facts, names, strict=True)]
    volumes = [input_volume(facts[0], "input", input_blocks(facts[0]))]
    for done, coming in pairwise(facts):
        blocks: tuple[Block, ...] = (*output_blocks(done), *input_blocks(coming))
        made = output_volume(done, "between", blocks)
        volumes.append(
            read(
                replace(
                    made, cells=False, down=_between(made.down), into=_between(made.into), copies=_between(made.copies)
                )
            )
        )
    volumes.append(output_volume(facts[-1], "output", output_blocks(facts[-1])))
    separable = is_separable(layers)
    return Scene(
        title=f"{facts[0].rank}-d separable convolution" if separable else f"{len(facts)} convolutions in a row",
        caption=_caption(facts, separable),
        volumes=tuple(volumes),
        stages=tuple([stage(each) for each in facts]),
        legend=_legend(facts),
        forgotten=_forgotten(facts, separable),
    ).without_absent()


def is_separable(layers: tuple[Layer, ...]) -> bool:
    """Whether it is a depthwise convolution and then a 1×1 one."""
    if len(layers) != 2 or not isinstance(layers[1], Conv) or set(layers[1].kernel_size) != {1}:
        return False
    first = layers[0]
    return isinstance(first, DepthwiseConv) or (isinstance(first, Conv) and first.groups == first.in_channels > 1)


def _facts(layers: tuple[Convolution, ...], input_shape: Shape | None) -> list[Sliding]:
    facts: list[Sliding] = []
    shape = input_shape if input_shape is not None else _roomy(layers)
    for layer in layers:
        facts.append(sliding(layer, shape))
        shape = facts[-1].output_shape
    if input_shape is None:
        blank = ("",) * facts[0].rank
        facts = [
            replace(each, known=False, names=replace(each.names, size=blank, output=blank)) for each in facts
        ]  # fmt: skip
    return facts


def _roomy(layers: tuple[Convolution, ...]) -> Shape:
    """An input from which a few positions are left in the end."""
    spatial = []
    for axis in range(layers[0].rank):
        size = 4
        for layer in reversed(layers):
            size = (size - 1) * layer.stride[axis] + layer.dilation[axis] * (layer.kernel_size[axis] - 1) + 1
        spatial.append(size)
    return (layers[0].in_channels, *spatial)


def _between(axis: Axis) -> Axis:
    """The axis of channels under a name that fits on both sides."""
    return replace(axis, name="C") if axis.name == "C_out" else axis


def _caption(facts: list[Sliding], separable: bool) -> str:
    if separable:
        first, second = facts
        kernel, names = kernel_of(first.names), first.names
        per = "one kernel" if names.each == 1 else many(names.each, "kernel")
        alone = "the one input channel" if names.in_channels == 1 else (
            f"each of the {shown(names.in_channels)} input channels, each on its channel alone")  # fmt: skip
        filters, between = many(second.names.out_channels, "filter"), second.names.in_channels
        mix = "mixes" if second.names.out_channels == 1 else "mix"
        then = "over the one channel that it makes"
        if between != 1:
            then = f"through {all_of(between, 'channel')} {mix} them"
        told = f"First {per} ({kernel}) for {alone}. Then {filters} {extent(second.names)} {then}."
    else:
        told = " ".join(
            f"{place} layer: {many(each.names.out_channels, 'filter')} {extent(each.names)}"
            f"{' over' if each.names.out_channels == 1 else ', each over'} {many(each.names.depth, 'channel')}."
            for place, each in zip(("First", "Second", "Third"), facts, strict=False)
        )
        told += " The output of one is the input of the next."
    return told if facts[0].known else f"{told} {UNKNOWN_SIZE}"


def _legend(facts: list[Sliding]) -> tuple[Entry, ...]:
    kernels = ("length " if facts[0].rank == 1 else "") + _in_turn([sides(each.names.kernel) for each in facts])
    depths = _in_turn([shown(each.names.depth if each.rank < 3 else each.names.kernel[0]) for each in facts])
    depth = "its depth k_d" if facts[0].rank == 3 else "its depth"
    entries = [Entry(Part.KERNEL, f"a kernel: {kernels}"), Entry(Part.DEPTH, f"{depth}: {depths}")]
    told = {entry.part for entry in entries}
    for each in facts:
        for entry in legend(each):
            if entry.part not in told and entry.part is not Part.FILTERS:
                told.add(entry.part)
                entries.append(entry)
    counts = [shown(each.names.out_channels) for each in facts]
    if len(counts) == 2:
        counts[1] = f"1 of {counts[1]}"
    return (*entries, Entry(Part.FILTERS, f"one channel: 1 of {_in_turn(counts)}"))


def _in_turn(told: list[str]) -> str:
    """`1, then 6`; `64, 64, then 256`: what holds of the layers one after the other."""
    return f"{', '.join(told[:-1])}, then {told[-1]}"


def _forgotten(facts: list[Sliding], separable: bool) -> tuple[Entry, ...]:
    depths = " and then ".join(many(each.names.depth, "channel") for each in facts)
    biased = [place for place, each in enumerate(facts, 1) if each.bias]
    if not biased:
        bias = "no layer here has biases"
    elif len(biased) == len(facts):
        bias = "every layer has one bias for each of its filters"
    else:
        which = " and ".join({1: "first", 2: "second", 3: "third"}[place] for place in biased)
        have, its = ("layer has", "its") if len(biased) == 1 else ("layers have", "their")
        bias = f"only the {which} {have} biases, one for each of {its} filters"
    entries = [
        Entry(Part.KERNEL, _covered(facts)),
        Entry(Part.CHANNELS if facts[0].rank == 3 else Part.DEPTH, f"a kernel of each layer spans {depths}"),
        Entry(Part.FILTERS, "a layer's filters are the input channels of the next"),
        Entry(Part.BIAS, bias),
        Entry(Part.OUTPUT, "sliding adds no weights: a kernel serves every position"),
        Entry(Part.STRIDE, "the kernel's steps change the output, not the weights"),
        Entry(Part.CELL, "one output value for each position of the kernel"),
    ]
    if any(each.names.groups != 1 for each in facts):
        apart = "the depthwise stage keeps its channels apart; only the second stage mixes them"
        grouped = "a filter of a grouped layer sees only the channels of its group"
        entries.append(Entry(Part.GROUP, apart if separable else grouped))
    if any(is_dilated(each.names) for each in facts):
        entries.append(Entry(Part.TAP, "only the taps have weights, not the holes between them"))
    if any(any(map(any, each.pads)) for each in facts):
        entries.append(Entry(Part.PADDING, "padding makes room for the kernel and adds no weights"))
    return tuple(entries)


def _covered(facts: list[Sliding]) -> str:
    if any(is_dilated(each.names) for each in facts):
        return "; then ".join(f"the kernel {extent_of(each.names, each.window)}" for each in facts)
    return "the kernels cover " + " and then ".join(sides(each.names.kernel) for each in facts)
