"""The geometry of pictures, against what the layers count, for random layers."""

from __future__ import annotations

from math import prod

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from questions.layers.counting import output_shape
from questions.layers.network import Network
from questions.layers.receptive_field import receptive_field
from questions.layers.specs import (
    Conv,
    DepthwiseConv,
    Layer,
    LayerError,
    LayerNorm,
    Pool,
    Shape,
)
from questions.picture import Part, Scene, scene_of
from questions.picture.scene import Block, Volume
from tests.layers import random_layers
from tests.layers.random_layers import from_hypothesis
from tests.picture_words import words_of

RANKS = (1, 2, 3)
MOST_BLOCKS = 420
"""Padding, slices, kernel and taps together: what a picture may have at most."""


def drawn(layer: Layer | Network, shape: Shape | None) -> Scene:
    scene = scene_of(layer, shape)
    assert scene is not None
    return scene


def fits(layer: Layer, shape: Shape) -> Shape:
    """The output; the example is left out where the random input does not fit."""
    try:
        return output_shape(layer, shape)
    except LayerError:
        assume(False)
        raise


def order(volume: Volume, rank: int) -> tuple[int, ...]:
    """Which of across, down, into are the spatial axes, in the framework's order."""
    return {1: (0,), 2: (1, 0), 3: (2, 1, 0)}[rank]


def spatial(block: Block, rank: int) -> tuple[tuple[int, int], ...]:
    """Start and size along each spatial axis."""
    return tuple((block.start[axis], block.size[axis]) for axis in {1: (0,), 2: (1, 0), 3: (2, 1, 0)}[rank])


def deep(block: Block, rank: int) -> int:
    """Channels that a block spans; rank 3 has its channels as copies."""
    return block.size[{1: 1, 2: 2}[rank]]


def assert_inside(volume: Volume) -> None:
    """All but the padding, and what starts in it, lies in the volume; with the padding everything does."""
    padding = volume.blocks_of(Part.PADDING)
    corner = padding[0].start if padding else (0, 0, 0)
    room = padding[0].size if padding else volume.size
    for axis in range(3):
        assert corner[axis] <= 0
        assert corner[axis] + room[axis] >= volume.size[axis]
    for block in volume.blocks:
        for axis in range(3):
            assert block.size[axis] >= 1, block
            assert block.start[axis] >= corner[axis], (block, volume)
            if block.part not in (Part.KERNEL, Part.DEPTH, Part.TAP):
                assert block.start[axis] + block.size[axis] <= corner[axis] + room[axis], (block, volume)
    assert len(volume.blocks) <= MOST_BLOCKS


@pytest.mark.parametrize("rank", RANKS)
@settings(max_examples=500, deadline=None)
@given(data=st.data())
def test_a_convolution_is_drawn_as_it_counts(rank: int, data: st.DataObject) -> None:
    """Sizes, window, depth, taps, padding and the way over the input are those of the layer."""
    layer, shape = random_layers.conv(from_hypothesis(data), rank)
    assert_window(layer, shape, layer.in_channels // layer.groups, prod(layer.kernel_size))


@pytest.mark.parametrize("rank", RANKS)
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_a_depthwise_convolution_is_drawn_one_channel_deep(rank: int, data: st.DataObject) -> None:
    """Its kernel has the depth of one channel, whatever the input's."""
    layer, shape = random_layers.depthwise_conv(from_hypothesis(data), rank)
    assert_window(layer, shape, 1, prod(layer.kernel_size))


@pytest.mark.parametrize("rank", RANKS)
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_a_pooling_window_lies_on_one_channel(rank: int, data: st.DataObject) -> None:
    """The same geometry as a depthwise convolution, without weights."""
    layer, shape = random_layers.pool(from_hypothesis(data), rank)
    assert_window(layer, shape, 1, prod(layer.kernel_size))


def assert_window(layer: Conv | DepthwiseConv | Pool, shape: Shape, depth: int, positions: int) -> None:
    out = fits(layer, shape)
    rank = layer.rank
    scene = drawn(layer, shape)
    given_, made = scene.volumes
    axes = order(given_, rank)
    assert tuple(given_.size[axis] for axis in axes) == shape[1:]
    assert tuple(made.size[axis] for axis in axes) == out[1:]
    assert_inside(given_)
    assert_inside(made)
    (kernel,) = given_.blocks_of(Part.KERNEL)
    assert given_.blocks_of(Part.DEPTH) == (Block(Part.DEPTH, kernel.start, kernel.size),)
    if rank < 3:
        assert deep(kernel, rank) == depth
        assert given_.size[{1: 1, 2: 2}[rank]] == shape[0]
        assert made.size[{1: 1, 2: 2}[rank]] == out[0]
    else:
        assert (given_.copies.size, made.copies.size) == (shape[0], out[0])
    dilated = any(k > 1 and d > 1 for k, d in zip(layer.kernel_size, layer.dilation, strict=True))
    assert len(given_.blocks_of(Part.TAP)) == (positions if dilated else 0)
    for tap in given_.blocks_of(Part.TAP):
        for (start, size), (first, extent) in zip(spatial(tap, rank), spatial(kernel, rank), strict=True):
            assert first <= start < start + size <= first + extent
    assert_way(scene, layer, shape, out, kernel)


def assert_way(scene: Scene, layer: Conv | DepthwiseConv | Pool, shape: Shape, out: Shape, kernel: Block) -> None:
    """From its first position the kernel reaches, in its steps, the last one that fits, and not one more."""
    rank = layer.rank
    moves = {move.axis: move for move in scene.stages[0].moves}
    given_ = scene.volumes[0]
    padding = given_.blocks_of(Part.PADDING)
    axes = order(given_, rank)
    for axis, (place, times) in enumerate(zip(axes, out[1:], strict=True)):
        window = layer.dilation[axis] * (layer.kernel_size[axis] - 1) + 1
        assert kernel.size[place] == window
        assert (place in moves) == (times > 1)
        if place in moves:
            assert (moves[place].step, moves[place].times) == (layer.stride[axis], times)
        end = padding[0].start[place] + padding[0].size[place] if padding else shape[1 + axis]
        last = kernel.start[place] + (times - 1) * layer.stride[axis] + window
        if isinstance(layer, Pool) and layer.ceil_mode:
            assert last - layer.stride[axis] < end + layer.stride[axis]
        elif layer.padding == "same":
            assert last <= end
        else:
            assert last <= end < last + layer.stride[axis]
        if layer.padding == "same" and padding:
            front = -padding[0].start[place]
            assert end - shape[1 + axis] - front in (0, 1)


@pytest.mark.parametrize("rank", RANKS)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_transposed_convolution_stamps_its_output(rank: int, data: st.DataObject) -> None:
    """One stamp for each input position, a stride apart; with what is cut off and added they make the output."""
    choose = from_hypothesis(data)
    by_rule = bool(choose(0, 1))
    layer, shape = (random_layers.conv_transpose_by_rule if by_rule else random_layers.conv_transpose)(choose, rank)
    out = fits(layer, shape)
    scene = drawn(layer, shape)
    given_, made = scene.volumes
    axes = order(made, rank)
    assert tuple(given_.size[axis] for axis in axes) == shape[1:]
    assert tuple(made.size[axis] for axis in axes) == out[1:]
    assert_inside(given_)
    first, *second = made.blocks_of(Part.KERNEL)
    assert len(second) == (shape[-1] > 1)
    for block in second:
        assert block.start[0] - first.start[0] == layer.stride[-1]
    for axis, place in enumerate(axes):
        window = layer.dilation[axis] * (layer.kernel_size[axis] - 1) + 1
        assert first.size[place] == window
        stamped = first.start[place] + (shape[1 + axis] - 1) * layer.stride[axis] + window
        if not by_rule:
            assert isinstance(layer.padding, tuple)
            assert layer.output_padding is not None
            assert first.start[place] == -layer.padding[axis]
            assert stamped - layer.padding[axis] + layer.output_padding[axis] == out[1 + axis]


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_every_layer_has_a_picture_and_words(data: st.DataObject) -> None:
    """For any layer and an input that fits: a scene that is in order."""
    layer, shape = random_layers.any_layer(from_hypothesis(data))
    fits(layer, shape)
    scene = scene_of(layer, shape)
    if scene is None:
        assert isinstance(layer, LayerNorm)
        assert not (layer.scale or layer.shift)
        return
    assert len(scene.stages) == max(len(scene.volumes) - 1, 0)
    assert scene.caption.endswith(".")
    for text in words_of(scene):
        assert "  " not in text
        assert " 1 positions" not in f" {text}"
        assert " 1 channels" not in f" {text}"
        assert " 1 filters" not in f" {text}"
        assert " 1 weights" not in f" {text}"
    again = scene_of(layer, None)
    assert again is None or again.title


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_stack_sees_as_much_as_is_counted(data: st.DataObject) -> None:
    """The lowest row is the receptive field, and every position lies over the middle of what it sees."""
    choose = from_hypothesis(data)
    layers: list[Layer] = []
    for _ in range(choose(2, 5)):
        kernel, stride, dilation = choose(1, 4), choose(1, 3), choose(1, 3)
        if choose(0, 3):
            layers.append(Conv(1, 1, (kernel,), (stride,), (), (dilation,)))
        else:
            layers.append(Pool("max", (kernel,), (stride,)))
    assume(sum(layer.kernel_size[0] > 1 for layer in layers if isinstance(layer, Conv | Pool)) > 1)
    scene = drawn(Network(tuple(layers)), None)
    assert [row.size for row in scene.rows][-1] == receptive_field(layers, 1)[0]
    assert len(scene.rows) == len(layers) + 1
    assert scene.rows[0].size == 1
    assert scene.rows[-1].seen == read_by(layers)
    middle = scene.rows[0].first
    for row in scene.rows:
        assert row.seen[0][0] == 0
        start, length = row.seen[-1]
        assert start + length == row.size
        assert 2 * row.first + 2 * (row.size - 1) * row.step == 2 * middle  # it lies centred below the output


def read_by(layers: list[Layer]) -> tuple[tuple[int, int], ...]:
    """The input positions that the first output reads, one by one, as stretches."""
    positions = {0}
    for layer in reversed(layers):
        assert isinstance(layer, Conv | Pool)
        (kernel,), (stride,), (dilation,) = layer.kernel_size, layer.stride, layer.dilation
        positions = {position * stride + tap * dilation for position in positions for tap in range(kernel)}
    stretches: list[tuple[int, int]] = []
    for position in sorted(positions):
        if stretches and position == sum(stretches[-1]):
            stretches[-1] = (stretches[-1][0], stretches[-1][1] + 1)
        else:
            stretches.append((position, 1))
    return tuple(stretches)
