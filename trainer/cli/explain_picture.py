"""What `explain` has to draw: the one layer that was given, or the network."""

from __future__ import annotations

import argparse

from questions.layers.call import Call
from questions.layers.network import Network
from questions.layers.notation import is_one_call, read_call
from questions.layers.output import output_shape
from questions.layers.reading import ReadNetwork, read_network
from questions.layers.specs import LayerError, Shape
from questions.picture import Scene, scene_of
from trainer.cli.explain_source import read_source
from trainer.cli.shapes import read_shape


def read_scene(arguments: argparse.Namespace) -> Scene | None:
    """The scene of what the command names; None where there is nothing to see. Raises what `explain` does."""
    shape = read_shape(arguments.input) if arguments.input is not None else None
    text = read_source(arguments.call)
    if is_one_call(text):
        return call_scene(read_call(text, arguments.framework, shape))
    return network_scene(read_network(text, arguments.framework, shape))


def call_scene(call: Call) -> Scene | None:
    """The layer over the input it was given."""
    return scene_of(call.layer, call.input_shape)


def network_scene(read: ReadNetwork) -> Scene | None:
    """All its layers in order; with their shapes only where each takes what the one before it makes."""
    if read.single is not None:
        return call_scene(read.single)
    calls = [row.call for row in read.layers if row.call is not None]
    if not calls:
        return None
    network = Network(tuple([call.layer for call in calls]))
    one_way = len(calls) == len(read.layers) and not any(row.shared or not row.reached for row in read.layers)
    return scene_of(network, _first_input(calls) if one_way else None)


def _first_input(calls: list[Call]) -> Shape | None:
    """What goes into the first layer, if the layers form a line."""
    flowing = calls[0].input_shape
    for call in calls:
        if flowing is None or call.input_shape != flowing:
            return None
        try:
            flowing = output_shape(call.layer, flowing)
        except LayerError:
            return None
    return calls[0].input_shape
