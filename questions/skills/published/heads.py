"""The fully connected layer after the convolutions: what is flattened or averaged before it, and what goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import prod

from questions.architectures import Architecture, PublishedLayer
from questions.layers.specs import AdaptivePool, Dense, Flatten, Shape
from questions.misconceptions.components import FLATTEN, POOLING, UNITS
from questions.misconceptions.facts import counted
from questions.question import Misconception
from questions.skills.published.changes import Placed
from questions.wording import times


@dataclass(frozen=True, slots=True)
class Head:
    """The feature map (channels first) before a fully connected layer, and whether its positions are averaged."""

    feature_map: Shape
    averaged: bool


def head_of(network: Architecture, published: PublishedLayer, each: Placed) -> Head | None:
    """What comes before a fully connected layer; None before any other, and after another fully connected one."""
    if not isinstance(each.layer, Dense):
        return None
    before = _before(network.name, network, published)
    if before is None:
        return None
    shape, averaged = before
    spatial = shape[1:]
    channels = each.layer.in_features if averaged else each.layer.in_features // prod(spatial)
    return Head((channels, *spatial), averaged)


@cache
def _before(_name: str, network: Architecture, published: PublishedLayer) -> tuple[Shape, bool] | None:
    """The published feature map and whether it is averaged."""
    layers = network.layers
    at = layers.index(published)
    if not isinstance(layers[at - 1].layer, Flatten) or len(layers[at - 1].input_shape) < 2:
        return None
    pool = layers[at - 2].layer
    if isinstance(pool, AdaptivePool):
        return (layers[at - 2].input_shape, True) if pool.kind == "avg" else None
    return layers[at - 1].input_shape, False


def head_slips(layer: Dense, head: Head | None) -> Iterator[Misconception]:
    """What goes wrong in a fully connected layer, above all where its inputs have to be counted first."""
    biases = layer.out_features if layer.bias else 0
    plus = f" + {biases}" if biases else ""
    yield counted(
        "inputs_plus_units", UNITS, layer.in_features + layer.out_features, biases,
        f"{layer.in_features} + {layer.out_features}{plus}", "inputs and units are added",
        "Every unit has a weight for every input: the two numbers are multiplied.",
    )  # fmt: skip
    if head is None:
        return
    channels, *spatial = head.feature_map
    units, positions = layer.out_features, prod(spatial)
    p = times(tuple(spatial))
    if head.averaged:
        yield counted(
            "flattened_before_pooling", POOLING, positions * channels * units, biases, f"{p}·{channels}·{units}{plus}",
            "the whole feature map is flattened",
            f"Averaging leaves one number for each of the {channels} channels, whatever the map's size.",
        )  # fmt: skip
        return
    for id_, inputs, working, cause in (
        ("flatten_slips", positions, p, "the channels are left out of the flattened inputs"),
        ("flatten_slips", channels, f"{channels}", "the positions are left out of the flattened inputs"),
        ("flatten_slips", spatial[-1] * channels, f"{spatial[-1]}·{channels}", "only one side of the map is used"),
    ):
        yield counted(
            id_, FLATTEN, inputs * units, biases, f"{working}·{units}{plus}", cause,
            f"Flattening keeps every number of the map: {p}·{channels} = {layer.in_features:,} inputs.",
        )  # fmt: skip
