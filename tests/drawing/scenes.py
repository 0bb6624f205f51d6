"""Scenes of random layers, and what their drawings must show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from questions.layers.counting import output_shape
from questions.layers.specs import Conv, LayerError
from questions.picture import Scene, scene_of
from tests.layers.random_layers import any_layer, conv


def conv_scenes(rank: int, many: int) -> Iterator[tuple[Conv, tuple[int, ...], Scene, Random]]:
    """Random convolutions that fit their input, small ones and large ones."""
    random = Random(rank)
    found = 0
    while found < many:
        layer, shape = conv(random.randint, rank)
        grown = random.choice((1, 1, 2, 8))
        shape = (shape[0] * grown, *(size * random.choice((1, grown, 3 * grown)) for size in shape[1:]))
        layer = replace(
            layer,
            in_channels=layer.in_channels * grown,
            dilation=tuple(d * random.choice((1, 1, grown)) for d in layer.dilation),
        )
        try:
            output_shape(layer, shape)
        except LayerError:
            continue
        scene = scene_of(layer, shape)
        assert scene is not None
        found += 1
        yield layer, shape, scene, random


def any_scenes(many: int) -> Iterator[tuple[Scene, Random]]:
    """Scenes of random layers of every kind, over an input and over none."""
    random = Random(99)
    found = 0
    while found < many:
        layer, shape = any_layer(random.randint)
        try:
            scene = scene_of(layer, shape if random.randint(0, 3) else None)
        except LayerError:
            continue
        if scene is not None:
            found += 1
            yield scene, random
