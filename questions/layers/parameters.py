"""How many parameters a layer has, and which of them a framework reports."""

from collections.abc import Callable
from dataclasses import dataclass
from math import prod
from typing import Any

from questions.layers.specs import (
    BatchNorm,
    Conv,
    ConvTranspose,
    Dense,
    DepthwiseConv,
    Embedding,
    GroupNorm,
    InstanceNorm,
    Layer,
    LayerNorm,
    PReLU,
    SeparableConv,
)
from questions.layers.terms import FRAMEWORKS, Framework, LayerError


@dataclass(frozen=True, slots=True)
class Parameters:
    """Elements by role. The scale of a normalization counts as weights, its shift as biases."""

    weights: int
    biases: int
    non_trainable: int = 0
    """Keras' moving statistics: part of the total it reports."""
    buffers: int = 0
    """PyTorch's buffers and Flax's batch_stats: state that is not in the total."""

    @property
    def trainable(self) -> int:
        """What training changes: weights and biases."""
        return self.weights + self.biases

    @property
    def total(self) -> int:
        """What the framework itself reports as the number of parameters."""
        return self.weights + self.biases + self.non_trainable


def parameters(layer: Layer, framework: Framework = "pytorch") -> Parameters:
    """Count a layer's parameters; the framework matters only for moving statistics.

    Convolution, plain or transposed: out · (in / groups) · kernel weights and out biases (Dumoulin & Visin,
    "A guide to convolution arithmetic for deep learning", arXiv:1603.07285, and the weight shapes in the
    documentation of torch.nn.Conv2d). Raises LayerError for a framework that is not known.
    """
    if framework not in FRAMEWORKS:
        raise LayerError(f"framework must be one of {', '.join(FRAMEWORKS)}, not {framework!r}.")
    if isinstance(layer, BatchNorm | InstanceNorm):
        return _batch_norm(layer, framework)
    count = _COUNTS.get(type(layer))
    return count(layer) if count else Parameters(0, 0)


def _conv(layer: Conv | ConvTranspose) -> Parameters:
    weights = layer.out_channels * (layer.in_channels // layer.groups) * prod(layer.kernel_size)
    return Parameters(weights, layer.out_channels if layer.bias else 0)


def _depthwise(layer: DepthwiseConv) -> Parameters:
    out_channels = layer.out_channels
    return Parameters(out_channels * prod(layer.kernel_size), out_channels if layer.bias else 0)


def _separable(layer: SeparableConv) -> Parameters:
    depthwise = layer.middle_channels * prod(layer.kernel_size)
    pointwise = layer.middle_channels * layer.out_channels
    return Parameters(depthwise + pointwise, layer.out_channels if layer.bias else 0)


def _dense(layer: Dense) -> Parameters:
    return Parameters(layer.in_features * layer.out_features, layer.out_features if layer.bias else 0)


def _layer_norm(layer: LayerNorm) -> Parameters:
    size = prod(layer.normalized_shape)
    return Parameters(size * layer.scale, size * layer.shift)


def _group_norm(layer: GroupNorm) -> Parameters:
    return Parameters(layer.channels * layer.scale, layer.channels * layer.shift)


def _batch_norm(layer: BatchNorm | InstanceNorm, framework: Framework) -> Parameters:
    channels = layer.channels
    non_trainable = buffers = 0
    if layer.moving_statistics:
        if framework == "keras":
            non_trainable = 2 * channels
        else:
            # PyTorch's third buffer is the single number num_batches_tracked.
            buffers = 2 * channels + (framework == "pytorch")
    return Parameters(channels * layer.scale, channels * layer.shift, non_trainable, buffers)


def _embedding(layer: Embedding) -> Parameters:
    return Parameters(layer.entries * layer.features, 0)


def _prelu(layer: PReLU) -> Parameters:
    return Parameters(prod(layer.slopes), 0)


_COUNTS: dict[type, Callable[[Any], Parameters]] = {
    Conv: _conv,
    ConvTranspose: _conv,
    DepthwiseConv: _depthwise,
    SeparableConv: _separable,
    Dense: _dense,
    LayerNorm: _layer_norm,
    GroupNorm: _group_norm,
    Embedding: _embedding,
    PReLU: _prelu,
}
