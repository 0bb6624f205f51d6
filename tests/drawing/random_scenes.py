"""Scenes of many layers, for what must hold of every drawing."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from questions.layers.network import Network
from questions.layers.specs import Conv, Dense, Flatten, Layer, LayerError, Pool, Shape
from questions.picture import Scene, scene_of
from tests.layers.random_layers import any_layer, conv

MANY = 600


def random_scenes(seed: int, count: int) -> Iterator[Scene]:
    """So many scenes of random layers of every kind and rank, whose input fits; some of them without an input."""
    random = Random(seed)
    made = 0
    while made < count:
        layer, shape = any_layer(random.randint)
        scene = scene_if_it_fits(layer, None if random.random() < 0.1 else shape)
        if scene is not None:
            made += 1
            yield scene


def random_convolutions(seed: int, count: int) -> Iterator[tuple[Conv, Shape, Scene]]:
    """Convolutions of every rank with their input; half of them of the sizes that real networks have."""
    random = Random(seed)
    made = 0
    while made < count:
        rank = random.randint(1, 3)
        layer, shape = conv(random.randint, rank)
        if random.random() < 0.5:
            groups = random.choice((1, 1, 2, 8))
            channels = random.choice((3, 16, 64, 512)) * groups
            kernel = tuple(random.choice((1, 3, 5, 7)) for _ in range(rank))
            layer = Conv(channels, random.choice((8, 64, 256)), kernel, groups=groups)
            shape = (channels, *(random.choice((7, 14, 56, 224)) for _ in range(rank)))
        scene = scene_if_it_fits(layer, shape)
        if scene is not None:
            made += 1
            yield layer, shape, scene


def networks() -> Iterator[Scene]:
    """Chains of layers and stacks of windows, short and long."""
    convolutions = [Conv(8, 8, (3,) * 2, dilation=(1 + i % 3,) * 2, stride=(1 + i % 2,) * 2) for i in range(40)]
    for length in (2, 3, 4, 12, 40):
        yield from _scenes(Network((Conv(3, 8, (3, 3)), *convolutions[: length - 1])), (3, 64, 64))
    yield from _scenes(Network(tuple([Conv(2, 2, (3,), dilation=(2**i,)) for i in range(9)])), (2, 900))
    head = (Conv(1, 6, (5, 5)), Pool("avg", (2, 2)), Flatten(), Dense(1176, 120), Dense(120, 10))
    yield from _scenes(Network(head), (1, 32, 32))


def _scenes(network: Network, shape: Shape) -> Iterator[Scene]:
    for given in (None, shape):
        scene = scene_if_it_fits(network, given)
        if scene is not None:
            yield scene


def scene_if_it_fits(layer: Layer | Network, shape: Shape | None) -> Scene | None:
    """The scene, or None where the input is too small for the layer or there is nothing to see."""
    try:
        return scene_of(layer, shape)
    except LayerError:
        return None
