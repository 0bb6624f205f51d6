"""The multiply-accumulates of a convolution as a formula: `M*K*K*D*U*V`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from questions.draw import Draw
from questions.expressions.expression import Expression
from questions.layers.specs import Conv, Padding
from questions.misconceptions.components import (
    BIAS,
    FILTERS,
    INPUT_DEPTH,
    KERNEL_EXTENT,
    MULTIPLY_ADDS,
    OUTPUT_SIZE,
)
from questions.misconceptions.formulas import Wrong
from questions.question import Content, Step
from questions.skills.formulas.extents import Window, multiplied, window_slips
from questions.skills.formulas.proofs import macs_proof
from questions.skills.formulas.telling import by, call, moving
from questions.skills.lettered import Case, Example, Slips, draft_of, number, symbolic_conv, write_formula
from questions.skills.skill import Draft, Skill
from questions.submission import AnswerKind
from questions.wording import by as size_by

_NUMBERS = {
    **dict.fromkeys("MNF", 8), **dict.fromkeys("DC", 3), "K": 3, **dict.fromkeys("JT", 5), **dict.fromkeys("SG", 2),
    **dict.fromkeys("PZ", 1), "H": 24, "W": 30, **dict.fromkeys("EB", 16),
}  # fmt: skip
_CONVENTION = "One MAC is one multiplication with its addition; the bias is not counted."


@dataclass(frozen=True, slots=True)
class Letters(Case):
    """The general layer. `out` is the output's size where it is given; else it follows from stride and padding, which
    may be "same". What is empty is the default."""

    filters: str
    kernel: tuple[str, str]
    depth: str
    size: tuple[str, str]
    out: tuple[str, ...]
    stride: str
    padding: str
    batch: str
    style: str

    @property
    def windows(self) -> tuple[Window, ...]:
        """How the kernel moves along both axes."""
        return tuple(Window(side, self.stride, self.padding) for side in self.kernel)

    @property
    def volume(self) -> str:
        """The kernel's sides as a product."""
        return "*".join(self.kernel)

    @property
    def weights(self) -> str:
        """The layer's weights."""
        return f"{self.filters}*({self.volume}*{self.depth})"

    @property
    def out_sizes(self) -> tuple[str, ...]:
        """The output's height and width."""
        return self.out or tuple(w.over(size) for w, size in zip(self.windows, self.size, strict=True))

    @property
    def positions(self) -> str:
        """How many positions the output has in one channel."""
        return multiplied(self.out_sizes)

    @property
    def answer(self) -> str:
        """The true formula."""
        return f"{self.weights}*{self.positions}"

    def wrong(self) -> Iterator[Wrong]:
        """Counting at the wrong places, something else than MACs, or not the whole kernel."""
        yield from _about_places(self)
        yield from _about_kernels(self)

    def write(self, answer: Expression, slips: Slips) -> Content:
        """The question in words."""
        return _write(self, answer, slips)


def _about_places(x: Letters) -> Iterator[Wrong]:
    at = f"A filter is applied once per output position: {x.positions} times."
    if x.out_sizes != x.size:
        yield Wrong(
            "macs_at_input_size", OUTPUT_SIZE, f"{x.weights}*{'*'.join(x.size)}",
            "a filter is applied at every position of the input", at,
        )  # fmt: skip
    if not x.out:
        for slip in window_slips(x.windows, x.size):
            if slip.id != "same_means_unchanged":
                yield Wrong(
                    slip.id, slip.component, f"{x.weights}*{multiplied(slip.sizes)}",
                    f"for the output's size {slip.cause}", slip.lesson,
                )  # fmt: skip
    yield Wrong(
        "one_axis_only", OUTPUT_SIZE, f"{x.weights}*({x.out_sizes[0]})", "only one axis of the output is counted", at
    )
    yield Wrong("weights_instead_of_macs", MULTIPLY_ADDS, x.weights, "the weights are given", at)
    yield Wrong(
        "flops_is_macs", MULTIPLY_ADDS, f"2*{x.answer}", "multiplications and additions are counted apart",
        "One MAC is both: a multiplication and its addition.",
    )  # fmt: skip
    yield Wrong(
        "macs_with_bias", BIAS, f"({x.weights} + {x.filters})*{x.positions}", "the biases are counted too",
        "Here the bias is not counted.",
    )  # fmt: skip
    yield Wrong(
        "macs_in_dense_layer", MULTIPLY_ADDS,
        f"{'*'.join(x.size)}*{x.depth}*{x.positions}*{x.filters}", "every output sees the whole input",
        f"An output value sees one window of the input: {x.volume}*{x.depth} values.",
    )  # fmt: skip
    if x.batch:
        yield Wrong(
            "macs_of_whole_batch", MULTIPLY_ADDS, f"{x.batch}*{x.answer}", "the whole batch is counted",
            "The question is for one input of the batch.",
        )  # fmt: skip


def _about_kernels(x: Letters) -> Iterator[Wrong]:
    f, d, k, at = x.filters, x.depth, x.volume, x.positions
    yield Wrong(
        "forgot_in_channels", INPUT_DEPTH, f"{f}*({k})*{at}", "the filters are taken as flat",
        f"Each filter spans the full input depth {d}.",
    )  # fmt: skip
    yield Wrong("forgot_filters", FILTERS, f"{k}*{d}*{at}", "only one filter is counted", f"There are {f} filters.")
    yield Wrong(
        "forgot_kernel", KERNEL_EXTENT, f"{f}*{d}*{at}", "the size of the kernel is left out",
        f"A filter has {k} positions in every channel.",
    )  # fmt: skip
    for side in dict.fromkeys(x.kernel):
        yield Wrong(
            "one_kernel_dim", KERNEL_EXTENT, f"{f}*({side}*{d})*{at}", "only one side of the kernel is used",
            f"Multiply both sides: {k}.",
        )  # fmt: skip
    yield Wrong(
        "kernel_dims_summed", KERNEL_EXTENT, f"{f}*({'+'.join(x.kernel)})*{d}*{at}",
        "the sides of the kernel are added", f"The sides are multiplied: {k}.",
    )  # fmt: skip


def _draft(draw: Draw, level: int) -> Draft:
    filters = draw.choice(("M", "N", "F"))
    depth = draw.choice(("D", "C"))
    kernel, size, stride, padding = ("K", "K"), ("H", "W"), "", ""
    if level == 1:
        out = draw.choice((("U", "V"), ("P", "Q"), ("Y", "Z")))
        kernel = draw.choice((kernel, kernel, ("J", "K"), ("K", "T")))
        return draft_of(Letters(filters, kernel, depth, size, out, stride, padding, "", "words"))
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
    return draft_of(Letters(filters, kernel, depth, size, (), stride, padding, batch, style))


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
        f"{by(x.size)}×{x.depth} (height × width × channels).{moving(x.stride, x.padding)}{padding}"
    )


def _write(x: Letters, answer: Expression, slips: Slips) -> Content:
    one = "one input of the batch" if x.batch else "one input"
    where = Step("The output has this many positions:", "", "", x.positions)
    if x.out:
        where = Step(f"The output is given, so the input's size {by(x.size)} plays no part. Positions:", "", "",
                     x.positions)  # fmt: skip
    elif x.out_sizes == x.size:
        where = Step('"same" with stride 1 keeps the size, so the positions are', "", "", x.positions)
    return write_formula(
        x,
        answer,
        slips,
        prompt=f"{_told(x)} How many multiply-accumulates (MACs) does the layer take for {one}? {_CONVENTION}",
        steps=(
            Step("One output value takes a MAC per weight of its filter:", "", "", f"{x.volume}*{x.depth}"),
            Step(f"At one position there are {x.filters} such values, one per filter:", "", "", x.weights),
            where,
            Step("Every filter is applied at every position, so the two are multiplied."),
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
    told = f"{layer.out_channels} filters of size {size_by(kernel)} on an input {size_by((24, 30, layer.in_channels))}"
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
    "compute",
    "B",
    AnswerKind.FORMULA,
    _draft,
    prerequisites=("macs.conv", "parameters.formula"),
    confusable=("parameters.formula", "output.formula"),
    biases=(),
)
