"""A layer call that has been read, and what it counts in its own framework's terms."""

from dataclasses import dataclass

from questions.layers.macs import macs
from questions.layers.output import output_shape
from questions.layers.parameters import Parameters, parameters
from questions.layers.specs import Layer, Shape
from questions.layers.terms import Framework
from questions.layers.weights import weight_shapes


@dataclass(frozen=True, slots=True)
class Call:
    """A layer with the framework it was written for.

    ``input_shape`` is channels first, or None when no (complete) input is known. ``channels_last`` tells whether
    the framework's own order is the other one. It is False for layers that act on the last axes or on all of them
    (dense, layer normalization, flatten): their input stays as it was given.
    """

    text: str
    framework: Framework
    layer: Layer
    input_shape: Shape | None = None
    channels_last: bool = False
    transpose_kernel: bool = False
    """Flax's option of a transposed convolution: the kernel is (*kernel, out, in) instead of (*kernel, in, out)."""

    @property
    def parameters(self) -> Parameters:
        """Weights, biases and statistics as the framework reports them."""
        return parameters(self.layer, self.framework)

    @property
    def weight_shapes(self) -> dict[str, Shape]:
        """Shape of every parameter under the framework's own name."""
        shapes = weight_shapes(self.layer, self.framework)
        if self.transpose_kernel:
            *kernel, inputs, outputs = shapes["kernel"]
            shapes["kernel"] = (*kernel, outputs, inputs)
        return shapes

    @property
    def output_shape(self) -> Shape | None:
        """In the framework's own order, without the batch axis; None without an input."""
        if self.input_shape is None:
            return None
        shape = output_shape(self.layer, self.input_shape)
        return (*shape[1:], shape[0]) if self.channels_last else shape

    @property
    def macs(self) -> int | None:
        """Multiply-accumulates for one example, without bias; None without an input."""
        return None if self.input_shape is None else macs(self.layer, self.input_shape)
