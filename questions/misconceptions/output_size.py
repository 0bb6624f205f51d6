"""Wrong procedures for the shape that comes out of a convolution."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from questions.layers.specs import Conv, Shape
from questions.misconceptions.components import (
    AXIS_ORDER,
    DILATION,
    INPUT_DEPTH,
    KERNEL_EXTENT,
    OUTPUT_SIZE,
    PADDING,
    STRIDE,
)
from questions.misconceptions.facts import Slips
from questions.question import Misconception
from questions.wording import by, several


class Axis(NamedTuple):
    """One spatial axis: input size, kernel, stride, padding per side (0 where a rule decides it), dilation."""

    n: int
    k: int
    s: int
    p: int
    d: int

    @property
    def window(self) -> int:
        """Positions that the dilated kernel spans."""
        return self.d * (self.k - 1) + 1

    @property
    def room(self) -> int:
        """How far the window can be moved."""
        return self.n + 2 * self.p - self.window

    @property
    def shown_room(self) -> str:
        """`24 + 2·1 - 3`."""
        return f"{self.n}{f' + 2·{self.p}' if self.p else ''} - {self.window}"

    @property
    def shown(self) -> str:
        """`floor((24 + 2·1 - 3)/2) + 1`, without the division where the stride is 1."""
        return f"{self.steps} + 1"

    @property
    def steps(self) -> str:
        """`floor((24 + 2·1 - 3)/2)`."""
        return self.shown_room if self.s == 1 else f"floor(({self.shown_room})/{self.s})"


class OutputFacts:
    """A convolution over an input, axis by axis; `last` tells that channels are written last."""

    __slots__ = ("axes", "cin", "cout", "explicit", "last", "layer", "spatial", "true")

    def __init__(self, layer: Conv, input_shape: Shape, out: Shape, *, last: bool) -> None:
        self.layer = layer
        self.cin, self.cout = layer.in_channels, layer.out_channels
        self.spatial = input_shape[1:]
        self.last = last
        self.true = out[1:]
        self.explicit = not isinstance(layer.padding, str)
        padding = (0,) * layer.rank if isinstance(layer.padding, str) else layer.padding
        self.axes = tuple(map(Axis, self.spatial, layer.kernel_size, layer.stride, padding, layer.dilation))

    def shape(self, sizes: Shape, channels: int | None = None) -> Shape:
        """A whole shape in the order that is asked for."""
        count = self.cout if channels is None else channels
        return (*sizes, count) if self.last else (count, *sizes)

    @property
    def answer(self) -> Shape:
        """The true shape in the order that is asked for."""
        return self.shape(self.true)


Size = Callable[[Axis], int]
Told = Callable[[Axis], str]


def _slip(f: OutputFacts, id_: str, component: str, size: Size, told: Told, cause: str, lesson: str) -> Slips:
    """What a procedure gives that goes wrong on every axis; nothing where it leaves no output."""
    sizes = tuple([size(axis) for axis in f.axes])
    if min(sizes) >= 1:
        working = ", ".join(dict.fromkeys([told(axis) for axis in f.axes]))
        yield Misconception(id_, component, f.shape(sizes), working, cause, lesson)


def _of(shape: Shape) -> str:
    return by(shape) if len(shape) > 1 else str(shape[0])


def wrong_channels(f: OutputFacts) -> Slips:
    lesson = (
        f"Each filter sums over all {several(f.cin, 'input channel')} and gives one map; there are "
        f"{several(f.cout, 'filter')}."
    )  # fmt: skip
    if f.cin != f.cout:
        yield Misconception(
            "kept_in_channels", INPUT_DEPTH, f.shape(f.true, f.cin), "",
            "the channels of the input are kept",
            f"The output has one channel per filter: {f.cout}, whatever the input has.",
        )  # fmt: skip
    if f.cin > 1:
        yield Misconception(
            "filters_times_channels_out", INPUT_DEPTH, f.shape(f.true, f.cin * f.cout), f"{f.cin}·{f.cout} channels",
            "every filter gives a map for each input channel", lesson,
        )  # fmt: skip


def wrong_order(f: OutputFacts) -> Slips:
    swapped = (f.cout, *f.true) if f.last else (*f.true, f.cout)
    yield Misconception(
        "channels_at_wrong_end", AXIS_ORDER, swapped, "",
        f"the channels are written {'first' if f.last else 'last'}",
        f"The order asked for has the channels {'last' if f.last else 'first'}.",
    )  # fmt: skip


def swapped_kernel(f: OutputFacts) -> Slips:
    kernel = f.layer.kernel_size
    if len(set(kernel)) > 1:
        moved = [axis._replace(k=side) for axis, side in zip(f.axes, reversed(kernel), strict=True)]
        if isinstance(f.layer.padding, str) or min(axis.room for axis in moved) < 0:
            return
        names = "depth, height, width" if f.layer.rank == 3 else "height, width"
        yield Misconception(
            "kernel_sides_reversed", KERNEL_EXTENT, f.shape(tuple([axis.room // axis.s + 1 for axis in moved])),
            "", "the sides of the kernel are taken in reverse order", f"The kernel {by(kernel)} is given as {names}.",
        )  # fmt: skip


def kept_size(f: OutputFacts) -> Slips:
    if f.true != f.spatial:
        yield Misconception(
            "conv_keeps_size", PADDING, f.shape(f.spatial), "",
            "the convolution is taken to keep the size of its input",
            f"It keeps the size only where padding makes up for the kernel and the stride is 1; here {_of(f.spatial)} "
            f"becomes {_of(f.true)}.",
        )  # fmt: skip


def out_forgot_plus_one(f: OutputFacts) -> Slips:
    yield from _slip(
        f, "out_forgot_plus_one", OUTPUT_SIZE, lambda a: a.room // a.s, lambda a: a.steps,
        "the + 1 is left out", "That counts the steps; the window also has a place before its first step.",
    )  # fmt: skip


def plus_one_before_division(f: OutputFacts) -> Slips:
    if any(a.s > 1 and (a.room + 1) % a.s for a in f.axes):
        yield from _slip(
            f, "plus_one_before_division", OUTPUT_SIZE, lambda a: (a.room + 1) // a.s,
            lambda a: f"floor(({a.shown_room} + 1)/{a.s})" if a.s > 1 else a.shown,
            "the 1 is added before the division by the stride",
            "Divide by the stride first, round down, then add 1 for the first place.",
        )  # fmt: skip


def out_ceil(f: OutputFacts) -> Slips:
    if any(a.room % a.s for a in f.axes):
        yield from _slip(
            f, "out_ceil", OUTPUT_SIZE, lambda a: -(-a.room // a.s) + 1,
            lambda a: f"ceil(({a.shown_room})/{a.s}) + 1" if a.s > 1 else a.shown,
            "the division is rounded up",
            "A last step that would leave the input is not taken: round down.",
        )  # fmt: skip


def out_single_padding(f: OutputFacts) -> Slips:
    if any(a.p for a in f.axes):

        def shown(a: Axis) -> str:
            room = f"{a.n} + {a.p} - {a.window}" if a.p else a.shown_room
            return f"floor(({room})/{a.s}) + 1" if a.s > 1 else f"{room} + 1"

        yield from _slip(
            f, "out_single_padding", PADDING, lambda a: (a.room - a.p) // a.s + 1, shown,
            "the padding is added once per axis", "Padding is added on both sides of an axis: 2·P in all.",
        )  # fmt: skip


def out_ignores_padding(f: OutputFacts) -> Slips:
    if any(a.p for a in f.axes):
        yield from _slip(
            f, "out_ignores_padding", PADDING, lambda a: (a.room - 2 * a.p) // a.s + 1,
            lambda a: a._replace(p=0).shown,
            "the padding is left out", "The padding makes the input longer on both sides before the window moves.",
        )  # fmt: skip


def out_ignores_stride(f: OutputFacts) -> Slips:
    if any(a.s > 1 for a in f.axes):
        yield from _slip(
            f, "out_ignores_stride", STRIDE, lambda a: a.room + 1, lambda a: f"{a.shown_room} + 1",
            "the stride is left out", "The window moves by the stride, so it has that many times fewer places.",
        )  # fmt: skip


def out_ignores_dilation(f: OutputFacts) -> Slips:
    if any(a.d > 1 for a in f.axes):
        yield from _slip(
            f, "out_ignores_dilation", DILATION, lambda a: a._replace(d=1).room // a.s + 1,
            lambda a: a._replace(d=1).shown, "the dilation is left out",
            f"With dilation the kernel spans d·(K - 1) + 1 positions: {_of(tuple([a.window for a in f.axes]))}.",
        )  # fmt: skip
        yield from _slip(
            f, "dilation_times_kernel", DILATION, lambda a: (a.n + 2 * a.p - a.d * a.k) // a.s + 1,
            lambda a: a._replace(k=a.d * a.k, d=1).shown, "the dilated kernel is taken to span d·K positions",
            "There are holes between the taps only, not behind the last one: it spans d·(K - 1) + 1 "
            f"= {_of(tuple([a.window for a in f.axes]))}.",
        )  # fmt: skip


EXPLICIT_RULES = (
    wrong_channels,
    wrong_order,
    swapped_kernel,
    kept_size,
    out_forgot_plus_one,
    plus_one_before_division,
    out_ceil,
    out_single_padding,
    out_ignores_padding,
    out_ignores_stride,
    out_ignores_dilation,
)
"""For a padding in numbers, in which "valid" is none."""
