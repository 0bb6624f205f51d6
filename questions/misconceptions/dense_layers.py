"""Wrong procedures for the dense layer that maps a convolution's input to a convolution's output."""

from __future__ import annotations

from math import prod

from questions.layers.specs import Conv, Shape
from questions.misconceptions.components import BIAS, FILTERS, INPUT_DEPTH, OUTPUT_SIZE, WEIGHT_SHARING
from questions.misconceptions.facts import Facts, Slips, counted
from questions.question import Misconception
from questions.wording import by, several, times


class Replaced:
    """A convolution on an input, and the dense layer between the same shapes: `ins` inputs, `outs` outputs."""

    __slots__ = ("bias", "cin", "conv", "cout", "flat_in", "flat_out", "ins", "inside", "outs", "outside")

    def __init__(self, layer: Conv, input_shape: Shape, output: Shape) -> None:
        self.conv = Facts(layer, None)
        self.cin, self.cout = input_shape[0], output[0]
        self.inside, self.outside = input_shape[1:], output[1:]
        self.ins, self.outs = prod(input_shape), prod(output)
        self.bias = layer.bias
        self.flat_in = times((*self.inside, self.cin))
        self.flat_out = times((*self.outside, self.cout))

    @property
    def weights(self) -> int:
        """One for every pair of an input and an output."""
        return self.ins * self.outs

    @property
    def total(self) -> int:
        """The dense layer's true count."""
        return self.weights + (self.outs if self.bias else 0)

    def setup(self, flat_in: str = "", flat_out: str = "") -> str:
        """`(24·24·3)·(22·22·10) + 22·22·10`, with what a procedure has instead."""
        out = flat_out or self.flat_out
        plus = f" + {out}" if self.bias else ""
        return f"({flat_in or self.flat_in})·{f'({out})' if '·' in out else out}{plus}"


def dense_slips(f: Replaced) -> tuple[Misconception, ...]:
    """What the known wrong procedures give."""
    return (*_sharing(f), *_sizes(f), *_biases(f))


def _count(
    f: Replaced, id_: str, component: str, sides: tuple[int, int], working: str, told: tuple[str, str]
) -> Misconception:
    ins, outs = sides
    return counted(id_, component, ins * outs, outs if f.bias else 0, working, *told)


def _sharing(f: Replaced) -> Slips:
    conv = f.conv
    yield Misconception(
        "gave_conv_count", WEIGHT_SHARING, conv.total, f"{conv.w}{conv.plus_b}",
        "the convolution itself is counted",
        f"The dense layer shares nothing: each of its {f.outs:,} outputs has a weight for all {f.ins:,} inputs.",
    )  # fmt: skip
    places = prod(f.outside)
    yield Misconception(
        "unshared_weights", WEIGHT_SHARING, conv.total * places, f"({conv.w}{conv.plus_b})·{times(f.outside)}",
        "every output position is given filters of its own over its window",
        "That is a locally connected layer; a dense one connects an output to the whole input, not to a window.",
    )  # fmt: skip
    yield _count(
        f, "one_output_per_filter", OUTPUT_SIZE, (f.ins, f.cout), f.setup(flat_out=str(f.cout)),
        ("the dense layer is given one output per filter",
         f"A filter gives a map of {by(f.outside)} numbers, and the dense layer has to give them all."),
    )  # fmt: skip


def _sizes(f: Replaced) -> Slips:
    inside, outside = prod(f.inside), prod(f.outside)
    if inside != outside:
        kept = times((*f.inside, f.cout))
        yield _count(
            f, "conv_keeps_size", OUTPUT_SIZE, (f.ins, inside * f.cout), f.setup(flat_out=kept),
            ("the output is taken to be as large as the input",
             f"The convolution turns {by(f.inside)} positions into {by(f.outside)}."),
        )  # fmt: skip
    layer = f.conv.layer
    shorter = tuple([size - 1 for size in f.outside])
    if not isinstance(layer.padding, str) and min(shorter) > 0:
        yield _count(
            f, "out_forgot_plus_one", OUTPUT_SIZE, (f.ins, prod(shorter) * f.cout),
            f.setup(flat_out=times((*shorter, f.cout))),
            ("the + 1 of the output size is left out",
             f"The window has {by(f.outside)} places: the steps it takes, and the one before the first."),
        )  # fmt: skip
    if f.cin > 1:
        yield _count(
            f, "forgot_in_channels", INPUT_DEPTH, (inside, f.outs), f.setup(flat_in=times(f.inside)),
            ("the channels of the input are left out",
             f"Flattening the input joins all its {f.cin} channels: {f.flat_in} numbers."),
        )  # fmt: skip
    if f.cout > 1:
        yield _count(
            f, "forgot_filters", FILTERS, (f.ins, outside), f.setup(flat_out=times(f.outside)),
            ("only one map of the output is counted",
             f"There are {several(f.cout, 'map')}, one per filter: {f.flat_out} numbers."),
        )  # fmt: skip


def _biases(f: Replaced) -> Slips:
    weights = f"({f.flat_in})·({f.flat_out})"
    if not f.bias:
        yield counted(
            "added_bias_when_off", BIAS, f.weights, f.outs, f"{weights} + {f.flat_out}",
            "a bias per output is added although there is none",
            "Without biases the weights are all there is.",
        )  # fmt: skip
        return
    yield counted(
        "forgot_bias", BIAS, f.weights, 0, weights, "the biases are left out",
        f"Each of the {f.outs:,} outputs also has a bias.",
    )  # fmt: skip
    yield counted(
        "bias_per_filter_only", BIAS, f.weights, f.cout, f"{weights} + {f.cout}",
        "there is one bias per filter, as in the convolution",
        f"A dense layer has a bias for each of its outputs, {f.outs:,} here; only a convolution shares one over a map.",
    )  # fmt: skip
    yield counted(
        "one_bias_total", BIAS, f.weights, 1, f"{weights} + 1", "the whole layer is given a single bias",
        f"Each of the {f.outs:,} outputs has a bias of its own.",
    )  # fmt: skip
    if f.ins != f.outs:
        yield counted(
            "bias_per_input", BIAS, f.weights, f.ins, f"{weights} + {f.flat_in}", "there is one bias per input",
            f"A bias is added to an output: {f.outs:,} of them, not {f.ins:,}.",
        )  # fmt: skip
