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
from questions.misconceptions.formulas import Wrong, added_bias, bias_wrongs
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
    two = f"The first stage has {x.depthwise} weights, one kernel per channel that it makes; the second {x.pointwise}."
    yield Wrong(
        "depthwise_as_standard", DEPTHWISE, f"{m}*({k}*{x.channels}){last}",
        "it is counted as one ordinary convolution", two,
    )  # fmt: skip
    missing = f"The 1×1 stage that mixes the channels has {x.pointwise} weights."
    yield Wrong("forgot_pointwise", POINTWISE, x.depthwise, "the 1×1 stage is left out", missing)
    if x.bias:
        yield Wrong(
            "forgot_pointwise", POINTWISE, f"{x.depthwise} + {m}", "the weights of the 1×1 stage are left out", missing
        )
        yield Wrong(
            "forgot_pointwise", POINTWISE, f"{x.depthwise} + {x.middle}",
            "the 1×1 stage is left out, and the first stage is given biases of its own", missing,
        )  # fmt: skip
    yield Wrong(
        "forgot_depthwise", DEPTHWISE, f"{x.pointwise}{last}", "the depthwise stage is left out",
        f"The stage before it has a kernel for each channel: {x.depthwise} weights.",
    )  # fmt: skip
    yield Wrong(
        "stages_multiplied", POINTWISE, f"{x.depthwise}*{m}{plus}", "the two stages are multiplied",
        f"They are added. {two}",
    )  # fmt: skip
    yield Wrong(
        "pointwise_with_kernel", POINTWISE, f"{x.depthwise} + {x.pointwise}*({k}){plus}",
        "the second stage is given the kernel of the first",
        f"The second stage is 1×1: {x.pointwise} weights.",
    )  # fmt: skip


def _about_sizes(x: Letters) -> Iterator[Wrong]:
    d, m, r, k = x.channels, x.filters, x.multiplier, x.volume
    plus = f" + {x.biases}" if x.bias else ""
    if r:
        bias = (f" + {d} + {m}" if x.stacked else f" + {m}") if x.bias else ""
        both = f"Both stages scale with the multiplier: there are {x.middle} channels between them."
        yield Wrong(
            "forgot_depth_multiplier", MULTIPLIER, f"{d}*({k}) + {d}*{m}{bias}", "the depth multiplier is left out",
            both,
        )  # fmt: skip
        yield Wrong(
            "depth_multiplier_in_one_stage", MULTIPLIER, f"{x.depthwise} + {d}*{m}{plus}",
            "the depth multiplier is left out of the second stage", both,
        )  # fmt: skip
        yield Wrong(
            "depth_multiplier_in_one_stage", MULTIPLIER, f"{d}*({k}) + {x.pointwise}{plus}",
            "the depth multiplier is left out of the first stage", both,
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
        yield added_bias(x.weights, m)
        yield Wrong(
            "bias_in_both_stages", BIAS, f"{x.weights} + {x.middle} + {m}",
            "biases are added to both stages although there are none", "Without biases the weights are all there is.",
        )  # fmt: skip
        return
    if x.stacked:
        yield Wrong(
            "bias_after_pointwise_only", BIAS, f"{x.weights} + {m}", "only the second layer is given biases",
            f"These are two layers, each with its own biases: {x.middle} and {m}.",
        )  # fmt: skip
        each = f"Each of the two layers has one bias per output channel: {x.middle} and {m}."
    else:
        yield Wrong(
            "bias_in_both_stages", BIAS, f"{x.weights} + {x.middle} + {m}", "both stages have biases",
            f"This one layer adds a bias once, behind the second stage: {m} in all.",
        )  # fmt: skip
        each = f"There is one bias per output channel behind the second stage: {m} in all."
    yield from bias_wrongs(x.weights, x.biases, x.channels, each=each)
