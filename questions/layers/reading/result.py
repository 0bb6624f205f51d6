"""What was read: the layers in order, with what each counts, and what they come to together."""

from dataclasses import dataclass

from questions.layers.call import Call
from questions.layers.network import Network
from questions.layers.parameters import Parameters
from questions.layers.signatures import Axes
from questions.layers.specs import Shape
from questions.layers.terms import Framework

NOTHING = Parameters(0, 0)


def known(axes: Axes | None) -> Shape | None:
    """The shape if every size is known."""
    sizes = tuple([n for n in axes or () if n is not None])
    return sizes if axes is not None and len(sizes) == len(axes) else None


@dataclass(frozen=True, slots=True)
class ReadLayer:
    """One row: a layer, or tensors joined (then ``call`` is None).

    ``output`` is in the framework's own order without the batch axis, None for an open size, None as a whole where
    nothing is known. ``shared`` tells that the layer stood in an earlier row, which has its parameters.
    """

    name: str
    text: str
    call: Call | None
    output: Axes | None = None
    receptive_field: Shape | None = None
    shared: bool = False
    reached: bool = True

    @property
    def parameters(self) -> Parameters:
        """What the framework reports for the layer; nothing where an earlier row has it."""
        return NOTHING if self.call is None or self.shared else self.call.parameters

    @property
    def weight_shapes(self) -> dict[str, Shape]:
        """The layer's own tensors, under its name where it has one."""
        if self.call is None or self.shared:
            return {}
        start = f"{self.name}." if self.name else ""
        return {f"{start}{name}": shape for name, shape in self.call.weight_shapes.items()}

    @property
    def output_shape(self) -> Shape | None:
        """The output if every size is known."""
        return known(self.output)

    @property
    def macs(self) -> int | None:
        """Multiply-accumulates for one example; None where the input is not known."""
        if self.call is None:
            return 0 if self.output_shape is not None else None
        return self.call.macs


@dataclass(frozen=True, slots=True)
class ReadNetwork:
    """A whole network. ``note`` says in a sentence what is not shown and why; it may be empty."""

    text: str
    framework: Framework
    layers: tuple[ReadLayer, ...]
    input_shape: Axes | None = None
    note: str = ""
    outputs: tuple[Axes | None, ...] = ()
    """What the forward pass returns, where there is one; else the last layer's output is the network's."""

    @property
    def parameters(self) -> Parameters:
        """The sum over all layers, as the framework reports it."""
        counts = [layer.parameters for layer in self.layers]
        return Parameters(
            sum(count.weights for count in counts),
            sum(count.biases for count in counts),
            sum(count.non_trainable for count in counts),
            sum(count.buffers for count in counts),
        )

    @property
    def weight_shapes(self) -> dict[str, Shape]:
        """Every tensor under the name the framework gives it."""
        return {name: shape for layer in self.layers for name, shape in layer.weight_shapes.items()}

    @property
    def output_shape(self) -> Shape | None:
        """What comes out in the end."""
        if self.outputs:
            (*others, last) = self.outputs
            return known(last) if not others else None
        reached = [layer for layer in self.layers if layer.reached]
        return reached[-1].output_shape if reached else None

    @property
    def macs(self) -> int | None:
        """Multiply-accumulates of all layers for one example; None where an input is not known."""
        counts = [layer.macs for layer in self.layers if layer.reached]
        told = [count for count in counts if count is not None]
        return sum(told) if counts and len(told) == len(counts) else None

    @property
    def network(self) -> Network:
        """The layers alone, each once."""
        return Network(tuple([row.call.layer for row in self.layers if row.call is not None and not row.shared]))

    @property
    def single(self) -> Call | None:
        """The one layer, if there is no other and nothing is to be said of it."""
        return self.layers[0].call if len(self.layers) == 1 and not self.note else None
