"""The parameter count of a depthwise separable convolution as a formula: `D*(K*K) + D*M + M`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from questions.draw import Draw
from questions.expressions.expression import Expression
from questions.layers.network import Network
from questions.layers.specs import Conv, DepthwiseConv, SeparableConv
from questions.misconceptions.components import (
    BIAS,
    DEPTHWISE,
    KERNEL_EXTENT,
    MULTIPLIER,
    POINTWISE,
    WEIGHT_SHARING,
)
from questions.misconceptions.formulas import Wrong, added_bias, bias_wrongs
from questions.question import Content, Step
from questions.skills.formulas.proofs import count_proof
from questions.skills.formulas.telling import by, call, default_bias, idle
from questions.skills.lettered import Case, Example, Slips, draft_of, entry, number, symbolic_conv, write_formula
from questions.skills.skill import Draft, Skill
from questions.submission import AnswerKind
from questions.wording import by as size_by

_NUMBERS = {
    **dict.fromkeys("DC", 6), **dict.fromkeys("MNF", 8), "K": 3, **dict.fromkeys("JT", 5), **dict.fromkeys("RQ", 2),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Letters(Case):
    """The general layer. `stacked` are two layers of PyTorch, each with a bias where `bias` is true; else one layer,
    whose only bias stands behind the second stage. `multiplier` and `stride` may be empty."""

    channels: str
    filters: str
    kernel: tuple[str, str]
    multiplier: str
    size: tuple[str, str]
    stride: str
    bias: bool
    style: str

    @property
    def stacked(self) -> bool:
        """Whether it is told as two layers."""
        return self.style == "pytorch"

    @property
    def volume(self) -> str:
        """The kernel's sides as a product."""
        return "*".join(self.kernel)

    @property
    def middle(self) -> str:
        """The channels between the two stages."""
        return f"{self.channels}*{self.multiplier}" if self.multiplier else self.channels

    @property
    def depthwise(self) -> str:
        """The weights of the first stage."""
        return f"{self.middle}*({self.volume})"

    @property
    def pointwise(self) -> str:
        """The weights of the second stage."""
        return f"{self.middle}*{self.filters}"

    @property
    def weights(self) -> str:
        """All weights."""
        return f"{self.depthwise} + {self.pointwise}"

    @property
    def biases(self) -> str:
        """All biases, where there are any."""
        return f"{self.middle} + {self.filters}" if self.stacked else self.filters

    @property
    def answer(self) -> str:
        """The true formula."""
        return f"{self.weights} + {self.biases}" if self.bias else self.weights

    def wrong(self) -> Iterator[Wrong]:
        """Leaving out or confusing the stages, and slips about the multiplier, the kernel and the biases."""
        yield from _about_stages(self)
        yield from _about_sizes(self)
        yield from _about_biases(self)

    def write(self, answer: Expression, slips: Slips) -> Content:
        """The question in words."""
        return _write(self, answer, slips)


def _about_stages(x: Letters) -> Iterator[Wrong]:
    m, k, plus = x.filters, x.volume, f" + {x.biases}" if x.bias else ""
    last = f" + {m}" if x.bias else ""
    two = f"The first stage has {x.depthwise} weights, one kernel per channel that it makes; the second {x.pointwise}."
    yield Wrong(
        "depthwise_as_standard", DEPTHWISE, f"{m}*({k}*{x.channels}){last}",
        "it is counted as one ordinary convolution", two,
    )  # fmt: skip
    missing = f"The 1×1 stage that mixes the channels has {x.pointwise} weights."
    yield Wrong("forgot_pointwise", POINTWISE, x.depthwise, "the 1×1 stage is left out", missing)
    if x.bias:
        yield Wrong(
            "forgot_pointwise", POINTWISE, f"{x.depthwise} + {m}", "the weights of the 1×1 stage are left out", missing
        )
        yield Wrong(
            "forgot_pointwise", POINTWISE, f"{x.depthwise} + {x.middle}",
            "the 1×1 stage is left out, and the first stage is given biases of its own", missing,
        )  # fmt: skip
    yield Wrong(
        "forgot_depthwise", DEPTHWISE, f"{x.pointwise}{last}", "the depthwise stage is left out",
        f"The stage before it has a kernel for each channel: {x.depthwise} weights.",
    )  # fmt: skip
    yield Wrong(
        "stages_multiplied", POINTWISE, f"{x.depthwise}*{m}{plus}", "the two stages are multiplied",
        f"They are added. {two}",
    )  # fmt: skip
    yield Wrong(
        "pointwise_with_kernel", POINTWISE, f"{x.depthwise} + {x.pointwise}*({k}){plus}",
        "the second stage is given the kernel of the first",
        f"The second stage is 1×1: {x.pointwise} weights.",
    )  # fmt: skip


def _about_sizes(x: Letters) -> Iterator[Wrong]:
    d, m, r, k = x.channels, x.filters, x.multiplier, x.volume
    plus = f" + {x.biases}" if x.bias else ""
    if r:
        bias = (f" + {d} + {m}" if x.stacked else f" + {m}") if x.bias else ""
        both = f"Both stages scale with the multiplier: there are {x.middle} channels between them."
        yield Wrong(
            "forgot_depth_multiplier", MULTIPLIER, f"{d}*({k}) + {d}*{m}{bias}", "the depth multiplier is left out",
            both,
        )  # fmt: skip
        yield Wrong(
            "depth_multiplier_in_one_stage", MULTIPLIER, f"{x.depthwise} + {d}*{m}{plus}",
            "the depth multiplier is left out of the second stage", both,
        )  # fmt: skip
        yield Wrong(
            "depth_multiplier_in_one_stage", MULTIPLIER, f"{d}*({k}) + {x.pointwise}{plus}",
            "the depth multiplier is left out of the first stage", both,
        )  # fmt: skip
    for side in dict.fromkeys(x.kernel):
        yield Wrong(
            "one_kernel_dim", KERNEL_EXTENT, f"{x.middle}*{side} + {x.pointwise}{plus}",
            "only one side of the kernel is used", f"Multiply both sides: {k}.",
        )  # fmt: skip
    yield Wrong(
        "kernel_dims_summed", KERNEL_EXTENT, f"{x.middle}*({'+'.join(x.kernel)}) + {x.pointwise}{plus}",
        "the sides of the kernel are added", f"The sides are multiplied: {k}.",
    )  # fmt: skip
    yield Wrong(
        "times_input_area", WEIGHT_SHARING, f"({x.weights})*{'*'.join(x.size)}{plus}",
        "the weights are multiplied by the input's height and width",
        "The size of the input never enters the count: the same weights are used at every position.",
    )  # fmt: skip


def _about_biases(x: Letters) -> Iterator[Wrong]:
    m = x.filters
    if not x.bias:
        yield added_bias(x.weights, m)
        yield Wrong(
            "bias_in_both_stages", BIAS, f"{x.weights} + {x.middle} + {m}",
            "biases are added to both stages although there are none", "Without biases the weights are all there is.",
        )  # fmt: skip
        return
    if x.stacked:
        yield Wrong(
            "bias_after_pointwise_only", BIAS, f"{x.weights} + {m}", "only the second layer is given biases",
            f"These are two layers, each with its own biases: {x.middle} and {m}.",
        )  # fmt: skip
        each = f"Each of the two layers has one bias per output channel: {x.middle} and {m}."
    else:
        yield Wrong(
            "bias_in_both_stages", BIAS, f"{x.weights} + {x.middle} + {m}", "both stages have biases",
            f"This one layer adds a bias once, behind the second stage: {m} in all.",
        )  # fmt: skip
        each = f"There is one bias per output channel behind the second stage: {m} in all."
    yield from bias_wrongs(x.weights, x.biases, x.channels, each=each)


def _draft(draw: Draw, level: int) -> Draft:
    channels = draw.choice(("D", "C"))
    filters = draw.choice(("M", "N", "F"))
    size = draw.choice((("H", "W"), ("U", "V")))
    kernel = (draw.choice(("K", "T")),) * 2
    style, multiplier, stride = draw.choice(("words", "keras")), "", ""
    if level > 1:
        style = draw.choice(("keras", "pytorch"))
        multiplier = draw.choice(("", "R", "Q", "2", "3"))
        kind = draw.choice(("plain", "oblong", "number"))
        if kind == "oblong" or not multiplier:
            kernel = draw.choice((("J", "K"), ("K", "T")))
        elif kind == "number":
            kernel = (draw.choice(("5", "7")),) * 2
    if level == 3:
        stride = draw.choice(("S", "2"))
        multiplier = multiplier or draw.choice(("R", "Q"))
        if multiplier.isalpha():
            channels = draw.choice((channels, channels, "16", "64"))
    return draft_of(Letters(channels, filters, kernel, multiplier, size, stride, draw.chance(0.5), style))


def _told(x: Letters) -> str:
    if x.style == "keras":
        layer = call(
            "keras.layers.SeparableConv2D", x.filters, x.kernel,
            strides=x.stride, depth_multiplier=x.multiplier, use_bias=x.bias,
        )  # fmt: skip
        return (
            f"Keras, channels last: {layer} gets an input of shape ({', '.join(x.size)}, {x.channels}) "
            f"(height, width, channels).{default_bias(x.bias)} How many parameters does the layer have?"
        )
    if x.stacked:
        first = call("nn.Conv2d", x.channels, x.middle, x.kernel, stride=x.stride, groups=x.channels, bias=x.bias)
        second = call("nn.Conv2d", x.middle, x.filters, "1", bias=x.bias)
        default = " Both biases are left at the default, on." if x.bias else ""
        return (
            f"PyTorch: {first} is followed by {second}. The input has shape ({x.channels}, {', '.join(x.size)}) "
            f"(channels, height, width).{default} How many parameters do the two layers have?"
        )
    bias = "only the second stage has biases" if x.bias else "neither stage has biases"
    return (
        f"A depthwise separable convolution gets an input {by((*x.size, x.channels))} (height × width × channels): "
        f"a depthwise stage with kernel size {by(x.kernel)}, then a 1×1 stage with {x.filters} filters; {bias}. "
        "How many parameters does it have?"
    )


def _write(x: Letters, answer: Expression, slips: Slips) -> Content:
    each = f"{x.multiplier} kernels" if x.multiplier else "one kernel"
    if not x.bias:
        about = Step("There are no biases.")
    elif x.stacked:
        about = Step("Each of the two layers has a bias per output channel:", "", "", x.biases)
    else:
        about = Step("Biases stand behind the second stage only, one per output channel:", "", "", x.biases)
    steps = (
        Step(f"The first stage has {each} for every channel, each seeing that channel alone:", "", "", x.depthwise),
        Step(f"The second is 1×1 and mixes {x.middle} channels into {x.filters}:", "", "", x.pointwise),
        about,
        Step(idle(x.size, x.stride)),
    )
    return write_formula(
        x,
        answer,
        slips,
        prompt=_told(x),
        steps=steps,
        hints=(
            "There are two stages with weights of their own. What does each of them do?",
            "The first has kernels that see one channel each, the second is a 1×1 convolution over what the first "
            f"made. Add them{', then the biases' if x.bias else ''}.",
        ),
        example=_example(x),
        needs=("bias",),
        symbolic=_symbolic(x),
    )


def _example(x: Letters) -> Example:
    kernel = tuple(number(side, _NUMBERS) for side in x.kernel)
    channels, filters = number(x.channels, _NUMBERS), number(x.filters, _NUMBERS)
    multiplier = number(x.multiplier, _NUMBERS) if x.multiplier else 1
    shape = (channels, 24, 24)
    times = f", multiplier {multiplier}" if x.multiplier else ""
    told = f"{size_by(kernel)} kernels on {channels} channels{times} and then {filters} filters"
    if not x.stacked:
        layer = SeparableConv(channels, filters, kernel, multiplier, bias=x.bias)
        return Example(told, _NUMBERS, layer, shape, lambda: count_proof((layer,), shape))
    first = DepthwiseConv(channels, kernel, multiplier, bias=x.bias)
    both = Network((first, Conv(first.out_channels, filters, (1, 1), bias=x.bias)))
    return Example(told, _NUMBERS, both, shape, lambda: count_proof(both.layers, shape))


def _symbolic(x: Letters) -> dict[str, object]:
    first: dict[str, object] = {
        "type": "DepthwiseConv" if x.stacked else "SeparableConv",
        "rank": 2,
        "in_channels": entry(x.channels, 1),
        **({} if x.stacked else {"out_channels": x.filters}),
        "depth_multiplier": entry(x.multiplier, 1),
        "kernel_size": [entry(side, 1) for side in x.kernel],
        "stride": [entry(x.stride, 1)] * 2,
        "padding": [0, 0],
        "dilation": [1, 1],
        "bias": x.bias,
        "input_shape": [entry(x.channels, 1), *x.size],
    }
    if not x.stacked:
        return first
    second = symbolic_conv(in_channels=x.middle, out_channels=x.filters, kernel=("1", "1"), size=(), bias=x.bias)
    return {"type": "Network", "layers": [first, {**second, "input_shape": None}]}


SEPARABLE_FORMULA = Skill(
    "separable.formula",
    "The parameters of a separable convolution as a formula",
    "parameters",
    "B",
    AnswerKind.FORMULA,
    _draft,
    prerequisites=("separable.parameters", "depthwise.formula"),
    confusable=("depthwise.formula", "groups.formula"),
)
