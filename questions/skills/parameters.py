"""How many parameters has a convolution: 1-d, 2-d and 3-d."""

from __future__ import annotations

from collections.abc import Callable

from questions.draw import Draw
from questions.hinting import parameter_hints, parameter_setup
from questions.layers.counting import parameters
from questions.layers.specs import Conv
from questions.misconceptions import parameter_slips
from questions.proof import parameter_proof
from questions.question import Content
from questions.skills.conv_layers import Setting, describe, draw_setting
from questions.skills.skill import Draft, Skill
from questions.submission import AnswerKind
from questions.worked import explain_parameters


def _drafts(rank: int) -> Callable[[Draw, int], Draft]:
    def draft(draw: Draw, level: int) -> Draft:
        bias = draw.chance(0.5)
        setting = draw_setting(draw, rank, level, bias=bias)
        return _draft(setting)

    return draft


def _draft(setting: Setting) -> Draft:
    layer, shape = setting.layer, setting.input_shape
    answer = parameters(layer).total
    slips = parameter_slips(layer, shape)

    def write() -> Content:
        return Content(
            prompt=f"{describe(setting)} How many learnable parameters does the layer have?",
            kind=AnswerKind.INTEGER,
            answer=answer,
            layer=layer,
            input_shape=shape,
            misconceptions=slips,
            explanation=explain_parameters(layer, setting.framework, shape, setting.batch),
            prove=lambda: parameter_proof(layer, shape),
            same_as=_same_as(layer),
            hints=parameter_hints(layer),
            setup=parameter_setup(layer),
            needs=(layer.in_channels, layer.out_channels, *layer.kernel_size, "bias"),
        )

    return Draft(answer, slips, write)


def _same_as(layer: Conv) -> tuple[object, ...]:
    return (layer.in_channels, layer.out_channels, layer.kernel_size, layer.bias)


CONV2D = Skill(
    "conv2d.parameters",
    "Parameters of a 2-d convolution",
    "parameters",
    "A",
    AnswerKind.INTEGER,
    _drafts(2),
    confusable=("conv3d.parameters", "bias.effect", "conv1d.parameters"),
)
CONV1D = Skill(
    "conv1d.parameters",
    "Parameters of a 1-d convolution",
    "parameters",
    "A",
    AnswerKind.INTEGER,
    _drafts(1),
    prerequisites=("conv2d.parameters",),
    confusable=("conv2d.parameters",),
)
CONV3D = Skill(
    "conv3d.parameters",
    "Parameters of a 3-d convolution",
    "parameters",
    "A",
    AnswerKind.INTEGER,
    _drafts(3),
    prerequisites=("conv2d.parameters",),
    confusable=("conv2d.parameters",),
)
