"""The general case as a formula: `M*(K*K*D)+M`, with letters drawn afresh."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from questions.draw import Draw
from questions.expressions.expression import Expression, parse_expression
from questions.layers.specs import Conv
from questions.proof import parameter_proof
from questions.question import Content, Misconception, Step
from questions.skills.skill import Draft, Skill
from questions.submission import AnswerKind


@dataclass(frozen=True, slots=True)
class Letters:
    """The general layer: each entry is a letter, or a number in disguise of one. `stride`, `padding` may be empty."""

    filters: str
    kernel: tuple[str, str]
    depth: str
    size: tuple[str, str]
    stride: str
    padding: str
    batch: str
    bias: bool

    @property
    def symbols(self) -> tuple[str, ...]:
        """The letters, in the order in which the prompt brings them."""
        parts = (self.filters, *self.kernel, *self.size, self.depth, self.stride, self.padding, self.batch)
        return tuple(dict.fromkeys(part for part in parts if part.isalpha()))

    @property
    def volume(self) -> str:
        """The kernel's sides as a product."""
        return "*".join(self.kernel)

    @property
    def weights(self) -> str:
        """The true number of weights."""
        return f"{self.filters}*({self.volume}*{self.depth})"

    @property
    def plus_bias(self) -> str:
        """` + M`, or nothing."""
        return f" + {self.filters}" if self.bias else ""

    @property
    def answer(self) -> str:
        """The true formula."""
        return self.weights + self.plus_bias


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
    return Letters(filters, kernel, depth, size, stride, padding, batch, bias=draw.chance(0.5))


class Wrong(NamedTuple):
    """A wrong formula, as text."""

    id: str
    component: str
    text: str
    cause: str
    lesson: str


def _wrong_formulas(x: Letters) -> Iterator[Wrong]:
    f, d, k, (h, w) = x.filters, x.depth, x.volume, x.size
    plus = x.plus_bias
    spans = f"Each filter spans the full input depth {d}."
    per_filter = f"There is one bias per filter, {f} in all."
    if x.bias:
        yield Wrong("forgot_bias", "bias", x.weights, "the biases are left out", per_filter)
        yield Wrong("forgot_in_channels_and_bias", "bias", f"{f}*({k})", "both depth and biases are left out", spans)
        yield Wrong("one_bias_total", "bias", f"{x.weights} + 1", "the whole layer has one bias", per_filter)
        yield Wrong(
            "bias_per_channel_slice", "bias", f"{f}*{d}*({k} + 1)", "every channel slice has a bias of its own",
            "The slices of a filter are summed first; one bias is added to the sum.",
        )  # fmt: skip
        yield Wrong(
            "bias_per_weight", "bias", f"2*{x.weights}", "every weight has a bias",
            "A bias is added once to a filter's weighted sum.",
        )  # fmt: skip
        yield Wrong(
            "bias_per_input_channel", "bias", f"{x.weights} + {d}", "there is one bias per input channel",
            f"Biases belong to the output channels: {f}, not {d}.",
        )  # fmt: skip
    else:
        yield Wrong(
            "added_bias_when_off", "bias", f"{x.weights} + {f}", "a bias per filter is added although there is none",
            "Without biases the weights are all there is.",
        )  # fmt: skip
    yield Wrong("forgot_in_channels", "input depth", f"{f}*({k}){plus}", "the filters are taken as flat", spans)
    yield Wrong(
        "forgot_filters", "filters", f"{k}*{d}{' + 1' if x.bias else ''}", "only one filter is counted",
        f"There are {f} filters, each with weights of its own.",
    )  # fmt: skip
    yield Wrong(
        "forgot_kernel", "kernel extent", f"{f}*{d}{plus}", "the size of the kernel is left out",
        f"A filter has {k} positions in every channel.",
    )  # fmt: skip
    for side in dict.fromkeys(x.kernel):
        yield Wrong(
            "one_kernel_dim", "kernel extent", f"{f}*({side}*{d}){plus}", "only one side of the kernel is used",
            f"Multiply both sides: {k}.",
        )  # fmt: skip
    yield Wrong(
        "kernel_dims_summed", "kernel extent", f"{f}*({'+'.join(x.kernel)})*{d}{plus}",
        "the sides of the kernel are added", f"The sides are multiplied: {k}.",
    )  # fmt: skip
    yield Wrong(
        "times_input_area", "weight sharing", f"{x.weights}*{h}*{w}{plus}",
        "the weights are multiplied by the input's height and width",
        "The size of the input never enters the count: the same filter is used at every position.",
    )  # fmt: skip
    yield from _wrong_sliding(x)


def _wrong_sliding(x: Letters) -> Iterator[Wrong]:
    f, d, (h, w), plus = x.filters, x.depth, x.size, x.plus_bias
    shared = "A convolution shares its filters over all positions."
    out = "*".join(_out(x, side, kernel) for side, kernel in zip((h, w), x.kernel, strict=True))
    yield Wrong(
        "unshared_weights", "weight sharing", f"({x.answer})*{out}",
        "every output position has weights of its own", shared,
    )  # fmt: skip
    yield Wrong(
        "dense_instead_of_conv", "weight sharing", f"{h}*{w}*{d}*{out}*{f}",
        "the layer is counted as fully connected, without biases", shared,
    )  # fmt: skip
    yield Wrong(
        "dense_instead_of_conv", "weight sharing", f"{h}*{w}*{d}*{out}*{f} + {out}*{f}",
        "the layer is counted as fully connected", shared,
    )  # fmt: skip
    if x.bias:
        yield Wrong(
            "bias_per_output_position", "bias", f"{x.weights} + {f}*{out}",
            "every output position has a bias of its own", "A filter adds the same bias at every position.",
        )  # fmt: skip
    if x.stride:
        yield Wrong(
            "divided_by_stride", "stride", f"{x.weights}/({x.stride}*{x.stride}){plus}",
            "the weights are divided by the stride", "The stride changes where a filter is applied, not its size.",
        )  # fmt: skip
    if x.padding:
        grown = "*".join(f"({side} + 2*{x.padding})" for side in x.kernel)
        yield Wrong(
            "kernel_plus_padding", "padding", f"{f}*({grown}*{d}){plus}",
            "the padding is added to the kernel", "Padding extends the input, not the kernel.",
        )  # fmt: skip


def _out(x: Letters, side: str, kernel: str) -> str:
    """The output's size along one axis, with the stride and the padding that the prompt gives."""
    span = f"{side}{f' + 2*{x.padding}' if x.padding else ''} - {kernel}"
    return f"(floor(({span})/{x.stride}) + 1)" if x.stride else f"({span} + 1)"


def _draft(draw: Draw, level: int) -> Draft:
    return _drafted(_draw_letters(draw, level))


@lru_cache(maxsize=4096)
def _drafted(x: Letters) -> Draft:
    general = _general(x)
    names = {
        letter: int(given) if given.isdigit() else given
        for letter, given in zip(_parts(general), _parts(x), strict=True)
        if letter
    }
    answer, wrong = _parsed(general)
    slips = tuple(
        Misconception(told.id, told.component, formula.renamed(names), "", told.cause, told.lesson)
        for told, formula in zip(_wrong_formulas(x), wrong, strict=True)
    )
    right = answer.renamed(names)
    return Draft(right, slips, lambda: _write(x, right, slips), x.symbols)


@lru_cache(maxsize=64)
def _parsed(x: Letters) -> tuple[Expression, tuple[Expression, ...]]:
    """The true formula and the wrong ones. Parsing is slow, so it is done once for all letters that can stand here."""
    wrong = tuple(parse_expression(wrong.text, x.symbols) for wrong in _wrong_formulas(x))
    return parse_expression(x.answer, x.symbols), wrong


def _general(x: Letters) -> Letters:
    """The same case in letters that are always the same."""
    kernel = ("K", "K") if x.kernel[0] == x.kernel[1] else ("K", "L")
    stride, padding, batch = x.stride and "S", x.padding and "P", x.batch and "E"
    return Letters("F", kernel, "D", ("H", "W"), stride, padding, batch, x.bias)


def _parts(x: Letters) -> tuple[str, ...]:
    return (x.filters, *x.kernel, x.depth, *x.size, x.stride, x.padding, x.batch)


def _write(x: Letters, answer: Expression, slips: tuple[Misconception, ...]) -> Content:
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
            Step("Each filter spans the full input depth, so one filter has:", "", "", f"{x.volume}*{x.depth}"),
            Step(f"There are {count}:", "", "", x.weights),
            Step("One bias per filter:", "", "", x.filters) if x.bias else Step("There are no biases."),
            Step("For ten 3×3 filters on three channels that is", "", numbers, "280" if x.bias else "270"),
            Step("In general:", "", "", str(answer)),
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
        symbolic_layer=_symbolic(x),
    )


def _symbolic(x: Letters) -> dict[str, object]:
    def value(text: str, default: int) -> str | int:
        return default if not text else int(text) if text.isdigit() else text

    return {
        "rank": 2,
        "in_channels": value(x.depth, 1),
        "out_channels": value(x.filters, 1),
        "kernel_size": [value(side, 1) for side in x.kernel],
        "stride": [value(x.stride, 1)] * 2,
        "padding": [value(x.padding, 0)] * 2,
        "dilation": [1, 1],
        "groups": 1,
        "bias": x.bias,
        "input_shape": [value(x.depth, 1), *x.size],
    }


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

SKILLS = (FORMULA,)
