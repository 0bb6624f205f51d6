"""The parameter count of a 3-d convolution as a formula: `M*(K*K*K*C) + M`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from questions.draw import Draw
from questions.expressions.expression import Expression
from questions.layers.specs import Conv
from questions.misconceptions.components import INPUT_DEPTH, RANK
from questions.misconceptions.formulas import Count, Wrong, parameter_wrongs
from questions.proof import parameter_proof
from questions.question import Content, Step
from questions.skills.formulas.telling import biases, by, call, default_bias, idle, moving
from questions.skills.lettered import Case, Example, Slips, draft_of, number, symbolic_conv, write_formula
from questions.skills.skill import Draft, Skill
from questions.submission import AnswerKind
from questions.wording import by as size_by
from questions.worked.letters import biases_place, channels_place, filters_place, idle_places, kernel_places

_NUMBERS = {
    **dict.fromkeys("MNF", 8),
    "C": 4,
    **dict.fromkeys("KR", 3),
    "J": 2,
    **dict.fromkeys("DT", 10),
    **dict.fromkeys("HUWV", 16),
    "S": 2,
    "P": 1,
    **dict.fromkeys("EG", 32),
}


@dataclass(frozen=True, slots=True)
class Letters(Case):
    """The general layer. `size` is depth, height and width; stride, padding and batch may be empty."""

    filters: str
    kernel: tuple[str, str, str]
    size: tuple[str, str, str]
    channels: str
    stride: str
    padding: str
    batch: str
    bias: bool
    pytorch: bool

    @property
    def count(self) -> Count:
        """Its parameter count."""
        spans = f"Each filter spans all {self.channels} input channels, beside its own three sides."
        return Count(
            self.filters, self.kernel, self.channels, self.channels, self.size, self.stride, self.padding, self.bias,
            spans,
        )  # fmt: skip

    @property
    def answer(self) -> str:
        """The true formula."""
        return self.count.answer

    def wrong(self) -> Iterator[Wrong]:
        """What goes wrong in 2-d too, and mistaking the third side of the kernel."""
        f, c, (deep, high, wide), plus = self.filters, self.channels, self.kernel, self.count.plus_bias
        frames = self.size[0]
        third = f"A 3-d kernel has three sides, {deep}, {high} and {wide}: all of them are multiplied."
        slides = f"The input's depth {frames} is a spatial extent: the kernel slides along it."
        yield Wrong(
            "dropped_kernel_depth", RANK, f"{f}*({high}*{wide}*{c}){plus}", "the kernel's depth is left out", third
        )
        yield Wrong(
            "no_channels_in_3d", RANK, f"{f}*({deep}*{high}*{wide}){plus}",
            "the kernel's depth is taken for the channels",
            f"The kernel's depth {deep} is not the channel axis: the channels are a fourth factor, {c}.",
        )  # fmt: skip
        yield Wrong(
            "depth_as_channels", INPUT_DEPTH, f"{f}*({deep}*{high}*{wide}*{frames}){plus}",
            "the input's depth is taken for its channels", f"{slides} The channels are {c}.",
        )  # fmt: skip
        yield Wrong(
            "kernel_spans_depth", RANK, f"{f}*({frames}*{high}*{wide}*{c}){plus}",
            "the kernel is taken to span the input's whole depth", slides,
        )  # fmt: skip
        yield from parameter_wrongs(self.count)


def _draft(draw: Draw, level: int) -> Draft:
    filters = draw.choice(("M", "N", "F"))
    size = (draw.choice(("D", "T")), *draw.choice((("H", "W"), ("U", "V"))))
    side = draw.choice(("K", "R"))
    kernel = (side, side, side)
    stride = padding = batch = ""
    channels, pytorch = "C", False
    if level > 1:
        pytorch = draw.chance(0.5)
        kind = draw.choice(("oblong", "oblong", "flat", "number", "channels", "filters"))
        if kind == "oblong":
            kernel = ("J", side, side)
        elif kind == "flat":
            kernel = (draw.choice(("2", "5")), side, side)
        elif kind == "number":
            kernel = (draw.choice(("3", "5", "7")),) * 3
        elif kind == "channels":
            channels = draw.choice(("3", "16", "64"))
        else:
            filters = draw.choice(("10", "32", "64"))
    if level == 3:
        stride, padding = draw.choice((("S", "P"), ("S", ""), ("", "P")))
        batch = draw.choice(("", "E", "G"))
    return draft_of(Letters(filters, kernel, size, channels, stride, padding, batch, draw.chance(0.5), pytorch), _write)


def _write(x: Letters, answer: Expression, slips: Slips) -> Content:
    given = f"a batch of {x.batch} inputs, each" if x.batch else "an input"
    if x.pytorch:
        layer = call("nn.Conv3d", x.channels, x.filters, x.kernel, stride=x.stride, padding=x.padding, bias=x.bias)
        told = (
            f"PyTorch: {layer} gets {given} of shape ({x.channels}, {', '.join(x.size)}) "
            f"(channels, depth, height, width).{default_bias(x.bias)}"
        )
    else:
        gets = f"It gets {given}" if x.batch else "Its input is"
        told = (
            f"A 3-d convolutional layer has {x.filters} filters of size {by(x.kernel)}, {biases(x.bias)}."
            f"{moving(x.stride, x.padding)} {gets} {by(x.size)}×{x.channels} (depth × height × width × channels)."
        )
    steps = (
        Step("A filter has a weight for each position of its three sides, in each channel:", "", "",
             f"{x.count.volume}*{x.channels}", (*kernel_places(x.kernel), *channels_place(x.channels))),
        Step(f"There are {x.filters} filters:", "", "", x.count.weights, filters_place(x.filters)),
        Step("One bias per filter:", "", "", x.filters, biases_place(x.filters))
        if x.bias else Step("There are no biases."),
        Step(idle(x.size, x.stride, x.padding, x.batch), idle=idle_places(x.size, x.stride, x.padding, x.batch)),
    )  # fmt: skip
    return write_formula(
        x,
        answer,
        slips,
        prompt=f"{told} How many parameters does the layer have?",
        steps=steps,
        hints=(
            "Write down the weights of one filter. Along which of the input's axes does it slide, and which one does "
            "it span?",
            "One filter has its three sides times the channels; multiply by the number of filters, then "
            f"{'add one bias per filter' if x.bias else 'ask whether there are biases'}.",
        ),
        example=_example(x),
        needs=("bias",),
        symbolic=symbolic_conv(
            in_channels=x.channels,
            out_channels=x.filters,
            kernel=x.kernel,
            size=x.size,
            stride=x.stride,
            padding=x.padding,
            bias=x.bias,
        ),
    )


def _example(x: Letters) -> Example:
    kernel = tuple(number(side, _NUMBERS) for side in x.kernel)
    layer = Conv(number(x.channels, _NUMBERS), number(x.filters, _NUMBERS), kernel, bias=x.bias)
    shape = (layer.in_channels, 10, 16, 16)
    told = f"{layer.out_channels} filters of size {size_by(kernel)} on {layer.in_channels} channels"
    return Example(told, _NUMBERS, layer, shape, lambda: parameter_proof(layer, shape))


CONV3D_FORMULA = Skill(
    "conv3d.formula",
    "The parameters of a 3-d convolution as a formula",
    "parameters",
    "B",
    AnswerKind.FORMULA,
    _draft,
    prerequisites=("conv3d.parameters", "parameters.formula"),
    confusable=("parameters.formula", "groups.formula"),
)
