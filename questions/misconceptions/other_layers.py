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
from questions.misconceptions.components import BATCH_NORM, BIAS, DEPTHWISE, MULTIPLIER, POINTWISE, POOLING
from questions.misconceptions.facts import Slips, counted
from questions.question import Misconception
from questions.wording import several, times


def other_slips(layer: Layer, input_shape: Shape | None) -> tuple[Misconception, ...]:
    """What the known wrong procedures give; nothing for a layer without any."""
    for kind, rule in _RULES.items():
        if isinstance(layer, kind):
            return tuple(rule(layer, input_shape))
    return ()


def _bias_slips(weights: int, outputs: int, bias: bool) -> Slips:
    if not bias:
        yield counted(
            "added_bias_when_off", BIAS, weights, outputs, f"{weights} + {outputs}",
            "a bias per output is added although there is none",
            "bias=False (PyTorch) or use_bias=False (Keras) means that the layer has no bias vector.",
        )  # fmt: skip
        return
    yield counted(
        "forgot_bias", BIAS, weights, 0, f"{weights}", "the biases are left out",
        f"The weights are right; the layer also has {several(outputs, 'bias', 'biases')}.",
    )  # fmt: skip
    if outputs > 1:
        yield counted(
            "one_bias_total", BIAS, weights, 1, f"{weights} + 1", "the whole layer is given a single bias",
            f"There is one bias per output channel: {outputs} here.",
        )  # fmt: skip


def _as_standard(layer: DepthwiseConv | SeparableConv, outputs: int, biases: int, lesson: str) -> Slips:
    weights = layer.in_channels * outputs * prod(layer.kernel_size)
    for bias in dict.fromkeys((biases, 0)):
        yield counted(
            "depthwise_as_standard", DEPTHWISE, weights, bias,
            f"{layer.in_channels}·{outputs}·({times(layer.kernel_size)}){f' + {bias}' if bias else ''}",
            "the layer is counted as a standard convolution", lesson,
        )  # fmt: skip


def _transposed(layer: ConvTranspose, _shape: Shape | None) -> Slips:
    weights = layer.in_channels * (layer.out_channels // layer.groups) * prod(layer.kernel_size)
    yield from _bias_slips(weights, layer.out_channels, layer.bias)
    if layer.bias and layer.in_channels != layer.out_channels:
        yield counted(
            "bias_per_input_channel", BIAS, weights, layer.in_channels, f"{weights} + {layer.in_channels}",
            "there is one bias per input channel",
            f"Biases belong to the output channels: {layer.out_channels} of them, not {layer.in_channels}.",
        )  # fmt: skip


def _depthwise(layer: DepthwiseConv, _shape: Shape | None) -> Slips:
    kernel = prod(layer.kernel_size)
    outputs = layer.in_channels * layer.depth_multiplier
    plus = outputs if layer.bias else 0
    yield from _bias_slips(outputs * kernel, outputs, layer.bias)
    yield from _as_standard(layer, outputs, plus, "A depthwise convolution has kernels that each see one channel.")
    if layer.depth_multiplier > 1:
        yield Misconception(
            "forgot_depth_multiplier", MULTIPLIER, layer.in_channels * kernel + (layer.in_channels if plus else 0),
            f"{layer.in_channels}·({times(layer.kernel_size)})", "the depth multiplier is left out",
            f"Each channel has {layer.depth_multiplier} kernels of its own.",
        )  # fmt: skip


def _separable(layer: SeparableConv, _shape: Shape | None) -> Slips:
    kernel, k = prod(layer.kernel_size), times(layer.kernel_size)
    middle = layer.in_channels * layer.depth_multiplier
    outputs = layer.out_channels
    plus = outputs if layer.bias else 0
    weights = middle * kernel + middle * outputs
    yield from _bias_slips(weights, outputs, layer.bias)
    yield from _as_standard(
        layer, outputs, plus, "A separable convolution is a depthwise stage followed by a 1×1 stage."
    )
    for bias in dict.fromkeys((middle if layer.bias else 0, plus, 0)):
        yield counted(
            "forgot_pointwise", POINTWISE, middle * kernel, bias, f"{middle}·({k}){f' + {bias}' if bias else ''}",
            "only the depthwise stage is counted",
            f"The 1×1 stage that mixes the channels has {middle}·{outputs} weights.",
        )  # fmt: skip
    if layer.bias:
        yield counted(
            "bias_in_both_stages", BIAS, weights, middle + outputs, f"{weights} + {middle} + {outputs}",
            "both stages are given biases",
            "Keras' separable layer has a single bias vector, after the pointwise stage.",
        )  # fmt: skip
    if layer.depth_multiplier > 1:
        narrow = layer.in_channels * kernel + layer.in_channels * outputs
        yield counted(
            "forgot_depth_multiplier", MULTIPLIER, narrow, plus, f"{narrow}{f' + {plus}' if plus else ''}",
            "the depth multiplier is left out",
            f"Both stages have {layer.depth_multiplier} times as many channels in between.",
        )  # fmt: skip


def _dense(layer: Dense, _shape: Shape | None) -> Slips:
    yield from _bias_slips(layer.in_features * layer.out_features, layer.out_features, layer.bias)


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
    DepthwiseConv: _depthwise,
    SeparableConv: _separable,
    Dense: _dense,
    BatchNorm: _batch_norm,
    Pool: _pool,
}
