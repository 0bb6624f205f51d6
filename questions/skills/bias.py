"""What switching the bias off changes: by how much the number of parameters falls."""

from __future__ import annotations

from math import prod

from questions.draw import Draw
from questions.layers.counting import output_shape
from questions.layers.specs import Conv, Shape
from questions.misconceptions.components import BIAS
from questions.misconceptions.facts import Facts, Slips
from questions.proof import bias_proof
from questions.question import Content, Misconception, Step
from questions.skills.conv_layers import Setting, Style, describe, draw_setting
from questions.skills.skill import Draft, Skill
from questions.submission import AnswerKind
from questions.wording import times
from questions.worked import idle_factors
from questions.worked.factors import biases_factor, product_factors

_SWITCH: dict[Style, str] = {"words": "", "pytorch": " (bias=False)", "keras": " (use_bias=False)"}


def _draft(draw: Draw, level: int) -> Draft:
    rank = 2 if level == 1 else draw.integer(1, 3)
    setting = draw_setting(draw, rank, level, bias=True)
    layer = setting.layer
    answer = layer.out_channels
    slips = tuple(_slips(layer, setting.input_shape))
    return Draft(answer, slips, lambda: _write(setting, answer, slips))


def _slips(layer: Conv, input_shape: Shape) -> Slips:
    f = Facts(layer, input_shape)
    if f.cout > 1:
        yield Misconception(
            "one_bias_total", BIAS, 1, "1", "the whole layer has a single bias",
            f"There is one bias per filter, not one per layer: {f.cout} here.",
        )  # fmt: skip
    if f.cin != f.cout:
        yield Misconception(
            "bias_per_input_channel", BIAS, f.cin, f"{f.cin}", "there is one bias per input channel",
            f"Biases belong to the output channels: {f.cout} of them, not {f.cin}.",
        )  # fmt: skip
    if f.depth > 1:
        yield Misconception(
            "bias_per_channel_slice", BIAS, f.cout * f.depth, f"{f.cout}·{f.depth}",
            "every channel slice of a filter has a bias of its own",
            f"The {f.depth} slices of a filter are summed first; one bias is added to the sum.",
        )  # fmt: skip
    yield Misconception(
        "bias_per_weight", BIAS, f.W, f.w, "every weight has a bias",
        "A bias is added once to a filter's weighted sum, not to every weight in it.",
    )  # fmt: skip
    whole = "The question is by how much the number falls: by the biases alone."
    yield Misconception(
        "gave_total_instead", BIAS, f.W, f.w, "what is left without the biases is given instead of the difference",
        whole,
    )  # fmt: skip
    yield Misconception(
        "gave_total_instead", BIAS, f.total, f"{f.w} + {f.cout}", "the whole count is given instead of the difference",
        whole,
    )  # fmt: skip
    out = output_shape(layer, input_shape)[1:]
    yield Misconception(
        "bias_per_output_position", BIAS, f.cout * prod(out), f"{f.cout}·{times(out)}",
        "every output position has a bias of its own",
        "That would be an untied bias; a filter adds the same one at every position.",
    )  # fmt: skip


def _write(setting: Setting, answer: int, slips: tuple[Misconception, ...]) -> Content:
    layer = setting.layer
    f = Facts(layer, None)
    return Content(
        prompt=(
            f"{describe(setting)} The layer is built again without biases{_SWITCH[setting.style]}. "
            "By how much does its number of parameters fall?"
        ),
        kind=AnswerKind.INTEGER,
        answer=answer,
        layer=layer,
        input_shape=setting.input_shape,
        misconceptions=slips,
        explanation=(
            Step(
                "With biases:", "C_out·kernel·C_in + C_out", f"{f.w} + {f.cout}", f"{f.total:,}", product_factors(layer)
            ),
            Step("Without biases the weights remain as they are:", "C_out·kernel·C_in", f.w, f"{f.W:,}"),
            Step(
                "What falls away is the bias vector, one number per filter:",
                "C_out",
                "",
                f"{answer:,}",
                (biases_factor(answer),),
                idle_factors(layer, setting.input_shape, setting.batch),
            ),
        ),
        prove=lambda: bias_proof(layer, setting.input_shape),
        same_as=(layer.in_channels, layer.out_channels, layer.kernel_size),
        has_setup=False,
        hints=(
            "Only one of the layer's two tensors changes. Which one, and how long is it?",
            "Each filter adds one number of its own to its weighted sum; without biases these numbers are gone.",
            "The bias vector has one entry per output channel, however large the kernel and the input are.",
        ),
        setup=str(answer),
        needs=(layer.out_channels, layer.in_channels, *layer.kernel_size, "bias"),
    )


BIAS_EFFECT = Skill(
    "bias.effect",
    "What bias=False changes",
    "parameters",
    "A",
    AnswerKind.INTEGER,
    _draft,
    prerequisites=("conv2d.parameters",),
    confusable=("conv2d.parameters",),
    version=2,
    biases=(True,),
)
