"""Two convolutions of which one is the other with some sizes multiplied, and how the change is told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from math import prod

from questions.layers.specs import Conv
from questions.layers.writing import write_call
from questions.misconceptions.factors import Factors, Quantity
from questions.question import Proof
from questions.wording import by, several

_UP = {2: "doubled", 3: "tripled", 4: "quadrupled"}
_DOWN = {2: "halved"}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changes: from the smaller layer's size to the larger one's."""

    name: str
    noun: str
    plural: bool
    factor: int
    small: str
    large: str


@dataclass(frozen=True)
class Scaled:
    """The smaller layer's sizes and what the larger one has instead.

    `growing` tells that the smaller one comes first; `in_words` that channels are told by their factor.
    """

    channels: int
    filters: int
    kernel: int
    side: int
    factors: Factors
    growing: bool
    in_words: bool

    def of(self, quantity: Quantity) -> Scaled:
        """The same change, asked about something else."""
        return replace(self, factors=replace(self.factors, quantity=quantity))

    @property
    def weights(self) -> int:
        """The smaller layer's weights."""
        return self.channels * self.filters * prod((self.kernel,) * self.factors.rank)

    @property
    def count(self) -> int:
        """How many of what is asked about the smaller layer has."""
        f = self.factors
        weights = self.channels * prod((self.kernel,) * f.rank) if f.depthwise else self.weights
        positions = prod((self.side // f.stride,) * f.rank)
        return {"weights": weights, "MACs": weights * positions, "values": self.filters * positions}[f.quantity]

    @cached_property
    def listed(self) -> tuple[Change, ...]:
        """What changes."""
        f = self.factors
        extent = self._extent
        channels = "channels" if f.depthwise else "input channels"
        kernel, side = ("kernel's length", "input's length") if f.rank == 1 else ("kernel", "input's size")
        changes = (
            Change("channels", channels, True, f.channels, f"{self.channels}", f"{self.channels * f.channels}"),
            Change("filters", "filters", True, f.filters, f"{self.filters}", f"{self.filters * f.filters}"),
            Change("kernel", kernel, False, f.kernel, extent(self.kernel), extent(self.kernel * f.kernel)),
            Change("side", side, False, f.side, extent(self.side), extent(self.side * f.side)),
            Change("stride", "stride", False, f.stride, f"{f.stride}", "1"),
        )
        return tuple(change for change in changes if change.factor > 1)

    @property
    def told(self) -> tuple[object, ...]:
        """The numbers by which the changes are told."""
        return tuple(
            (change.name, change.factor) if self._by_factor(change) else (change.name, change.small, change.large)
            for change in self.listed
        )

    @property
    def needs(self) -> tuple[int, ...]:
        """The numbers without which nothing can be said."""
        f = self.factors
        found = []
        for change, small, large in (
            ("channels", self.channels, self.channels * f.channels),
            ("filters", self.filters, self.filters * f.filters),
        ):
            if any(change == each.name and not self._by_factor(each) for each in self.listed):
                found += [small, large]
        if f.kernel > 1:
            found += [self.kernel, self.kernel * f.kernel]
        if f.side > 1:
            found += [self.side, self.side * f.side]
        return (*found, f.stride) if f.stride > 1 else tuple(found)

    def given(self, *, biases: bool = False) -> str:
        """The layer before the change."""
        f = self.factors
        grown = replace(f, channels=1, filters=1, kernel=1, side=1, stride=1) if self.growing else f
        kernel = self._extent(self.kernel * grown.kernel)
        kernel = f"length {kernel}" if f.rank == 1 else kernel
        with_biases = "with biases" if biases else "without biases"
        channels, filters = self.channels * grown.channels, self.filters * grown.filters
        if f.depthwise:
            text = f"A depthwise {f.rank}-d convolution {with_biases} has {channels} channels and a kernel of {kernel}"
        else:
            text = (
                f"A {f.rank}-d convolution {with_biases} has {channels} input channels, {several(filters, 'filter')} "
                f"and a kernel of {kernel}"
            )
        if f.quantity == "weights" and f.side == f.stride == 1:
            return f"{text}."
        side = self._extent(self.side * grown.side)
        what = "length" if f.rank == 1 else "size"
        if f.stride == 1:
            return f"{text}. It is padded so that the output is as large as the input, of {what} {side}."
        return (
            f"{text}. Its input has {what} {side}, its stride is {f.stride if self.growing else 1}, and it is padded "
            f"so that the output has the {what} of the input divided by the stride."
        )

    def changes(self) -> str:
        """What happens to it, as a sentence."""
        both = [each for each in self.listed if each.name in ("channels", "filters")]
        told = []
        if len(both) == 2 and both[0].factor == both[1].factor and self.in_words:
            told.append(f"the numbers of input channels and of filters are both {self._multiplied(both[0].factor)}")
            both = []
        told += [self._told(change) for change in both]
        told += [self._told(change) for change in self.listed if change.name not in ("channels", "filters")]
        if len(both) == 2 and not self.in_words:
            told[1] = told[1].removeprefix("there are ")
        listed = told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"
        return f"Now {listed}."

    def proof(self, *, biases: bool = False) -> Proof:
        """The larger layer's count over the smaller one's, or the larger one's parameters."""
        f = self.factors
        small, large = self._layer(1, biases=biases), self._layer(2, biases=biases)
        if biases:
            return Proof(f"sum(p.numel() for p in {write_call(large, 'pytorch')}.parameters())")
        lines = [f"small = {write_call(small, 'pytorch')}", f"large = {write_call(large, 'pytorch')}"]
        if f.quantity == "weights":
            return Proof("\n".join([*lines, "large.weight.numel() // small.weight.numel()"]))
        for name, layer, side in (("small", small, self.side), ("large", large, self.side * f.side)):
            shape = (1, layer.in_channels, *(side,) * f.rank)
            lines.append(f"{name}_out = {name}(torch.empty{shape})")
        if f.quantity == "values":
            return Proof("\n".join([*lines, "large_out.numel() // small_out.numel()"]))
        macs = "{0}.weight.numel() * {0}_out.shape[2:].numel()"
        return Proof("\n".join([*lines, f"{macs.format('large')} // ({macs.format('small')})"]))

    def _layer(self, which: int, *, biases: bool) -> Conv:
        f = self.factors if which == 2 else Factors("weights", self.factors.rank)
        channels, kernel = self.channels * f.channels, self.kernel * f.kernel
        filters = channels if self.factors.depthwise else self.filters * f.filters
        stride = self.factors.stride if which == 1 else 1
        rank = self.factors.rank
        return Conv(
            channels, filters, (kernel,) * rank, (stride,) * rank, ((kernel - 1) // 2,) * rank,
            groups=channels if self.factors.depthwise else 1, bias=biases,
        )  # fmt: skip

    def _extent(self, side: int) -> str:
        return by((side,) * self.factors.rank) if self.factors.rank > 1 else f"{side}"

    def _by_factor(self, change: Change) -> bool:
        return self.in_words and change.name in ("channels", "filters")

    def _multiplied(self, factor: int) -> str:
        if self.growing:
            return _UP.get(factor, f"multiplied by {factor}")
        return _DOWN.get(factor, f"divided by {factor}")

    def _told(self, change: Change) -> str:
        if self._by_factor(change):
            return f"the number of {change.noun} is {self._multiplied(change.factor)}"
        before, after = (change.small, change.large) if self.growing else (change.large, change.small)
        if change.name == "stride":
            return f"the stride becomes {after} instead of {before}"
        if change.plural:
            return f"there are {after} {change.noun} instead of {before}"
        return f"the {change.noun} becomes {after} instead of {before}"
