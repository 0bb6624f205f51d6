"""Pictures that are known by heart: what is drawn of one layer of each kind."""

from __future__ import annotations

import pytest

from questions.layers.network import Network
from questions.layers.specs import (
    Activation,
    BatchNorm,
    Conv,
    Dense,
    DepthwiseConv,
    Embedding,
    Flatten,
    GlobalPool,
    GroupNorm,
    InstanceNorm,
    Layer,
    LayerError,
    LayerNorm,
    Pad,
    Permute,
    PixelShuffle,
    Pool,
    PReLU,
    Reshape,
    SeparableConv,
    Shape,
    Upsample,
)
from questions.picture import Part, Scene, scene_of


def drawn(layer: Layer | Network, shape: Shape | None) -> Scene:
    scene = scene_of(layer, shape)
    assert scene is not None
    return scene


def test_gaps_of_dilated_layers_are_seen() -> None:
    """Two dilated layers with two taps each read four positions; dilation 2 and 4 leave every other one out."""
    scene = drawn(Network((Conv(1, 1, (2,), (), (), (2,)), Conv(1, 1, (2,), (), (), (4,)))), None)
    assert scene.rows[-1].seen == ((0, 1), (2, 1), (4, 1), (6, 1))
    assert scene.rows[1].seen == ((0, 1), (4, 1))


def test_same_padding_puts_the_odd_zero_behind() -> None:
    """A 2×2 kernel needs one zero along each axis, and it lies behind."""
    scene = drawn(Conv(1, 1, (2, 2), padding="same"), (1, 5, 5))
    (padding,) = scene.volumes[0].blocks_of(Part.PADDING)
    assert (padding.start, padding.size) == ((0, 0, 0), (6, 6, 1))


def test_causal_padding_lies_in_front() -> None:
    """Three taps, dilation 2: four zeros in front, none behind."""
    scene = drawn(Conv(2, 3, (3,), padding="causal", dilation=(2,)), (2, 10))
    (padding,) = scene.volumes[0].blocks_of(Part.PADDING)
    assert (padding.start[0], padding.size[0]) == (-4, 14)


def test_a_kernel_reaches_through_the_depth_in_2d_and_has_its_own_in_3d() -> None:
    """What people forget: 3×3 spans all 16 channels; 3×3×3 is a cube that moves along the depth as well."""
    flat = drawn(Conv(16, 4, (3, 3)), (16, 8, 8))
    assert flat.volumes[0].blocks_of(Part.DEPTH)[0].size == (3, 3, 16)
    assert {move.axis for move in flat.stages[0].moves} == {0, 1}
    cube = drawn(Conv(16, 4, (3, 3, 3)), (16, 8, 8, 8))
    assert cube.volumes[0].blocks_of(Part.DEPTH)[0].size == (3, 3, 3)
    assert {move.axis for move in cube.stages[0].moves} == {0, 1, 2}
    assert cube.volumes[0].copies.size == 16


def test_groups_cut_the_channels_into_slices() -> None:
    """Four groups of three channels; the kernel lies in the first slice and is as deep as it."""
    scene = drawn(Conv(12, 8, (3, 3), groups=4), (12, 9, 9))
    slices = scene.volumes[0].blocks_of(Part.GROUP)
    assert [(block.start[2], block.size[2], block.index) for block in slices] == [(3 * i, 3, i) for i in range(4)]
    assert scene.volumes[0].blocks_of(Part.KERNEL)[0].size == (3, 3, 3)


def test_many_groups_are_not_all_drawn() -> None:
    """Of a thousand slices a few are enough; the words have the number."""
    scene = drawn(DepthwiseConv(1000, (3, 3)), (1000, 8, 8))
    assert 1 < len(scene.volumes[0].blocks_of(Part.GROUP)) < 10
    assert "1,000" in scene.caption


@pytest.mark.parametrize(
    "layer",
    [
        SeparableConv(6, 10, (3, 3), 2),
        Network((DepthwiseConv(6, (3, 3), 2), Conv(12, 10, (1, 1)))),
        Network((Conv(6, 12, (3, 3), groups=6), Conv(12, 10, (1, 1)))),
    ],
)
def test_a_separable_convolution_has_two_stages(layer: Layer | Network) -> None:
    """Input, between, output; first one channel deep, then through all twelve."""
    scene = drawn(layer, (6, 9, 9))
    assert [volume.size for volume in scene.volumes] == [(9, 9, 6), (7, 7, 12), (7, 7, 10)]
    first, between, _ = scene.volumes
    assert first.blocks_of(Part.DEPTH)[0].size == (3, 3, 1)
    assert between.blocks_of(Part.DEPTH)[0].size == (1, 1, 12)
    assert [stage.text for stage in scene.stages] == ["12 filters 3×3", "10 filters 1×1"]
    assert "separable" in scene.title


def test_a_dense_layer_is_a_matrix_with_a_row_for_each_output() -> None:
    """84 inputs, 10 outputs: ten rows of 84 weights, one of them marked, and ten biases."""
    scene = drawn(Dense(84, 10), (84,))
    matrix, biases = scene.volumes
    assert (matrix.size, biases.size) == ((84, 10, 1), (1, 10, 1))
    assert matrix.blocks_of(Part.FILTERS)[0].size == (84, 1, 1)
    assert len(drawn(Dense(84, 10, bias=False), None).volumes) == 1


@pytest.mark.parametrize(
    ("layer", "rows"),
    [
        (BatchNorm(8), "γ, β, μ, σ²"),
        (BatchNorm(8, scale=False), "β, μ, σ²"),
        (GroupNorm(2, 8), "γ, β"),
        (InstanceNorm(8, True, True), "γ, β"),
    ],
)
def test_a_normalization_has_a_column_of_numbers_for_each_channel(layer: Layer, rows: str) -> None:
    """The table is as wide as there are channels, whatever the size of the input."""
    scene = drawn(layer, (8, 5, 7))
    assert scene.volumes[1].down.name == rows
    assert scene.volumes[1].size[:2] == (8, rows.count(",") + 1)
    assert len(scene.volumes[0].blocks_of(Part.GROUP)) == (2 if isinstance(layer, GroupNorm) else 8)


def test_a_network_is_a_row_for_each_layer_with_its_shape() -> None:
    """LeNet's rows; the bars of a part are comparable, activations are left out."""
    layers = (
        Conv(1, 6, (5, 5)), Activation("Tanh"), Pool("avg", (2, 2)), Conv(6, 16, (5, 5)), Activation("Tanh"),
        Pool("avg", (2, 2)), Flatten(), Dense(400, 120), Dense(120, 10),
    )  # fmt: skip
    scene = drawn(Network(layers), (1, 32, 32))
    assert [row.text for row in scene.rows] == [
        "32×32×1", "28×28×6", "14×14×6", "10×10×16", "5×5×16", "400", "120", "10",
    ]  # fmt: skip
    assert scene.rows[0].title == "input"
    assert all(bar.size <= bar.most for row in scene.rows for bar in row.bars)
    assert "Activations" in scene.caption


def test_a_very_long_network_says_what_it_leaves_out() -> None:
    """Of 100 layers the first and the last ones are there, and a row for those between."""
    scene = drawn(Network(tuple(Conv(4, 4, (3, 3), padding="same") for _ in range(100))), (4, 8, 8))
    assert len(scene.rows) < 45
    (gap,) = [row for row in scene.rows if "more" in row.title]
    assert gap.title == f"… {101 - (len(scene.rows) - 1)} more layers"


def test_parallel_paths_are_not_drawn_as_a_chain() -> None:
    """Layers that do not follow one another show what goes in and comes out, and no shapes."""
    paths = Network((Conv(30, 7, (3,)), Conv(30, 7, (4,)), Conv(30, 7, (5,))))
    for shape in (None, (30, 50)):
        scene = drawn(paths, shape)
        assert [row.text for row in scene.rows] == ["30 → 7 channels"] * 3
        assert "channels that go in" in scene.caption


@pytest.mark.parametrize(
    ("layer", "shape", "made"),
    [
        (Flatten(), (3, 4, 5), (60, 1, 1)),
        (GlobalPool("avg", 2), (3, 4, 5), (3, 1, 1)),
        (Pad(((1, 2), (0, 3))), (3, 4, 5), (8, 7, 3)),
        (Upsample((2,)), (3, 4, 5), (10, 8, 3)),
        (Permute((3, 1, 2)), (3, 4, 5), (4, 3, 5)),
        (PixelShuffle(2), (8, 4, 5), (10, 8, 2)),
        (Reshape((12, 5)), (3, 4, 5), (5, 12, 1)),
    ],
)
def test_layers_that_change_only_the_shape_show_both_shapes(layer: Layer, shape: Shape, made: Shape) -> None:
    """Input and output side by side, and nothing to learn."""
    scene = drawn(layer, shape)
    assert scene.volumes[1].size == made
    assert any("nothing to learn" in entry.text for entry in scene.forgotten)


def test_an_embedding_and_slopes_are_tables() -> None:
    """Rows of features for each entry; a slope for each channel."""
    assert drawn(Embedding(1000, 64), None).volumes[0].size == (64, 1000, 1)
    assert drawn(PReLU((16,)), None).volumes[0].size == (16, 1, 1)


@pytest.mark.parametrize("layer", [Activation(), LayerNorm((4,), False, False), Network((Activation(), Activation()))])
def test_where_there_is_nothing_to_see_there_is_no_picture(layer: Layer | Network) -> None:
    """Functions of single values, and normalizations of the last axes without parameters."""
    assert scene_of(layer, (4, 4)) is None


def test_an_input_that_is_not_given_has_letters_only_and_the_caption_says_so() -> None:
    """The channels are known from the layer; the sizes are not."""
    scene = drawn(Conv(3, 10, (3, 3)), None)
    assert [axis.text for axis in (scene.volumes[0].across, scene.volumes[0].down)] == ["W", "H"]
    assert scene.volumes[0].into.text == "C_in = 3"
    assert "not given" in scene.caption


def test_an_input_that_does_not_fit_is_refused() -> None:
    """With the layer's own sentence."""
    with pytest.raises(LayerError, match="channels"):
        scene_of(Conv(3, 10, (3, 3)), (4, 8, 8))
