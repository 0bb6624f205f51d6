"""The numbers of one convolution, and how they are written, for the wrong procedures to work with."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from questions.layers.counting import output_shape
from questions.layers.specs import Conv, Shape
from questions.question import Misconception
from questions.wording import times

Slips = Iterator[Misconception]


class Facts:
    """A convolution's numbers: `depth` channels per filter, `K` kernel positions, `W` weights, `B` biases.

    `in_size` and `out_size` are the numbers of input and output positions, or None without an input. The strings
    are ready for a working: `k` is `3·3`, `w` is
    `10·(3·3·3)`, `plus_b` is ` + 10`, or nothing where the layer has no bias.
    """

    __slots__ = (
        "B", "K", "W", "cin", "cout", "depth", "each", "in_size", "in_spatial", "k", "layer", "out_size",
        "out_spatial", "plus_b", "rank", "seen", "w",
    )  # fmt: skip

    def __init__(self, layer: Conv, input_shape: Shape | None) -> None:
        self.layer = layer
        self.rank = layer.rank
        self.cin = layer.in_channels
        self.cout = layer.out_channels
        self.depth = layer.in_channels // layer.groups
        self.K = prod(layer.kernel_size)
        self.W = self.cout * self.depth * self.K
        self.B = self.cout if layer.bias else 0
        self.k = times(layer.kernel_size)
        self.w = f"{self.cout}·({self.k}·{self.depth})"
        self.plus_b = f" + {self.cout}" if layer.bias else ""
        self.in_spatial = input_shape[1:] if input_shape else None
        self.out_spatial = output_shape(layer, input_shape)[1:] if input_shape else None
        self.in_size = prod(self.in_spatial) if self.in_spatial else None
        self.out_size = prod(self.out_spatial) if self.out_spatial else None
        self.seen = "input channels" if layer.groups == 1 else "channels of its group"
        self.each = f"each of the {self.cout:,} filters" if self.cout > 1 else "the filter"

    @property
    def spanned(self) -> str:
        """What a filter spans: `both input channels`, `all 6 channels of its group`, `the single input channel`."""
        if self.depth == 1:
            return f"the single {self.seen.replace('channels', 'channel')}"
        return f"both {self.seen}" if self.depth == 2 else f"all {self.depth} {self.seen}"

    @property
    def total(self) -> int:
        """The true parameter count."""
        return self.W + self.B


def counted(
    id_: str, component: str, weights: int, biases: int, working: str, cause: str, lesson: str
) -> Misconception:
    """A wrong parameter count whose weights and biases are known apart, so that it may meet a second slip."""
    return Misconception(id_, component, weights + biases, working, cause, lesson, (weights, biases))
