"""By what factor weights, multiply-adds and outputs are multiplied, and what each of them is a product of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from math import prod
from typing import Literal

Quantity = Literal["weights", "MACs", "values"]


@dataclass(frozen=True)
class Factors:
    """By how much the smaller of two layers is multiplied to give the larger one.

    Input channels, filters, the kernel's side, the input's side; `stride` is by how much the smaller one's stride is
    larger. A depthwise layer has one number of channels: `filters` is 1 there, `channels` counts for both.
    """

    quantity: Quantity
    rank: int
    channels: int = 1
    filters: int = 1
    kernel: int = 1
    side: int = 1
    stride: int = 1
    depthwise: bool = False

    @cached_property
    def powers(self) -> tuple[int, ...]:
        """The factors that count, each as often as it counts."""
        weights = (self.channels, self.filters, *(self.kernel,) * self.rank)
        positions = (*(self.side,) * self.rank, *(self.stride,) * self.rank)
        if self.quantity == "weights":
            found: tuple[int, ...] = weights
        elif self.quantity == "MACs":
            found = (*weights, *positions)
        else:
            found = (self.channels if self.depthwise else self.filters, *positions)
        return tuple(factor for factor in found if factor > 1)

    @cached_property
    def total(self) -> int:
        """By how much the quantity is multiplied."""
        return prod(self.powers)

    @cached_property
    def shown(self) -> str:
        """`2·2·3·3`, or 1."""
        return "·".join(map(str, self.powers)) or "1"


def rule_of(true: Factors) -> str:
    """What the quantity is a product of."""
    return (_DEPTHWISE_RULES if true.depthwise else _RULES)[true.quantity]


_RULES: dict[Quantity, str] = {
    "weights": "Weights are kernel positions times input channels times filters",
    "MACs": "MACs are the weights times the output's positions",
    "values": "Output values are filters times the output's positions",
}
_DEPTHWISE_RULES: dict[Quantity, str] = {
    "weights": "The weights of a depthwise layer are kernel positions times channels",
    "MACs": "The MACs of a depthwise layer are its weights times the output's positions",
    "values": "Output values are channels times the output's positions",
}


def without(true: Factors, name: str) -> Factors:
    """The factors with one of them taken away."""
    return replace(true, **{name: 1})  # type: ignore[arg-type]  # every size is an int
