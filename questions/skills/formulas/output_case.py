"""A layer in letters: the size of its output and what goes wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from questions.misconceptions.components import FILTERS, OUTPUT_SIZE
from questions.misconceptions.formulas import Wrong
from questions.skills.formulas.extents import (
    Transposed,
    Window,
    as_wrong,
    multiplied,
    transposed_slips,
    window_slips,
)
from questions.skills.lettered import Case


@dataclass(frozen=True, slots=True)
class Letters(Case):
    """The general layer. `asked` are the axes that the answer is about; `extra` is the output padding of a transposed
    one. What is empty is the default; `padding` may be "same"."""

    channels: str
    filters: str
    size: tuple[str, str]
    kernel: tuple[str, str]
    stride: str
    padding: str
    dilation: str
    extra: str
    asked: tuple[int, ...]
    transposed: bool
    style: str

    @property
    def asked_sizes(self) -> tuple[str, ...]:
        """The input's sizes along the axes asked about."""
        return tuple(self.size[axis] for axis in self.asked)

    @property
    def windows(self) -> tuple[Window, ...]:
        """How the kernel moves along them."""
        return tuple(Window(self.kernel[axis], self.stride, self.padding, self.dilation) for axis in self.asked)

    @property
    def stamp(self) -> Transposed:
        """How a transposed convolution moves along the one axis asked about."""
        return Transposed(self.kernel[self.asked[0]], self.stride, self.padding, self.extra)

    @property
    def answer(self) -> str:
        """The true formula."""
        if self.transposed:
            return self.stamp.over(self.asked_sizes[0])
        return multiplied(tuple(w.over(size) for w, size in zip(self.windows, self.asked_sizes, strict=True)))

    def wrong(self) -> Iterator[Wrong]:
        """The known slips, along every axis asked about, and answering for the wrong axes."""
        sizes = self.asked_sizes
        slips = transposed_slips(self.stamp, sizes[0]) if self.transposed else window_slips(self.windows, sizes)
        yield from map(as_wrong, slips)
        if len(sizes) > 1:
            yield Wrong(
                "one_axis_only", OUTPUT_SIZE, self.windows[0].over(sizes[0]), "only the output's height is given",
                "A filter has a position for each pair of height and width: the two are multiplied.",
            )  # fmt: skip
            yield Wrong(
                "positions_times_filters", FILTERS, f"{self.filters}*({self.answer})", "every filter is counted apart",
                f"The question is for positions; at each of them there are {self.filters} values.",
            )  # fmt: skip
