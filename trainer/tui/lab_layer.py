"""Which layer of a question the lab can be opened on, and in whose words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from questions.layers.specs import Layer, Shape
    from questions.layers.terms import Framework
    from questions.question import Content


def lab_layer(content: Content) -> tuple[Layer, Shape | None] | None:
    """The layer that the question is about, of a network its first convolution, with its input; None if there is none.

    The shape is channels first, without the batch axis.
    """
    from questions.layers.network import Network
    from questions.layers.specs import LayerError
    from trainer.lab.settings import opens

    layer, shape = content.layer, content.input_shape
    if not isinstance(layer, Network):
        return (layer, shape) if layer is not None and opens(layer) else None
    number = next((n for n, each in enumerate(layer.layers) if opens(each)), None)
    if number is None:
        return None
    if number and shape is not None:
        try:
            *_, shape = Network(layer.layers[:number]).shapes(shape)
        except LayerError:
            return None
    return layer.layers[number], shape


def lab_framework(content: Content) -> Framework:
    """The framework that the prompt names first; PyTorch where it names none."""
    from questions.layers.terms import FRAMEWORK_TITLES

    places = {name: content.prompt.find(title) for name, title in FRAMEWORK_TITLES.items()}
    named = [name for name, place in places.items() if place >= 0]
    return min(named, key=places.__getitem__, default="pytorch")
