"""Wrong procedures in letters: what they make of the parameter count of a layer whose sizes are not numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from questions.misconceptions.components import (
    BIAS,
    FILTERS,
    INPUT_DEPTH,
    KERNEL_EXTENT,
    PADDING,
    STRIDE,
    WEIGHT_SHARING,
)


class Wrong(NamedTuple):
    """A wrong formula, as text."""

    id: str
    component: str
    text: str
    cause: str
    lesson: str


class Count(NamedTuple):
    """A convolution's parameter count in letters. `seen` is the depth that one filter sees, and `spans` says so."""

    filters: str
    kernel: tuple[str, ...]
    depth: str
    seen: str
    size: tuple[str, ...]
    stride: str
    padding: str
    bias: bool
    spans: str

    @property
    def volume(self) -> str:
        """The kernel's sides as a product."""
        return "*".join(self.kernel)

    @property
    def weights(self) -> str:
        """The true number of weights."""
        return f"{self.filters}*({self.volume}*{self.seen})"

    @property
    def plus_bias(self) -> str:
        """` + M`, or nothing."""
        return f" + {self.filters}" if self.bias else ""

    @property
    def answer(self) -> str:
        """The true formula."""
        return self.weights + self.plus_bias

    @property
    def out(self) -> str:
        """The number of output positions."""
        return "*".join(
            f"({extent(side, kernel, self.stride, self.padding)})"
            for side, kernel in zip(self.size, self.kernel, strict=True)
        )


def extent(size: str, kernel: str, stride: str = "", padding: str = "", dilation: str = "") -> str:
    """The output's size along one axis; what is empty is the default."""
    if dilation and not stride:
        return f"{room(size, '', padding)} - {dilation}*({kernel} - 1)"
    span = room(size, kernel, padding, dilation)
    return f"floor(({span})/{stride}) + 1" if stride else f"{span} + 1"


def room(size: str, kernel: str, padding: str = "", dilation: str = "") -> str:
    """How far a window can move on the padded axis; without a kernel the padded axis itself."""
    reach = f" - {dilation}*({kernel} - 1) - 1" if dilation else f" - {kernel}" if kernel else ""
    return f"{size}{f' + 2*{padding}' if padding else ''}{reach}"


def parameter_wrongs(x: Count) -> Iterator[Wrong]:
    """The known wrong procedures, as far as they apply."""
    yield from _about_biases(x)
    yield from _about_weights(x)
    yield from _about_sliding(x)


def bias_wrongs(weights: str, biases: str, channels: str, *, each: str) -> Iterator[Wrong]:
    """Slips about the biases of any layer that has one per output channel; `each` says whose they are."""
    yield Wrong("forgot_bias", BIAS, weights, "the biases are left out", each)
    yield Wrong("one_bias_total", BIAS, f"{weights} + 1", "the whole layer has one bias", each)
    yield Wrong(
        "bias_per_weight", BIAS, f"2*({weights})", "every weight has a bias",
        "A bias is added once to a weighted sum, not to every weight in it.",
    )  # fmt: skip
    if channels != biases:
        yield Wrong(
            "bias_per_input_channel", BIAS, f"{weights} + {channels}", "there is one bias per input channel",
            f"Biases belong to the output channels: {biases}, not {channels}.",
        )  # fmt: skip


def added_bias(weights: str, biases: str) -> Wrong:
    """The slip of a layer without biases."""
    return Wrong(
        "added_bias_when_off", BIAS, f"{weights} + {biases}", "a bias per filter is added although there is none",
        "Without biases the weights are all there is.",
    )  # fmt: skip


def _about_biases(x: Count) -> Iterator[Wrong]:
    f, d, k = x.filters, x.depth, x.volume
    per_filter = f"There is one bias per filter, {f} in all."
    if not x.bias:
        yield added_bias(x.weights, f)
        return
    both = "depth and biases" if len(x.kernel) == 2 else "the input channels and the biases"
    yield Wrong("forgot_bias", BIAS, x.weights, "the biases are left out", per_filter)
    yield Wrong("forgot_in_channels_and_bias", BIAS, f"{f}*({k})", f"both {both} are left out", x.spans)
    yield Wrong("one_bias_total", BIAS, f"{x.weights} + 1", "the whole layer has one bias", per_filter)
    yield Wrong(
        "bias_per_channel_slice", BIAS, f"{f}*{x.seen}*({k} + 1)", "every channel slice has a bias of its own",
        "The slices of a filter are summed first; one bias is added to the sum.",
    )  # fmt: skip
    yield Wrong(
        "bias_per_weight", BIAS, f"2*{x.weights}", "every weight has a bias",
        "A bias is added once to a filter's weighted sum.",
    )  # fmt: skip
    yield Wrong(
        "bias_per_input_channel", BIAS, f"{x.weights} + {d}", "there is one bias per input channel",
        f"Biases belong to the output channels: {f}, not {d}.",
    )  # fmt: skip


def _about_weights(x: Count) -> Iterator[Wrong]:
    f, d, k, plus = x.filters, x.seen, x.volume, x.plus_bias
    flat = len(x.kernel) == 2
    if flat:
        yield Wrong("forgot_in_channels", INPUT_DEPTH, f"{f}*({k}){plus}", "the filters are taken as flat", x.spans)
    yield Wrong(
        "forgot_filters", FILTERS, f"{k}*{d}{' + 1' if x.bias else ''}", "only one filter is counted",
        f"There are {f} filters, each with weights of its own.",
    )  # fmt: skip
    yield Wrong(
        "forgot_kernel", KERNEL_EXTENT, f"{f}*{d}{plus}", "the size of the kernel is left out",
        f"A filter has {k} positions in every channel.",
    )  # fmt: skip
    for side in dict.fromkeys(x.kernel):
        yield Wrong(
            "one_kernel_dim", KERNEL_EXTENT, f"{f}*({side}*{d}){plus}", "only one side of the kernel is used",
            f"Multiply {'both' if flat else 'all three'} sides: {k}.",
        )  # fmt: skip
    yield Wrong(
        "kernel_dims_summed", KERNEL_EXTENT, f"{f}*({'+'.join(x.kernel)})*{d}{plus}",
        "the sides of the kernel are added", f"The sides are multiplied: {k}.",
    )  # fmt: skip
    yield Wrong(
        "times_input_area", WEIGHT_SHARING, f"{x.weights}*{'*'.join(x.size)}{plus}",
        f"the weights are multiplied by the input's {'height and width' if flat else 'depth, height and width'}",
        "The size of the input never enters the count: the same filter is used at every position.",
    )  # fmt: skip


def _about_sliding(x: Count) -> Iterator[Wrong]:
    f, d, size, plus, out = x.filters, x.depth, "*".join(x.size), x.plus_bias, x.out
    shared = "A convolution shares its filters over all positions."
    yield Wrong(
        "unshared_weights", WEIGHT_SHARING, f"({x.answer})*{out}",
        "every output position has weights of its own", shared,
    )  # fmt: skip
    yield Wrong(
        "dense_instead_of_conv", WEIGHT_SHARING, f"{size}*{d}*{out}*{f}",
        "the layer is counted as fully connected, without biases", shared,
    )  # fmt: skip
    yield Wrong(
        "dense_instead_of_conv", WEIGHT_SHARING, f"{size}*{d}*{out}*{f} + {out}*{f}",
        "the layer is counted as fully connected", shared,
    )  # fmt: skip
    if x.bias:
        yield Wrong(
            "bias_per_output_position", BIAS, f"{x.weights} + {f}*{out}",
            "every output position has a bias of its own", "A filter adds the same bias at every position.",
        )  # fmt: skip
    if x.stride:
        yield Wrong(
            "divided_by_stride", STRIDE, f"{x.weights}/({'*'.join([x.stride] * len(x.size))}){plus}",
            "the weights are divided by the stride", "The stride changes where a filter is applied, not its size.",
        )  # fmt: skip
    if x.padding:
        grown = "*".join(f"({side} + 2*{x.padding})" for side in x.kernel)
        yield Wrong(
            "kernel_plus_padding", PADDING, f"{f}*({grown}*{x.seen}){plus}",
            "the padding is added to the kernel", "Padding extends the input, not the kernel.",
        )  # fmt: skip
