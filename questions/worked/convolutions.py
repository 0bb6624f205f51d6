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
from questions.worked.common import Steps, bias_step, kernel_letters, sum_step, tensor_step
from questions.worked.idle import idle_facts, idle_steps


def explain_conv(layer: Conv, framework: Framework, input_shape: Shape | None) -> Steps:
    depth = layer.in_channels // layer.groups
    kernel = layer.kernel_size
    volume = prod(kernel) * depth
    weights = volume * layer.out_channels
    k = "·".join(map(str, kernel))
    spans = _span(layer, depth)
    names = kernel_letters(layer.rank)
    per_filter = "·".join((*names, "C_in" if layer.groups == 1 else "(C_in/groups)"))
    steps = [
        Step(f"{spans}; weights in one filter:", per_filter, f"{k}·{depth}", f"{volume:,}"),
        Step(_filters(layer.out_channels), f"C_out·({per_filter})", f"{layer.out_channels}·{volume}", f"{weights:,}"),
        bias_step(layer.out_channels, layer.bias, "filter"),
    ]
    idle = idle_facts(layer, input_shape)
    if idle:
        steps.append(Step(idle))
    steps.append(sum_step(weights, layer.out_channels if layer.bias else 0))
    steps.append(tensor_step(layer, framework))
    return tuple(steps)


def explain_transposed(layer: ConvTranspose, framework: Framework, _input_shape: Shape | None) -> Steps:
    width = layer.out_channels // layer.groups
    volume = prod(layer.kernel_size) * width
    weights = volume * layer.in_channels
    k = "·".join(map(str, layer.kernel_size))
    group = "" if layer.groups == 1 else " of its group"
    one = layer.in_channels == 1
    inputs = "There is one input channel:" if one else f"There are {layer.in_channels} input channels:"
    return (
        Step(
            f"Each input channel has a kernel for {each_of(width, 'output channel')}{group}:",
            "·".join((*kernel_letters(layer.rank), "C_out" if layer.groups == 1 else "(C_out/groups)")),
            f"{k}·{width}",
            f"{volume:,}",
        ),
        Step(inputs, "", f"{layer.in_channels}·{volume}", f"{weights:,}"),
        bias_step(layer.out_channels, layer.bias, "output channel"),
        sum_step(weights, layer.out_channels if layer.bias else 0),
        tensor_step(layer, framework),
    )


def explain_depthwise(layer: DepthwiseConv, framework: Framework, input_shape: Shape | None) -> Steps:
    out = layer.in_channels * layer.depth_multiplier
    weights = prod(layer.kernel_size) * out
    k = "·".join(map(str, layer.kernel_size))
    return (
        Step(
            "Every input channel has kernels of its own, which see that channel alone; kernels in all:",
            "C_in·depth_multiplier",
            f"{layer.in_channels}·{layer.depth_multiplier}",
            f"{out:,}",
        ),
        Step(f"Each has {k} weights:", "", f"{out}·{bracketed(layer.kernel_size)}", f"{weights:,}"),
        bias_step(out, layer.bias, "output channel"),
        *idle_steps(layer, input_shape),
        sum_step(weights, out if layer.bias else 0),
        tensor_step(layer, framework),
    )


def explain_separable(layer: SeparableConv, framework: Framework, input_shape: Shape | None) -> Steps:
    middle = layer.in_channels * layer.depth_multiplier
    depthwise = prod(layer.kernel_size) * middle
    pointwise = middle * layer.out_channels
    k = "·".join(map(str, layer.kernel_size))
    each = "one kernel" if layer.depth_multiplier == 1 else f"{layer.depth_multiplier} kernels"
    return (
        Step(
            f"Depthwise stage, {each} for each input channel:",
            f"{'·'.join(kernel_letters(layer.rank))}·C_in·depth_multiplier",
            f"{k}·{layer.in_channels}·{layer.depth_multiplier}",
            f"{depthwise:,}",
        ),
        Step(
            f"Pointwise stage, a convolution of kernel size 1 that mixes the {middle} channels in between:",
            "C_in·depth_multiplier·C_out",
            f"{middle}·{layer.out_channels}",
            f"{pointwise:,}",
        ),
        bias_step(layer.out_channels, layer.bias, "output channel (after the pointwise stage only)"),
        *idle_steps(layer, input_shape),
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
