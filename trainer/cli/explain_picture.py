"""What `explain` has to draw: the one layer that was given, or the network."""

from __future__ import annotations

import argparse

from questions.layers.call import Call
from questions.layers.network import Network
from questions.layers.notation import is_one_call, read_call
from questions.layers.output import output_shape
from questions.layers.reading import ReadNetwork, read_network
from questions.layers.specs import LayerError
from questions.picture import Scene, scene_of
from questions.picture.chains import chain_scene
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
    """Its layers in order; what flows through them only where each takes what the one before it makes."""
    if read.single is not None:
        return call_scene(read.single)
    calls = [row.call for row in read.layers if row.call is not None]
    if not calls:
        return None
    network = Network(tuple([call.layer for call in calls]))
    if not _is_line(read, calls):
        return chain_scene(network, None)
    return scene_of(network, calls[0].input_shape)


def _is_line(read: ReadNetwork, calls: list[Call]) -> bool:
    """Whether the layers are applied one after the other, each once, as far as that is known."""
    rows = read.layers
    if (
        read.note
        or len(read.outputs) > 1
        or len(calls) < len(rows)
        or any(row.shared or not row.reached for row in rows)
    ):
        return False
    if calls[0].input_shape is None:
        return True
    flowing = calls[0].input_shape
    for call in calls:
        last = (*flowing[1:], flowing[0])  # as Keras and Flax give it to layers that act on the last axes or on all
        if call.input_shape not in (flowing, last):
            return False
        try:
            flowing = output_shape(call.layer, flowing)
        except LayerError:
            return False
    return True
