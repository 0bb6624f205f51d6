"""Output sizes in letters: of a convolution, with "same", and of a transposed one; and what goes wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from questions.misconceptions.components import DILATION, OUTPUT_SIZE, PADDING, STRIDE, TRANSPOSED
from questions.misconceptions.formulas import Wrong, extent, room


class Window(NamedTuple):
    """How a window moves along one axis; what is empty is the default. `padding` may be "same"."""

    kernel: str
    stride: str = ""
    padding: str = ""
    dilation: str = ""

    def over(self, size: str) -> str:
        """How many positions it has on an axis of this size."""
        if self.padding == "same":
            return f"ceil({size}/{self.stride})" if self.stride else size
        return extent(size, *self)


class Transposed(NamedTuple):
    """A transposed convolution along one axis, in PyTorch's terms."""

    kernel: str
    stride: str
    padding: str
    extra: str = ""

    def over(self, size: str) -> str:
        """The output's size."""
        cut = f" - 2*{self.padding}" if self.padding else ""
        return f"({size} - 1)*{self.stride}{cut} + {self.kernel}{f' + {self.extra}' if self.extra else ''}"


class Slip(NamedTuple):
    """A wrong formula for one axis, for every size and kernel along it."""

    id: str
    component: str
    sizes: tuple[str, ...]
    cause: str
    lesson: str


def window_slips(windows: tuple[Window, ...], sizes: tuple[str, ...]) -> Iterator[Slip]:
    """What goes wrong with the output's sizes; the same slip along every axis."""
    window = windows[0]
    if window.padding == "same":
        yield from _same_slips(windows, sizes)
        return

    def along(form: str) -> tuple[str, ...]:
        return tuple(
            form.format(
                h=size, k=each.kernel, s=each.stride, p=each.padding, d=each.dilation, span=_span(size, each),
                reach=_reach(each),
            )
            for size, each in zip(sizes, windows, strict=True)
        )  # fmt: skip

    def changed(**fields: str) -> tuple[str, ...]:
        return tuple(each._replace(**fields).over(size) for size, each in zip(sizes, windows, strict=True))

    counts = "The first position counts too: there is one position more than there are steps."
    if window.stride:
        s = window.stride
        whole = f"A last step of less than {s} is not taken: the number of steps is rounded down."
        yield Slip(
            "out_forgot_plus_one", OUTPUT_SIZE, along("floor(({span})/{s})"), "only the steps are counted", counts
        )
        yield Slip("out_ceil", OUTPUT_SIZE, along("ceil(({span})/{s}) + 1"), "the steps are rounded up", whole)
        yield Slip("out_not_rounded", OUTPUT_SIZE, along("({span})/{s} + 1"), "nothing is rounded", whole)
        yield Slip(
            "out_plus_one_before_dividing", OUTPUT_SIZE, along("floor(({span} + 1)/{s})"),
            "one is added before dividing by the stride", counts,
        )  # fmt: skip
        yield Slip(
            "out_ignores_stride", STRIDE, changed(stride=""), "the stride is left out",
            f"The window moves by {s} at a time.",
        )  # fmt: skip
    else:
        yield Slip("out_forgot_plus_one", OUTPUT_SIZE, along("{span}"), "only the steps are counted", counts)
    if window.padding:
        p = window.padding
        yield Slip(
            "out_single_padding", PADDING,
            tuple(wrong.replace(f"2*{p}", p) for wrong in changed()), "the padding is added only once",
            f"The padding stands on both sides: 2*{p} in all.",
        )  # fmt: skip
        yield Slip(
            "out_ignores_padding", PADDING, changed(padding=""), "the padding is left out",
            f"The window moves over the padded input, which is longer by 2*{p}.",
        )  # fmt: skip
    if window.dilation:
        reach = f"A kernel with dilation {window.dilation} reaches over {_reach(window)} positions."
        yield Slip("out_ignores_dilation", DILATION, changed(dilation=""), "the dilation is left out", reach)
        yield Slip(
            "out_kernel_times_dilation", DILATION,
            tuple(
                each._replace(kernel=f"{each.dilation}*{each.kernel}", dilation="").over(size)
                for size, each in zip(sizes, windows, strict=True)
            ),
            "the kernel is multiplied by the dilation", reach,
        )  # fmt: skip


def _same_slips(windows: tuple[Window, ...], sizes: tuple[str, ...]) -> Iterator[Slip]:
    window = windows[0]
    s = window.stride
    yield Slip(
        "same_as_valid", PADDING,
        tuple(each._replace(padding="").over(size) for size, each in zip(sizes, windows, strict=True)),
        '"same" is treated like "valid"', 'With "same" the kernel\'s size plays no part.',
    )  # fmt: skip
    if s:
        up = f'With "same" there is an output for every {s} positions of the input, and one for an incomplete rest.'
        yield Slip(
            "same_means_unchanged", PADDING, sizes, "the output is taken to be as large as the input",
            f'That is so with stride 1 alone; here the window moves by {s} at a time.',
        )  # fmt: skip
        yield Slip(
            "same_rounds_down", OUTPUT_SIZE, tuple(f"floor({size}/{s})" for size in sizes), "the size is rounded down",
            up,
        )  # fmt: skip
        yield Slip("out_not_rounded", OUTPUT_SIZE, tuple(f"{size}/{s}" for size in sizes), "nothing is rounded", up)
        yield Slip(
            "same_plus_one", OUTPUT_SIZE, tuple(f"floor({size}/{s}) + 1" for size in sizes),
            "one is always added", f"{up} Where {s} divides the size there is no rest.",
        )  # fmt: skip


def transposed_slips(x: Transposed, size: str) -> Iterator[Slip]:
    """What goes wrong with a transposed convolution's output along one axis."""
    k, s, p, r = x
    cut, extra = (f" - 2*{p}" if p else ""), (f" + {r}" if r else "")
    turned = f"A transposed convolution makes the axis longer: it lays the kernel down {size} times, {s} apart."
    yield Slip(
        "transposed_with_conv_formula", TRANSPOSED, (Window(k, s, p).over(size),),
        "the formula of an ordinary convolution is used", turned,
    )  # fmt: skip
    steps = f"Between {size} positions there are {size} - 1 steps; then the last kernel adds its whole length {k}."
    yield Slip(
        "transposed_forgot_minus_one", TRANSPOSED, (f"{size}*{s}{cut} + {k}{extra}",), "a step is counted per position",
        steps,
    )  # fmt: skip
    yield Slip(
        "transposed_times_stride", TRANSPOSED, (f"{size}*{s}",), "the axis is simply multiplied by the stride", steps
    )
    yield Slip(
        "transposed_forgot_kernel", TRANSPOSED, (f"({size} - 1)*{s}{cut}{extra}",), "the kernel's length is left out",
        steps,
    )  # fmt: skip
    if p:
        cuts = f"Padding cuts {p} positions off both sides of a transposed convolution's output."
        yield Slip(
            "transposed_adds_padding",
            PADDING,
            (f"({size} - 1)*{s} + 2*{p} + {k}{extra}",),
            "the padding is added",
            cuts,
        )
        yield Slip(
            "out_single_padding", PADDING, (f"({size} - 1)*{s} - {p} + {k}{extra}",),
            "the padding is taken off once", cuts,
        )  # fmt: skip
        yield Slip(
            "out_ignores_padding", PADDING, (x._replace(padding="").over(size),), "the padding is left out", cuts
        )
    if r:
        yield Slip(
            "forgot_output_padding", PADDING, (x._replace(extra="").over(size),), "output_padding is left out",
            f"output_padding adds {r} positions at the far end.",
        )  # fmt: skip


def multiplied(sizes: tuple[str, ...]) -> str:
    """The sizes as a product, each in brackets where it needs them."""
    if len(sizes) == 1:
        return sizes[0]
    return "*".join(size if size.isalnum() else f"({size})" for size in sizes)


def as_wrong(slip: Slip) -> Wrong:
    """The slip as a formula for the output's size, or for all its positions."""
    return Wrong(slip.id, slip.component, multiplied(slip.sizes), slip.cause, slip.lesson)


def _reach(window: Window) -> str:
    return f"{window.dilation}*({window.kernel} - 1) + 1" if window.dilation else window.kernel


def _span(size: str, window: Window) -> str:
    """The room that the window has to move in."""
    return room(size, window.kernel, window.padding, window.dilation)
