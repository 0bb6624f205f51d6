"""Hints and set-up of a question about one published layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questions.hinting import Hints, parameter_hints, parameter_setup, with_setup
from questions.layers.counting import output_shape, parameters
from questions.layers.specs import Conv, ConvTranspose, Dense, Shape
from questions.wording import times

if TYPE_CHECKING:
    from questions.skills.published.layers import Asked


def layer_help(asked: Asked) -> tuple[Hints, str]:
    """Hints, and the set-up."""
    layer, shape = asked.each.layer, asked.each.input_shape
    if asked.quantity == "height":
        return _height_help(layer, shape)
    if isinstance(layer, Conv):
        if asked.quantity == "parameters":
            return _parameter_hints(layer), parameter_setup(layer)
        out = output_shape(layer, shape)[1:]
        setup = f"{times(out)}·{parameters(layer).weights}"
        return with_setup(
            "At how many positions is each weight used?",
            "Count the weights without biases, find the output's extents, and multiply: every weight is used once per "
            "output position.",
            setup,
        ), setup
    if isinstance(layer, ConvTranspose):
        weights = f"{times(layer.kernel_size)}·{layer.in_channels}·{layer.out_channels}"
        if asked.quantity == "macs":
            setup = f"{times(shape[1:])}·{parameters(layer).weights}"
            return with_setup(
                "A transposed convolution stamps its kernel: once for what?",
                "Count the weights, then multiply by the positions of the input, each of which is stamped once.",
                setup,
            ), setup
        setup = f"{weights}{f' + {layer.out_channels}' if layer.bias else ''}"
        return with_setup(
            "The weights join every input channel with every output channel, as in a plain convolution.",
            "Multiply the kernel's sides by both numbers of channels; a bias belongs to an output channel.",
            setup,
        ), setup
    assert isinstance(layer, Dense)  # noqa: S101 - no other is asked about
    inputs = f"{layer.in_features}"
    if asked.head and not asked.head.averaged:
        inputs = times((*asked.head.feature_map[1:], asked.head.feature_map[0]))
    setup = f"{inputs}·{layer.out_features}{f' + {layer.out_features}' if layer.bias else ''}"
    return with_setup(
        "How many numbers go into the layer?",
        "Every unit has a weight for every number that comes in" + (", and one bias." if layer.bias else "."),
        setup,
    ), setup


def _parameter_hints(layer: Conv) -> Hints:
    if layer.rank > 1:
        return parameter_hints(layer)
    return with_setup(
        "Look at one single filter: how much of the input does it cover at one position?",
        "Multiply the kernel's length by the channels that a filter spans, that by the number of filters; "
        f"{'then add one bias per filter' if layer.bias else 'then see whether there are biases to add'}.",
        parameter_setup(layer),
    )


def _height_help(layer: object, shape: Shape) -> tuple[Hints, str]:
    assert isinstance(layer, Conv | ConvTranspose)  # noqa: S101 - asked of no other
    axis = layer.rank - 2 if layer.rank > 1 else 0
    size, k, s, d = (each[axis] for each in (shape[1:], layer.kernel_size, layer.stride, layer.dilation))
    p = layer.padding[axis]
    if isinstance(layer, ConvTranspose):
        setup = f"({size} - 1)·{s} + {k}"
        return with_setup(
            "Where does the first stamped kernel begin, and where does the last one end?",
            "One stride for each step from the first input to the last, then the extent of one kernel.",
            setup,
        ), setup
    window = f"{k}" if d == 1 else f"({d}·({k} - 1) + 1)"
    room = f"{size} + 2·{p} - {window}" if p else f"{size} - {window}"
    setup = f"{room} + 1" if s == 1 else f"floor(({room})/{s}) + 1"
    padded = "Add the padding of both sides and take off the window" if p else "Take the window off the extent"
    stepped = "divide by the stride, round down, and " if s > 1 else ""
    return with_setup(
        "How far can the window move before it leaves the input?",
        f"{padded}, {stepped or 'and '}count the first position too.",
        setup,
    ), setup
