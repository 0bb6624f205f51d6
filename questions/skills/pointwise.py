"""1×1 convolutions: how many parameters it takes to mix channels alone."""

from __future__ import annotations

from dataclasses import replace
from math import prod

from questions.draw import Draw
from questions.hinting import parameter_setup, with_setup
from questions.layers.counting import parameters
from questions.layers.specs import Conv, Padding, Shape
from questions.misconceptions.pointwise import pointwise_slips
from questions.proof import parameter_proof
from questions.question import Content, Misconception
from questions.skills.conv_layers import Setting, Style, describe, draw_setting
from questions.skills.skill import Draft, Skill
from questions.submission import AnswerKind
from questions.wording import by
from questions.worked import explain_parameters

# Input channels, filters and map sizes of published reductions and expansions.
_REDUCTIONS = (
    (64, 64, 56), (192, 96, 28), (192, 16, 28), (192, 64, 28), (192, 32, 28), (256, 128, 28), (256, 32, 28),
    (480, 192, 14), (480, 16, 14), (512, 160, 14), (512, 112, 14), (512, 24, 14), (528, 256, 14), (832, 384, 7),
)  # fmt: skip
_BOTTLENECKS = (
    (64, 256, 56), (256, 64, 56), (256, 512, 28), (512, 128, 28), (128, 512, 28), (1024, 256, 14), (256, 1024, 14),
    (2048, 512, 7), (512, 2048, 7), (512, 1024, 28),
)  # fmt: skip
_MOBILE = (
    (32, 64, 112), (64, 128, 56), (128, 256, 28), (256, 512, 14), (512, 1024, 7), (16, 96, 112), (96, 24, 56),
    (24, 144, 56), (144, 32, 28), (32, 192, 28), (192, 64, 14), (384, 96, 14), (96, 576, 14), (960, 160, 7),
    (320, 1280, 7),
)  # fmt: skip
_PLACES = (("an Inception module", _REDUCTIONS), ("a residual bottleneck", _BOTTLENECKS), ("a MobileNet", _MOBILE))
_MOST = 50_000_000
"""A larger input than this would fill the memory in a batch."""
_BATCHES = (1, 4, 8, 16, 32, 64)


def _draft(draw: Draw, level: int) -> Draft:
    bias = draw.chance(0.5)
    if level == 1:
        small = draw_setting(draw, 2, 1, bias=bias)
        setting, told = replace(small, layer=_narrowed(small.layer, (1, 1))), ""
    elif draw.chance(0.4):
        setting, told = _published(draw, level, bias)
    else:
        setting, told = _drawn(draw, level, bias), ""
    slips = pointwise_slips(setting.layer, setting.input_shape)
    answer = parameters(setting.layer).total
    return Draft(answer, slips, lambda: _write(setting, told, answer, slips))


def _narrowed(layer: Conv, stride: Shape, padding: Padding = ()) -> Conv:
    ones = (1,) * layer.rank
    return replace(layer, kernel_size=ones, stride=stride, padding=padding, dilation=ones)


def _drawn(draw: Draw, level: int, bias: bool) -> Setting:
    """Any rank; level 3 adds a stride, as in the projection of a shortcut, and padding 'same' in Keras."""
    rank = draw.choice((1, 2, 2, 2, 3))
    setting = draw_setting(draw, rank, level, bias=bias)
    while setting.layer.in_channels == 1 or prod(setting.input_shape) > _MOST:
        setting = draw_setting(draw, rank, level, bias=bias)
    step = draw.choice((1, 2, 2)) if level == 3 else 1
    rule: Padding = "same" if level == 3 and setting.style == "keras" and draw.chance(0.5) else ()
    return replace(setting, layer=_narrowed(setting.layer, (step,) * rank, rule))


def _published(draw: Draw, level: int, bias: bool) -> tuple[Setting, str]:
    """A layer as it stands in a published network, with the place it has there."""
    place, layers = draw.choice(_PLACES)
    channels, filters, size = draw.choice(layers)
    step = 2 if level == 3 and layers is _BOTTLENECKS and size > 7 else 1
    style: Style = draw.choice(("words", "pytorch", "keras"))
    setting = Setting(
        Conv(channels, filters, (1, 1), (step, step), bias=bias), (channels, size, size), style,
        draw.choice(_BATCHES) if level == 3 else 1,
    )  # fmt: skip
    side = draw.choice((3, 5)) if level == 3 and layers is _REDUCTIONS else 0
    beside = f", in front of a {side}×{side} convolution" if side else ""
    return setting, f" It stands in {place}{beside}."


def _write(setting: Setting, told: str, answer: int, slips: tuple[Misconception, ...]) -> Content:
    layer, shape = setting.layer, setting.input_shape
    size = by(layer.kernel_size) if layer.rank > 1 else "1"
    return Content(
        prompt=f"{describe(setting)}{told} How many learnable parameters does the layer have?",
        kind=AnswerKind.INTEGER,
        answer=answer,
        layer=layer,
        input_shape=shape,
        misconceptions=slips,
        explanation=explain_parameters(layer, setting.framework, shape, setting.batch),
        prove=lambda: parameter_proof(layer, shape),
        same_as=(layer.in_channels, layer.out_channels, layer.rank, layer.bias),
        hints=with_setup(
            f"A kernel of size {size} sees one position only. But what does it see there?",
            "A filter has one weight for each input channel; there are as many filters as output channels"
            f"{', each with a bias' if layer.bias else ''}.",
            parameter_setup(layer),
        ),
        setup=parameter_setup(layer),
        needs=(layer.in_channels, layer.out_channels, 1, "bias"),
    )


POINTWISE = Skill(
    "pointwise.parameters",
    "Parameters of a 1×1 convolution",
    "parameters",
    "A",
    AnswerKind.INTEGER,
    _draft,
    prerequisites=("conv2d.parameters",),
    confusable=("conv2d.parameters", "bias.effect"),
)
