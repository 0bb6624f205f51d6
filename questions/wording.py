"""Small pieces of wording: products, sizes, and counted things."""

from __future__ import annotations

from questions.layers.specs import Shape


def times(values: Shape) -> str:
    """`3·5·7`."""
    return "·".join(map(str, values))


def by(values: Shape) -> str:
    """`3×5×7`."""
    return "×".join(map(str, values))


def several(count: int, noun: str, plural: str = "") -> str:
    """`1 filter`, `10 filters`, `1,024 biases`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {plural or noun + 's'}"
