"""The general case as a formula: `M*(K*K*D)+M`, with letters drawn afresh."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from questions.draw import Draw
from questions.expressions.expression import Expression
from questions.layers.specs import Conv
from questions.misconceptions.formulas import Count, Wrong, parameter_wrongs
from questions.proof import parameter_proof
from questions.question import Content, Step
from questions.skills.lettered import Case, Slips, draft_of, symbolic_conv
from questions.skills.skill import Draft, Skill
from questions.submission import AnswerKind
from questions.worked.letters import biases_place, channels_place, filters_place, idle_places, kernel_places


@dataclass(frozen=True, slots=True)
class Letters(Case):
    """The general layer: each entry is a letter, or a number in disguise of one. `stride`, `padding` may be empty."""

    filters: str
    kernel: tuple[str, str]
    size: tuple[str, str]
    depth: str
    stride: str
    padding: str
    batch: str
    bias: bool

    @property
    def count(self) -> Count:
        """Its parameter count."""
        spans = f"Each filter spans the full input depth {self.depth}."
        return Count(
            self.filters, self.kernel, self.depth, self.depth, self.size, self.stride, self.padding, self.bias, spans
        )

    @property
    def answer(self) -> str:
        """The true formula."""
        return self.count.answer

    def wrong(self) -> Iterator[Wrong]:
        """The known wrong procedures."""
        return parameter_wrongs(self.count)


def _draw_letters(draw: Draw, level: int) -> Letters:
    filters = draw.choice(("M", "N", "F"))
    depth = draw.choice(("D", "C"))
    size = draw.choice((("H", "W"), ("U", "V"), ("A", "B")))
    side = draw.choice(("K", "R"))
    kernel = (side, side)
    if level > 1:
        kind = draw.choice(("oblong", "oblong", "number", "depth", "filters"))
        if kind == "oblong":
            kernel = draw.choice((("I", "J"), ("K", "L"), ("R", "T")))
        elif kind == "number":
            kernel = (draw.choice(("3", "5", "7", "11")),) * 2
        elif kind == "depth":
            depth = draw.choice(("3", "16", "64"))
        else:
            filters = draw.choice(("10", "32", "96"))
    stride = padding = batch = ""
    if level == 3:
        stride, padding = draw.choice((("S", "P"), ("S", ""), ("", "P")))
        batch = draw.choice(("", "E", "G"))
    return Letters(filters, kernel, size, depth, stride, padding, batch, bias=draw.chance(0.5))


def _draft(draw: Draw, level: int) -> Draft:
    return draft_of(_draw_letters(draw, level), _write)


def _write(x: Letters, answer: Expression, slips: Slips) -> Content:
    count = "one filter" if x.filters == "1" else f"{x.filters} filters"
    moving = [f"stride {x.stride}"] if x.stride else []
    moving += [f"padding {x.padding} on every side"] if x.padding else []
    motion = f" It uses {' and '.join(moving)}." if moving else ""
    given = f"It gets a batch of {x.batch} inputs, each" if x.batch else "Its input is"
    bias = "each with a scalar bias" if x.bias else "without biases"
    shape = f"{x.size[0]}×{x.size[1]}×{x.depth}"
    prompt = (
        f"A 2-d convolutional layer has {count} of shape {x.kernel[0]}×{x.kernel[1]}, {bias}.{motion} {given} "
        f"{shape} (height × width × channels). "
        "How many parameters does it have? Answer with a formula in these letters, for example 2*A*(B+1)."
    )
    example = Conv(3, 10, (3, 3), bias=x.bias)
    numbers = "10*(3*3*3)" + (" + 10" if x.bias else "")
    return Content(
        prompt=prompt,
        kind=AnswerKind.FORMULA,
        answer=answer,
        layer=example,
        input_shape=(3, 24, 24),
        misconceptions=slips,
        explanation=(
            Step(
                "Each filter spans the full input depth, so one filter has:",
                "",
                "",
                f"{x.count.volume}*{x.depth}",
                (*kernel_places(x.kernel), *channels_place(x.depth)),
            ),
            Step(f"There are {count}:", "", "", x.count.weights, filters_place(x.filters)),
            Step("One bias per filter:", "", "", x.filters, biases_place(x.filters))
            if x.bias
            else Step("There are no biases."),
            Step("For ten 3×3 filters on three channels that is", "", numbers, "280" if x.bias else "270"),
            Step("In general:", "", "", str(answer), idle=idle_places(x.size, x.stride, x.padding, x.batch)),
        ),
        prove=lambda: parameter_proof(example, (3, 24, 24)),
        same_as=(x,),
        symbols=x.symbols,
        hints=(
            "Write down the weights of one filter first. Which of the letters does it span?",
            "A filter has its kernel's sides times the channels of its input; multiply by the number of filters, "
            f"then {'add one bias per filter' if x.bias else 'ask whether there are biases'}.",
            f"The set-up for ten 3×3 filters on three channels is {numbers}: put the letters in.",
        ),
        setup=numbers,
        needs=(*x.symbols, "bias"),
        symbolic_layer=symbolic_conv(
            in_channels=x.depth,
            out_channels=x.filters,
            kernel=x.kernel,
            size=x.size,
            stride=x.stride,
            padding=x.padding,
            bias=x.bias,
        ),
    )


FORMULA = Skill(
    "parameters.formula",
    "The parameter count as a formula",
    "parameters",
    "A",
    AnswerKind.FORMULA,
    _draft,
    prerequisites=("conv2d.parameters",),
    confusable=("bias.effect",),
)
