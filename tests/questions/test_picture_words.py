"""What pictures say, against the geometry that they show, for random layers."""

from __future__ import annotations

import re
from itertools import pairwise
from math import prod

import pytest
from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st

from questions.layers.counting import output_shape
from questions.layers.network import Network
from questions.layers.specs import (
    AdaptivePool,
    BatchNorm,
    Conv,
    ConvTranspose,
    DepthwiseConv,
    Flatten,
    GroupNorm,
    Layer,
    LayerError,
    Pool,
    SeparableConv,
    Shape,
)
from questions.misconceptions import components as about
from questions.picture import Part, Scene, part_of, scene_of
from tests.layers import random_layers
from tests.layers.random_layers import Choose, from_hypothesis
from tests.picture_words import words_of

RANKS = (1, 2, 3)
AXES = (("length",), ("height", "width"), ("depth", "height", "width"))
PLACES = ((0,), (1, 0), (2, 1, 0))
"""Across, down, into, as the spatial axes of each rank."""


def drawn(layer: Layer | Network, shape: Shape | None) -> Scene:
    """The scene; the example is left out where the random input does not fit, or nothing is to be seen."""
    try:
        scene = scene_of(layer, shape)
    except LayerError:
        scene = None
    if scene is None:
        reject()
    return scene


def sliding(choose: Choose, rank: int) -> tuple[Conv | DepthwiseConv | Pool, Shape]:
    """A convolution or a pooling with what fits it."""
    match choose(0, 3):
        case 0:
            return random_layers.depthwise_conv(choose, rank)
        case 1:
            return random_layers.pool(choose, rank)
    return random_layers.conv(choose, rank)


def stages(choose: Choose) -> tuple[Network, Shape]:
    """Two or three convolutions in a row, many of them with a single channel."""
    rank = choose(1, 3)
    channels = [choose(1, 3) for _ in range(choose(3, 4))]
    layers = []
    for into, out in pairwise(channels):
        dilation = choose(1, 2)
        layers.append(Conv(into, out, (choose(1, 3),) * rank, dilation=(dilation,) * rank, bias=bool(choose(0, 1))))
    return Network(tuple(layers)), (channels[0], *[9 + choose(0, 4)] * rank)


def to_be_seen(scene: Scene) -> set[Part]:
    """The parts that are in the drawing, counted one by one."""
    parts = {volume.part for volume in scene.volumes}
    for volume in scene.volumes:
        parts |= {block.part for block in volume.blocks}
        parts |= {Part.CHANNELS} if volume.copies.name else set()
    for stage in scene.stages:
        parts |= {note.part for note in stage.notes}
        parts |= {Part.FILTERS} if stage.text else set()
        parts |= {Part.STRIDE} if stage.moves else set()
    return parts


@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_words_are_about_what_is_drawn(data: st.DataObject) -> None:
    """No sign in the legend, and no reminder of a part, that is not to be seen in the volumes or between them."""
    choose = from_hypothesis(data)
    layer, shape = stages(choose) if choose(0, 4) == 0 else random_layers.any_layer(choose)
    scene = drawn(layer, shape)
    if scene.rows:
        return
    for entry in (*scene.legend, *scene.forgotten):
        absent = entry.part is Part.BIAS and "no biases" in entry.text
        assert absent or entry.part in to_be_seen(scene), (entry, scene.title)


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_the_depth_of_a_rank_3_kernel_is_its_own(data: st.DataObject) -> None:
    """What runs into the page is k_d positions along D; the channels are told apart from it, and are highlighted."""
    layer, shape = sliding(from_hypothesis(data), 3)
    scene = drawn(layer, shape)
    (deep,) = [entry.text for entry in scene.legend if entry.part is Part.DEPTH]
    assert "channel" not in deep
    assert f"k_d = {layer.kernel_size[0]}" in deep
    (block,) = scene.volumes[0].blocks_of(Part.DEPTH)
    assert block.size[2] == layer.dilation[0] * (layer.kernel_size[0] - 1) + 1
    assert "moving along D" not in deep or any(move.axis == 2 for move in scene.stages[0].moves)
    assert part_of(about.INPUT_DEPTH, scene) is Part.CHANNELS
    assert "channel" in scene.reminder(Part.CHANNELS)
    assert scene.volumes[0].copies.part is Part.CHANNELS
    for component in (about.GROUPS, about.DEPTHWISE, about.POINTWISE):
        assert part_of(component, scene) is Part.CHANNELS
    if isinstance(layer, Conv) and layer.groups == 1 < layer.in_channels:
        assert re.search(rf"(all {layer.in_channels}|both) input channels", scene.caption)


@pytest.mark.parametrize(
    "layer",
    [
        Conv(8, 4, (3, 3, 3), groups=2),
        DepthwiseConv(8, (3, 3, 3)),
        ConvTranspose(8, 4, (3, 3, 3), groups=2),
        SeparableConv(8, 4, (3, 3, 3)),
    ],
)
def test_groups_of_copies_are_told_with_the_channels(layer: Layer) -> None:
    """In rank 3 no slices are drawn; after a mistake about groups the channels are pointed at."""
    scene = drawn(layer, (8, 6, 6, 6))
    assert Part.GROUP not in scene.parts
    assert part_of(about.GROUPS, scene) is Part.CHANNELS


@pytest.mark.parametrize("rank", RANKS)
@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_the_reminder_of_the_kernel_has_its_extent(rank: int, data: st.DataObject) -> None:
    """As many positions as its block covers, holes included; its taps where it has holes."""
    layer, shape = sliding(from_hypothesis(data), rank)
    scene = drawn(layer, shape)
    (kernel,) = scene.volumes[0].blocks_of(Part.KERNEL)
    said = re.search(r"(?:covers|over) ([\d×]+) position", scene.reminder(Part.KERNEL))
    assert said
    covered = tuple([kernel.size[place] for place in PLACES[rank - 1]])
    assert said[1] in ("×".join(map(str, covered)), "1" if prod(covered) == 1 else "")
    holes = covered != layer.kernel_size
    assert ("taps" in scene.reminder(Part.KERNEL)) == holes == ("taps" in scene.caption)


@pytest.mark.parametrize("rank", RANKS)
@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_the_kernel_starts_in_the_padding_where_there_is_some_in_front(rank: int, data: st.DataObject) -> None:
    """Else it gets there in the end."""
    layer, shape = sliding(from_hypothesis(data), rank)
    scene = drawn(layer, shape)
    (kernel,) = scene.volumes[0].blocks_of(Part.KERNEL)
    said = scene.reminder(Part.PADDING)
    assert bool(said) == bool(scene.volumes[0].blocks_of(Part.PADDING))
    starts = any(place < 0 for place in kernel.start)
    assert ("starts in" in said) == starts
    if said and not starts:
        assert "ends in" in said
        times = {move.axis: (move.times - 1) * move.step for move in scene.stages[0].moves}
        ends = [kernel.start[axis] + times.get(axis, 0) + kernel.size[axis] for axis in range(3)]
        assert any(ends[axis] > scene.volumes[0].size[axis] for axis in PLACES[rank - 1])


@pytest.mark.parametrize("rank", RANKS)
@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_the_way_is_told_along_the_axes_that_it_goes(rank: int, data: st.DataObject) -> None:
    """Every axis with more than one place is named and no other; a kernel that the stride holds still is not stuck."""
    layer, shape = sliding(from_hypothesis(data), rank)
    scene = drawn(layer, shape)
    (told,) = re.findall(r"(It slides|It fits|The stride leaves)([^.;,]*(?:, height and width)?)", scene.caption)
    going = {move.axis for move in scene.stages[0].moves}
    for place, name in zip(PLACES[rank - 1], AXES[rank - 1], strict=True):
        assert (name in told[1]) == (place in going), scene.caption
    assert (told[0] == "It slides") == bool(going)
    if not going:
        (kernel,) = scene.volumes[0].blocks_of(Part.KERNEL)
        padding = scene.volumes[0].blocks_of(Part.PADDING)
        room = padding[0].size if padding else scene.volumes[0].size
        fills = all(kernel.size[place] >= room[place] for place in PLACES[rank - 1])
        assert (told[0] == "It fits") == fills


@pytest.mark.parametrize("rank", RANKS)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_transposed_output_is_called_larger_only_where_it_is(rank: int, data: st.DataObject) -> None:
    """Its stride, its kernel and its padding all have a say; the taps are told where it has holes."""
    layer, shape = random_layers.conv_transpose(from_hypothesis(data), rank)
    scene = drawn(layer, shape)
    larger = all(new > old for old, new in zip(shape[1:], output_shape(layer, shape)[1:], strict=True))
    for part in (Part.OUTPUT, Part.STRIDE):
        assert larger or "larger" not in scene.reminder(part)
    holes = any(k > 1 and d > 1 for k, d in zip(layer.kernel_size, layer.dilation, strict=True))
    assert ("taps" in scene.reminder(Part.KERNEL)) == holes


def read_by(layers: list[Layer]) -> list[set[int]]:
    """Which positions of each layer's input the one output reads, one by one."""
    levels = [{0}]
    for layer in reversed(layers):
        assert isinstance(layer, Conv | Pool)
        (kernel,), (stride,), (dilation,) = layer.kernel_size, layer.stride, layer.dilation
        levels.append({at * stride + tap * dilation for at in levels[-1] for tap in range(kernel)})
    return levels


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_gaps_of_a_stack_are_blamed_on_what_makes_them(data: st.DataObject) -> None:
    """Holes of a kernel on dilation; those that a filled kernel would leave, too, on its stride; none on nothing."""
    choose = from_hypothesis(data)
    layers: list[Layer] = [
        Conv(1, 1, (choose(1, 3),), (choose(1, 4),), dilation=(choose(1, 3),)) for _ in range(choose(2, 4))
    ]
    assume(sum(layer.kernel_size[0] > 1 for layer in layers if isinstance(layer, Conv)) > 1)
    scene = drawn(Network(tuple(layers)), None)
    gaps = any(len(level) < max(level) + 1 for level in read_by(layers))
    by_dilation, by_stride = "Dilated kernels" in scene.caption, "trides longer" in scene.caption
    assert gaps == (by_dilation or by_stride)
    assert gaps == any(entry.part is Part.TAP for entry in scene.legend)
    convolutions = [layer for layer in layers if isinstance(layer, Conv)]
    assert not by_dilation or any(each.dilation[0] > 1 and each.kernel_size[0] > 1 for each in convolutions)
    windows = [each.dilation[0] * (each.kernel_size[0] - 1) + 1 for each in convolutions]
    assert not by_stride or any(each.stride[0] > window for each, window in zip(convolutions, windows, strict=True))
    if gaps and not any(each.stride[0] > window for each, window in zip(convolutions, windows, strict=True)):
        assert by_dilation


def test_a_stride_alone_leaves_gaps() -> None:
    """A 1×1 kernel with stride 2 skips every other position; nothing here is dilated."""
    scene = drawn(Network((Conv(3, 8, (1, 1), (2, 2)), Conv(8, 8, (3, 3)), Conv(8, 8, (3, 3)))), None)
    assert "ilat" not in "\n".join(words_of(scene))
    assert "Strides longer than their kernel leave gaps" in scene.caption
    assert scene.rows[-1].seen == tuple((2 * place, 1) for place in range(5))


def test_gaps_that_are_not_drawn_are_told() -> None:
    """Ten layers of two taps, each three times as far apart as the last: 1,024 single positions, drawn as one."""
    spread: list[Layer] = [Conv(1, 1, (2,), dilation=(3**place,)) for place in range(10)]
    assert len(read_by(spread)[-1]) == 1024
    scene = drawn(Network(tuple(spread)), None)
    assert "very many gaps are drawn without them" in scene.caption
    assert "Dilated kernels leave gaps" in scene.caption
    assert any(row.seen == ((0, row.size),) for row in scene.rows[1:])
    filled = drawn(Network((Conv(1, 1, (30000,)), *spread)), None)
    assert filled.rows[-1].seen == ((0, filled.rows[-1].size),)
    few = drawn(Network(tuple(spread[:3])), None)
    assert "very many" not in few.caption


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(1, 9), min_size=1, max_size=4), st.integers(1, 4), st.integers(-4, 4))
def test_a_flattening_says_what_becomes_one(sides: list[int], start: int, end: int) -> None:
    """One line only where all axes become one; nothing changes where a single axis is flattened."""
    shape = tuple(sides)
    try:
        out = output_shape(Flatten(start, end), shape)
    except LayerError:
        return
    caption = drawn(Flatten(start, end), shape).caption
    assert ("becomes one line" in caption) == (len(out) == 1 < len(shape))
    assert ("nothing changes" in caption) == (out == shape and len(out) == len(shape))
    assert ("others stay" in caption) == (1 < len(out) < len(shape))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 12), st.integers(1, 12)), min_size=1, max_size=3))
def test_adaptive_windows_divide_a_channel_only_without_overlap(axes: list[tuple[int, int]]) -> None:
    """PyTorch's windows, floor(i·n/m) to ceil((i+1)·n/m): side by side, or sharing positions."""
    assume(prod(windows for _, windows in axes) > 1)
    scene = drawn(AdaptivePool("max", tuple([m for _, m in axes])), (2, *[n for n, _ in axes]))
    overlap = any(-(-(i + 1) * n // m) > (i + 1) * n // m for n, m in axes for i in range(m - 1))
    assert ("overlap" in scene.caption) == overlap
    assert ("divided" in scene.caption) != overlap


@settings(max_examples=250, deadline=None)
@given(data=st.data())
def test_one_is_not_many(data: st.DataObject) -> None:
    """Stages, normalizations and transposed layers of one channel, one filter and one biased layer in the singular."""
    choose = from_hypothesis(data)
    layer: Layer | Network
    shape: Shape | None
    match choose(0, 4):
        case 0:
            layer, shape = SeparableConv(choose(1, 2), choose(1, 2), (3, 3), choose(1, 2)), None
        case 1:
            layer, shape = ConvTranspose(choose(1, 2), choose(1, 2), (3, 3)), None
        case 2:
            channels = choose(1, 2)
            layer = (BatchNorm(channels), GroupNorm(1, channels))[choose(0, 1)]
            shape = (channels, 4, 4)
        case 3:
            layer, shape = Conv(choose(1, 2), choose(1, 2), (choose(1, 2), 1)), None
        case _:
            layer, shape = stages(choose)
    for text in words_of(drawn(layer, shape)):
        assert not re.search(r"\b(each of the|all|both|the) 1\b", text), text
        assert not re.search(r"\b1 (filter|channel)\b[^.;:,]*\b(are|mix|have)\b", text), text
        assert not re.search(r"\b1 (filter|channel)\b[^.;]*\b[Ee]ach\b", text), text
        assert not re.search(r"first and second layer\b", text), text
        assert not re.search(r"\bbut spans the one\b", text), text


@pytest.mark.parametrize("rank", RANKS)
def test_the_title_of_a_pointwise_convolution(rank: int) -> None:
    """1×1 is a name; a lone 1 is none."""
    scene = drawn(Conv(3, 4, (1,) * rank), (3, *[5] * rank))
    assert scene.title == ("1-d convolution of length 1", "2-d 1×1 convolution", "3-d 1×1×1 convolution")[rank - 1]


def test_stages_are_told_in_turn() -> None:
    """Not as one list of numbers."""
    scene = drawn(SeparableConv(6, 10, (3, 3)), (6, 9, 9))
    legend = {entry.part: entry.text for entry in scene.legend}
    assert legend[Part.KERNEL] == "a kernel: 3×3, then 1×1"
    assert legend[Part.DEPTH] == "its depth: 1, then 6"
    assert legend[Part.FILTERS] == "one channel: 1 of 6, then 1 of 10"
