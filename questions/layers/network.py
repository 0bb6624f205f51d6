"""A sequence of layers: what flows through it, and what it counts in all."""

from collections.abc import Iterator
from dataclasses import dataclass

from questions.layers.macs import macs
from questions.layers.output import output_shape
from questions.layers.parameters import Parameters, parameters
from questions.layers.specs import Layer, LayerError, Shape
from questions.layers.terms import Framework


@dataclass(frozen=True, slots=True)
class Network:
    """Layers that are applied one after the other. Raises LayerError if there is none."""

    layers: tuple[Layer, ...]

    def __post_init__(self) -> None:
        if type(self.layers) is not tuple or not self.layers:
            raise LayerError("A network needs at least one layer.")

    def parameters(self, framework: Framework = "pytorch") -> Parameters:
        """The sum over all layers, as the framework reports it."""
        counts = [parameters(layer, framework) for layer in self.layers]
        return Parameters(
            sum(count.weights for count in counts),
            sum(count.biases for count in counts),
            sum(count.non_trainable for count in counts),
            sum(count.buffers for count in counts),
        )

    def shapes(self, input_shape: Shape) -> Iterator[Shape]:
        """The output shape of each layer in turn, channels first without the batch axis. Raises LayerError."""
        for layer in self.layers:
            input_shape = output_shape(layer, input_shape)
            yield input_shape

    def macs(self, input_shape: Shape) -> int:
        """Multiply-accumulates of all layers for one example, without bias. Raises LayerError."""
        inputs = (input_shape, *self.shapes(input_shape))
        return sum(macs(layer, shape) for layer, shape in zip(self.layers, inputs, strict=False))
