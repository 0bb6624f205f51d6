"""Wrong procedures that let the sliding of the filter, or the size of what it slides over, into the count."""

from __future__ import annotations

from math import prod

from questions.misconceptions.components import DILATION, PADDING, STRIDE, WEIGHT_SHARING
from questions.misconceptions.facts import Facts, Slips, counted
from questions.question import Misconception
from questions.wording import by, times


def times_input_area(f: Facts) -> Slips:
    if f.in_size and f.in_spatial:
        yield counted(
            "times_input_area", WEIGHT_SHARING, f.W * f.in_size, f.B, f"{f.w}·{times(f.in_spatial)}{f.plus_b}",
            f"the weights are multiplied by the input's {_axes(f.rank)}",
            "The size of the input never enters the count: the same filter is used at every position.",
        )  # fmt: skip


def unshared_weights(f: Facts) -> Slips:
    if f.out_size and f.out_spatial:
        yield Misconception(
            "unshared_weights", WEIGHT_SHARING, f.total * f.out_size, f"({f.w}{f.plus_b})·{times(f.out_spatial)}",
            "every output position has weights of its own",
            "That is a locally connected layer; a convolution shares its filters over all positions.",
        )  # fmt: skip


def dense_instead_of_conv(f: Facts) -> Slips:
    if f.in_size and f.out_size and f.in_spatial and f.out_spatial:
        units = f.out_size * f.cout
        weights = f.in_size * f.cin * units
        working = f"{times(f.in_spatial)}·{f.cin} · {times(f.out_spatial)}·{f.cout}"
        lesson = "A convolution connects an output only to its window, and shares those weights."
        cause = "the layer is counted as fully connected"
        yield Misconception(
            "dense_instead_of_conv", WEIGHT_SHARING, weights + units, f"{working} + {units}", cause, lesson,
        )  # fmt: skip
        yield Misconception(
            "dense_instead_of_conv", WEIGHT_SHARING, weights, working, f"{cause}, without biases", lesson,
        )  # fmt: skip


def divided_by_stride(f: Facts) -> Slips:
    step = prod(f.layer.stride)
    if step > 1 and f.W % step == 0:
        yield counted(
            "divided_by_stride", STRIDE, f.W // step, f.B, f"{f.w}/({times(f.layer.stride)}){f.plus_b}",
            "the weights are divided by the stride",
            "The stride changes where the filter is applied, not how large it is.",
        )  # fmt: skip


def kernel_plus_padding(f: Facts) -> Slips:
    padding = f.layer.padding
    if not isinstance(padding, str) and any(padding):
        grown = tuple(k + 2 * p for k, p in zip(f.layer.kernel_size, padding, strict=True))
        yield counted(
            "kernel_plus_padding", PADDING, f.cout * f.depth * prod(grown), f.B,
            f"{f.cout}·({times(grown)}·{f.depth}){f.plus_b}",
            "the padding is added to the kernel",
            f"Padding extends the input; the kernel stays {by(f.layer.kernel_size)}.",
        )  # fmt: skip


def effective_kernel_dilation(f: Facts) -> Slips:
    spread = tuple(d * (k - 1) + 1 for k, d in zip(f.layer.kernel_size, f.layer.dilation, strict=True))
    if spread != f.layer.kernel_size:
        yield counted(
            "effective_kernel_dilation", DILATION, f.cout * f.depth * prod(spread), f.B,
            f"{f.cout}·({times(spread)}·{f.depth}){f.plus_b}",
            "the holes of the dilated kernel are counted as weights",
            f"Dilation spreads the same {f.k} taps over a larger window; the holes carry no weights.",
        )  # fmt: skip


def _axes(rank: int) -> str:
    return ("length", "height and width", "depth, height and width")[rank - 1]


RULES = (
    times_input_area,
    unshared_weights,
    dense_instead_of_conv,
    divided_by_stride,
    kernel_plus_padding,
    effective_kernel_dilation,
)
