"""Layers as data: defaults are filled in, what cannot be is refused with a sentence, equal layers are equal."""

import dataclasses
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.layers.counting import macs, output_shape, parameters, weight_shapes
from questions.layers.specs import (
    AdaptivePool,
    BatchNorm,
    Conv,
    ConvTranspose,
    Dense,
    DepthwiseConv,
    Flatten,
    GlobalPool,
    GroupNorm,
    Layer,
    LayerError,
    LayerNorm,
    Padding,
    Pool,
    SeparableConv,
    Shape,
)
from questions.layers.terms import FRAMEWORKS, Framework
from tests.layers import random_layers as draw


def test_defaults_are_full_tuples() -> None:
    """() stands for the default on every axis and is replaced by it."""
    layer = Conv(3, 10, (3, 5))
    assert (layer.rank, layer.stride, layer.padding, layer.dilation) == (2, (1, 1), (0, 0), (1, 1))
    assert Pool("max", (2, 3)).stride == (2, 3)
    assert ConvTranspose(3, 10, (3,)).output_padding == (0,)
    assert ConvTranspose(3, 10, (3,), padding="same").output_padding is None


def test_valid_is_no_padding() -> None:
    """One meaning, one value: "valid" and zeros make equal layers, except where they count differently."""
    assert Conv(3, 10, (3, 3), padding="valid") == Conv(3, 10, (3, 3), padding=(0, 0))
    assert Pool("avg", (2,), padding="valid") == Pool("avg", (2,))
    assert ConvTranspose(3, 10, (2,), (3,), padding="valid") != ConvTranspose(3, 10, (2,), (3,))


def test_layers_are_frozen_and_hashable() -> None:
    """A layer can be a key and cannot be changed."""
    layer = Conv(3, 10, (3, 3))
    assert {layer: 1}[Conv(3, 10, (3, 3))] == 1
    with pytest.raises(dataclasses.FrozenInstanceError):
        layer.groups = 3  # type: ignore[misc]


def _bad(shape: object) -> Shape:
    """A value that the type checker would refuse, as a caller without one may pass it."""
    return shape  # type: ignore[return-value]


REFUSED: dict[str, Callable[[], Layer]] = {
    "no channels": lambda: Conv(0, 10, (3, 3)),
    "boolean channels": lambda: Conv(True, 10, (3, 3)),
    "fractional channels": lambda: Conv(3, 10.0, (3, 3)),  # type: ignore[arg-type]
    "empty kernel": lambda: Conv(3, 10, ()),
    "kernel of rank 4": lambda: Conv(3, 10, (1, 1, 1, 1)),
    "integer kernel": lambda: Conv(3, 10, _bad(3)),
    "kernel of 0": lambda: Conv(3, 10, (3, 0)),
    "stride of another rank": lambda: Conv(3, 10, (3, 3), (1,)),
    "stride of 0": lambda: Conv(3, 10, (3, 3), (1, 0)),
    "negative padding": lambda: Conv(3, 10, (3, 3), padding=(1, -1)),
    "padding of another rank": lambda: Conv(3, 10, (3, 3), padding=(1,)),
    "unknown padding": lambda: Conv(3, 10, (3, 3), padding="full"),  # type: ignore[arg-type]
    "causal on two axes": lambda: Conv(3, 10, (3, 3), padding="causal"),
    "dilation of 0": lambda: Conv(3, 10, (3, 3), dilation=(0, 1)),
    "groups beside in_channels": lambda: Conv(3, 10, (3, 3), groups=2),
    "groups beside out_channels": lambda: Conv(4, 10, (3, 3), groups=4),
    "no groups": lambda: Conv(4, 10, (3, 3), groups=0),
    "boolean groups": lambda: Conv(4, 10, (3, 3), groups=True),
    "integer bias": lambda: Conv(4, 10, (3, 3), bias=1),  # type: ignore[arg-type]
    "output_padding as large as stride": lambda: ConvTranspose(3, 10, (3,), (2,), output_padding=(2,)),
    "output_padding beside dilation by rule": lambda: ConvTranspose(
        3, 10, (3,), padding="same", output_padding=(1,), dilation=(2,)
    ),
    "output_padding None beside integers": lambda: ConvTranspose(3, 10, (3,), output_padding=None),
    "causal transposed": lambda: ConvTranspose(3, 10, (3,), padding="causal"),
    "no depth_multiplier": lambda: DepthwiseConv(3, (3, 3), 0),
    "no depth_multiplier, separable": lambda: SeparableConv(3, 8, (3, 3), 0),
    "no features": lambda: Dense(0, 10),
    "unknown pool": lambda: Pool("min", (2,)),  # type: ignore[arg-type]
    "pool padded by more than half": lambda: Pool("max", (3,), padding=(2,)),
    "dilated pool padded by more than half": lambda: Pool("max", (3,), padding=(2,), dilation=(2,)),
    "dilated average": lambda: Pool("avg", (3,), dilation=(2,)),
    "causal pool": lambda: Pool("max", (3,), padding="causal"),
    "ceil_mode by rule": lambda: Pool("max", (3,), padding="same", ceil_mode=True),
    "global pool of rank 4": lambda: GlobalPool("avg", 4),
    "adaptive pool to 0": lambda: AdaptivePool("avg", (0,)),
    "adaptive pool to nothing": lambda: AdaptivePool("avg", ()),
    "batch norm of 0": lambda: BatchNorm(0),
    "layer norm of nothing": lambda: LayerNorm(()),
    "groups beside channels": lambda: GroupNorm(3, 8),
    "flattened batch": lambda: Flatten(0),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_is_refused(case: str) -> None:
    """A layer out of range is never made, and the message is one sentence."""
    with pytest.raises(LayerError) as error:
        REFUSED[case]()
    assert str(error.value).endswith(".")
    assert "\n" not in str(error.value)


MISFITS: dict[str, tuple[Layer, Shape]] = {
    "other channels": (Conv(3, 10, (3, 3)), (4, 24, 24)),
    "too few axes": (Conv(3, 10, (3, 3)), (3, 24)),
    "too many axes": (Conv(3, 10, (3, 3)), (1, 3, 24, 24)),
    "window beyond the input": (Conv(3, 10, (5, 5)), (3, 24, 4)),
    "dilated window beyond the input": (Conv(3, 10, (3,), dilation=(4,)), (3, 8)),
    "all cut away": (ConvTranspose(3, 10, (1,), padding=(1,)), (3, 2)),
    "pool beyond the input": (Pool("max", (3, 3)), (3, 2, 5)),
    "other features": (Dense(10, 3), (4, 11)),
    "other normalized shape": (LayerNorm((8, 8)), (3, 8, 9)),
    "other normalized channels": (BatchNorm(8), (3, 8, 8)),
    "flatten beyond the axes": (Flatten(3, 4), (3, 8)),
    "empty input": (Flatten(), ()),
    "size of 0": (Flatten(), (3, 0)),
}


@pytest.mark.parametrize("case", MISFITS)
def test_input_that_does_not_fit_is_refused(case: str) -> None:
    """No shape and no MACs for an input that the layer cannot take."""
    layer, input_shape = MISFITS[case]
    for count in (output_shape, macs):
        with pytest.raises(LayerError):
            count(layer, input_shape)


@pytest.mark.parametrize("framework", FRAMEWORKS)
@given(data=st.data())
def test_weight_shapes_hold_the_parameters(framework: Framework, data: st.DataObject) -> None:
    """In every framework the elements of the weight tensors are exactly the parameters it reports."""
    layer, _ = draw.any_layer(draw.from_hypothesis(data))
    counted = parameters(layer, framework)
    if isinstance(layer, SeparableConv) and framework != "keras":
        with pytest.raises(LayerError):
            weight_shapes(layer, framework)
        return
    elements = 0
    for shape in weight_shapes(layer, framework).values():
        size = 1
        for n in shape:
            size *= n
        elements += size
    assert elements == counted.total
    assert counted.trainable + counted.non_trainable == counted.total


@pytest.mark.parametrize(
    ("framework", "trainable", "total", "buffers"),
    [("pytorch", 128, 128, 129), ("keras", 128, 256, 0), ("flax", 128, 128, 128)],
)
def test_moving_statistics(framework: Framework, trainable: int, total: int, buffers: int) -> None:
    """Keras counts them in its total; PyTorch (with num_batches_tracked) and Flax keep them beside it."""
    counted = parameters(BatchNorm(64), framework)
    assert (counted.trainable, counted.total, counted.buffers) == (trainable, total, buffers)


@given(st.data())
def test_transposed_undoes_the_shape(data: st.DataObject) -> None:
    """A convolution with the same window maps a transposed convolution's output back to its input's size."""
    choose = draw.from_hypothesis(data)
    kernel, stride, n = choose(1, 5), choose(1, 4), choose(1, 9)
    rule: Padding = draw.one_of(choose, ("valid", "same", (choose(0, (kernel - 1) // 2),)))
    try:
        (_, lengthened) = output_shape(ConvTranspose(1, 1, (kernel,), (stride,), rule), (1, n))
    except LayerError:
        return
    assert output_shape(Conv(1, 1, (kernel,), (stride,), rule), (1, lengthened)) == (1, n)


@given(st.data())
def test_depthwise_is_a_grouped_convolution(data: st.DataObject) -> None:
    """A depthwise convolution counts as the convolution with one group for each channel."""
    choose = draw.from_hypothesis(data)
    depthwise, input_shape = draw.depthwise_conv(choose, choose(1, 3))
    grouped = Conv(
        depthwise.in_channels,
        depthwise.out_channels,
        depthwise.kernel_size,
        depthwise.stride,
        depthwise.padding,
        depthwise.dilation,
        groups=depthwise.in_channels,
        bias=depthwise.bias,
    )
    assert parameters(depthwise) == parameters(grouped)
    try:
        expected = output_shape(grouped, input_shape), macs(grouped, input_shape)
    except LayerError:
        return
    assert (output_shape(depthwise, input_shape), macs(depthwise, input_shape)) == expected
