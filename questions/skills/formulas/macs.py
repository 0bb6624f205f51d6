"""The multiply-accumulates of a convolution as a formula: `M*K*K*D*U*V`."""

from __future__ import annotations

from questions.draw import Draw
from questions.expressions.expression import Expression
from questions.layers.specs import Conv, Padding
from questions.question import Content, Step
from questions.skills.formulas.macs_case import Letters
from questions.skills.formulas.proofs import macs_proof
from questions.skills.formulas.telling import by, call, moving
from questions.skills.lettered import Example, Slips, draft_of, number, symbolic_conv, write_formula
from questions.skills.skill import Draft, Skill
from questions.submission import AnswerKind
from questions.wording import by as size_by
from questions.worked.factors import Factors, factor
from questions.worked.letters import channels_place, filters_place, kernel_places, move_places, sides_places

_NUMBERS = {
    **dict.fromkeys("MNF", 8), **dict.fromkeys("DC", 3), "K": 3, **dict.fromkeys("JT", 5), **dict.fromkeys("SG", 2),
    **dict.fromkeys("PZ", 1), "H": 24, "W": 30, **dict.fromkeys("EB", 16),
}  # fmt: skip
_CONVENTION = "One MAC is one multiplication with its addition; the bias is not counted."


def _draft(draw: Draw, level: int) -> Draft:
    filters = draw.choice(("M", "N", "F"))
    depth = draw.choice(("D", "C"))
    kernel, size, stride, padding = ("K", "K"), ("H", "W"), "", ""
    if level == 1:
        out = draw.choice((("U", "V"), ("P", "Q"), ("Y", "Z")))
        kernel = draw.choice((kernel, kernel, ("J", "K"), ("K", "T")))
        return draft_of(Letters(filters, kernel, depth, size, out, stride, padding, "", "words"), _write)
    kind = draw.choice(("plain", "oblong", "kernel", "depth", "filters"))
    if kind == "oblong":
        kernel = draw.choice((("J", "K"), ("K", "T")))
    elif kind == "kernel":
        kernel = (draw.choice(("3", "5", "7")),) * 2
    elif kind == "depth":
        depth = draw.choice(("3", "16", "64"))
    elif kind == "filters":
        filters = draw.choice(("10", "32", "96"))
    style, batch = draw.choice(("words", "pytorch", "keras")), ""
    if level == 2:
        padding = "same" if style == "keras" else draw.choice(("", "", "1", "P", "Z"))
    else:
        stride = draw.choice(("S", "G", "2"))
        batch = draw.choice(("", "E", "B"))
        padding = draw.choice(("", "same")) if style == "keras" else draw.choice(("", "P", "Z"))
    return draft_of(Letters(filters, kernel, depth, size, (), stride, padding, batch, style), _write)


def _told(x: Letters) -> str:
    given = f"a batch of {x.batch} inputs, each" if x.batch else "an input"
    if x.style == "pytorch":
        layer = call("nn.Conv2d", x.depth, x.filters, x.kernel, stride=x.stride, padding=x.padding)
        return f"PyTorch: {layer} gets {given} of shape ({x.depth}, {', '.join(x.size)}) (channels, height, width)."
    if x.style == "keras":
        padding = '"same"' if x.padding == "same" else ""
        layer = call("keras.layers.Conv2D", x.filters, x.kernel, strides=x.stride, padding=padding)
        return (
            f"Keras, channels last: {layer} gets {given} of shape ({', '.join(x.size)}, {x.depth}) "
            "(height, width, channels)."
        )
    if x.out:
        return (
            f"A 2-d convolutional layer has {x.filters} filters of size {by(x.kernel)}. It turns an input "
            f"{by(x.size)}×{x.depth} into an output {by(x.out)}×{x.filters} (height × width × channels)."
        )
    padding = "" if x.padding else " There is no padding."
    return (
        f"In PyTorch, a 2-d convolutional layer with {x.filters} filters of size {by(x.kernel)} gets {given} "
        f"{x.depth}×{by(x.size)} (channels × height × width).{moving(x.stride, x.padding)}{padding}"
    )


def _moving(x: Letters) -> Factors:
    """What the output's positions are made of; the kernel has been told."""
    return *sides_places(x.size, "input"), *move_places(x.stride, x.padding)


def _given(x: Letters) -> Factors:
    """What the count of a single input does not need."""
    idle = [factor("input", "×".join(x.size), "the output's positions are given")] if x.out else []
    idle += [factor("batch", x.batch, "a single input is asked for")] if x.batch else []
    return tuple(idle)


def _write(x: Letters, answer: Expression, slips: Slips) -> Content:
    one = "one input of the batch" if x.batch else "one input"
    where = Step("The output has this many positions:", "", "", x.positions, _moving(x))
    if x.out:
        where = Step(f"The output is given, so the input's size {by(x.size)} plays no part. Positions:", "", "",
                     x.positions, sides_places(x.out, "output"))  # fmt: skip
    elif x.out_sizes == x.size:
        where = Step('"same" with stride 1 keeps the size, so the positions are', "", "", x.positions,
                     sides_places(x.size, "output"))  # fmt: skip
    return write_formula(
        x,
        answer,
        slips,
        prompt=f"{_told(x)} How many multiply-accumulates (MACs) does the layer take for {one}? {_CONVENTION}",
        steps=(
            Step(
                "One output value takes a MAC per weight of its filter:",
                "",
                "",
                f"{x.volume}*{x.depth}",
                (*kernel_places(x.kernel), *channels_place(x.depth)),
            ),
            Step(
                f"At one position there are {x.filters} such values, one per filter:",
                "",
                "",
                x.weights,
                filters_place(x.filters),
            ),
            where,
            Step("Every filter is applied at every position, so the two are multiplied.", idle=_given(x)),
        ),
        hints=(
            "How many multiplications does one single value of the output take?",
            "Multiply the weights of all filters by the number of positions that they are applied at"
            f"{'.' if x.out else '; that is the size of the output, which follows from the input.'}",
        ),
        example=_example(x),
        needs=("MAC", "bias") if x.out else ("MAC", "bias", "Keras" if x.style == "keras" else "PyTorch"),
        symbolic=_symbolic(x),
        rounding=not x.out,
    )


def _example(x: Letters) -> Example:
    def at(place: str, default: int = 1) -> int:
        return number(place, _NUMBERS) if place else default

    kernel = (at(x.kernel[0]), at(x.kernel[1]))
    padding: Padding = "same" if x.padding == "same" else (0 if x.out else at(x.padding, 0),) * 2
    layer = Conv(at(x.depth), at(x.filters), kernel, (at(x.stride),) * 2, padding, bias=False)
    shape = (layer.in_channels, at("H"), at("W"))
    numbers = _NUMBERS
    told = f"{layer.out_channels} filters of size {size_by(kernel)} on an input 24×30 with {layer.in_channels} channels"
    if x.out:
        out = (25 - kernel[0], 31 - kernel[1])
        numbers = {**_NUMBERS, **dict(zip(x.out, out, strict=True))}
        told = f"{told}, output {size_by(out)}"
    moves = [f"stride {layer.stride[0]}"] if x.stride else []
    moves += [f"padding {at(x.padding)}"] if x.padding and x.padding != "same" else []
    told = ", ".join((told, *moves))
    return Example(told, numbers, layer, shape, lambda: macs_proof(layer, shape))


def _symbolic(x: Letters) -> dict[str, object]:
    conv = symbolic_conv(
        in_channels=x.depth,
        out_channels=x.filters,
        kernel=x.kernel,
        size=x.size,
        stride=x.stride,
        padding=x.padding,
    )
    if not x.out:
        return conv
    # Neither is known where the output is given.
    return {**conv, "stride": None, "padding": None, "output_shape": [conv["out_channels"], *x.out]}


MACS_FORMULA = Skill(
    "macs.formula",
    "The multiply-accumulates of a convolution as a formula",
    "multiply-adds",
    "B",
    AnswerKind.FORMULA,
    _draft,
    prerequisites=("macs.conv", "parameters.formula"),
    confusable=("parameters.formula", "output.formula"),
    biases=(),
)
