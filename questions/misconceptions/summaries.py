"""Wrong procedures in reading a model summary."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from questions.layers.specs import BatchNorm, Dense, Shape
from questions.misconceptions.components import BATCH_NORM, BIAS, FLATTEN, UNITS
from questions.misconceptions.facts import counted
from questions.question import Misconception
from questions.wording import several, times

Slips = Iterator[Misconception]


def batch_norm_slips(layer: BatchNorm, shape: Shape, factor: int) -> Slips:
    """A batch norm's count with the wrong numbers per channel; `factor` is the right one."""
    c = layer.channels
    lesson = "Scale and shift are trained; the moving mean and variance are not, and only Keras counts them."
    other = 6 - factor
    yield Misconception(
        "bn_two_or_four", BATCH_NORM, other * c, f"{other}·{c}",
        "the moving mean and variance are " + ("counted" if other == 4 else "left out"), lesson,
    )  # fmt: skip
    yield Misconception(
        "bn_scale_only", BATCH_NORM, c, f"{c}", "only one number per channel is counted",
        f"This table counts {factor} numbers for each of the {c} channels.",
    )  # fmt: skip
    yield Misconception(
        "bn_per_position", BATCH_NORM, factor * prod(shape), f"{factor}·{times(shape)}",
        "every position of the map has numbers of its own",
        f"A batch norm shares its numbers over all positions of a channel: {factor} for each of {c} channels.",
    )  # fmt: skip


def flat_input_slips(layer: Dense, first: Shape, before: Shape) -> Slips:
    """A dense layer's count after a flattened map; `first` is an earlier map, `before` the one that is flattened."""
    units, biases = layer.out_features, layer.out_features if layer.bias else 0
    channels, *spatial = before
    true = f"Flattening keeps every number of the last map: {times((*spatial, channels))} = {layer.in_features:,}."
    yield counted(
        "forgot_bias", BIAS, layer.in_features * units, 0, f"{layer.in_features}·{units}", "the biases are left out",
        f"{several(units, 'unit')} add {several(units, 'bias', 'biases')}.",
    )  # fmt: skip
    yield counted(
        "one_bias_total", BIAS, layer.in_features * units, 1, f"{layer.in_features}·{units} + 1",
        "the whole layer is given a single bias", f"There is one bias per unit: {units} here.",
    )  # fmt: skip
    yield counted(
        "inputs_plus_units", UNITS, layer.in_features + units, biases, f"{layer.in_features} + {units} + {biases}",
        "inputs and units are added", "Every unit has a weight for every input: the two numbers are multiplied.",
    )  # fmt: skip
    for inputs, working, cause in (
        (prod(first), times((*first[1:], first[0])), "the map of an earlier row is flattened"),
        (channels, f"{channels}", "the positions are left out of the flattened inputs"),
        (prod(spatial), times(tuple(spatial)), "the channels are left out of the flattened inputs"),
    ):
        if inputs != layer.in_features:
            yield counted(
                "flatten_slips", FLATTEN, inputs * units, biases, f"{working}·{units} + {biases}", cause, true,
            )  # fmt: skip
