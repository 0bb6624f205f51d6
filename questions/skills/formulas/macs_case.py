"""A convolution in letters: its multiply-accumulates and what goes wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from questions.misconceptions.components import (
    BIAS,
    FILTERS,
    INPUT_DEPTH,
    KERNEL_EXTENT,
    MULTIPLY_ADDS,
    OUTPUT_SIZE,
)
from questions.misconceptions.formulas import Wrong
from questions.skills.formulas.extents import Window, multiplied, window_slips
from questions.skills.lettered import Case


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
                    f"{slip.cause} when the output's size is worked out", slip.lesson,
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
