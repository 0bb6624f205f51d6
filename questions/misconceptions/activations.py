"""What flows through layers, which of it is counted, and in which unit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import prod

from questions.layers.specs import Conv, Shape
from questions.wording import times


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of memory; `meaning` is the arithmetic of its bytes."""

    name: str
    size: int
    meaning: str


BYTES = Unit("bytes", 1, "")
KB, KIB = Unit("kB", 1000, "1,000"), Unit("KiB", 1024, "1,024")
MB, MIB = Unit("MB", 1000**2, "1,000·1,000"), Unit("MiB", 1024**2, "1,024·1,024")


@dataclass(frozen=True)
class Activations:
    """Layers one after the other, what flows through them (channels first), and what of it is counted."""

    layers: tuple[Conv, ...]
    shapes: tuple[Shape, ...]
    """The input's shape and the output's of each layer."""
    with_input: bool
    batch: int
    dtype: str
    width: int
    """Bytes of one value."""
    unit: Unit = BYTES

    @cached_property
    def counted(self) -> tuple[Shape, ...]:
        """The shapes that are counted."""
        return self.shapes if self.with_input else self.shapes[1:]

    @cached_property
    def total(self) -> int:
        """Bytes in all."""
        return self.batch * self.width * sum(prod(shape) for shape in self.counted)


def written_sum(shapes: tuple[Shape, ...]) -> str:
    """`64·56·56`, or several of them in brackets."""
    summed = " + ".join(times(shape) for shape in shapes)
    return f"({summed})" if len(shapes) > 1 else summed


def in_unit(arithmetic: str, unit: Unit) -> str:
    """The arithmetic of bytes, divided by the unit."""
    if unit.size == 1:
        return arithmetic
    size = unit.meaning.replace(",", "")
    return f"{arithmetic}/({size})" if "·" in size else f"{arithmetic}/{size}"
