"""Layers as short calls: canonical text, and reading it gives the layer back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.layers.counting import output_shape
from questions.layers.notation import NotationError, read_call, write_call
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
    Pool,
    SeparableConv,
)
from questions.layers.terms import FRAMEWORKS, Framework
from tests.layers import random_layers as draw

WRITTEN: list[tuple[Layer, Framework, str]] = [
    (Conv(3, 10, (3, 3)), "pytorch", "nn.Conv2d(3, 10, 3)"),
    (Conv(16, 32, (3, 5), (2, 2), (1, 1), groups=4, bias=False), "pytorch",
     "nn.Conv2d(16, 32, (3, 5), stride=2, padding=1, groups=4, bias=False)"),
    (Conv(3, 10, (3, 3), padding="same", bias=False), "keras",
     "keras.layers.Conv2D(10, 3, padding='same', use_bias=False)"),
    (Conv(3, 10, (3, 3)), "flax", "nn.Conv(10, (3, 3), padding='VALID')"),
    (Conv(3, 10, (3,), padding="causal"), "flax", "nn.Conv(10, (3,), padding='CAUSAL')"),
    (ConvTranspose(16, 8, (4, 4), (2, 2), (1, 1)), "pytorch", "nn.ConvTranspose2d(16, 8, 4, stride=2, padding=1)"),
    (ConvTranspose(16, 8, (4, 4), (2, 2), "same"), "flax", "nn.ConvTranspose(8, (4, 4), strides=2)"),
    (Dense(3072, 100), "pytorch", "nn.Linear(3072, 100)"),
    (Dense(3072, 100), "flax", "nn.Dense(100)"),
    (Pool("max", (2, 2)), "pytorch", "nn.MaxPool2d(2)"),
    (Pool("max", (2, 2)), "keras", "keras.layers.MaxPooling2D(2)"),
    (Pool("avg", (3, 3), (2, 2)), "keras", "keras.layers.AveragePooling2D(3, strides=2)"),
    (AdaptivePool("avg", (1, 1)), "pytorch", "nn.AdaptiveAvgPool2d(1)"),
    (GlobalPool("avg", 2), "keras", "keras.layers.GlobalAveragePooling2D()"),
    (BatchNorm(64), "pytorch", "nn.BatchNorm2d(64)"),
    (BatchNorm(64, shift=False), "pytorch", "nn.BatchNorm2d(64, bias=False)"),
    (BatchNorm(64, False, False), "pytorch", "nn.BatchNorm2d(64, affine=False)"),
    (LayerNorm((64, 8, 8)), "pytorch", "nn.LayerNorm((64, 8, 8))"),
    (GroupNorm(32, 64), "keras", "keras.layers.GroupNormalization(32)"),
    (SeparableConv(10, 100, (5, 5)), "keras", "keras.layers.SeparableConv2D(100, 5)"),
    (DepthwiseConv(10, (5, 5), 2), "keras", "keras.layers.DepthwiseConv2D(5, depth_multiplier=2)"),
    (Flatten(), "pytorch", "nn.Flatten()"),
]  # fmt: skip


@pytest.mark.parametrize(("layer", "framework", "text"), WRITTEN, ids=[text for _, _, text in WRITTEN])
def test_calls_are_short(layer: Layer, framework: Framework, text: str) -> None:
    """Defaults are left out and equal sizes are one integer."""
    assert write_call(layer, framework) == text


@pytest.mark.parametrize(
    ("layer", "framework"),
    [
        (Conv(3, 10, (3,), padding="causal"), "pytorch"),
        (Conv(3, 10, (3, 3), (2, 2), padding="same"), "pytorch"),
        (Conv(3, 10, (3, 3), padding=(1, 1)), "keras"),
        (Conv(3, 10, (3, 3), (2, 2), dilation=(2, 2)), "keras"),
        (ConvTranspose(4, 8, (3,), padding="same"), "pytorch"),
        (ConvTranspose(4, 8, (3,)), "keras"),
        (ConvTranspose(4, 8, (3,), padding="same", groups=2), "keras"),
        (ConvTranspose(4, 8, (3,), (2,), output_padding=(1,)), "flax"),
        (ConvTranspose(4, 8, (1,), padding=(1,)), "flax"),
        (SeparableConv(3, 8, (3, 3)), "pytorch"),
        (SeparableConv(3, 8, (3, 3, 3)), "keras"),
        (DepthwiseConv(3, (3, 3)), "flax"),
        (Pool("max", (2, 2), ceil_mode=True), "keras"),
        (Pool("max", (2, 2), padding="same"), "pytorch"),
        (Pool("max", (2, 2)), "flax"),
        (GlobalPool("avg", 2), "pytorch"),
        (AdaptivePool("avg", (1, 1)), "keras"),
        (BatchNorm(8, scale=False), "pytorch"),
        (BatchNorm(8, moving_statistics=False), "keras"),
        (LayerNorm((8, 8)), "flax"),
        (Flatten(2), "keras"),
    ],
    ids=repr,
)
def test_what_a_framework_cannot_express_is_refused(layer: Layer, framework: Framework) -> None:
    """No single call of that framework makes the layer: LayerError, not a call that makes another layer."""
    with pytest.raises(LayerError):
        write_call(layer, framework)


@pytest.mark.parametrize("framework", FRAMEWORKS)
@given(data=st.data())
@settings(max_examples=300)
def test_reading_what_was_written_gives_the_layer_back(framework: Framework, data: st.DataObject) -> None:
    """read_call(write_call(layer, f), f, input) is the layer, with its output in the framework's own order."""
    layer, input_shape = draw.any_layer(draw.from_hypothesis(data))
    try:
        expected = output_shape(layer, input_shape)
        text = write_call(layer, framework)
    except LayerError:
        return
    kernel = layer.kernel_size if isinstance(layer, Pool) else ()
    if text.startswith("nn.AvgPool3d") and any(n < k for n, k in zip(input_shape[1:], kernel, strict=True)):
        with pytest.raises(NotationError):  # PyTorch's own exception, seen in tests/oracle
            read_call(text, framework, input_shape)
        assert read_call(text, framework).layer == layer
        return
    stays = framework == "pytorch" or isinstance(layer, Dense | LayerNorm | Flatten)
    call = read_call(text, framework, input_shape if stays else (*input_shape[1:], input_shape[0]))
    assert call.layer == layer, text
    assert call.input_shape == input_shape
    assert call.output_shape == (expected if stays else (*expected[1:], expected[0]))
    assert write_call(call.layer, framework) == text
