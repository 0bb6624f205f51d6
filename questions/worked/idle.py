"""What is given with a layer but plays no part in its count: a sentence that names it, and the reason for each."""

from __future__ import annotations

from questions.layers.specs import Conv, ConvTranspose, DepthwiseConv, Padding, SeparableConv, Shape
from questions.question import Factor, Step
from questions.worked.common import Steps
from questions.worked.factors import Factors, factor, size_factor

Sliding = Conv | DepthwiseConv | SeparableConv

Reasons = tuple[str, str, str]
_SPREADS = "spreads the same weights over a larger window"
FORWARD = ("moves the filters, does not make them larger", "adds zeros around the input, no weights", _SPREADS)
_TRANSPOSED = ("moves the kernels, does not make them larger", "trims the output, adds no weights", _SPREADS)
"""Why stride, padding and dilation play no part."""
SHARED = "every position shares the filters"
BATCH = "all inputs of the batch meet the same filters"


def idle_steps(layer: Sliding, input_shape: Shape | None, batch: int = 1) -> Steps:
    """What is given but does not enter the count, as a step if there is anything."""
    idle = idle_facts(layer, input_shape, batch)
    return (Step(idle, idle=idle_factors(layer, input_shape, batch)),) if idle else ()


def idle_facts(layer: Sliding, input_shape: Shape | None, batch: int = 1) -> str:
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
    if batch > 1:
        idle.append(f"the batch of {batch:,}")
    if not idle:
        return ""
    alone = input_shape is not None and len(idle) == 1
    listed = idle[0] if len(idle) == 1 else ", ".join(idle[:-1]) + " and " + idle[-1]
    verb = "plays" if len(idle) == 1 else "play"
    none = {1: "it adds no weight", 2: "neither adds a weight"}.get(len(idle), "none of them adds a weight")
    return f"{listed[0].upper()}{listed[1:]} {verb} no part: {SHARED if alone else none}."


def transposed_idle_steps(layer: ConvTranspose, input_shape: Shape | None, batch: int = 1) -> Steps:
    """The same for a transposed convolution, whose output may be padded as well."""
    moves = idle_moves(layer.stride, layer.padding, layer.dilation, _TRANSPOSED)
    named = {"stride": "the stride", "padding": "the padding", "dilation": "the dilation"}
    names = [named[idle.symbol] for idle in moves]
    factors = [move for move in moves if move.number != "valid"]  # the default, which is not told
    if any(layer.output_padding or ()):
        names.insert(-1 if "the dilation" in names else len(names), "the output padding")
        factors.append(
            per_axis("output padding", layer.output_padding or (), "makes the output longer, adds no weights")
        )
    if input_shape is not None:
        names.append("the input's size")
        factors.append(size_factor("input", input_shape[1:], "every position shares the kernels"))
    if batch > 1:
        factors.append(factor("batch", batch, "all inputs of the batch meet the same kernels"))
    if not names:
        return ()
    listed = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
    sentence = f"{listed[0].upper()}{listed[1:]} play{'' if len(names) > 1 else 's'} no part."
    return (Step(sentence, idle=tuple(factors)),)


def idle_factors(layer: Sliding, input_shape: Shape | None, batch: int = 1) -> Factors:
    """The same, one for each, with the reason; `batch` inputs at once if there are more than one."""
    return idle_given(layer.stride, layer.padding, layer.dilation, batch, input_shape[1:] if input_shape else ())


def idle_given(stride: Shape, padding: Padding, dilation: Shape, batch: int = 1, size: Shape = ()) -> Factors:
    """What does not enter the count of filters that slide; an empty size is not told."""
    idle = list(idle_moves(stride, padding, dilation))
    if size:
        idle.append(size_factor("input", size, SHARED))
    if batch > 1:
        idle.append(factor("batch", batch, BATCH))
    return tuple(idle)


def idle_moves(stride: Shape, padding: Padding, dilation: Shape, reasons: Reasons = FORWARD) -> Factors:
    """Stride, padding and dilation as far as they are not the default, with the reason why they add no weights."""
    idle = []
    if any(step != 1 for step in stride):
        idle.append(per_axis("stride", stride, reasons[0]))
    if any(padding):
        if isinstance(padding, str):
            idle.append(factor("padding", padding, reasons[1]))
        else:
            idle.append(per_axis("padding", padding, reasons[1]))
    if any(step != 1 for step in dilation):
        idle.append(per_axis("dilation", dilation, reasons[2]))
    return tuple(idle)


def per_axis(name: str, values: Shape, meaning: str) -> Factor:
    """One number where it is the same on every axis, else one for each: `stride 2`, `stride (1, 2)`."""
    return (
        factor(name, values[0], meaning)
        if len(set(values)) == 1
        else Factor(name, f"({', '.join(map(str, values))})", meaning)
    )
