"""The formulas against brute force over indices: 600 random layers of each kind, always the same ones."""

from collections.abc import Callable
from functools import partial
from random import Random

import pytest

from questions.layers.counting import macs, output_shape, parameters, weight_shapes
from questions.layers.specs import ConvTranspose, Dense, DepthwiseConv, Layer, LayerError, Pool, SeparableConv, Shape
from tests.layers import random_layers as draw
from tests.layers.brute_force import extent, multiplications, positions, stamped, weight_indices
from tests.layers.random_layers import Choose

CONFIGURATIONS = 600

KINDS: dict[str, Callable[[Choose], tuple[Layer, Shape]]] = {
    "conv1d": partial(draw.conv, rank=1),
    "conv2d": partial(draw.conv, rank=2),
    "conv3d": partial(draw.conv, rank=3),
    "conv_transpose1d": partial(draw.conv_transpose, rank=1),
    "conv_transpose2d": partial(draw.conv_transpose, rank=2),
    "conv_transpose3d": partial(draw.conv_transpose, rank=3),
    "conv_transpose_by_rule1d": partial(draw.conv_transpose_by_rule, rank=1),
    "conv_transpose_by_rule2d": partial(draw.conv_transpose_by_rule, rank=2),
    "depthwise1d": partial(draw.depthwise_conv, rank=1),
    "depthwise2d": partial(draw.depthwise_conv, rank=2),
    "separable1d": partial(draw.separable_conv, rank=1),
    "separable2d": partial(draw.separable_conv, rank=2),
    "dense": draw.dense,
    "pool1d": partial(draw.pool, rank=1),
    "pool2d": partial(draw.pool, rank=2),
    "pool3d": partial(draw.pool, rank=3),
}


@pytest.mark.parametrize("kind", KINDS)
def test_counts_equal_brute_force(kind: str) -> None:
    """Weights, weight shapes, biases, output shape and MACs are what enumeration finds; no output is an error."""
    random = Random(kind)
    fitting = 0
    for _ in range(CONFIGURATIONS):
        layer, input_shape = KINDS[kind](random.randint)
        _assert_weights(layer)
        expected = _brute_output(layer, input_shape)
        if expected is None:
            with pytest.raises(LayerError):
                output_shape(layer, input_shape)
            with pytest.raises(LayerError):
                macs(layer, input_shape)
            continue
        fitting += 1
        assert output_shape(layer, input_shape) == expected, (layer, input_shape)
        products = 0 if isinstance(layer, Pool) else multiplications(_weighted(layer), input_shape)
        assert macs(layer, input_shape) == products, (layer, input_shape)
    assert fitting > CONFIGURATIONS // 3


def _weighted(layer: Layer) -> draw.Weighted:
    assert isinstance(layer, draw.Weighted)
    return layer


def _assert_weights(layer: Layer) -> None:
    counted = parameters(layer)
    if isinstance(layer, Pool):
        assert counted.total == 0
        return
    weighted = _weighted(layer)
    indices = weight_indices(weighted)
    assert counted.weights == sum(len(set(tensor)) for tensor in indices.values()), layer
    outputs = weighted.out_features if isinstance(weighted, Dense) else weighted.out_channels
    assert counted.biases == (len(range(outputs)) if weighted.bias else 0), layer
    keras = isinstance(layer, DepthwiseConv | SeparableConv)
    shapes = weight_shapes(layer, "keras" if keras else "pytorch")
    assert shapes.pop("bias", None) == ((outputs,) if weighted.bias else None)
    assert shapes == {name: extent(tensor) for name, tensor in indices.items()}, layer


def _brute_output(layer: Layer, input_shape: Shape) -> Shape | None:
    """The output's shape by counting positions, or None if an axis has none."""
    if isinstance(layer, Dense):
        return (*input_shape[:-1], layer.out_features)
    if isinstance(layer, ConvTranspose):
        axes = stamped(layer, input_shape[1:])
        channels = layer.out_channels
    elif isinstance(layer, Pool):
        axes = positions(layer, input_shape[1:])
        channels = input_shape[0]
    else:
        weighted = _weighted(layer)
        assert not isinstance(weighted, Dense | ConvTranspose)
        axes = positions(weighted, input_shape[1:])
        channels = weighted.out_channels
    return (channels, *map(len, axes)) if all(axes) else None
