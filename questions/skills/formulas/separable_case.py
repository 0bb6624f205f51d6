"""A depthwise separable convolution in letters: its parameter count and what goes wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from questions.misconceptions.components import (
    BIAS,
    DEPTHWISE,
    KERNEL_EXTENT,
    MULTIPLIER,
    POINTWISE,
    WEIGHT_SHARING,
)
from questions.misconceptions.formulas import Wrong, bias_wrongs
from questions.skills.lettered import Case


@dataclass(frozen=True, slots=True)
class Letters(Case):
    """The general layer. `stacked` are two layers of PyTorch, each with a bias where `bias` is true; else one layer,
    whose only bias stands behind the second stage. `multiplier` and `stride` may be empty."""

    channels: str
    filters: str
    kernel: tuple[str, str]
    multiplier: str
    size: tuple[str, str]
    stride: str
    bias: bool
    style: str

    @property
    def stacked(self) -> bool:
        """Whether it is told as two layers."""
        return self.style == "pytorch"

    @property
    def stage(self) -> str:
        """What each of the two is called."""
        return "layer" if self.stacked else "stage"

    @property
    def volume(self) -> str:
        """The kernel's sides as a product."""
        return "*".join(self.kernel)

    @property
    def middle(self) -> str:
        """The channels between the two stages."""
        return f"{self.channels}*{self.multiplier}" if self.multiplier else self.channels

    @property
    def depthwise(self) -> str:
        """The weights of the first stage."""
        return f"{self.middle}*({self.volume})"

    @property
    def pointwise(self) -> str:
        """The weights of the second stage."""
        return f"{self.middle}*{self.filters}"

    @property
    def weights(self) -> str:
        """All weights."""
        return f"{self.depthwise} + {self.pointwise}"

    @property
    def biases(self) -> str:
        """All biases, where there are any."""
        return f"{self.middle} + {self.filters}" if self.stacked else self.filters

    @property
    def answer(self) -> str:
        """The true formula."""
        return f"{self.weights} + {self.biases}" if self.bias else self.weights

    def wrong(self) -> Iterator[Wrong]:
        """Leaving out or confusing the stages, and slips about the multiplier, the kernel and the biases."""
        yield from _about_stages(self)
        yield from _about_sizes(self)
        yield from _about_biases(self)


def _about_stages(x: Letters) -> Iterator[Wrong]:
    m, k, plus = x.filters, x.volume, f" + {x.biases}" if x.bias else ""
    last = f" + {m}" if x.bias else ""
    one = x.stage
    two = f"The first {one} has {x.depthwise} weights, one kernel per channel that it makes; the second {x.pointwise}."
    yield Wrong(
        "depthwise_as_standard", DEPTHWISE, f"{m}*({k}*{x.channels}){last}",
        f"it is counted as one ordinary convolution{' with all filters' if x.stacked else ''}", two,
    )  # fmt: skip
    yield Wrong(
        "forgot_groups" if x.stacked else "depthwise_as_standard", DEPTHWISE,
        f"{x.middle}*({k}*{x.channels}) + {x.pointwise}{plus}",
        "the groups are left out" if x.stacked else "the first stage is counted as an ordinary convolution",
        f"Each kernel of the first {one} sees one channel alone: {x.depthwise} weights.",
    )  # fmt: skip
    yield from _one_left_out(x)
    yield Wrong(
        "stages_multiplied", POINTWISE, f"{x.depthwise}*{m}{plus}", f"the two {one}s are multiplied",
        f"They are added. {two}",
    )  # fmt: skip
    yield Wrong(
        "pointwise_with_kernel", POINTWISE, f"{x.depthwise} + {x.pointwise}*({k}){plus}",
        f"the second {one} is given the kernel of the first",
        f"The second {one} is 1×1: {x.pointwise} weights.",
    )  # fmt: skip


def _one_left_out(x: Letters) -> Iterator[Wrong]:
    """One of the two left out, with its biases or without them."""
    m, one = x.filters, x.stage
    no_second = f"The second {one}, 1×1, mixes the channels: it has {x.pointwise} weights"
    no_first = f"The first {one} has a kernel for each channel that it makes: {x.depthwise} weights"
    if x.bias and x.stacked:
        ends = f"{no_second} and {m} biases."
        first = f"{no_first} and {x.middle} biases."
        second, both = "the second layer", f"{x.depthwise} + {x.middle}"
        yield Wrong("forgot_pointwise", POINTWISE, both, f"{second} is left out", ends)
        yield Wrong("forgot_pointwise", POINTWISE, x.depthwise, f"{second} and all biases are left out", ends)
        yield Wrong("forgot_pointwise", POINTWISE, f"{both} + {m}", f"{second}'s weights are left out", ends)
        yield Wrong(
            "forgot_pointwise", POINTWISE, f"{x.depthwise} + {m}",
            f"{second}'s weights and the first one's biases are left out", ends,
        )  # fmt: skip
        yield Wrong("forgot_depthwise", DEPTHWISE, f"{x.pointwise} + {m}", "the first layer is left out", first)
        yield Wrong(
            "forgot_depthwise", DEPTHWISE, f"{x.pointwise} + {x.biases}", "the first layer's weights are left out",
            first,
        )  # fmt: skip
        yield Wrong("forgot_depthwise", DEPTHWISE, x.pointwise, "the first layer and all biases are left out", first)
        return
    yield Wrong("forgot_pointwise", POINTWISE, x.depthwise, f"the second {one} is left out", f"{no_second}.")
    if x.bias:
        yield Wrong(
            "forgot_pointwise", POINTWISE, f"{x.depthwise} + {m}", "the weights of the second stage are left out",
            f"{no_second}.",
        )  # fmt: skip
        yield Wrong(
            "forgot_pointwise", POINTWISE, f"{x.depthwise} + {x.middle}",
            "the second stage is left out, and the first is given biases of its own", f"{no_second}.",
        )  # fmt: skip
    last = f" + {m}" if x.bias else ""
    yield Wrong("forgot_depthwise", DEPTHWISE, f"{x.pointwise}{last}", f"the first {one} is left out", f"{no_first}.")


def _about_sizes(x: Letters) -> Iterator[Wrong]:
    d, m, r, k = x.channels, x.filters, x.multiplier, x.volume
    plus = f" + {x.biases}" if x.bias else ""
    if r:
        bias = (f" + {d} + {m}" if x.stacked else f" + {m}") if x.bias else ""
        what = f"the factor {r}" if x.stacked else "the depth multiplier"
        both = f"Both {x.stage}s scale with {what}: there are {x.middle} channels between them."
        yield Wrong(
            "forgot_depth_multiplier", MULTIPLIER, f"{d}*({k}) + {d}*{m}{bias}", f"{what} is left out",
            both,
        )  # fmt: skip
        yield Wrong(
            "depth_multiplier_in_one_stage", MULTIPLIER, f"{x.depthwise} + {d}*{m}{plus}",
            f"{what} is left out of the second {x.stage}", both,
        )  # fmt: skip
        yield Wrong(
            "depth_multiplier_in_one_stage", MULTIPLIER, f"{d}*({k}) + {x.pointwise}{plus}",
            f"{what} is left out of the first {x.stage}", both,
        )  # fmt: skip
    for side in dict.fromkeys(x.kernel):
        yield Wrong(
            "one_kernel_dim", KERNEL_EXTENT, f"{x.middle}*{side} + {x.pointwise}{plus}",
            "only one side of the kernel is used", f"Multiply both sides: {k}.",
        )  # fmt: skip
    yield Wrong(
        "kernel_dims_summed", KERNEL_EXTENT, f"{x.middle}*({'+'.join(x.kernel)}) + {x.pointwise}{plus}",
        "the sides of the kernel are added", f"The sides are multiplied: {k}.",
    )  # fmt: skip
    yield Wrong(
        "times_input_area", WEIGHT_SHARING, f"({x.weights})*{'*'.join(x.size)}{plus}",
        "the weights are multiplied by the input's height and width",
        "The size of the input never enters the count: the same weights are used at every position.",
    )  # fmt: skip


def _about_biases(x: Letters) -> Iterator[Wrong]:
    m = x.filters
    if not x.bias:
        none = "Without biases the weights are all there is."
        yield Wrong(
            "added_bias_when_off", BIAS, f"{x.weights} + {m}",
            f"the second {x.stage} is given biases although there are none", none,
        )  # fmt: skip
        yield Wrong(
            "bias_in_both_stages", BIAS, f"{x.weights} + {x.middle} + {m}",
            f"both {x.stage}s are given biases although there are none", none,
        )  # fmt: skip
    elif x.stacked:
        yield from _biases_of_two(x)
    else:
        yield Wrong(
            "bias_in_both_stages", BIAS, f"{x.weights} + {x.middle} + {m}", "both stages have biases",
            f"This one layer adds a bias once, behind the second stage: {m} in all.",
        )  # fmt: skip
        each = f"There is one bias per output channel behind the second stage: {m} in all."
        yield from bias_wrongs(x.weights, x.biases, x.channels, each=each)


def _biases_of_two(x: Letters) -> Iterator[Wrong]:
    """Two layers, each with biases: those of one forgotten, or too few or too many of them."""
    d, w, m = x.channels, x.weights, x.filters
    both = f"Each of the two layers has one bias per output channel: {x.middle} and {m}."
    yield Wrong("bias_after_pointwise_only", BIAS, f"{w} + {m}", "the first layer's biases are left out", both)
    yield Wrong("bias_after_depthwise_only", BIAS, f"{w} + {x.middle}", "the second layer's biases are left out", both)
    yield Wrong("forgot_bias", BIAS, w, "the biases are left out", both)
    yield Wrong("one_bias_total", BIAS, f"{w} + 2", "each layer is given a single bias", both)
    yield Wrong("one_bias_total", BIAS, f"{w} + 1", "the two layers together are given a single bias", both)
    if x.multiplier:
        yield Wrong(
            "bias_per_input_channel", BIAS, f"{w} + {d} + {m}",
            "the first layer is given one bias per input channel", both,
        )  # fmt: skip
    yield Wrong(
        "bias_per_input_channel", BIAS, f"{w} + {d} + {x.middle}",
        "each layer is given one bias per input channel", both,
    )  # fmt: skip
    yield Wrong(
        "bias_per_weight", BIAS, f"2*({w})", "every weight has a bias",
        "A bias is added once to a weighted sum, not to every weight in it.",
    )  # fmt: skip
