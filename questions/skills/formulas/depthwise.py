"""The parameter count of a depthwise convolution as a formula: `D*R*(K*K) + D*R`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from questions.draw import Draw
from questions.expressions.expression import Expression
from questions.layers.specs import DepthwiseConv
from questions.misconceptions.components import DEPTHWISE, KERNEL_EXTENT, MULTIPLIER, STRIDE, WEIGHT_SHARING
from questions.misconceptions.formulas import Wrong, added_bias, bias_wrongs
from questions.question import Content, Step
from questions.skills.formulas.proofs import count_proof
from questions.skills.formulas.telling import by, call, default_bias, idle
from questions.skills.lettered import Case, Example, Slips, draft_of, entry, number, write_formula
from questions.skills.skill import Draft, Skill
from questions.submission import AnswerKind
from questions.wording import by as size_by
from questions.worked.factors import factor
from questions.worked.letters import biases_place, channels_place, idle_places, kernel_places

_NUMBERS = {**dict.fromkeys("DCN", 6), "K": 3, **dict.fromkeys("JT", 5), **dict.fromkeys("RQ", 2)}


@dataclass(frozen=True, slots=True)
class Letters(Case):
    """The general layer; `multiplier` is empty where each channel has one kernel. `style` is how it is told."""

    channels: str
    kernel: tuple[str, str]
    multiplier: str
    size: tuple[str, str]
    stride: str
    bias: bool
    style: str

    @property
    def volume(self) -> str:
        """The kernel's sides as a product."""
        return "*".join(self.kernel)

    @property
    def out(self) -> str:
        """The output's channels."""
        return f"{self.channels}*{self.multiplier}" if self.multiplier else self.channels

    @property
    def weights(self) -> str:
        """The true number of weights."""
        return f"{self.out}*({self.volume})"

    @property
    def plus_bias(self) -> str:
        """` + D*R`, or nothing."""
        return f" + {self.out}" if self.bias else ""

    @property
    def answer(self) -> str:
        """The true formula."""
        return self.weights + self.plus_bias

    def wrong(self) -> Iterator[Wrong]:
        """Taking it for an ordinary convolution, sharing or forgetting kernels, and slips about kernel and bias."""
        d, r, k, plus = self.channels, self.multiplier, self.volume, self.plus_bias
        alone = f"Each kernel sees one channel alone: {k} weights, and there are {self.out} such kernels."
        yield Wrong(
            "depthwise_as_standard", DEPTHWISE, f"{self.out}*({k}*{d}){plus}",
            "every kernel spans all channels, as in an ordinary convolution", alone,
        )  # fmt: skip
        shared = f"{r}*({k}){f' + {r}' if self.bias else ''}" if r else f"{k}{' + 1' if self.bias else ''}"
        yield Wrong("depthwise_kernel_shared", DEPTHWISE, shared, "all channels share their kernels", alone)
        if r:
            yield Wrong(
                "forgot_depth_multiplier", MULTIPLIER, f"{d}*({k}){f' + {d}' if self.bias else ''}",
                "the depth multiplier is left out",
                f"Each of the {d} channels has {r} kernels, and as many output channels.",
            )  # fmt: skip
            yield Wrong(
                "depth_multiplier_added", MULTIPLIER, f"({d} + {r})*({k}){f' + {d} + {r}' if self.bias else ''}",
                "the depth multiplier is added to the channels", f"Every channel has {r} kernels: {self.out} in all.",
            )  # fmt: skip
        yield Wrong(
            "forgot_kernel", KERNEL_EXTENT, f"{self.out}{plus}", "the size of the kernel is left out",
            f"A kernel has {k} positions.",
        )  # fmt: skip
        for side in dict.fromkeys(self.kernel):
            yield Wrong(
                "one_kernel_dim", KERNEL_EXTENT, f"{self.out}*{side}{plus}", "only one side of the kernel is used",
                f"Multiply both sides: {k}.",
            )  # fmt: skip
        yield Wrong(
            "kernel_dims_summed", KERNEL_EXTENT, f"{self.out}*({'+'.join(self.kernel)}){plus}",
            "the sides of the kernel are added", f"The sides are multiplied: {k}.",
        )  # fmt: skip
        yield Wrong(
            "times_input_area", WEIGHT_SHARING, f"{self.weights}*{'*'.join(self.size)}{plus}",
            "the weights are multiplied by the input's height and width",
            "The size of the input never enters the count: a kernel is used at every position of its channel.",
        )  # fmt: skip
        if self.stride:
            yield Wrong(
                "divided_by_stride", STRIDE, f"{self.weights}/({self.stride}*{self.stride}){plus}",
                "the weights are divided by the stride",
                "The stride changes where a kernel is applied, not its size.",
            )  # fmt: skip
        if self.bias:
            yield from bias_wrongs(
                self.weights, self.out, d, each=f"There is one bias per output channel, {self.out} in all."
            )
        else:
            yield added_bias(self.weights, self.out)


def _draft(draw: Draw, level: int) -> Draft:
    channels = draw.choice(("D", "C", "N"))
    size = draw.choice((("H", "W"), ("U", "V")))
    kernel = (draw.choice(("K", "T")),) * 2
    style, multiplier, stride = draw.choice(("words", "keras")), "", ""
    if level > 1:
        style = draw.choice(("words", "pytorch", "keras"))
        multiplier = draw.choice(("R", "Q", "2", "3", "4"))
        kind = draw.choice(("plain", "oblong", "number"))
        if kind == "oblong":
            kernel = draw.choice((("J", "K"), ("K", "T")))
        elif kind == "number" and multiplier.isalpha():
            kernel = (draw.choice(("3", "5", "7")),) * 2
    if level == 3:
        stride = draw.choice(("S", "2"))
        if multiplier.isalpha() and kernel[0].isalpha():
            channels = draw.choice((channels, "16", "32", "64"))
    return draft_of(Letters(channels, kernel, multiplier, size, stride, draw.chance(0.5), style), _write)


def _told(x: Letters) -> str:
    shape = by((*x.size, x.channels))
    if x.style == "keras":
        layer = call(
            "keras.layers.DepthwiseConv2D", x.kernel, strides=x.stride, depth_multiplier=x.multiplier, use_bias=x.bias
        )
        return (
            f"Keras, channels last: {layer} gets an input of shape ({', '.join(x.size)}, {x.channels}) "
            f"(height, width, channels).{default_bias(x.bias)}"
        )
    if x.style == "pytorch":
        layer = call("nn.Conv2d", x.channels, x.out, x.kernel, stride=x.stride, groups=x.channels, bias=x.bias)
        return (
            f"PyTorch: {layer} gets an input of shape ({x.channels}, {', '.join(x.size)}) "
            f"(channels, height, width).{default_bias(x.bias)}"
        )
    kernels = f" and depth multiplier {x.multiplier}" if x.multiplier else ""
    stride = f" It uses stride {x.stride}." if x.stride else ""
    bias = "Every output channel has a bias." if x.bias else "It has no biases."
    return (
        f"A depthwise 2-d convolution with kernel size {by(x.kernel)}{kernels} gets an input {shape} "
        f"(height × width × channels).{stride} {bias}"
    )


def _write(x: Letters, answer: Expression, slips: Slips) -> Content:
    each = f"{x.multiplier} kernels" if x.multiplier else "one kernel"
    multiplier = (factor("depth_multiplier", x.multiplier, "kernels for each of them"),) if x.multiplier else ()
    steps = (
        Step(
            f"Each channel has {each} of its own, so the number of kernels, and of output channels, is",
            "",
            "",
            x.out,
            (*channels_place(x.channels), *multiplier),
        ),
        Step("A kernel sees its own channel alone:", "", "", x.volume, kernel_places(x.kernel)),
        Step("The kernels together:", "", "", x.weights),
        Step("One bias per output channel:", "", "", x.out, biases_place(x.out, "output channel"))
        if x.bias
        else Step("There are no biases."),
        Step(idle(x.size, x.stride), idle=idle_places(x.size, x.stride)),
    )
    return write_formula(
        x,
        answer,
        slips,
        prompt=f"{_told(x)} How many parameters does the layer have?",
        steps=steps,
        hints=(
            "How many channels does one of the layer's kernels look at? And how many kernels are there?",
            "Multiply the kernel's sides by the number of kernels, without the depth that an ordinary filter spans; "
            f"{'then add one bias per output channel' if x.bias else 'then ask whether there are biases'}.",
        ),
        example=_example(x),
        needs=("bias",),
        symbolic={
            "type": "DepthwiseConv",
            "rank": 2,
            "in_channels": entry(x.channels, 1),
            "depth_multiplier": entry(x.multiplier, 1),
            "kernel_size": [entry(side, 1) for side in x.kernel],
            "stride": [entry(x.stride, 1)] * 2,
            "padding": [0, 0],
            "dilation": [1, 1],
            "bias": x.bias,
            "input_shape": [entry(x.channels, 1), *x.size],
        },
    )


def _example(x: Letters) -> Example:
    kernel = tuple(number(side, _NUMBERS) for side in x.kernel)
    multiplier = number(x.multiplier, _NUMBERS) if x.multiplier else 1
    layer = DepthwiseConv(number(x.channels, _NUMBERS), kernel, multiplier, bias=x.bias)
    shape = (layer.in_channels, 24, 24)
    several = f" and multiplier {multiplier}" if x.multiplier else ""
    told = f"{layer.in_channels} channels with {size_by(kernel)} kernels{several}"
    return Example(told, _NUMBERS, layer, shape, lambda: count_proof((layer,), shape))


DEPTHWISE_FORMULA = Skill(
    "depthwise.formula",
    "The parameters of a depthwise convolution as a formula",
    "groups",
    "B",
    AnswerKind.FORMULA,
    _draft,
    prerequisites=("depthwise.parameters", "parameters.formula"),
    confusable=("groups.formula", "separable.formula"),
)
