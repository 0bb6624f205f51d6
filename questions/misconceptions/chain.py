"""A small network as the wrong procedures need it: its convolutions, what is flattened, and its dense layers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from math import prod

from questions.layers.network import Network
from questions.layers.specs import Conv, Dense, Flatten, Pool, Shape
from questions.wording import times

Sizes = tuple[int, ...]


class Chain:
    """Convolutions with pooling, then a flatten, then dense layers; `flat` is the shape that is flattened.

    `shapes` are those behind each layer, `inputs` and `outputs` those around each convolution, channels first;
    `pooled` are the channels of each pooling with its window.
    """

    def __init__(self, network: Network, input_shape: Shape) -> None:
        self.network, self.input_shape = network, input_shape
        self.convs: list[Conv] = []
        self.dense: list[Dense] = []
        self.inputs: list[Shape] = []
        self.outputs: list[Shape] = []
        self.pooled: list[tuple[int, Shape]] = []
        self.flat = shape = input_shape
        self.shapes = tuple(network.shapes(input_shape))
        for layer, after in zip(network.layers, self.shapes, strict=True):
            if type(layer) is Conv:
                self.convs.append(layer)
                self.inputs.append(shape)
                self.outputs.append(after)
            elif type(layer) is Pool:
                self.pooled.append((after[0], layer.kernel_size))
            elif type(layer) is Dense:
                self.dense.append(layer)
            elif type(layer) is Flatten:
                self.flat = shape
            shape = after

    def conv_weights(self, channels: Sequence[int] = ()) -> list[int]:
        """The weights of each convolution, with other input channels if they are given."""
        if not channels:
            return self._conv_weights
        return [
            conv.out_channels * depth * prod(conv.kernel_size)
            for conv, depth in zip(self.convs, channels, strict=True)
        ]  # fmt: skip

    @cached_property
    def _conv_weights(self) -> list[int]:
        return self.conv_weights([conv.in_channels for conv in self.convs])

    def dense_weights(self, flat: int = 0) -> list[int]:
        """The weights of each dense layer, with another number of flattened inputs if it is given."""
        first, *rest = self.dense
        weights = [(flat or first.in_features) * first.out_features]
        return weights + [dense.in_features * dense.out_features for dense in rest]

    def weights(self, flat: int = 0) -> int:
        """All weights, with another number of flattened inputs if it is given."""
        return sum(self.conv_weights()) + sum(self.dense_weights(flat))

    def terms(self, flat: str = "") -> list[str]:
        """The weights of each layer as a product: `32·(3·3·1)`, `100·(13·13·32)`, `10·100`."""
        inputs = flat or times((*self.flat[1:], self.flat[0]))
        first = f"{self.dense[0].out_features}·{f'({inputs})' if '·' in inputs else inputs}"
        return [*self._conv_terms, first, *self._later_terms]

    @cached_property
    def _conv_terms(self) -> list[str]:
        return [f"{conv.out_channels}·({times((*conv.kernel_size, conv.in_channels))})" for conv in self.convs]

    @cached_property
    def _later_terms(self) -> list[str]:
        return [f"{dense.out_features}·{dense.in_features}" for dense in self.dense[1:]]

    def bias_terms(self) -> list[int]:
        """The biases of each layer that has some."""
        counts = [conv.out_channels for conv in self.convs if conv.bias]
        return counts + [dense.out_features for dense in self.dense if dense.bias]

    def flattened(self, *, rounded_up: bool = False, kept: bool = False, unpadded: bool = False) -> Sizes:
        """The spatial sizes that are flattened if pooling rounds up, if a convolution of stride 1 keeps the size, or if
        none is padded."""
        sizes = list(self.input_shape[1:])
        for layer in self.network.layers:
            if type(layer) is Conv:
                if not (kept and max(layer.stride) == 1):
                    sizes = [_places(layer, axis, n, unpadded=unpadded) for axis, n in enumerate(sizes)]
            elif type(layer) is Pool:
                rooms = [n - k for n, k in zip(sizes, layer.kernel_size, strict=True)]
                steps = layer.stride
                sizes = [(-(-r // s) if rounded_up else r // s) + 1 for r, s in zip(rooms, steps, strict=True)]
        return tuple(sizes)


def _places(layer: Conv, axis: int, n: int, *, unpadded: bool) -> int:
    stride, padding = layer.stride[axis], layer.padding
    if isinstance(padding, str):
        return (n - layer.kernel_size[axis]) // stride + 1 if unpadded else -(-n // stride)
    return (n + 2 * padding[axis] - layer.kernel_size[axis]) // stride + 1
