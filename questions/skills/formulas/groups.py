"""The parameter count of a grouped convolution as a formula: `M*(K*K*D/G) + M`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from questions.draw import Draw
from questions.expressions.expression import Expression
from questions.layers.specs import Conv
from questions.misconceptions.components import BIAS, GROUPS
from questions.misconceptions.formulas import Count, Wrong, parameter_wrongs
from questions.proof import parameter_proof
from questions.question import Content, Step
from questions.skills.formulas.telling import biases, by, call, default_bias, idle, moving
from questions.skills.lettered import Case, Example, Slips, draft_of, number, symbolic_conv, write_formula
from questions.skills.skill import Draft, Skill
from questions.submission import AnswerKind
from questions.wording import by as size_by
from questions.worked.factors import factor
from questions.worked.letters import biases_place, channels_place, filters_place, idle_places, kernel_places

_NUMBERS = {**dict.fromkeys("KR", 3), **dict.fromkeys("JT", 5), **dict.fromkeys("GQ", 4)}


@dataclass(frozen=True, slots=True)
class Letters(Case):
    """The general layer; stride, padding and batch may be empty."""

    filters: str
    kernel: tuple[str, str]
    size: tuple[str, str]
    depth: str
    groups: str
    stride: str
    padding: str
    batch: str
    bias: bool
    pytorch: bool

    @property
    def count(self) -> Count:
        """Its parameter count."""
        seen = f"{self.depth}/{self.groups}"
        spans = f"Each filter spans the {seen} channels of its group."
        return Count(
            self.filters, self.kernel, self.depth, seen, self.size, self.stride, self.padding, self.bias, spans
        )

    @property
    def answer(self) -> str:
        """The true formula."""
        return self.count.answer

    def wrong(self) -> Iterator[Wrong]:
        """What goes wrong without groups too, and dividing the wrong things by them."""
        f, d, k, g, plus = self.filters, self.depth, self.count.volume, self.groups, self.count.plus_bias
        seen = f"Each filter sees the {d}/{g} channels of its group"
        yield Wrong("forgot_groups", GROUPS, f"{f}*({k}*{d}){plus}", "the groups are left out", f"{seen}, not all {d}.")
        twice = f"{seen}, which divides by {g} once. All {f} filters are there, {f}/{g} in each of the {g} groups."
        yield Wrong(
            "one_group_only", GROUPS, f"{f}/{g}*({k}*{d}/{g}){plus}",
            "the weights of one group are counted instead of all groups", twice,
        )  # fmt: skip
        if self.bias:
            yield Wrong(
                "one_group_only", GROUPS, f"{f}/{g}*({k}*{d}/{g}) + {f}/{g}", "one group is counted instead of all",
                twice,
            )  # fmt: skip
            yield Wrong(
                "divided_bias_by_groups", BIAS, f"{self.count.weights} + {f}/{g}",
                "the biases are divided by the groups",
                f"There is still one bias per filter, {f} in all.",
            )  # fmt: skip
        yield Wrong(
            "multiplied_by_groups", GROUPS, f"{f}*({k}*{d}*{g}){plus}", "every group sees all channels",
            f"{seen}: groups make the layer smaller.",
        )  # fmt: skip
        yield from parameter_wrongs(self.count)


def _draft(draw: Draw, level: int) -> Draft:
    filters = draw.choice(("M", "N", "F"))
    depth = draw.choice(("D", "C"))
    groups = draw.choice(("G", "Q"))
    size = draw.choice((("H", "W"), ("U", "V")))
    side = draw.choice(("K", "R"))
    kernel = (side, side)
    pytorch = level > 1 and draw.chance(0.5)
    if level > 1:
        kind = draw.choice(("oblong", "oblong", "kernel", "groups"))
        if kind == "oblong":
            kernel = draw.choice((("J", "K"), ("R", "T")))
        elif kind == "kernel":
            kernel = (draw.choice(("3", "5", "7")),) * 2
        else:
            groups = draw.choice(("2", "4", "8", "32"))
    stride = padding = batch = ""
    if level == 3:
        stride, padding = draw.choice((("S", "P"), ("S", ""), ("", "P")))
        batch = draw.choice(("", "E"))
    return draft_of(
        Letters(filters, kernel, size, depth, groups, stride, padding, batch, draw.chance(0.5), pytorch), _write
    )


def _write(x: Letters, answer: Expression, slips: Slips) -> Content:
    given = f"a batch of {x.batch} inputs, each" if x.batch else "an input"
    if x.pytorch:
        layer = call(
            "nn.Conv2d", x.depth, x.filters, x.kernel,
            stride=x.stride, padding=x.padding, groups=x.groups, bias=x.bias,
        )  # fmt: skip
        told = (
            f"PyTorch: {layer} gets {given} of shape ({x.depth}, {', '.join(x.size)}) "
            f"(channels, height, width).{default_bias(x.bias)}"
        )
    else:
        gets = f"It gets {given}" if x.batch else "Its input is"
        told = (
            f"A 2-d convolutional layer has {x.filters} filters of size {by(x.kernel)} in {x.groups} groups, "
            f"{biases(x.bias)}.{moving(x.stride, x.padding)} {gets} {by(x.size)}×{x.depth} "
            "(height × width × channels)."
        )
    steps = (
        Step(
            f"A filter sees only the {x.depth}/{x.groups} channels of its own group, so its weights are",
            "",
            "",
            f"{x.count.volume}*{x.depth}/{x.groups}",
            (*kernel_places(x.kernel), *channels_place(x.depth), factor("groups", x.groups, "groups")),
        ),
        Step(
            f"All {x.filters} filters together, whichever their group:",
            "",
            "",
            x.count.weights,
            filters_place(x.filters),
        ),
        Step("One bias per filter:", "", "", x.filters, biases_place(x.filters))
        if x.bias
        else Step("There are no biases."),
        Step(idle(x.size, x.stride, x.padding, x.batch), idle=idle_places(x.size, x.stride, x.padding, x.batch)),
    )
    return write_formula(
        x,
        answer,
        slips,
        prompt=f"{told} Both {x.depth} and {x.filters} are multiples of {x.groups}. "
        "How many parameters does the layer have?",
        steps=steps,
        hints=(
            "How many of the input's channels does a single filter see?",
            "The channels are shared out among the groups. Take the weights of one filter times all filters, then "
            f"{'add one bias per filter' if x.bias else 'ask whether there are biases'}.",
        ),
        example=_example(x),
        needs=("bias", "groups"),
        symbolic=symbolic_conv(
            in_channels=x.depth,
            out_channels=x.filters,
            kernel=x.kernel,
            size=x.size,
            stride=x.stride,
            padding=x.padding,
            groups=x.groups,
            bias=x.bias,
        ),
        multiples=tuple((name, int(x.groups) if x.groups.isdigit() else x.groups) for name in (x.depth, x.filters)),
    )


def _example(x: Letters) -> Example:
    groups = number(x.groups, _NUMBERS)
    numbers = {**_NUMBERS, x.depth: 3 * groups, x.filters: 2 * groups}
    kernel = tuple(number(side, numbers) for side in x.kernel)
    layer = Conv(numbers[x.depth], numbers[x.filters], kernel, groups=groups, bias=x.bias)
    shape = (layer.in_channels, 24, 24)
    told = f"{layer.out_channels} filters of size {size_by(kernel)} on {layer.in_channels} channels in {groups} groups"
    return Example(told, numbers, layer, shape, lambda: parameter_proof(layer, shape))


GROUPS_FORMULA = Skill(
    "groups.formula",
    "The parameters of a grouped convolution as a formula",
    "groups",
    "B",
    AnswerKind.FORMULA,
    _draft,
    prerequisites=("groups.parameters", "parameters.formula"),
    confusable=("depthwise.formula", "parameters.formula"),
)
