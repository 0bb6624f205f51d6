"""The controls of the lab: which there are for a kind, and what each one says."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import Any

from questions.layers.specs import Shape
from questions.layers.terms import FRAMEWORK_TITLES
from questions.wording import by
from trainer.lab.settings import Kind, LabSettings


class Control(StrEnum):
    """What can be turned. The value is its label, in the words of the field."""

    KIND = "kind"
    RANK = "rank"
    FILTERS = "filters"
    IN_CHANNELS = "in_channels"
    KERNEL = "kernel"
    BIAS = "bias"
    GROUPS = "groups"
    STRIDE = "stride"
    PADDING = "padding"
    DILATION = "dilation"
    MULTIPLIER = "multiplier"
    OUTPUT_PADDING = "output padding"
    INPUT_SIZE = "input size"
    BATCH = "batch"
    LAYERS = "layers"
    FRAMEWORK = "framework"


FIELDS: dict[Control, str] = {
    Control.FILTERS: "out_channels",
    Control.IN_CHANNELS: "in_channels",
    Control.KERNEL: "kernel_size",
    Control.GROUPS: "groups",
    Control.STRIDE: "stride",
    Control.PADDING: "padding",
    Control.DILATION: "dilation",
    Control.MULTIPLIER: "depth_multiplier",
    Control.OUTPUT_PADDING: "output_padding",
    Control.INPUT_SIZE: "input_size",
    Control.BATCH: "batch",
    Control.LAYERS: "layers",
}
"""The setting behind each control that holds numbers."""

AXIS_NAMES: dict[int, tuple[str, ...]] = {
    1: ("length",),
    2: ("height", "width"),
    3: ("depth", "height", "width"),
}
BY_AXIS = frozenset(
    {
        Control.KERNEL,
        Control.STRIDE,
        Control.PADDING,
        Control.DILATION,
        Control.OUTPUT_PADDING,
        Control.INPUT_SIZE,
    }
)
"""Controls with one number per spatial axis."""

_LACKING: dict[Kind, frozenset[Control]] = {
    Kind.CONVOLUTION: frozenset({Control.MULTIPLIER, Control.OUTPUT_PADDING}),
    Kind.TRANSPOSED: frozenset({Control.MULTIPLIER}),
    Kind.DEPTHWISE: frozenset({Control.FILTERS, Control.GROUPS, Control.OUTPUT_PADDING}),
    Kind.SEPARABLE: frozenset({Control.GROUPS, Control.OUTPUT_PADDING}),
}

MEANINGS: dict[Control, str] = {
    Control.KIND: "plain, transposed, depthwise or separable",
    Control.RANK: "how many spatial axes: 1, 2 or 3",
    Control.FILTERS: "output channels, one per filter",
    Control.IN_CHANNELS: "channels of the input",
    Control.KERNEL: "positions that a kernel covers on each axis",
    Control.BIAS: "one number added per filter, or none",
    Control.GROUPS: "the channels are split into this many parts that do not mix",
    Control.STRIDE: "how far the kernel moves from one stop to the next",
    Control.PADDING: "zeros on each side, or 'same' or 'valid' ('causal' over one axis)",
    Control.DILATION: "how far apart the kernel's positions lie",
    Control.MULTIPLIER: "depth multiplier: filters per input channel in the depthwise stage",
    Control.OUTPUT_PADDING: "positions added at the far end of the output",
    Control.INPUT_SIZE: "the input's size on each axis",
    Control.BATCH: "examples at once",
    Control.LAYERS: "how many of this layer follow one another",
    Control.FRAMEWORK: "whose order the output shape is shown in, and whose code is copied",
}


def controls(settings: LabSettings) -> tuple[Control, ...]:
    """The controls that the present kind has, from top to bottom."""
    lacking = _LACKING[settings.kind]
    return tuple([control for control in Control if control not in lacking])


def numbers(settings: LabSettings, control: Control) -> Shape | None:
    """The numbers of a control, one per axis where it has axes; None where it says a word."""
    field = FIELDS.get(control)
    if field is None:
        return (settings.rank,) if control is Control.RANK else None
    value = getattr(settings, field)
    if isinstance(value, int):
        return (value,)
    return value if isinstance(value, tuple) else None


def shown(settings: LabSettings, control: Control, axis: int | None = None) -> str:
    """What the control says: `separable`, `3×3`, `2`, `same`; with an axis chosen, that one in brackets: `3×[5]`."""
    match control:
        case Control.KIND:
            return settings.kind.value
        case Control.BIAS:
            return "yes" if settings.bias else "no"
        case Control.FRAMEWORK:
            return FRAMEWORK_TITLES[settings.framework]
    values = numbers(settings, control)
    if values is None:
        return "by rule" if control is Control.OUTPUT_PADDING else str(settings.padding)
    if axis is not None and control in BY_AXIS and len(values) > 1:
        return "×".join(f"[{value}]" if index == axis else str(value) for index, value in enumerate(values))
    if control in (Control.KERNEL, Control.INPUT_SIZE) or len(set(values)) > 1:
        return by(values)
    return f"{values[0]:,}"


def with_numbers(settings: LabSettings, control: Control, values: Any) -> LabSettings:
    """The settings with another value of a control that holds numbers; what hangs on padding is adjusted."""
    field = FIELDS[control]
    if control is Control.PADDING and settings.kind is Kind.TRANSPOSED:
        by_rule = isinstance(values, str)
        if by_rule != isinstance(settings.padding, str):
            extra = None if by_rule else (0,) * settings.rank
            return replace(settings, padding=values, output_padding=extra)
    return replace(settings, **{field: values if control in BY_AXIS else values[0]})
