"""Wrong procedures about how far a dilated kernel reaches, and what that makes of an output."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from questions.misconceptions.components import DILATION, KERNEL_EXTENT, OUTPUT_SIZE, PADDING, STRIDE
from questions.misconceptions.facts import Slips
from questions.question import Misconception


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of a dilated convolution: the kernel's taps, the input's positions, zeros per side."""

    taps: int
    dilation: int
    size: int = 0
    padding: int = 0
    stride: int = 1

    @property
    def span(self) -> int:
        """Positions from the first tap to the last, both included."""
        return self.dilation * (self.taps - 1) + 1

    @property
    def shown_span(self) -> str:
        """The span as arithmetic: `4·(3 - 1) + 1`."""
        return f"{self.dilation}·({self.taps} - 1) + 1"

    @property
    def output(self) -> int:
        """Positions that come out."""
        return self.output_with(self.span)

    def output_with(self, span: int) -> int:
        """What would come out if the kernel spanned this much."""
        return (self.size + 2 * self.padding - span) // self.stride + 1


@dataclass(frozen=True, slots=True)
class WrongSpan:
    """A span that a wrong rule gives. `id` is without the prefix that tells what is asked."""

    id: str
    span: int
    working: str
    cause: str


def wrong_spans(axis: Axis) -> Iterator[WrongSpan]:
    """What the wrong rules for the span give."""
    k, d = axis.taps, axis.dilation
    yield WrongSpan("ignores_dilation", k, f"{k}", "the dilation is left out")
    yield WrongSpan("times_dilation", d * k, f"{d}·{k}", "the kernel is multiplied by the dilation")
    yield WrongSpan(
        "times_dilation_plus_one", d * k + 1, f"{d}·{k} + 1", "every tap is followed by a step, the last one too"
    )
    yield WrongSpan("plus_dilation", k + d, f"{k} + {d}", "the dilation is added to the kernel")
    yield WrongSpan(
        "dilation_as_gap", (d + 1) * (k - 1) + 1, f"{d + 1}·({k} - 1) + 1",
        f"{d} positions are skipped between two taps",
    )  # fmt: skip


def span_lesson(axis: Axis) -> str:
    """What is true of the span."""
    k, d = axis.taps, axis.dilation
    steps = "one step" if k == 2 else f"{k - 1} steps"
    return f"Between {k} taps there {'is' if k == 2 else 'are'} {steps} of {d}, and the first tap itself counts as one."


def span_slips(axis: Axis) -> Slips:
    """Wrong answers to how many positions the kernel spans along the axis."""
    lesson = span_lesson(axis)
    for wrong in wrong_spans(axis):
        yield Misconception(f"span_{wrong.id}", DILATION, wrong.span, wrong.working, wrong.cause, lesson)
    yield Misconception(
        "span_forgot_plus_one", DILATION, axis.span - 1, f"{axis.dilation}·({axis.taps} - 1)",
        "the steps between the taps are counted instead of positions", lesson,
    )  # fmt: skip


def window_slips(axis: Axis) -> Slips:
    """Wrong answers to how many positions the window of a square kernel covers."""
    lesson = span_lesson(axis)
    for wrong in wrong_spans(axis):
        yield Misconception(
            f"span_{wrong.id}", DILATION, wrong.span**2, f"{_factor(wrong.working)}·{_factor(wrong.working)}",
            wrong.cause, lesson,
        )  # fmt: skip
    yield Misconception(
        "span_forgot_plus_one", DILATION, (axis.span - 1) ** 2, f"{axis.span - 1}·{axis.span - 1}",
        "the steps between the taps are counted instead of positions", lesson,
    )  # fmt: skip
    yield Misconception(
        "one_kernel_dim", KERNEL_EXTENT, axis.span, axis.shown_span, "only one side of the window is used",
        f"The window has two sides of {axis.span} positions each.",
    )  # fmt: skip


def _factor(arithmetic: str) -> str:
    return arithmetic if arithmetic.isdigit() else f"({arithmetic})"


def skipped_slips(axis: Axis) -> Slips:
    """Wrong answers to how many positions of the span carry no weight."""
    k, d = axis.taps, axis.dilation
    gaps = "one gap" if k == 2 else f"{k - 1} gaps"
    lesson = f"{k} taps leave {gaps}, and a dilation of {d} skips {d - 1} in each."
    yield Misconception(
        "skipped_after_every_tap", DILATION, (d - 1) * k, f"{d - 1}·{k}", "a gap follows every tap, the last one too",
        lesson,
    )  # fmt: skip
    yield Misconception(
        "skipped_dilation_as_gap", DILATION, d * (k - 1), f"{d}·({k} - 1)", "a gap is taken to be the dilation wide",
        lesson,
    )  # fmt: skip
    yield Misconception(
        "skipped_one_gap", DILATION, d - 1, f"{d} - 1", "only one gap is counted", lesson,
    )  # fmt: skip
    yield Misconception(
        "span_instead", DILATION, axis.span, axis.shown_span, "the whole span is given, taps included",
        f"{k} of these positions are taps and carry weights.",
    )  # fmt: skip


def keeping_slips(axis: Axis) -> Slips:
    """Wrong answers to which padding on each side keeps the size at stride 1."""
    k, d = axis.taps, axis.dilation
    yield Misconception(
        "padding_ignores_dilation", DILATION, (k - 1) // 2, f"({k} - 1)/2", "the dilation is left out",
        f"Without padding the output is d·(k - 1) positions shorter, not {k - 1}: the dilation is {d}.",
    )  # fmt: skip
    yield Misconception(
        "padding_of_both_sides", PADDING, d * (k - 1), f"{d}·({k} - 1)", "what both sides need together is given",
        "The zeros are shared by the two sides: each gets half of them.",
    )  # fmt: skip
    yield Misconception(
        "padding_half_of_product", PADDING, d * k // 2, f"floor({d}·{k}/2)", "half of dilation times kernel is taken",
        span_lesson(axis),
    )  # fmt: skip
    yield Misconception(
        "padding_of_whole_span", PADDING, axis.span, axis.shown_span, "as many zeros are added as the kernel spans",
        "Only what the output would lose has to be added: one less than the span, on both sides together.",
    )  # fmt: skip


def output_slips(axis: Axis, other: Axis | None) -> Slips:
    """Wrong answers to how many positions come out; `other` is an axis of the layer that is not asked about."""
    p, s = axis.padding, axis.stride
    room = axis.size + 2 * p - axis.span
    padded = f"{axis.size} + 2·{p}" if p else f"{axis.size}"
    candidates = [
        Misconception(
            f"out_{wrong.id}", DILATION, axis.output_with(wrong.span),
            rule(f"{padded} - {bracketed(wrong.working)}", s), wrong.cause,
            span_lesson(axis),
        )
        for wrong in wrong_spans(axis)
        if axis.size + 2 * p >= wrong.span
    ]  # fmt: skip
    span = axis.span
    candidates.append(Misconception(
        "out_forgot_plus_one", OUTPUT_SIZE, room // s, rule(f"{padded} - {span}", s).removesuffix(" + 1"),
        "the steps are counted instead of the positions", "The position before the first step counts as well.",
    ))  # fmt: skip
    if p:
        if axis.size + p >= span:
            candidates.append(Misconception(
                "out_single_padding", PADDING, (room - p) // s + 1, rule(f"{axis.size} + {p} - {span}", s),
                "the padding is added once", f"Each of the two sides gets {p}.",
            ))  # fmt: skip
        if axis.size >= span:
            candidates.append(Misconception(
                "out_ignores_padding", PADDING, (room - 2 * p) // s + 1, rule(f"{axis.size} - {span}", s),
                "the padding is left out", f"The layer adds {p} on each side of the axis.",
            ))  # fmt: skip
    if s > 1:
        candidates.append(Misconception(
            "out_ignores_stride", STRIDE, room + 1, f"{padded} - {span} + 1", "the stride is left out",
            f"The filter moves {s} positions at a time.",
        ))  # fmt: skip
        if room % s:
            candidates.append(Misconception(
                "out_ceil", OUTPUT_SIZE, -(-room // s) + 1, f"ceil(({padded} - {span})/{s}) + 1",
                "the division is rounded up", "A last step that does not fit is not taken: round down.",
            ))  # fmt: skip
    if other is not None and other.output != axis.output:
        candidates.append(Misconception(
            "out_other_axis", OUTPUT_SIZE, other.output, "", "another axis is followed",
            f"The axis asked about has {axis.size} positions, and {axis.taps} taps with dilation {axis.dilation}.",
        ))  # fmt: skip
    yield from (slip for slip in candidates if isinstance(slip.value, int) and slip.value > 0)


def rule(room: str, stride: int) -> str:
    """Steps that fit into the room, and one."""
    return f"{room} + 1" if stride == 1 else f"floor(({room})/{stride}) + 1"


def bracketed(arithmetic: str) -> str:
    """Arithmetic that can be subtracted."""
    return f"({arithmetic})" if "+" in arithmetic or "-" in arithmetic else arithmetic
