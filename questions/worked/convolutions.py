"""How a convolution's parameters come about: plain, transposed, depthwise and separable."""

from __future__ import annotations

from math import prod

from questions.layers.counting import Framework
from questions.layers.specs import (
    Conv,
    ConvTranspose,
    DepthwiseConv,
    SeparableConv,
    Shape,
)
from questions.question import Step
from questions.wording import bracketed, each_of, several
from questions.worked.common import Steps, bias_step, sum_step, tensor_step
from questions.worked.factors import depth_factor, filters_factor, kernel_factors, kernel_letters, things
from questions.worked.idle import idle_steps, transposed_idle_steps


def explain_conv(layer: Conv, framework: Framework, input_shape: Shape | None, batch: int) -> Steps:
    depth = layer.in_channels // layer.groups
    kernel = layer.kernel_size
    volume = prod(kernel) * depth
    weights = volume * layer.out_channels
    k = "·".join(map(str, kernel))
    spans = _span(layer, depth)
    names = kernel_letters(layer.rank)
    per_filter = "·".join((*names, "C_in" if layer.groups == 1 else "(C_in/groups)"))
    steps = [
        Step(f"{spans}; weights in one filter:", per_filter, f"{k}·{depth}", f"{volume:,}",
             (*kernel_factors(kernel), depth_factor(layer))),
        Step(_filters(layer.out_channels), f"C_out·({per_filter})", f"{layer.out_channels}·{volume}", f"{weights:,}",
             (filters_factor(layer.out_channels),)),
        bias_step(layer.out_channels, layer.bias, "filter"),
        *idle_steps(layer, input_shape, batch),
    ]  # fmt: skip
    steps.append(sum_step(weights, layer.out_channels if layer.bias else 0))
    steps.append(tensor_step(layer, framework))
    return tuple(steps)


def explain_transposed(layer: ConvTranspose, framework: Framework, input_shape: Shape | None, batch: int) -> Steps:
    width = layer.out_channels // layer.groups
    volume = prod(layer.kernel_size) * width
    weights = volume * layer.in_channels
    k = "·".join(map(str, layer.kernel_size))
    group = "" if layer.groups == 1 else " of its group"
    one = layer.in_channels == 1
    seen = (
        things("C_out", width, "output channel")
        if layer.groups == 1
        else things("C_out/groups", width, "output channel", " of a group")
    )
    inputs = "There is one input channel:" if one else f"There are {layer.in_channels} input channels:"
    return (
        *transposed_idle_steps(layer, input_shape, batch),
        Step(
            f"Each input channel has a kernel for {each_of(width, 'output channel')}{group}:",
            "·".join((*kernel_letters(layer.rank), "C_out" if layer.groups == 1 else "(C_out/groups)")),
            f"{k}·{width}",
            f"{volume:,}",
            (*kernel_factors(layer.kernel_size), seen),
        ),
        Step(
            inputs,
            "",
            f"{layer.in_channels}·{volume}",
            f"{weights:,}",
            (things("C_in", layer.in_channels, "input channel"),),
        ),
        bias_step(layer.out_channels, layer.bias, "output channel"),
        sum_step(weights, layer.out_channels if layer.bias else 0),
        tensor_step(layer, framework),
    )


def explain_depthwise(layer: DepthwiseConv, framework: Framework, input_shape: Shape | None, batch: int) -> Steps:
    out = layer.in_channels * layer.depth_multiplier
    weights = prod(layer.kernel_size) * out
    k = "·".join(map(str, layer.kernel_size))
    return (
        Step(
            "Every input channel has kernels of its own, which see that channel alone; kernels in all:",
            "C_in·depth_multiplier",
            f"{layer.in_channels}·{layer.depth_multiplier}",
            f"{out:,}",
            (
                things("C_in", layer.in_channels, "input channel"),
                things("depth_multiplier", layer.depth_multiplier, "kernel", " for each of them"),
            ),
        ),
        Step(
            f"Each has {k} weights:",
            "",
            f"{out}·{bracketed(layer.kernel_size)}",
            f"{weights:,}",
            kernel_factors(layer.kernel_size),
        ),
        bias_step(out, layer.bias, "output channel"),
        *idle_steps(layer, input_shape, batch),
        sum_step(weights, out if layer.bias else 0),
        tensor_step(layer, framework),
    )


def explain_separable(layer: SeparableConv, framework: Framework, input_shape: Shape | None, batch: int) -> Steps:
    middle = layer.in_channels * layer.depth_multiplier
    depthwise = prod(layer.kernel_size) * middle
    pointwise = middle * layer.out_channels
    k = "·".join(map(str, layer.kernel_size))
    mixes = "takes the one channel in between" if middle == 1 else f"mixes the {middle} channels in between"
    each = "one kernel" if layer.depth_multiplier == 1 else f"{layer.depth_multiplier} kernels"
    return (
        Step(
            f"Depthwise stage, {each} for each input channel:",
            f"{'·'.join(kernel_letters(layer.rank))}·C_in·depth_multiplier",
            f"{k}·{layer.in_channels}·{layer.depth_multiplier}",
            f"{depthwise:,}",
            (
                *kernel_factors(layer.kernel_size),
                things("C_in", layer.in_channels, "input channel"),
                things("depth_multiplier", layer.depth_multiplier, "kernel", " for each of them"),
            ),
        ),
        Step(
            f"Pointwise stage, a convolution of kernel size 1 that {mixes}:",
            "C_in·depth_multiplier·C_out",
            f"{middle}·{layer.out_channels}",
            f"{pointwise:,}",
            (
                things("C_in·depth_multiplier", middle, "channel", " in between"),
                filters_factor(layer.out_channels),
            ),
        ),
        bias_step(layer.out_channels, layer.bias, "output channel (after the pointwise stage only)"),
        *idle_steps(layer, input_shape, batch),
        Step("Both stages:", "", f"{depthwise} + {pointwise}", f"{depthwise + pointwise:,}"),
        sum_step(depthwise + pointwise, layer.out_channels if layer.bias else 0),
        tensor_step(layer, framework),
    )


def _span(layer: Conv, depth: int) -> str:
    if layer.groups > 1:
        seen = f"{layer.in_channels}/{layer.groups} = {several(depth, 'input channel')}"
        return f"With {layer.groups} groups each filter sees {seen}"
    if depth == 1:
        return "The input has a single channel, so each filter has one slice"
    return f"Each filter spans all {depth} input channels"


def _filters(count: int) -> str:
    return "There is one filter:" if count == 1 else f"There are {count:,} filters, each with weights of its own:"
