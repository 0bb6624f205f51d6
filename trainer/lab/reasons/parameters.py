"""Why the number of parameters changed or stayed."""

from __future__ import annotations

from math import prod

from questions.layers.specs import Conv, ConvTranspose
from questions.wording import several
from trainer.lab.controls import Control
from trainer.lab.reasons.case import Case
from trainer.lab.settings import Kind

_STILL: dict[Control, str] = {
    Control.STRIDE: "Stride moves the filters; it does not make them larger.",
    Control.PADDING: "Padding adds zeros to the input, not weights to the filters.",
    Control.DILATION: "Dilation spreads the kernel's positions; it adds none.",
    Control.OUTPUT_PADDING: "Output padding sets the size of the output, not of the kernel.",
    Control.INPUT_SIZE: "The same filters are used at every position, however many there are.",
    Control.BATCH: "Every example goes through the same filters.",
    Control.FRAMEWORK: "It is the same layer in every framework.",
}
_STILL_TRANSPOSED: dict[Control, str] = {
    Control.STRIDE: "Stride moves the stamps apart; the kernel keeps its weights.",
    Control.PADDING: "Padding says how much of the output's edge is cut off; the kernel keeps its weights.",
}


def parameters_reason(case: Case) -> str:
    """The sentence for the number of parameters."""
    if case.control in _STILL:
        return (_STILL_TRANSPOSED if case.transposed else {}).get(case.control) or _STILL[case.control]
    return {
        Control.KIND: _kind,
        Control.RANK: _rank,
        Control.FILTERS: _filters,
        Control.IN_CHANNELS: _in_channels,
        Control.KERNEL: _kernel,
        Control.BIAS: _bias,
        Control.GROUPS: _groups,
        Control.MULTIPLIER: _multiplier,
        Control.LAYERS: _layers,
    }[case.control](case)


def _kind(case: Case) -> str:
    if not case.changed:
        if {case.before.kind, case.kind} == {Kind.CONVOLUTION, Kind.TRANSPOSED}:
            return "Plain and transposed have the same weights; only the order of the axes differs."
        return "With these sizes both kinds come to the same number."
    return {
        Kind.CONVOLUTION: "Each filter sees every input channel{}.",
        Kind.TRANSPOSED: "Every input channel has a kernel for every output channel{}.",
        Kind.DEPTHWISE: "Each filter sees one input channel alone.",
        Kind.SEPARABLE: "The kernel runs over each channel alone; a 1×1 convolution then mixes the channels.",
    }[case.kind].format("" if case.after.groups == 1 else " of its group")


def _rank(case: Case) -> str:
    if not case.changed:
        return "On the axis that came or went the kernel has size 1: as many positions as before."
    return f"The kernel has {several(prod(case.after.kernel_size), 'position')} now, and a weight for each of them."


def _filters(case: Case) -> str:
    if case.stack:
        return "In a stack the filters are also the channels that the next layer takes."
    layer = case.layer
    bias = " and a bias" if layer.bias else ""
    if isinstance(layer, Conv):
        weights = prod(layer.kernel_size) * layer.in_channels // layer.groups
        return f"Each filter has {several(weights, 'weight')}{bias} of its own."
    if isinstance(layer, ConvTranspose):
        group = "" if layer.groups == 1 else " of its group"
        return f"Each output channel has a kernel for every input channel{group}{bias}."
    return f"Each filter has a 1×1 weight for every channel in between{bias}; the depthwise stage stays."


def _in_channels(case: Case) -> str:
    s = case.after
    match case.kind:
        case Kind.DEPTHWISE:
            return f"Each input channel has {several(s.depth_multiplier, 'filter')} of its own."
        case Kind.SEPARABLE:
            return "Each input channel has its depthwise weights and its 1×1 weights."
    if case.stack:
        return "Only the first layer sees the input's channels; the layers behind it stay as they are."
    biases = "; the biases stay" if s.bias else ""
    if case.transposed:
        return f"Each input channel has kernels of its own for the output channels{biases}."
    group = "" if s.groups == 1 else " of its group"
    return f"Each filter has a slice of weights for every input channel{group}{biases}."


def _kernel(case: Case) -> str:
    if not case.changed:
        return f"The kernel has {several(prod(case.after.kernel_size), 'position')}, as many as before."
    if case.kind is Kind.SEPARABLE:
        return "Only the depthwise stage has the kernel; the 1×1 stage stays as it is."
    biases = "; the biases stay" if case.after.bias else ""
    return f"A filter has one weight for each kernel position and each channel it sees{biases}."


def _bias(case: Case) -> str:
    where = " in each layer" if case.stack else ""
    if not case.after.bias:
        return f"Without a bias only the weights are left{where}."
    if case.kind is Kind.SEPARABLE:
        return f"One bias for each filter{where}: the depthwise stage has none."
    return f"One bias for each output channel{where}, whatever the kernel."


def _groups(case: Case) -> str:
    s = case.after
    biases = "; the biases stay" if s.bias else ""
    if case.transposed:
        width = s.out_channels // s.groups
        channels = several(width, "output channel")
        return f"Each input channel has kernels for {s.out_channels}/{s.groups} = {channels}{biases}."
    where = "In the first layer each" if case.stack else "Each"
    seen = several(s.in_channels // s.groups, "input channel")
    return f"{where} filter sees {s.in_channels}/{s.groups} = {seen}{biases}."


def _multiplier(case: Case) -> str:
    each = several(case.after.depth_multiplier, "filter")
    if case.kind is Kind.DEPTHWISE:
        first = "In the first layer each" if case.stack else "Each"
        return f"{first} input channel has {each}{', each with a bias' if case.after.bias else ''}."
    return f"Each channel has {each} in the depthwise stage; the 1×1 stage takes all that come out."


def _layers(case: Case) -> str:
    if not case.stack:
        return "One layer is left, and it takes the input's channels."
    channels = several(case.layer.out_channels, "channel")
    return f"Every layer has weights of its own; from the second on it takes {channels}."
