"""The output's size as a formula: `floor((H + 2*P - K)/S) + 1`."""

from __future__ import annotations

from questions.draw import Draw
from questions.expressions.expression import Expression
from questions.layers.specs import Conv, ConvTranspose, Padding
from questions.question import Content
from questions.skills.formulas.output_case import Letters
from questions.skills.formulas.output_steps import AXES, output_idle, output_steps
from questions.skills.formulas.proofs import extent_proof
from questions.skills.formulas.telling import by, call, moving
from questions.skills.lettered import Example, Slips, draft_of, entry, number, symbolic_conv, write_formula
from questions.skills.skill import Draft, Skill
from questions.submission import AnswerKind

# Chosen so that no division comes out even: what is rounded, and how, shows.
_NUMBERS = {
    **dict.fromkeys("HU", 25), **dict.fromkeys("WV", 31), **dict.fromkeys("KF", 4), **dict.fromkeys("JT", 5),
    **dict.fromkeys("SG", 3), **dict.fromkeys("PZ", 1), **dict.fromkeys("DE", 3), "R": 2, "C": 3, "M": 8,
}  # fmt: skip


def _draft(draw: Draw, level: int) -> Draft:
    size = draw.choice((("H", "W"), ("U", "V")))
    kernel = (draw.choice(("K", "F")),) * 2
    stride, padding = draw.choice(("S", "G")), draw.choice(("P", "Z"))
    if level == 1:
        stride, padding = draw.choice(((stride, padding), (stride, padding), (stride, ""), ("", padding)))
        channels, filters = draw.choice((("1", "6"), ("3", "16"), ("3", "64")))
        return draft_of(
            Letters(
                channels,
                filters,
                size,
                kernel,
                stride,
                padding,
                "",
                "",
                (draw.integer(0, 1),),
                transposed=False,
                style="words",
            ),
            _write,
        )
    style = draw.choice(("words", "pytorch"))
    if level == 2:
        return draft_of(_dilated(draw, size, kernel, stride, padding, style), _write)
    kind = draw.choice(("same", "transposed", "transposed", "positions", "positions"))
    asked: tuple[int, ...] = (
        (0, 1) if kind == "positions" or (kind == "same" and draw.chance(0.5)) else (draw.integer(0, 1),)
    )
    extra, dilation = "", ""
    if kind == "same":
        stride, padding, style = draw.choice((stride, "2", "3")), "same", "keras"
        kernel = draw.choice((kernel, ("3", "3"), ("J", "K")))
    elif kind == "transposed":
        style, extra = "pytorch", draw.choice(("", "R"))
        padding = draw.choice((padding, padding, ""))
        if not extra:
            stride = draw.choice((stride, "2", "3"))
            kernel = draw.choice((kernel, ("4", "4"))) if stride.isalpha() else kernel
    else:
        kernel = draw.choice((kernel, kernel, ("J", "K"), ("3", "3"), ("7", "7")))
        stride = draw.choice((stride, stride, "2"))
    return draft_of(
        Letters("C", "M", size, kernel, stride, padding, dilation, extra, asked, kind == "transposed", style), _write
    )


def _dilated(
    draw: Draw, size: tuple[str, str], kernel: tuple[str, str], stride: str, padding: str, style: str
) -> Letters:
    """With a dilation, or with numbers for some of the letters."""
    dilation = ""
    if draw.chance(0.6):
        dilation = draw.choice(("D", "E", "2", "3"))
        stride = draw.choice((stride, ""))
    if not dilation or draw.chance(0.3):
        kind = draw.integer(1, 3)
        kernel = (draw.choice(("3", "5", "7")),) * 2 if kind == 1 else kernel
        stride = draw.choice(("2", "3", "4")) if kind == 2 else stride
        padding = draw.choice(("1", "2", "3")) if kind == 3 else padding
    elif draw.chance(0.4):
        kernel = draw.choice((("J", "K"), ("K", "T")))
    asked = (draw.integer(0, 1),)
    return Letters("C", "M", size, kernel, stride, padding, dilation, "", asked, transposed=False, style=style)


def _told(x: Letters) -> str:
    if x.style == "keras":
        layer = call("keras.layers.Conv2D", x.filters, x.kernel, strides=x.stride, padding='"same"')
        return f"Keras, channels last: {layer} gets an input of shape ({', '.join(x.size)}, {x.channels})."
    if x.style == "pytorch":
        name = "nn.ConvTranspose2d" if x.transposed else "nn.Conv2d"
        layer = call(
            name, x.channels, x.filters, x.kernel,
            stride=x.stride, padding=x.padding, output_padding=x.extra, dilation=x.dilation,
        )  # fmt: skip
        return f"PyTorch: {layer} gets an input of shape ({x.channels}, {', '.join(x.size)})."
    channels = "one channel" if x.channels == "1" else f"{x.channels} channels"
    return (
        f"In PyTorch, a 2-d convolution with {x.filters} filters of size {by(x.kernel)} (height × width) runs over an "
        f"image of height {x.size[0]} and width {x.size[1]} with {channels}."
        f"{moving(x.stride, x.padding, x.dilation)}"
    )


def _write(x: Letters, answer: Expression, slips: Slips) -> Content:
    if len(x.asked) > 1:
        asked = "How many positions (height × width) does the output have in one channel?"
    else:
        asked = f"What is the {AXES[x.asked[0]]} of the output?"
    axes = "(channels, height, width)" if x.style == "pytorch" else "(height, width, channels)"
    told = _told(x) if x.style == "words" else f"{_told(x).removesuffix('.')} {axes}."
    nudge, way = _hints(x)
    return write_formula(
        x,
        answer,
        slips,
        prompt=f"{told} {asked}",
        steps=output_steps(x),
        idle=output_idle(x),
        hints=(nudge, way),
        example=_example(x),
        needs=("Keras", "same") if x.style == "keras" else ("PyTorch",),
        symbolic=_symbolic(x),
        rounding=True,
    )


def _hints(x: Letters) -> tuple[str, str]:
    both = " Do it for both axes and multiply." if len(x.asked) > 1 else ""
    if x.transposed:
        return (
            "Every input position lays down a whole kernel. How far apart do they lie, and where does the last end?",
            "Count the steps between the first and the last position, add the length of one kernel, then see what the "
            "padding does to an output.",
        )
    if x.padding == "same":
        return (
            'What does "same" promise about the size where the stride is 1? And what does the stride then leave?',
            f"The kernel's size plays no part: one position in every stride, also for an incomplete last one.{both}",
        )
    return (
        "Where does the window start first, and where last, on the padded axis?",
        "Take the kernel's reach off the padded size: that is the room to move. See how many whole strides fit in, and "
        f"count the first position too.{both}",
    )


def _example(x: Letters) -> Example:
    def at(place: str, default: int = 1) -> int:
        return number(place, _NUMBERS) if place else default

    kernel = (at(x.kernel[0]), at(x.kernel[1]))
    shape = (at(x.channels), *(at(side) for side in x.size))
    stride = (at(x.stride),) * 2
    padding: Padding = "same" if x.padding == "same" else (at(x.padding, 0),) * 2
    layer: Conv | ConvTranspose
    if x.transposed:
        layer = ConvTranspose(shape[0], at(x.filters), kernel, stride, padding, (at(x.extra, 0),) * 2)
    else:
        layer = Conv(shape[0], at(x.filters), kernel, stride, padding, (at(x.dilation),) * 2)
    kernels = () if x.padding == "same" else tuple(x.kernel[axis] for axis in x.asked)
    used = dict.fromkeys((*x.asked_sizes, *kernels, x.stride, x.padding, x.dilation, x.extra))
    told = ", ".join(f"{letter} = {_NUMBERS[letter]}" for letter in used if letter in _NUMBERS)
    return Example(told, _NUMBERS, layer, shape, lambda: extent_proof(layer, shape, tuple(a + 1 for a in x.asked)))


def _symbolic(x: Letters) -> dict[str, object]:
    conv = symbolic_conv(
        in_channels=x.channels,
        out_channels=x.filters,
        kernel=x.kernel,
        size=x.size,
        stride=x.stride,
        padding=x.padding,
        dilation=x.dilation,
    )
    return {"type": "ConvTranspose", **conv, "output_padding": [entry(x.extra, 0)] * 2} if x.transposed else conv


OUTPUT_FORMULA = Skill(
    "output.formula",
    "The output's size as a formula",
    "output size",
    "B",
    AnswerKind.FORMULA,
    _draft,
    prerequisites=("output.pytorch",),
    confusable=("macs.formula",),
    biases=(),
)
