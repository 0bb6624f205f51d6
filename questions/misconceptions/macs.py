"""Wrong procedures about the multiply-adds of one forward pass through a convolution."""

from __future__ import annotations

from collections.abc import Callable
from math import prod

from questions.layers.output import window_length
from questions.layers.specs import Conv, Shape
from questions.misconceptions.components import (
    BIAS,
    DILATION,
    FILTERS,
    GROUPS,
    INPUT_DEPTH,
    KERNEL_EXTENT,
    MULTIPLY_ADDS,
    OUTPUT_SIZE,
    PADDING,
    STRIDE,
)
from questions.misconceptions.facts import Slips
from questions.misconceptions.mac_pairs import two_slips
from questions.misconceptions.work import Work, at_positions
from questions.question import Misconception
from questions.wording import bracketed, by, several, times


def mac_slips(work: Work) -> tuple[Misconception, ...]:
    """What the known wrong procedures give; values that equal the truth included."""
    return tuple(slip for rule in _RULES for slip in rule(work))


def _at_input_size(w: Work) -> Slips:
    if w.shape[1:] != w.out:
        yield at_positions(
            w, "macs_at_input_size", OUTPUT_SIZE, w.f.W, w.f.w, w.shape[1:],
            "the filters are applied at every position of the input",
            f"There is one weighted sum per output position and filter, and the output is {by(w.out)}.",
        )  # fmt: skip


def _factor_two(w: Work) -> Slips:
    if w.per == 1:
        yield Misconception(
            "flops_is_macs", MULTIPLY_ADDS, 2 * w.answer, f"2·{times(w.out)}·{w.f.w}",
            "multiplications and additions are counted apart",
            "That is the number of FLOPs; one multiply-add is both together.",
        )  # fmt: skip
    else:
        yield Misconception(
            "flops_is_macs", MULTIPLY_ADDS, w.answer // 2, f"{times(w.out)}·{w.f.w}",
            "multiply-adds are counted instead of FLOPs", "Each multiply-add is two FLOPs: a product and a sum.",
        )  # fmt: skip


def _parameter_count(w: Work) -> Slips:
    lesson = f"Each weight is used once at every one of the {times(w.out)} output positions."
    for biases, working in {0: w.f.w, w.f.B: f"{w.f.w}{w.f.plus_b}"}.items():
        yield Misconception(
            "macs_is_parameters", MULTIPLY_ADDS, w.f.W + biases, working, "the parameters are counted", lesson
        )


def _bias_counted(w: Work) -> Slips:
    if w.f.B:
        yield Misconception(
            "macs_with_bias", BIAS, w.answer + w.f.B * w.positions,
            f"{w.prefix}{times(w.out)}·{w.f.w} + {times(w.out)}·{w.f.cout}", "the additions of the biases are counted",
            "The question leaves the biases out.",
        )  # fmt: skip


def _per_batch(w: Work) -> Slips:
    if w.batch > 1:
        yield Misconception(
            "times_batch", MULTIPLY_ADDS, w.answer * w.batch, f"{w.batch}·{w.answer}",
            "the whole batch is counted", f"The question is about one of the {w.batch} inputs.",
        )  # fmt: skip


def _wrong_filters(w: Work) -> Slips:
    f, out = w.f, w.out
    if f.depth > 1:
        yield at_positions(
            w, "forgot_in_channels", INPUT_DEPTH, f.cout * f.K, f"{f.cout}·{bracketed(w.layer.kernel_size)}", out,
            "the filters are taken as flat, without the input channels",
            f"{f.each.capitalize()} multiplies in {f.spanned}.",
        )  # fmt: skip
    if f.cout > 1:
        yield at_positions(
            w, "forgot_filters", FILTERS, f.K * f.depth, f"({f.k}·{f.depth})", out, "only one filter is counted",
            f"All {f.cout} filters are applied at every position.",
        )  # fmt: skip
    if f.K > 1:
        yield at_positions(
            w, "forgot_kernel", KERNEL_EXTENT, f.cout * f.depth, f"{f.cout}·{f.depth}", out,
            "the size of the kernel is left out",
            f"Each output value takes {f.k} products in every channel that the filter sees.",
        )  # fmt: skip
        if f.rank > 1:
            sides = "+".join(map(str, w.layer.kernel_size))
            yield at_positions(
                w, "kernel_dims_summed", KERNEL_EXTENT, f.cout * f.depth * sum(w.layer.kernel_size),
                f"{f.cout}·({sides})·{f.depth}", out, "the sides of the kernel are added",
                f"The sides of a kernel are multiplied: {f.k}, not {sides}.",
            )  # fmt: skip
            for side in dict.fromkeys(w.layer.kernel_size):
                yield at_positions(
                    w, "one_kernel_dim", KERNEL_EXTENT, f.cout * f.depth * side, f"{f.cout}·({side}·{f.depth})", out,
                    "only one side of the kernel is used", f"Multiply all sides of the kernel: {f.k}.",
                )  # fmt: skip
    if w.layer.groups > 1:
        yield at_positions(
            w, "forgot_groups", GROUPS, f.cout * f.cin * f.K, f"{f.cout}·({f.k}·{f.cin})", out,
            "every filter sees all input channels",
            f"With {w.layer.groups} groups a filter sees {f.cin}/{w.layer.groups} = {several(f.depth, 'channel')}.",
        )  # fmt: skip
        yield at_positions(
            w, "one_group_only", GROUPS, f.W // w.layer.groups, f"({f.cout}/{w.layer.groups})·({f.k}·{f.depth})", out,
            "only one group is counted", f"There are {w.layer.groups} groups, all of them at work at every position.",
        )  # fmt: skip


def _spread_kernel(w: Work) -> Slips:
    spread = tuple(map(window_length, w.layer.kernel_size, w.layer.dilation))
    if spread != w.layer.kernel_size:
        yield at_positions(
            w, "effective_kernel_dilation", DILATION, w.f.cout * w.f.depth * prod(spread),
            f"{w.f.cout}·({times(spread)}·{w.f.depth})", w.out, "the holes of the dilated kernel are multiplied too",
            f"A dilated filter still has {w.f.k} taps in each channel; nothing is multiplied at the holes.",
        )  # fmt: skip


def _one_side(w: Work) -> Slips:
    if len(w.out) > 1:
        yield at_positions(
            w, "one_output_side", OUTPUT_SIZE, w.f.W, w.f.w, w.out[:1], "only one side of the output is counted",
            f"The filters are applied at {times(w.out)} positions.",
        )  # fmt: skip


def _wrong_sizes(w: Work) -> Slips:
    """A wrong output size carries over to every product."""
    layer = w.layer
    moves, spreads = max(layer.stride) > 1, max(layer.dilation) > 1
    pads = isinstance(layer.padding, str) or any(layer.padding)
    steps: list[tuple[bool, str, str, str, str, _Size]] = [
        (moves, "macs_ignores_stride", STRIDE, "the stride is left out",
         "The stride skips positions, so there is less to compute.", lambda n, k, _s, p, d: n + 2 * p - d * (k - 1)),
        (pads, "macs_ignores_padding", PADDING, "the padding is left out",
         "The padding adds positions at which the filters are applied.",
         lambda n, k, s, _p, d: (n - d * (k - 1) - 1) // s + 1),
    ]  # fmt: skip
    if w.padding is not None:
        steps += [
            (any(w.padding), "out_single_padding", PADDING, "the padding is added on one side only",
             "Padding is added on both sides.", lambda n, k, s, p, d: (n + p - d * (k - 1) - 1) // s + 1),
            (spreads, "out_ignores_dilation", DILATION, "the output size is found without the dilation",
             "A dilated kernel covers dilation·(kernel - 1) + 1 positions.",
             lambda n, k, s, p, _d: (n + 2 * p - k) // s + 1),
            (True, "out_forgot_plus_one", OUTPUT_SIZE, "the steps of the window are counted instead of its positions",
             "There is one position more than there are steps between them.",
             lambda n, k, s, p, d: (n + 2 * p - d * (k - 1) - 1) // s),
            (moves, "out_ceil", OUTPUT_SIZE, "the output size is rounded up",
             "A last window that does not fit is left out: round down.",
             lambda n, k, s, p, d: -(-(n + 2 * p - d * (k - 1) - 1) // s) + 1),
        ]  # fmt: skip
    for applies, id_, component, cause, lesson, size in steps:
        if not applies:
            continue
        wrong = tuple(map(size, w.shape[1:], layer.kernel_size, layer.stride, _numeric(layer), layer.dilation))
        if wrong != w.out and min(wrong) > 0:
            yield at_positions(w, id_, component, w.f.W, w.f.w, wrong, cause, f"{lesson} The output is {by(w.out)}.")


_Size = Callable[[int, int, int, int, int], int]


def _numeric(layer: Conv) -> Shape:
    """The padding per side; of 'same' what an odd kernel needs at stride 1."""
    if not isinstance(layer.padding, str):
        return layer.padding
    return tuple(d * (k - 1) // 2 for k, d in zip(layer.kernel_size, layer.dilation, strict=True))


_RULES: tuple[Callable[[Work], Slips], ...] = (
    _at_input_size,
    _wrong_sizes,
    _factor_two,
    _parameter_count,
    _wrong_filters,
    _spread_kernel,
    _bias_counted,
    _per_batch,
    _one_side,
    two_slips,
)
