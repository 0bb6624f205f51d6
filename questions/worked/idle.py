"""What is given with a layer but plays no part in its count."""

from __future__ import annotations

from questions.layers.specs import Conv, DepthwiseConv, SeparableConv, Shape
from questions.question import Step
from questions.worked.common import Steps


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
