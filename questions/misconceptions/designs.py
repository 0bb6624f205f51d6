"""Layers in a row that a question is about, alone or against others, and how their counts are written."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

from questions.layers.specs import Conv, Shape
from questions.wording import times

Design = tuple[Conv, ...]
Part = tuple[int, Shape, int, int]
"""Filters, kernel, channels that a filter spans, biases."""
Counted = tuple[int, int, str]
"""Weights, biases, and how they are written."""


@dataclass(frozen=True, slots=True)
class Designs:
    """Layers in a row and what they are held against; `difference` tells whether the difference is asked for.

    `name` and `other` are the two as a sentence calls them. `window` is for designs that see the same window.
    """

    first: Design
    second: Design
    difference: bool
    name: str
    other: str
    window: bool = True
    input_shape: Shape | None = None

    @property
    def answer(self) -> int:
        """The parameters of the first, or by how many the two differ."""
        first = sum(total(layer) for layer in self.first)
        return abs(first - sum(total(layer) for layer in self.second)) if self.difference else first


def total(layer: Conv) -> int:
    """The true parameter count of one layer."""
    filters, kernel, depth, biases = true_part(layer)
    return filters * prod(kernel) * depth + biases


def terms(parts: list[Part]) -> Counted:
    """The count of all parts, equal neighbours written once: `3·(64·(3·3·64) + 64)`."""
    weights = biases = 0
    written: list[str] = []
    place = 0
    while place < len(parts):
        part, often = parts[place], 1
        while place + often < len(parts) and parts[place + often] == part:
            often += 1
        filters, kernel, depth, bias = part
        weights += often * filters * prod(kernel) * depth
        biases += often * bias
        one = f"{filters}·({times(kernel)}·{depth})"
        if often > 1:
            one = f"{often}·({one} + {bias})" if bias else f"{often}·{one}"
        elif bias:
            one += f" + {bias}"
        written.append(one)
        place += often
    return weights, biases, " + ".join(written)


def true_terms(design: Design) -> Counted:
    """The right count, written the same way."""
    return terms([true_part(layer) for layer in design])


def less(minuend: str, subtrahend: str) -> str:
    """`a - b`, with brackets where b is a sum."""
    return f"{minuend} - ({subtrahend})" if " + " in subtrahend else f"{minuend} - {subtrahend}"


def true_part(layer: Conv) -> Part:
    """A layer as it is."""
    depth = layer.in_channels // layer.groups
    return layer.out_channels, layer.kernel_size, depth, layer.out_channels if layer.bias else 0
