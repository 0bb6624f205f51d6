"""Worked solutions: how a layer's parameters come about, step by step, as data.

Convolutions are shown in both usual views: the filters (each spans the full depth of what it sees), and the weight
tensor (PyTorch's order: out, in, *kernel). Numbers that are given but play no part are named as such.
"""

from __future__ import annotations

from collections.abc import Callable
from math import prod
from typing import Any

from questions.layers.counting import Framework, parameters, weight_shapes
from questions.layers.specs import (
    BatchNorm,
    Conv,
    ConvTranspose,
    Dense,
    DepthwiseConv,
    Embedding,
    GroupNorm,
    InstanceNorm,
    Layer,
    LayerNorm,
    PReLU,
    SeparableConv,
    Shape,
)
from questions.question import Step
from questions.wording import bracketed, several

Steps = tuple[Step, ...]


def explain_parameters(layer: Layer, framework: Framework = "pytorch", input_shape: Shape | None = None) -> Steps:
    """The steps to the number of parameters that the framework reports; the last step's result is that number."""
    for kind, explain in _BY_KIND.items():
        if isinstance(layer, kind):
            return explain(layer, framework, input_shape)
    return (Step("It computes without learning anything, so it has no parameters:", result="0"),)


def tensor_step(layer: Layer, framework: Framework) -> Step:
    """The same count as a sum over the framework's own weight tensors."""
    shapes = weight_shapes(layer, framework)
    named = ", ".join(f"{name} {shape}" for name, shape in shapes.items())
    sizes = " + ".join("·".join(map(str, shape)) for shape in shapes.values())
    names = {"pytorch": "PyTorch", "keras": "Keras", "flax": "Flax"}
    total = sum(prod(shape) for shape in shapes.values())
    return Step(f"As {names[framework]} stores it: {named}.", "", sizes, f"{total:,}")


def _conv(layer: Conv, framework: Framework, input_shape: Shape | None) -> Steps:
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
        _bias_step(layer.out_channels, layer.bias, "filter"),
    ]
    idle = idle_facts(layer, input_shape)
    if idle:
        steps.append(Step(idle))
    steps.append(_sum_step(weights, layer.out_channels if layer.bias else 0))
    steps.append(tensor_step(layer, framework))
    return tuple(steps)


def _transposed(layer: ConvTranspose, framework: Framework, _input_shape: Shape | None) -> Steps:
    width = layer.out_channels // layer.groups
    volume = prod(layer.kernel_size) * width
    weights = volume * layer.in_channels
    k = "·".join(map(str, layer.kernel_size))
    to = "output channels" if layer.groups == 1 else "output channels of its group"
    return (
        Step(
            f"Each input channel has a kernel for each of the {width} {to}:",
            "·".join((*kernel_letters(layer.rank), "C_out" if layer.groups == 1 else "(C_out/groups)")),
            f"{k}·{width}",
            f"{volume:,}",
        ),
        Step(f"There are {layer.in_channels} input channels:", "", f"{layer.in_channels}·{volume}", f"{weights:,}"),
        _bias_step(layer.out_channels, layer.bias, "output channel"),
        _sum_step(weights, layer.out_channels if layer.bias else 0),
        tensor_step(layer, framework),
    )


def _depthwise(layer: DepthwiseConv, framework: Framework, input_shape: Shape | None) -> Steps:
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
        _bias_step(out, layer.bias, "output channel"),
        *idle_steps(layer, input_shape),
        _sum_step(weights, out if layer.bias else 0),
        tensor_step(layer, framework),
    )


def _separable(layer: SeparableConv, framework: Framework, input_shape: Shape | None) -> Steps:
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
        _bias_step(layer.out_channels, layer.bias, "output channel (after the pointwise stage only)"),
        *idle_steps(layer, input_shape),
        Step("Both stages:", "", f"{depthwise} + {pointwise}", f"{depthwise + pointwise:,}"),
        _sum_step(depthwise + pointwise, layer.out_channels if layer.bias else 0),
        tensor_step(layer, framework),
    )


def _dense(layer: Dense, framework: Framework, _input_shape: Shape | None) -> Steps:
    weights = layer.in_features * layer.out_features
    return (
        Step(
            "Every output is connected to every input:",
            "in_features·out_features",
            f"{layer.in_features}·{layer.out_features}",
            f"{weights:,}",
        ),
        _bias_step(layer.out_features, layer.bias, "output"),
        _sum_step(weights, layer.out_features if layer.bias else 0),
        tensor_step(layer, framework),
    )


def _norm(
    layer: BatchNorm | LayerNorm | GroupNorm | InstanceNorm, framework: Framework, _input_shape: Shape | None
) -> Steps:
    count = parameters(layer, framework)
    if isinstance(layer, LayerNorm):
        each = f"each of the {'·'.join(map(str, layer.normalized_shape))} normalised elements"
    else:
        each = f"each of the {layer.channels} channels"
    steps = [
        _learned("scale (γ)", each, count.weights),
        _learned("shift (β)", each, count.biases),
    ]
    if count.non_trainable:
        steps.append(
            Step(
                "A moving mean and a moving variance per channel, counted by Keras but not trained:",
                "",
                f"2·{count.non_trainable // 2}",
                f"{count.non_trainable:,}",
            )
        )
    elif count.buffers:
        kept = "as buffers" if framework == "pytorch" else "as batch statistics"
        steps.append(Step(f"The moving statistics ({count.buffers} numbers) are kept {kept}, not as parameters."))
    parts = [part for part in (count.weights, count.biases, count.non_trainable) if part]
    steps.append(Step("Together:", "", " + ".join(map(str, parts)) if len(parts) > 1 else "", f"{count.total:,}"))
    return tuple(steps)


def _embedding(layer: Embedding, framework: Framework, _input_shape: Shape | None) -> Steps:
    weights = layer.entries * layer.features
    return (
        Step(
            "Each entry of the table has a vector of its own:",
            "entries·features",
            f"{layer.entries}·{layer.features}",
            f"{weights:,}",
        ),
        tensor_step(layer, framework),
    )


def _prelu(layer: PReLU, framework: Framework, _input_shape: Shape | None) -> Steps:
    if layer.slopes in ((), (1,)):
        return (Step("A single slope below zero is learned for all elements:", "", "", "1"),)
    if len(layer.slopes) == 1:
        return (Step("One slope below zero is learned per channel:", "", "", f"{layer.slopes[0]:,}"),)
    slopes = "·".join(map(str, layer.slopes))
    return (
        Step("Every element of the input has a slope of its own, unless it shares an axis:", "", slopes,
             f"{prod(layer.slopes):,}"),
        tensor_step(layer, framework),
    )  # fmt: skip


def _span(layer: Conv, depth: int) -> str:
    if layer.groups > 1:
        seen = f"{layer.in_channels}/{layer.groups} = {several(depth, 'input channel')}"
        return f"With {layer.groups} groups each filter sees {seen}"
    if depth == 1:
        return "The input has a single channel, so each filter has one slice"
    return f"Each filter spans all {depth} input channels"


def kernel_letters(rank: int) -> tuple[str, ...]:
    """The usual names of a kernel's extents."""
    return (("k",), ("k_h", "k_w"), ("k_d", "k_h", "k_w"))[rank - 1]


def _filters(count: int) -> str:
    return "There is one filter:" if count == 1 else f"There are {count:,} filters, each with weights of its own:"


def _bias_step(count: int, bias: bool, owner: str) -> Step:
    if bias:
        return Step(f"One bias per {owner}:", "", "", f"{count:,}")
    return Step("The layer has no bias:", "", "", "0")


def _sum_step(weights: int, biases: int) -> Step:
    if not biases:
        return Step("So the weights are all there is:", "", "", f"{weights:,}")
    return Step("Weights and biases together:", "", f"{weights} + {biases}", f"{weights + biases:,}")


def _learned(what: str, each: str, count: int) -> Step:
    return Step(f"A learned {what} for {each}:", "", "", f"{count:,}") if count else Step(f"It has no learned {what}.")


def idle_steps(layer: Conv | DepthwiseConv | SeparableConv, input_shape: Shape | None) -> Steps:
    """What is given but does not enter the count, as a step if there is anything."""
    idle = idle_facts(layer, input_shape)
    return (Step(idle),) if idle else ()


def idle_facts(layer: Conv | DepthwiseConv | SeparableConv, input_shape: Shape | None) -> str:
    """A sentence that names what is given but does not enter the count, or nothing."""
    idle = []
    if any(step != 1 for step in layer.stride):
        idle.append("the stride")
    if any(layer.padding):
        idle.append("the padding")
    if any(step != 1 for step in layer.dilation):
        idle.append("the dilation")
    if input_shape is not None:
        idle.append(f"the input's size of {'×'.join(map(str, input_shape[1:]))}")
    if not idle:
        return ""
    listed = idle[0] if len(idle) == 1 else ", ".join(idle[:-1]) + " and " + idle[-1]
    verb = "plays" if len(idle) == 1 else "play"
    return f"{listed[0].upper()}{listed[1:]} {verb} no part: every position shares the filters."


_BY_KIND: dict[Any, Callable[[Any, Framework, Shape | None], Steps]] = {
    Conv: _conv,
    ConvTranspose: _transposed,
    DepthwiseConv: _depthwise,
    SeparableConv: _separable,
    Dense: _dense,
    BatchNorm: _norm,
    LayerNorm: _norm,
    GroupNorm: _norm,
    InstanceNorm: _norm,
    Embedding: _embedding,
    PReLU: _prelu,
}
