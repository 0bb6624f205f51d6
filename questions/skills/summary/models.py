"""A small model and the table that Keras or torchinfo prints of it, with a number hidden where one is asked for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from questions.draw import Draw
from questions.layers.counting import output_shape, parameters
from questions.layers.network import Network
from questions.layers.specs import BatchNorm, Conv, Dense, Flatten, GlobalPool, Layer, Pool, Shape
from questions.layers.writing import write_call

Printer = Literal["keras", "torchinfo"]

_KERAS = {
    Conv: ("conv2d", "Conv2D"),
    BatchNorm: ("batch_normalization", "BatchNormalization"),
    Pool: ("max_pooling2d", "MaxPooling2D"),
    GlobalPool: ("global_average_pooling2d", "GlobalAveragePooling2D"),
    Flatten: ("flatten", "Flatten"),
    Dense: ("dense", "Dense"),
}
_TORCH = {Conv: "Conv2d", BatchNorm: "BatchNorm2d", Pool: "MaxPool2d", Flatten: "Flatten", Dense: "Linear"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. Shapes are channels first without the batch axis."""

    name: str
    layer: Layer
    input_shape: Shape
    output_shape: Shape
    count: int
    """What is printed under Param #."""


@dataclass(frozen=True, slots=True)
class Model:
    """A drawn model as its printer tells it."""

    printer: Printer
    input_shape: Shape
    rows: tuple[Row, ...]

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The layers in order."""
        return tuple(row.layer for row in self.rows)

    @property
    def total(self) -> int:
        """The sum of the last column."""
        return sum(row.count for row in self.rows)

    @property
    def moving(self) -> int:
        """Keras' moving means and variances: what is never trained."""
        return sum(2 * row.layer.channels for row in self.rows if isinstance(row.layer, BatchNorm))

    def of(self, kind: type) -> list[Row]:
        """The rows of one kind of layer."""
        return [row for row in self.rows if isinstance(row.layer, kind)]

    @property
    def opening(self) -> str:
        """`keras.Model.summary() of a model for inputs of 28×28×1`, in the printer's own axis order."""
        given = shown_shape(self, self.input_shape)
        axes = "(height, width, channels)" if self.printer == "keras" else "(channels, height, width)"
        what = (
            "Keras prints this summary of a model"
            if self.printer == "keras"
            else "torchinfo prints this of a PyTorch model"
        )
        return f"{what}. One input has the shape {given} {axes}."

    def table(self, hidden: Row | None = None, *, column: Literal["", "count", "channels", "all"] = "count") -> str:
        """The lines of the table. Of the hidden row the count, the channels or the whole shape is a question mark."""
        first = "Layer (type)" if self.printer == "keras" else "Layer (type:depth-idx)"
        lines = [f"  {first} | Output Shape | Param #"]
        for number, row in enumerate(self.rows, 1):
            asked = column if row is hidden else ""
            zero = "0" if self.printer == "keras" else "--"
            count = "?" if asked == "count" else f"{row.count:,}" if row.count else zero
            name = row.name if self.printer == "keras" else f"├─{row.name}: 1-{number}"
            lines.append(f"  {name} | {shown_output(self, row, asked)} | {count}")
        return "\n".join(lines)

    def called(self, row: Row) -> str:
        """What a question calls the row's layer: `conv2d_1`, `Conv2d 1-3`."""
        if self.printer == "keras":
            return row.name.partition(" ")[0]
        return f"{row.name} 1-{self.rows.index(row) + 1}"

    def code(self) -> str:
        """The line that builds it as `m`."""
        if self.printer == "keras":
            given = (*self.input_shape[1:], self.input_shape[0])
            calls = ", ".join(write_call(layer, "keras") for layer in self.layers)
            return f"m = keras.Sequential([keras.Input({given}), {calls}])"
        return f"m = nn.Sequential({', '.join(write_call(layer, 'pytorch') for layer in self.layers)})"


def shown_shape(model: Model, shape: Shape) -> str:
    """`(28, 28, 1)` for Keras, `(1, 28, 28)` for PyTorch."""
    ordered = (*shape[1:], shape[0]) if model.printer == "keras" else shape
    return f"({', '.join(map(str, ordered))})"


def shown_output(model: Model, row: Row, hidden: str = "") -> str:
    """`(None, 26, 26, 8)` for Keras, `[1, 8, 26, 26]` for torchinfo."""
    channels, *spatial = row.output_shape
    first = "?" if hidden in ("channels", "all") else str(channels)
    axes = [*map(str, spatial), first] if model.printer == "keras" else [first, *map(str, spatial)]
    batch, brackets = ("None", "()") if model.printer == "keras" else ("1", "[]")
    return f"{brackets[0]}{', '.join((batch, *axes))}{brackets[1]}"


def build(printer: Printer, input_shape: Shape, layers: tuple[Layer, ...]) -> Model:
    """The model with its rows computed and named as the printer names them."""
    rows, seen, shape = [], Counter[type](), input_shape
    for layer in layers:
        kind = type(layer)
        if printer == "keras":
            name, title = _KERAS[kind]
            name = f"{name}{f'_{seen[kind]}' if seen[kind] else ''} ({title})"
        else:
            name = _TORCH[kind]
        seen[kind] += 1
        out = output_shape(layer, shape)
        framework: Literal["keras", "pytorch"] = "keras" if printer == "keras" else "pytorch"
        rows.append(Row(name, layer, shape, out, parameters(layer, framework).total))
        shape = out
    return Model(printer, input_shape, tuple(rows))


def draw_model(draw: Draw, level: int, printer: Printer) -> Model:
    """Level 1: one convolution and a dense layer with small numbers. 2: two convolutions. 3: with batch norms."""
    if level == 1:
        return _small(draw, printer)
    side = draw.choice((28, 32, 40, 48, 56, 64, 80, 96))
    shape = (draw.choice((1, 3, 3, 4, 6)), side, side)
    norms = level == 3
    first, second = draw.choice((8, 12, 16, 20, 24, 32, 48)), draw.choice((16, 24, 32, 40, 48, 64, 96))
    layers: list[Layer] = []
    for channels, filters in ((shape[0], first), (first, second)):
        kernel = draw.choice((3, 3, 5, 5, 7) if not layers else (3, 3, 5))
        bias = draw.chance(0.7) if level == 2 else draw.chance(0.4)
        padding: Literal["same"] | Shape = "same" if draw.chance(0.5) else (0, 0)
        layers.append(Conv(channels, filters, (kernel, kernel), padding=padding, bias=bias))
        if norms:
            layers.append(BatchNorm(filters))
        if len(layers) < 3 or not norms:
            layers.append(Pool("max", (2, 2)))
    if norms and printer == "keras":
        layers.append(GlobalPool("avg", 2))
        inputs = second
    else:
        layers.append(Flatten())
        (inputs,) = tuple(Network(tuple(layers)).shapes(shape))[-1]
    layers.append(Dense(inputs, draw.choice((2, 5, 10, 20, 37, 43, 64, 100, 102, 120, 128, 200))))
    return build(printer, shape, tuple(layers))


def _small(draw: Draw, printer: Printer) -> Model:
    while True:
        side, channels = draw.integer(10, 30), draw.integer(1, 6)
        filters, kernel, units = draw.integer(4, 24), draw.integer(2, 5), draw.integer(2, 15)
        if len({channels, filters, kernel, units}) == 4:
            break
    conv = Conv(channels, filters, (kernel, kernel), bias=draw.chance(0.7))
    middle: Layer = BatchNorm(filters) if draw.chance(0.4) else Pool("max", (2, 2))
    out = output_shape(middle, output_shape(conv, (channels, side, side)))
    layers = (conv, middle, Flatten(), Dense(out[0] * out[1] * out[2], units))
    return build(printer, (channels, side, side), layers)
