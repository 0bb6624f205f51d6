"""The parameter count of a depthwise separable convolution as a formula: `D*(K*K) + D*M + M`."""

from __future__ import annotations

from questions.draw import Draw
from questions.expressions.expression import Expression
from questions.layers.network import Network
from questions.layers.specs import Conv, DepthwiseConv, SeparableConv
from questions.question import Content, Step
from questions.skills.formulas.proofs import count_proof
from questions.skills.formulas.separable_case import Letters
from questions.skills.formulas.telling import by, call, default_bias, idle
from questions.skills.lettered import Example, Slips, draft_of, entry, number, symbolic_conv, write_formula
from questions.skills.skill import Draft, Skill
from questions.submission import AnswerKind
from questions.wording import by as size_by
from questions.worked.factors import factor
from questions.worked.letters import biases_place, channels_place, filters_place, idle_places, kernel_places

_NUMBERS = {
    **dict.fromkeys("DC", 6), **dict.fromkeys("MNF", 8), "K": 3, **dict.fromkeys("JT", 5), **dict.fromkeys("RQ", 2),
}  # fmt: skip


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
    return draft_of(Letters(channels, filters, kernel, multiplier, size, stride, draw.chance(0.5), style), _write)


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
        about = Step("Biases stand behind the second stage only, one per output channel:", "", "", x.biases,
                     biases_place(x.filters, "output channel"))  # fmt: skip
    multiplier = (factor("depth_multiplier", x.multiplier, "kernels for each of them"),) if x.multiplier else ()
    steps = (
        Step(
            f"The first {x.stage} has {each} for every channel, each seeing that channel alone:",
            "",
            "",
            x.depthwise,
            (*kernel_places(x.kernel), *channels_place(x.channels), *multiplier),
        ),
        Step(
            f"The second is 1×1 and mixes {x.middle} channels into {x.filters}:",
            "",
            "",
            x.pointwise,
            filters_place(x.filters),
        ),
        about,
        Step(idle(x.size, x.stride), idle=idle_places(x.size, x.stride)),
    )
    return write_formula(
        x,
        answer,
        slips,
        prompt=_told(x),
        steps=steps,
        hints=(
            f"There are two {x.stage}s with weights of their own. What does each of them do?",
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
    times = f", {multiplier} for each," if x.multiplier else ""
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
    "groups",
    "B",
    AnswerKind.FORMULA,
    _draft,
    prerequisites=("separable.parameters", "depthwise.formula"),
    confusable=("depthwise.formula", "groups.formula"),
)
