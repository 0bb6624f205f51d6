"""Why the multiply-adds, the receptive field, the memory or the weight tensors changed or stayed."""

from __future__ import annotations

from questions.layers.parameters import parameters
from questions.layers.specs import Shape
from trainer.lab.controls import Control
from trainer.lab.figures import Quantity, figure
from trainer.lab.reasons.case import Case
from trainer.lab.reasons.parameters import parameters_reason
from trainer.lab.settings import Kind, LabSettings, layers_of, shapes_of


def macs_reason(case: Case) -> str:
    """The sentence for the multiply-adds of one example."""
    match case.control:
        case Control.BIAS:
            return "Adding a bias is no multiplication, so it is not counted."
        case Control.BATCH:
            batch = f"{case.after.batch:,}"
            return f"They are counted for one example; a batch of {batch} takes {batch} times that."
        case Control.FRAMEWORK:
            return "It is the same work in every framework."
        case Control.LAYERS:
            return "Every layer does its own work, on the output of the one before."
    where = "input" if case.transposed else "output"
    if case.control is Control.KIND and Kind.TRANSPOSED in (case.before.kind, case.kind):
        return f"Here every weight works once per {where} position."
    base = f"Every weight works once per {where} position"
    weights = _weights(case.before) != _weights(case.after)
    positions = _positions(case.before) != _positions(case.after)
    if not case.changed:
        if weights or positions:
            return "Weights times positions come to the same number."
        return f"{base}: as many of both as before."
    if weights and positions:
        return f"{base}; both changed."
    return f"{base}; only the {'weights' if weights else 'positions'} changed."


def _weights(settings: LabSettings) -> tuple[int, ...]:
    """The weights of each layer."""
    return tuple([parameters(layer).weights for layer in layers_of(settings)])


def _positions(settings: LabSettings) -> tuple[Shape, ...]:
    """The sizes at which the weights of each layer work."""
    shapes = shapes_of(settings)
    return tuple([shape[1:] for shape in (shapes[:-1] if settings.kind is Kind.TRANSPOSED else shapes[1:])])


_FIELD_STILL: dict[Control, str] = {
    Control.KIND: "The window is the same, whichever channels a filter sees.",
    Control.FILTERS: "How far a filter sees does not depend on how many there are.",
    Control.IN_CHANNELS: "How far a filter sees does not depend on the channels.",
    Control.BIAS: "A bias sees nothing of the input.",
    Control.GROUPS: "Groups limit the channels a filter sees, not the positions.",
    Control.PADDING: "The window stays; zeros of the padding count as positions that it sees.",
    Control.MULTIPLIER: "How far a filter sees does not depend on how many there are.",
    Control.INPUT_SIZE: "The window is the same on an input of any size.",
    Control.BATCH: "Each example is seen by itself.",
    Control.FRAMEWORK: "It is the same layer in every framework.",
}


def field_reason(case: Case) -> str:
    """The sentence for the receptive field."""
    if case.transposed:
        return "Not counted here: in a transposed convolution with a stride it differs from place to place."
    if case.changed:
        if case.control is Control.KIND:
            return "A window that slides sees the same number of positions everywhere."
        if case.control is Control.RANK:
            return "One number for each spatial axis."
        if case.control is Control.STRIDE:
            return "Behind a stride, one step of a later layer is that many steps in the input."
        if case.stack:
            return "Every layer adds d·(k - 1) positions to the receptive field, times the strides before it."
        return "The receptive field of one layer is its window: d·(k - 1) + 1 on each axis."
    if case.control is Control.STRIDE and not case.stack:
        return "The receptive field of one layer is its window; stride matters to layers behind it."
    if case.control in (Control.STRIDE, Control.DILATION, Control.LAYERS):
        return "On an axis where the kernel has one position, nothing is added to what is seen."
    return _FIELD_STILL.get(case.control, "The windows together reach as far as before.")


def memory_reason(case: Case) -> str:
    """The sentence for the memory of the parameters, or of the output."""
    if case.quantity is Quantity.PARAMETER_MEMORY:
        if case.changed:
            return f"{_more(case)} parameters than before, at 4 bytes each."
        return "As many parameters, so as many bytes."
    of_all = " of all layers" if case.stack else ""
    if not case.changed:
        return f"As many output values{of_all}, so as many bytes."
    if case.control is Control.BATCH:
        return f"Every example has output values of its own{of_all and ', in every layer'}, 4 bytes each."
    return f"{_more(case)} output values{of_all} than before, at 4 bytes each."


def _more(case: Case) -> str:
    before, after = (figure(settings, case.quantity).value for settings in (case.before, case.after))
    return "More" if isinstance(before, int) and isinstance(after, int) and after > before else "Fewer"


_TENSORS: dict[Control, str] = {
    Control.KIND: "Another kind of layer has another arrangement of weights.",
    Control.RANK: "The weight tensor has one axis for each spatial axis of the kernel.",
    Control.FILTERS: "The axis of the output channels has another length, and so has the bias.",
    Control.IN_CHANNELS: "The axis of the input channels has another length.",
    Control.KERNEL: "The kernel's axes have other lengths.",
    Control.GROUPS: "One of the channel axes is divided by the groups.",
    Control.MULTIPLIER: "The filters per channel are part of a channel axis, or one of their own in Keras.",
    Control.LAYERS: "Every layer stores tensors of its own.",
}


def weights_reason(case: Case) -> str:
    """The sentence for the weight tensors."""
    if not case.changed:
        if case.control is Control.KIND:
            return "With these sizes the tensors have the same shapes."
        if case.control is Control.LAYERS:
            difference = case.after.layers - case.before.layers
            return f"The later layers are all alike; there {_more_or_fewer(difference)} of them."
        return parameters_reason(case)
    if case.control is Control.BIAS:
        return f"The bias is a tensor of its own{'' if case.after.bias else ', and it is gone'}."
    if case.control is Control.FILTERS and not case.after.bias:
        return "The axis of the output channels has another length."
    if case.control is Control.IN_CHANNELS and case.kind is Kind.DEPTHWISE:
        return "The axis over the input's channels, or over all filters, has another length."
    if case.control is Control.IN_CHANNELS and case.kind is Kind.SEPARABLE:
        where = "In the first layer the" if case.stack else "The"
        return f"{where} depthwise stage has filters for other channels, and the 1×1 stage takes what they give."
    return _TENSORS[case.control]


def _more_or_fewer(difference: int) -> str:
    """`is 1 more`, `are 3 fewer`."""
    return f"{'is' if abs(difference) == 1 else 'are'} {abs(difference)} {'more' if difference > 0 else 'fewer'}"
