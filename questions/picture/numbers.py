"""What the numbers of a layer are called in its picture: the numbers themselves, or the letters of a formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Named = int | str
"""A number, or the letter (or product of letters) that stands for it; "" where it is not told."""


@dataclass(frozen=True, slots=True)
class Names:
    """One name for each number that a picture writes. `size` and `output` are spatial, in the framework's order."""

    in_channels: Named
    out_channels: Named
    kernel: tuple[Named, ...]
    size: tuple[Named, ...]
    output: tuple[Named, ...]
    stride: tuple[Named, ...]
    dilation: tuple[Named, ...]
    groups: Named = 1
    padding: tuple[Named, ...] = ()

    @property
    def depth(self) -> Named:
        """Input channels that one kernel spans."""
        if isinstance(self.in_channels, int) and isinstance(self.groups, int):
            return self.in_channels // self.groups
        return divided(self.in_channels, self.groups)

    @property
    def each(self) -> Named:
        """Filters for each group."""
        if isinstance(self.out_channels, int) and isinstance(self.groups, int):
            return self.out_channels // self.groups
        return divided(self.out_channels, self.groups)


def divided(number: Named, divisor: Named) -> Named:
    """`N/G`; a product loses the factor that it is divided by."""
    factors = str(number).split("·")
    if str(divisor) in factors:
        factors.remove(str(divisor))
        return as_named("·".join(factors) or "1")
    return number if divisor == 1 else f"{number}/{divisor}"


def shown(number: Named) -> str:
    """`1,024` or `C·R`."""
    return f"{number:,}" if isinstance(number, int) else number


def as_named(entry: object) -> Named:
    """A number or letters as a formula's layer has them: `C*R` is `C·R`, `12` the number."""
    if isinstance(entry, int):
        return entry
    text = str(entry).replace("*", "·")
    return int(text) if text.isdecimal() else text


def sides(numbers: Sequence[Named]) -> str:
    """`3×3`, `K×L`; `3` for one axis."""
    return "×".join(map(shown, numbers))


def apart(numbers: Sequence[Named]) -> str:
    """`2`, or `2×1` where the axes differ."""
    return shown(numbers[0]) if len(set(numbers)) == 1 else sides(numbers)


def many(number: Named, noun: str) -> str:
    """`1 filter`, `10 filters`, `M filters`."""
    return f"{shown(number)} {noun}" if number == 1 else f"{shown(number)} {noun}s"


def each_of(number: Named, noun: str) -> str:
    """`The one kernel`, `Each of the 10 kernels`, `Each of the M kernels`; "" is `Each kernel`."""
    if number == "":
        return f"Each {noun}"
    return f"The one {noun}" if number == 1 else f"Each of the {shown(number)} {noun}s"


def all_of(number: Named, noun: str) -> str:
    """`the one input channel`, `both input channels`, `all 3 input channels`, `all D input channels`."""
    if number == "":
        return f"all {noun}s"
    if number == 1:
        return f"the one {noun}"
    return f"both {noun}s" if number == 2 else f"all {shown(number)} {noun}s"


def named_entries(entries: object, rank: int, default: int) -> tuple[Named, ...]:
    """An entry for each axis of a formula's layer; the default where the formula has none."""
    if isinstance(entries, Sequence) and not isinstance(entries, str) and len(entries) == rank:
        return tuple(as_named(entry) for entry in entries)
    return (default,) * rank


def entry_of(symbolic: Mapping[str, object], name: str, default: Named) -> Named:
    """One entry of a formula's layer."""
    found = symbolic.get(name)
    return default if found is None else as_named(found)
