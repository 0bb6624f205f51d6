"""Wrong procedures for depthwise and depthwise separable layers: stages, channels that stay apart, the multiplier."""

from __future__ import annotations

from dataclasses import replace
from math import prod

from questions.layers.specs import Conv, DepthwiseConv, SeparableConv, Shape
from questions.misconceptions import bias, kernel, sliding
from questions.misconceptions.components import BIAS, DEPTHWISE, KERNEL_EXTENT, MULTIPLIER, POINTWISE
from questions.misconceptions.facts import Facts, Slips, counted
from questions.misconceptions.output_biases import output_bias_slips
from questions.wording import bracketed, times

_SHARED = (
    kernel.forgot_filters,
    kernel.forgot_kernel,
    kernel.one_kernel_dim,
    kernel.kernel_dims_summed,
    kernel.kernel_squared_in_1d,
    bias.bias_per_weight,
    bias.bias_per_input_channel,
    bias.bias_per_output_position,
    *sliding.RULES,
)
"""What goes wrong with every convolution and makes sense for one whose filters see a single channel."""


def depthwise_slips(layer: DepthwiseConv, input_shape: Shape | None) -> Slips:
    """Keras' depthwise layer; in PyTorch it is a grouped convolution."""
    channels, multiplier = layer.in_channels, layer.depth_multiplier
    size, k = prod(layer.kernel_size), bracketed(layer.kernel_size)
    outputs = channels * multiplier
    plus = outputs if layer.bias else 0
    yield from output_bias_slips(outputs * size, outputs, layer.bias, f"{outputs}·{k}")
    yield from _as_standard(
        layer, outputs, plus, f"Each kernel of a depthwise layer sees one of the {channels} channels."
    )
    if multiplier > 1:
        lesson = f"Each channel has {multiplier} kernels, so there are {channels}·{multiplier} outputs."
        for biases in dict.fromkeys((channels, outputs) if plus else (0,)):
            yield counted(
                "forgot_depth_multiplier", MULTIPLIER, channels * size, biases,
                f"{channels}·{k}{_plus(biases)}", "the depth multiplier is left out", lesson,
            )  # fmt: skip
    grouped = Conv(
        channels, outputs, layer.kernel_size, layer.stride, layer.padding, layer.dilation, channels, layer.bias
    )  # fmt: skip
    facts = Facts(grouped, input_shape)
    for rule in _SHARED:
        yield from rule(facts)


def separable_slips(layer: SeparableConv, input_shape: Shape | None) -> Slips:
    """Keras' separable layer: two stages, and a single vector of biases after the second."""
    size, k = prod(layer.kernel_size), bracketed(layer.kernel_size)
    channels, middle, outputs = layer.in_channels, layer.middle_channels, layer.out_channels
    plus = outputs if layer.bias else 0
    deep, mixing = middle * size, middle * outputs
    weights, w = deep + mixing, f"{middle}·{k} + {middle}·{outputs}"
    yield from output_bias_slips(weights, outputs, layer.bias, w)
    yield from _stage_biases(layer, weights, w)
    yield from _as_standard(
        layer, outputs, plus, "A separable convolution is a depthwise stage followed by a pointwise stage."
    )
    for biases in dict.fromkeys((middle if layer.bias else 0, plus, 0)):
        yield counted(
            "forgot_pointwise", POINTWISE, deep, biases, f"{middle}·{k}{_plus(biases)}",
            "only the depthwise stage is counted",
            f"The pointwise stage that mixes the channels has {middle}·{outputs} weights.",
        )  # fmt: skip
    yield counted(
        "forgot_depthwise", DEPTHWISE, mixing, plus, f"{middle}·{outputs}{_plus(plus)}",
        "only the pointwise stage is counted",
        f"The depthwise stage before it has {middle} kernels of {times(layer.kernel_size)} weights.",
    )  # fmt: skip
    yield counted(
        "kernel_in_both_stages", KERNEL_EXTENT, deep + mixing * size, plus,
        f"{middle}·{k} + {middle}·{outputs}·{k}{_plus(plus)}", "both stages are given the kernel",
        "The pointwise stage has a kernel of size 1: it mixes channels at one position.",
    )  # fmt: skip
    yield counted(
        "stages_multiplied", POINTWISE, deep * outputs, plus, f"{middle}·{k}·{outputs}{_plus(plus)}",
        "the numbers of the two stages are multiplied",
        "Their parameters add up: one stage is applied after the other.",
    )  # fmt: skip
    yield from _multiplier(layer, plus)
    stage = Conv(
        channels, middle, layer.kernel_size, layer.stride, layer.padding, layer.dilation, groups=channels
    )  # fmt: skip
    yield from stage_slips(stage, input_shape, (mixing, plus), f" + {middle}·{outputs}{_plus(plus)}")


def _stage_biases(layer: SeparableConv, weights: int, w: str) -> Slips:
    if not layer.bias:
        return
    middle, outputs = layer.middle_channels, layer.out_channels
    yield counted(
        "bias_in_both_stages", BIAS, weights, middle + outputs, f"{w} + {middle} + {outputs}",
        "both stages are given biases",
        "Keras' separable layer has a single bias vector, after the pointwise stage.",
    )  # fmt: skip
    if middle != outputs:
        yield counted(
            "bias_of_wrong_stage", BIAS, weights, middle, f"{w} + {middle}",
            "the biases are counted after the depthwise stage",
            f"Its bias vector comes after the pointwise stage, which has {outputs} outputs.",
        )  # fmt: skip


def _multiplier(layer: SeparableConv, plus: int) -> Slips:
    multiplier = layer.depth_multiplier
    if multiplier == 1:
        return
    size, k = prod(layer.kernel_size), bracketed(layer.kernel_size)
    channels, middle, outputs = layer.in_channels, layer.middle_channels, layer.out_channels
    lesson = f"The depthwise stage gives {channels}·{multiplier} channels, and the pointwise stage spans all of them."
    for id_, deep, mixing, cause in (
        ("forgot_depth_multiplier", channels, channels, "the depth multiplier is left out"),
        ("multiplier_in_one_stage", middle, channels, "the depth multiplier is counted in the depthwise stage alone"),
        ("multiplier_in_one_stage", channels, middle, "the depth multiplier is counted in the pointwise stage alone"),
    ):
        yield counted(
            id_, MULTIPLIER, deep * size + mixing * outputs, plus,
            f"{deep}·{k} + {mixing}·{outputs}{_plus(plus)}", cause, lesson,
        )  # fmt: skip


def stage_slips(stage: Conv, input_shape: Shape | None, rest: tuple[int, int], end: str) -> Slips:
    """Slips about a depthwise stage's kernel and moves; the rest, weights and biases, is counted as it is.

    `end` is the rest as it is written behind the stage's weights.
    """
    facts = Facts(replace(stage, bias=False), input_shape)
    for rule in (
        kernel.one_kernel_dim, kernel.kernel_dims_summed, kernel.kernel_squared_in_1d,
        sliding.times_input_area, sliding.divided_by_stride, sliding.kernel_plus_padding,
        sliding.effective_kernel_dilation,
    ):  # fmt: skip
        for slip in rule(facts):
            assert isinstance(slip.value, int)  # noqa: S101 - a number of parameters
            working = f"{slip.working}{end}"
            yield counted(slip.id, slip.component, slip.value + rest[0], rest[1], working, slip.cause, slip.lesson)


def _as_standard(layer: DepthwiseConv | SeparableConv, outputs: int, biases: int, lesson: str) -> Slips:
    weights = layer.in_channels * outputs * prod(layer.kernel_size)
    for count in dict.fromkeys((biases, 0)):
        yield counted(
            "depthwise_as_standard", DEPTHWISE, weights, count,
            f"{outputs}·({times(layer.kernel_size)}·{layer.in_channels}){_plus(count)}",
            "the layer is counted as a standard convolution", lesson,
        )  # fmt: skip


def _plus(count: int) -> str:
    return f" + {count}" if count else ""
