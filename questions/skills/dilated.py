"""Parameters of a dilated convolution. How far its kernel reaches is in dilated_kernel.py."""

from __future__ import annotations

from questions.draw import Draw
from questions.hinting import parameter_setup, with_setup
from questions.layers.counting import parameters
from questions.layers.specs import Conv, Shape
from questions.layers.writing import write_call
from questions.misconceptions import parameter_slips
from questions.proof import parameter_proof
from questions.question import Content, Proof, Step
from questions.skills.conv_layers import Setting, describe
from questions.skills.dilated_layers import draw_dilated
from questions.skills.skill import Draft, Skill
from questions.submission import AnswerKind
from questions.wording import by
from questions.worked import explain_parameters


def _draft(draw: Draw, level: int) -> Draft:
    setting = draw_dilated(draw, level, bias=draw.chance(0.5))
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
            explanation=_explain(setting),
            prove=lambda: _prove(layer, shape),
            same_as=(layer.in_channels, layer.out_channels, layer.kernel_size, layer.dilation, layer.bias),
            hints=with_setup(
                "Which positions of the window does a filter multiply by a weight?",
                "Count the taps of one kernel, times the channels that a filter spans, times the filters; then see "
                "whether there are biases.",
                parameter_setup(layer),
            ),
            setup=parameter_setup(layer),
            needs=(layer.in_channels, layer.out_channels, *layer.kernel_size, *layer.dilation, "bias"),
        )

    return Draft(answer, slips, write)


def _prove(layer: Conv, shape: Shape) -> Proof:
    if max(layer.stride) == 1:
        return parameter_proof(layer, shape)
    # Keras refuses a stride together with a dilation.
    return Proof(f"sum(p.numel() for p in {write_call(layer, 'pytorch')}.parameters())")


def _explain(setting: Setting) -> tuple[Step, ...]:
    layer = setting.layer
    span = tuple(d * (k - 1) + 1 for k, d in zip(layer.kernel_size, layer.dilation, strict=True))
    taps, reach = by(layer.kernel_size), by(span)
    spread = Step(
        f"Dilation spreads the kernel's taps ({taps}) over a window of {reach}; what lies between them has no weights."
    )
    return (spread, *explain_parameters(layer, setting.framework, setting.input_shape, setting.batch))


DILATED_PARAMETERS = Skill(
    "dilated.parameters",
    "Parameters of a dilated convolution",
    "dilated",
    "C",
    AnswerKind.INTEGER,
    _draft,
    prerequisites=("conv2d.parameters",),
    confusable=("dilated.kernel",),
    hidden=("effective", "unchanged"),
)
