"""Grouped, depthwise and separable convolutions."""

from __future__ import annotations

from questions.draw import Draw
from questions.hinting import parameter_hints, parameter_setup
from questions.layers.counting import parameters
from questions.misconceptions.grouped import grouped_slips
from questions.proof import parameter_proof
from questions.question import Content
from questions.skills.grouped_layers import draw_grouped, tell_grouped
from questions.skills.skill import Draft, Skill
from questions.submission import AnswerKind
from questions.worked import explain_parameters


def _draft(draw: Draw, level: int) -> Draft:
    drawn = draw_grouped(draw, level)
    layer, shape = drawn.layer, drawn.input_shape
    answer = parameters(layer).total
    slips = grouped_slips(layer, shape)

    def write() -> Content:
        return Content(
            prompt=f"{tell_grouped(drawn)} How many learnable parameters does the layer have?",
            kind=AnswerKind.INTEGER,
            answer=answer,
            layer=layer,
            input_shape=shape,
            misconceptions=slips,
            explanation=explain_parameters(layer, "keras" if drawn.style == "keras" else "pytorch", shape, drawn.batch),
            prove=lambda: parameter_proof(layer, shape),
            same_as=(layer.in_channels, layer.out_channels, layer.kernel_size, layer.groups, layer.bias),
            hints=parameter_hints(layer),
            setup=parameter_setup(layer),
            needs=(layer.in_channels, layer.out_channels, *layer.kernel_size, layer.groups, "bias"),
        )

    return Draft(answer, slips, write)


GROUPS = Skill(
    "groups.parameters",
    "Parameters of a grouped convolution",
    "groups",
    "B",
    AnswerKind.INTEGER,
    _draft,
    prerequisites=("conv2d.parameters",),
    confusable=("conv2d.parameters", "depthwise.parameters"),
    hidden=("filter sees", "per group", "of its group", "depthwise"),
)
