"""Wrong procedures for the parameter count of layers other than a plain convolution."""

from __future__ import annotations

from collections.abc import Callable
from math import prod
from typing import Any

from questions.layers.specs import (
    BatchNorm,
    ConvTranspose,
    Dense,
    DepthwiseConv,
    Layer,
    Pool,
    SeparableConv,
    Shape,
)
from questions.misconceptions.components import BATCH_NORM, BIAS, POOLING
from questions.misconceptions.facts import Slips, counted
from questions.misconceptions.output_biases import output_bias_slips
from questions.misconceptions.separable import depthwise_slips, separable_slips
from questions.question import Misconception
from questions.wording import times


def other_slips(layer: Layer, input_shape: Shape | None) -> tuple[Misconception, ...]:
    """What the known wrong procedures give; nothing for a layer without any."""
    for kind, rule in _RULES.items():
        if isinstance(layer, kind):
            return tuple(rule(layer, input_shape))
    return ()


def _transposed(layer: ConvTranspose, _shape: Shape | None) -> Slips:
    weights = layer.in_channels * (layer.out_channels // layer.groups) * prod(layer.kernel_size)
    yield from output_bias_slips(weights, layer.out_channels, layer.bias)
    if layer.bias and layer.in_channels != layer.out_channels:
        yield counted(
            "bias_per_input_channel", BIAS, weights, layer.in_channels, f"{weights} + {layer.in_channels}",
            "there is one bias per input channel",
            f"Biases belong to the output channels: {layer.out_channels} of them, not {layer.in_channels}.",
        )  # fmt: skip


def _dense(layer: Dense, _shape: Shape | None) -> Slips:
    yield from output_bias_slips(layer.in_features * layer.out_features, layer.out_features, layer.bias, each="unit")


def _batch_norm(layer: BatchNorm, _shape: Shape | None) -> Slips:
    lesson = "Scale and shift are trained; the moving mean and variance are not, and only Keras counts them."
    for factor in (2, 4):
        yield Misconception(
            "bn_two_or_four", BATCH_NORM, factor * layer.channels, f"{factor}·{layer.channels}",
            "the moving statistics are counted" if factor == 4 else "only the trained parameters are counted", lesson,
        )  # fmt: skip


def _pool(layer: Pool, input_shape: Shape | None) -> Slips:
    window = prod(layer.kernel_size)
    values = [(window, times(layer.kernel_size))]
    if input_shape is not None:
        values.append((window * input_shape[0], f"{times(layer.kernel_size)}·{input_shape[0]}"))
    for value, working in values:
        yield Misconception(
            "pool_has_params", POOLING, value, working, "the pooling window is taken for a kernel with weights",
            "Pooling takes a maximum or a mean; it learns nothing.",
        )  # fmt: skip


_RULES: dict[Any, Callable[[Any, Shape | None], Slips]] = {
    ConvTranspose: _transposed,
    DepthwiseConv: depthwise_slips,
    SeparableConv: separable_slips,
    Dense: _dense,
    BatchNorm: _batch_norm,
    Pool: _pool,
}
