"""Two slips about multiply-adds that are often made together."""

from __future__ import annotations

from math import prod

from questions.misconceptions.components import GROUPS, INPUT_DEPTH, MULTIPLY_ADDS, OUTPUT_SIZE
from questions.misconceptions.facts import Slips
from questions.misconceptions.work import Work, at_positions
from questions.question import Misconception
from questions.wording import bracketed, by, several, times


def two_slips(w: Work) -> Slips:
    """Pairs that are often made together."""
    f, batch = w.f, w.batch
    ungrouped = f"{f.cout}·({f.k}·{f.cin})"
    group = f"with {w.layer.groups} groups a filter sees {f.cin}/{w.layer.groups} = {several(f.depth, 'channel')}"
    if w.layer.groups > 1 and batch > 1:
        yield Misconception(
            "forgot_groups_and_times_batch", GROUPS, w.answer * w.layer.groups * batch,
            f"{w.prefix}{batch}·{times(w.out)}·{ungrouped}",
            "every filter sees all input channels and the whole batch is counted",
            f"Two slips: {group}, and the question is about one of the {batch} inputs.",
        )  # fmt: skip
    if w.shape[1:] != w.out and w.layer.groups > 1:
        yield at_positions(
            w, "forgot_groups_at_input_size", GROUPS, f.W * w.layer.groups, ungrouped, w.shape[1:],
            "every filter sees all input channels and is applied at every position of the input",
            f"Two slips: {group}, and the output is {by(w.out)}.",
        )  # fmt: skip
    if w.shape[1:] != w.out and f.depth > 1:
        yield at_positions(
            w, "forgot_in_channels_at_input_size", INPUT_DEPTH, f.cout * f.K,
            f"{f.cout}·{bracketed(w.layer.kernel_size)}", w.shape[1:],
            "the input channels are left out and the filters are applied at every position of the input",
            f"Two slips: {f.each} multiplies in {f.spanned}, and the output is {by(w.out)}.",
        )  # fmt: skip
    if w.shape[1:] != w.out and batch > 1:
        yield Misconception(
            "times_batch_at_input_size", OUTPUT_SIZE, w.per * f.W * prod(w.shape[1:]) * batch,
            f"{w.prefix}{batch}·{times(w.shape[1:])}·{f.w}",
            "the filters are applied at every position of the input, for the whole batch",
            f"Two slips: the output is {by(w.out)}, and the question is about one of the {batch} inputs.",
        )  # fmt: skip
    if w.per == 1 and batch > 1:
        yield Misconception(
            "flops_of_the_batch", MULTIPLY_ADDS, 2 * w.answer * batch, f"2·{batch}·{times(w.out)}·{f.w}",
            "multiplications and additions are counted apart, for the whole batch",
            f"Two slips: one multiply-add is both together, and the question is about one of the {batch} inputs.",
        )  # fmt: skip
