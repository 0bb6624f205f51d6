"""Wrong procedures about the padding that keeps a size, or divides it by the stride."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from questions.misconceptions.components import AXIS_ORDER, DILATION, KERNEL_EXTENT, OUTPUT_SIZE, PADDING, STRIDE
from questions.misconceptions.facts import Slips
from questions.question import Misconception

Form = Literal["side", "both", "extent", "zeros", "kernel", "dilation", "shrink"]


@dataclass(frozen=True, slots=True)
class Axis:
    """A convolution along one axis whose padding makes its output the input's size divided by the stride."""

    size: int
    kernel: int
    dilation: int = 1
    stride: int = 1

    @property
    def window(self) -> int:
        """Positions from the kernel's first tap to its last."""
        return self.dilation * (self.kernel - 1) + 1

    @property
    def padding(self) -> int:
        """The smallest number of zeros per side that does it."""
        return max(0, -(-(self.window - self.stride) // 2))


@dataclass(frozen=True, slots=True)
class Frame:
    """What is asked about the padding: the axis in question first, and the other one of a 2-d layer."""

    form: Form
    axis: Axis
    other: Axis | None = None

    @property
    def answer(self) -> int:
        """What the form asks for."""
        return self.value(self.axis.padding, self.other.padding if self.other else 0)

    def value(self, padding: int, across: int = 0) -> int:
        """The answer if the padding were this many zeros per side, and `across` on the other axis."""
        size = self.axis.size
        match self.form:
            case "side" | "shrink":
                return padding
            case "both":
                return 2 * padding
            case "extent":
                return size + 2 * padding
            case "zeros":
                width = self.other.size if self.other else 1
                return (size + 2 * padding) * (width + 2 * across) - size * width
            case "kernel":
                return self.axis.kernel
            case "dilation":
                return self.axis.dilation

    def written(self, padding: int, across: int = 0) -> str:
        """The arithmetic from a padding per side to the answer."""
        match self.form:
            case "both":
                return f"2·{padding}"
            case "extent":
                return f"{self.axis.size} + 2·{padding}"
            case "zeros" if self.other:
                inner = f"{self.axis.size}·{self.other.size}"
                return f"({self.axis.size} + 2·{padding})·({self.other.size} + 2·{across}) - {inner}"
            case _:
                return str(padding)


def padding_slips(frame: Frame) -> tuple[Misconception, ...]:
    """What the known wrong procedures give; values that equal the truth included."""
    rules: dict[Form, Callable[[Frame], Slips]] = {"kernel": _kernel, "dilation": _dilation, "shrink": _shrink}
    return tuple(rules.get(frame.form, _keeping)(frame))


def _window_lesson(a: Axis) -> str:
    make = "makes" if a.padding == 1 else "make"
    if a.dilation == 1:
        return f"A kernel of {a.kernel} loses {a.kernel - 1} positions: {a.padding} on each side {make} up for them."
    return (
        f"With dilation {a.dilation} the kernel loses {a.dilation}·({a.kernel} - 1) = {a.window - 1} positions: "
        f"{a.padding} on each side {make} up for them."
    )


def _keeping(f: Frame) -> Slips:
    """Stride 1: wrong numbers of zeros per side, and what they make of what is asked."""
    a = f.axis
    wrong: list[tuple[str, str, Callable[[Axis], int], str]] = [
        ("out_forgot_plus_one", OUTPUT_SIZE, lambda x: (x.window + 1) // 2,
         "the output's size is taken as size + 2·P - window, without the + 1"),
        ("padding_whole_kernel", PADDING, lambda x: x.kernel, "the whole kernel is taken as the padding of a side"),
    ]  # fmt: skip
    if any(x.dilation > 1 for x in (a, f.other) if x):
        wrong += [
            ("padding_ignored_dilation", DILATION, lambda x: (x.kernel - 1) // 2, "the dilation is left out"),
            ("padding_dilated_kernel", DILATION, lambda x: x.dilation * x.kernel // 2,
             "half of dilation · kernel is taken"),
        ]  # fmt: skip
    if f.form != "both":
        wrong.append((
            "padding_both_sides_at_once", PADDING, lambda x: x.window - 1,
            "what both sides need together is put on each side",
        ))  # fmt: skip
    for id_, component, padding, cause in wrong:
        here, across = padding(a), padding(f.other) if f.other else 0
        yield Misconception(id_, component, f.value(here, across), f.written(here, across), cause, _window_lesson(a))
    if f.other and f.form != "zeros" and f.other.padding != a.padding:
        yield Misconception(
            "padding_of_other_axis", AXIS_ORDER, f.value(f.other.padding), f.written(f.other.padding),
            f"the kernel's other side, {f.other.kernel}, is taken",
            f"Along this axis the kernel has {a.kernel} taps; each axis has a padding of its own.",
        )  # fmt: skip
    yield from _wrong_kind(f)


def _wrong_kind(f: Frame) -> Slips:
    """The right padding, put to the wrong use."""
    p, size = f.axis.padding, f.axis.size
    if f.form == "both":
        yield Misconception(
            "padding_one_side_only", PADDING, p, str(p), "the zeros of one side only are given",
            f"Each of the two sides gets {p}.",
        )  # fmt: skip
    elif f.form == "extent":
        yield Misconception(
            "out_single_padding", PADDING, size + p, f"{size} + {p}", "the padding is added on one side only",
            f"Each of the two sides gets {p}.",
        )  # fmt: skip
        yield Misconception(
            "gave_output_size", OUTPUT_SIZE, size, f"{size:,}", "the size of the output is given",
            "That is what comes out; what the kernel slides over is longer.",
        )  # fmt: skip
        yield Misconception(
            "gave_padding_instead", PADDING, 2 * p, f"2·{p}", "only the zeros are counted",
            f"The {size} positions of the input itself count as well.",
        )  # fmt: skip
    elif f.form == "zeros" and f.other:
        q, width = f.other.padding, f.other.size
        yield Misconception(
            "padding_forgot_corners", PADDING, 2 * p * width + 2 * q * size, f"2·{p}·{width} + 2·{q}·{size}",
            "the corners are left out", f"The four corners of {p}·{q} zeros belong to the frame as well.",
        )  # fmt: skip
        yield Misconception(
            "out_single_padding", PADDING, (size + p) * (width + q) - size * width,
            f"({size} + {p})·({width} + {q}) - {size}·{width}", "the padding is added on one side only",
            "Padding is added on both sides of each axis.",
        )  # fmt: skip
        yield Misconception(
            "gave_padded_area", PADDING, (size + 2 * p) * (width + 2 * q), f"({size} + 2·{p})·({width} + 2·{q})",
            "all positions of the padded input are counted", f"The {size}·{width} positions inside are not zeros.",
        )  # fmt: skip


def _rounded(f: Frame, id_: str, component: str, up: int, down: int, working: str, cause: str, lesson: str) -> Slips:
    """A quotient, rounded; nothing where it is right by rounding alone."""
    value, rest = (2 * up + down) // (2 * down), up % down
    if value > 0 and not (rest and value == f.answer):
        yield Misconception(id_, component, value, f"{working}{', rounded' if rest else ''}", cause, lesson)


def _kernel(f: Frame) -> Slips:
    a, p = f.axis, f.axis.padding
    spread = f"/{a.dilation}" if a.dilation > 1 else ""
    reach = f"{a.dilation}·(kernel - 1)" if a.dilation > 1 else "kernel - 1"
    lesson = f"The output keeps the size if {reach} = 2·{p}."
    yield from _rounded(
        f, "out_forgot_plus_one", OUTPUT_SIZE, 2 * p, a.dilation, f"2·{p}{spread}",
        "the zeros of both sides are taken as the kernel", lesson,
    )  # fmt: skip
    yield from _rounded(
        f, "out_single_padding", PADDING, p + a.dilation, a.dilation, f"{p}{spread} + 1",
        "the padding of one side only is taken", lesson,
    )  # fmt: skip
    if a.dilation > 1:
        yield Misconception(
            "padding_ignored_dilation", DILATION, 2 * p + 1, f"2·{p} + 1", "the dilation is left out", lesson
        )
        yield Misconception(
            "padding_times_dilation", DILATION, 2 * p * a.dilation + 1, f"2·{p}·{a.dilation} + 1",
            "the dilation is multiplied in instead of divided out", lesson,
        )  # fmt: skip


def _dilation(f: Frame) -> Slips:
    a, p = f.axis, f.axis.padding
    lesson = f"The output keeps the size if dilation·({a.kernel} - 1) = 2·{p}."
    yield from _rounded(
        f, "out_single_padding", PADDING, p, a.kernel - 1, f"{p}/({a.kernel} - 1)",
        "the padding of one side only is taken", lesson,
    )  # fmt: skip
    yield from _rounded(
        f, "out_forgot_plus_one", OUTPUT_SIZE, 2 * p, a.kernel, f"2·{p}/{a.kernel}",
        "the zeros are divided by the kernel instead of one less", lesson,
    )  # fmt: skip
    yield from _rounded(
        f, "padding_over_kernel", KERNEL_EXTENT, p, a.kernel, f"{p}/{a.kernel}",
        "the padding is divided by the kernel", lesson,
    )  # fmt: skip
    yield Misconception("padding_is_dilation", DILATION, p, str(p), "the padding is taken for the dilation", lesson)


def _shrink(f: Frame) -> Slips:
    a = f.axis
    out = a.size // a.stride
    need = f"2·P has to be at least {a.window} - {a.stride}"
    wrong: list[tuple[bool, str, str, int, str, str, str]] = [
        (True, "same_means_unchanged", STRIDE, -(-((a.size - 1) * a.stride + a.window - a.size) // 2),
         f"ceil((({a.size} - 1)·{a.stride} + {a.window} - {a.size})/2)",
         "the size itself is kept, whatever the stride",
         f"The output is to have {out} positions, not {a.size}."),
        ((a.window - 1) // 2 != a.padding, "padding_as_for_stride_one", STRIDE, (a.window - 1) // 2,
         f"({a.window} - 1)/2" if a.window % 2 else f"floor(({a.window} - 1)/2)",
         "the padding is chosen as for stride 1",
         f"With stride {a.stride} fewer zeros do: {need}."),
        (True, "out_forgot_plus_one", OUTPUT_SIZE, (a.window + 1) // 2, f"ceil({a.window}/2)",
         "the steps of the window are counted instead of its positions",
         f"{out} positions are {out - 1} steps: {need}."),
        (True, "padding_both_sides_at_once", PADDING, a.window - a.stride, f"{a.window} - {a.stride}",
         "what both sides need together is given", "The padding is counted per side."),
        (True, "padding_whole_kernel", PADDING, a.kernel, str(a.kernel), "the whole kernel is taken as the padding",
         f"{need}."),
        ((a.window - a.stride) % 2 == 1, "padding_rounded_down", PADDING, (a.window - a.stride) // 2,
         f"floor(({a.window} - {a.stride})/2)", "a half is rounded down",
         f"Half a zero too few costs a position: {need}."),
        (a.dilation > 1, "padding_ignored_dilation", DILATION, max(0, -(-(a.kernel - a.stride) // 2)),
         f"ceil(({a.kernel} - {a.stride})/2)", "the dilation is left out",
         f"With dilation {a.dilation} the kernel spans {a.window} positions."),
    ]  # fmt: skip
    for applies, id_, component, value, working, cause, lesson in wrong:
        if applies:
            yield Misconception(id_, component, value, working, cause, lesson)
