"""Which picture a command shows: of a question, of a layer call, of a whole network."""

from __future__ import annotations

from questions.layers.call import Call
from questions.layers.network import Network
from questions.layers.reading import ReadNetwork
from questions.layers.specs import LayerError, Shape
from questions.picture import Scene, picture_after, picture_before, scene_of
from questions.question import Content


def scene_of_question(content: Content, *, with_answer: bool) -> Scene | None:
    """All of the layer with the answer; without it only what the prompt tells."""
    return picture_after(content) if with_answer else picture_before(content)


def scene_of_read(read: Call | ReadNetwork) -> Scene | None:
    """A layer over its input, a modest one where none is known; a network with its shapes where they are sure."""
    layer, shape = (read.layer, read.input_shape) if isinstance(read, Call) else (_layers(read), _flowing(read))
    if layer is None:
        return None
    try:
        return scene_of(layer, shape)
    except LayerError:
        return scene_of(layer, None)


def _layers(network: ReadNetwork) -> Network | None:
    """The layers, if there are any among what was read."""
    return network.network if any(row.call is not None and not row.shared for row in network.layers) else None


def _flowing(network: ReadNetwork) -> Shape | None:
    """The input (channels first), if the layers one after the other make the shapes that the network has."""
    calls = [row.call for row in network.layers]
    first = calls[0].input_shape if calls and calls[0] is not None else None
    if first is None or any(row.call is None or row.shared for row in network.layers):
        return None
    try:
        made = (first, *network.network.shapes(first))
    except LayerError:
        return None
    # Layers that act on the last axes keep the framework's order of them.
    fits = all(
        call is not None and call.input_shape is not None and sorted(call.input_shape) == sorted(shape)
        for call, shape in zip(calls, made, strict=False)
    )
    return first if fits else None
