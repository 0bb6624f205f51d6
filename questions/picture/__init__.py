"""Pictures of layers as geometry; `trainer/drawing` draws them."""

from __future__ import annotations

from questions.layers.network import Network
from questions.layers.specs import Conv, Layer, Shape
from questions.picture.scene import Part, Scene
from questions.picture.windows import conv_scene

__all__ = ["Part", "Scene", "scene_of"]


def scene_of(layer: Layer | Network, input_shape: Shape | None) -> Scene | None:
    """The picture of a layer over an input (channels first, without batch), or None where there is nothing to see."""
    if isinstance(layer, Conv) and input_shape is not None:
        return conv_scene(layer, input_shape)
    return None
