"""Hints: from a nudge to the set-up, each further than the one before."""

from __future__ import annotations

from questions.layers.specs import Conv
from questions.wording import times

Hints = tuple[str, ...]


def with_setup(nudge: str, way: str, setup: str) -> Hints:
    """The usual three: where to look, how it goes in words, and the arithmetic with the numbers put in."""
    return (nudge, way, f"The set-up: {setup}")


def parameter_setup(layer: Conv) -> str:
    """The arithmetic of a convolution's parameters, as a learner could type it: `10·(3·3·3) + 10`."""
    depth = layer.in_channels // layer.groups
    bias = f" + {layer.out_channels}" if layer.bias else ""
    return f"{layer.out_channels}·({times(layer.kernel_size)}·{depth}){bias}"


def parameter_hints(layer: Conv) -> Hints:
    """How to come to a convolution's number of parameters."""
    biases = "then add one bias per filter" if layer.bias else "then see whether there are biases to add"
    sides = "length" if layer.rank == 1 else "sides"
    return with_setup(
        "Look at one single filter: how much of the input does it cover at one position?",
        f"Multiply the kernel's {sides} by the channels that a filter spans, that by the number of filters; {biases}.",
        parameter_setup(layer),
    )
