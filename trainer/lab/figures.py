"""What the lab shows of its settings: every quantity with its value, its formula and the numbers put in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import prod

from questions.layers.network import Network
from questions.layers.receptive_field import receptive_field
from questions.layers.specs import ConvTranspose, Shape
from questions.layers.terms import FRAMEWORK_TITLES, Framework
from questions.misconceptions.activations import KIB, MIB
from questions.wording import by, several
from trainer.lab.code import Tensors, tensors
from trainer.lab.formulas import field_formula, macs_formula, memory_formula, parameters_formula, size_formula
from trainer.lab.settings import LabSettings, layers_of, shapes_of

_BYTES = 4
"""Of one value in float32."""

Stored = tuple[tuple[Framework, tuple[Tensors, ...]], ...]
FigureValue = int | Shape | Stored | None


class Quantity(StrEnum):
    """What is shown. The value is its label."""

    PARAMETERS = "parameters"
    OUTPUT = "output"
    MACS = "MACs/example"
    FIELD = "recept. field"
    PARAMETER_MEMORY = "param. memory"
    OUTPUT_MEMORY = "output memory"
    WEIGHTS = "weights"


@dataclass(frozen=True, slots=True)
class Figure:
    """One quantity: its exact value, which two settings are compared by, and how it is told."""

    quantity: Quantity
    value: FigureValue
    text: str
    formula: str = ""
    """In letters."""
    substitution: str = ""
    """With the numbers of the settings, and what it comes to."""


@lru_cache(maxsize=256)
def figures(settings: LabSettings) -> tuple[Figure, ...]:
    """Every quantity of these settings. Raises LayerError for settings that cannot be."""
    layers, shapes = layers_of(settings), shapes_of(settings)
    network = Network(layers)
    total, macs = network.parameters().total, network.macs(settings.input_shape)
    output = (settings.batch, *shapes[-1])
    counted, sized, worked = parameters_formula(settings), size_formula(settings), macs_formula(settings)
    activations = settings.batch * sum(prod(shape) for shape in shapes[1:])
    return (
        Figure(Quantity.PARAMETERS, total, f"{total:,}", counted.letters, f"{counted.numbers} = {total:,}"),
        Figure(
            Quantity.OUTPUT,
            output,
            shown_output(output, settings.framework),
            sized.letters,
            sized.numbers,
        ),
        Figure(Quantity.MACS, macs, f"{macs:,}", worked.letters, f"{worked.numbers} = {macs:,}"),
        _field(settings),
        _memory(Quantity.PARAMETER_MEMORY, total * _BYTES, memory_formula(total), "parameters·4 bytes in float32"),
        _memory(
            Quantity.OUTPUT_MEMORY,
            activations * _BYTES,
            memory_formula(shapes[1:], settings.batch),
            f"{'output' if len(layers) == 1 else 'all outputs'}·4 bytes in float32",
        ),
        Figure(Quantity.WEIGHTS, tensors(settings), "as stored"),
    )


def figure(settings: LabSettings, quantity: Quantity) -> Figure:
    """One quantity of these settings."""
    return next(each for each in figures(settings) if each.quantity is quantity)


def _field(settings: LabSettings) -> Figure:
    layers = layers_of(settings)
    if isinstance(layers[0], ConvTranspose):
        return Figure(Quantity.FIELD, None, "not counted for a transposed convolution")
    field = receptive_field(layers, settings.rank)
    formula = field_formula(settings)
    told = by(field) if settings.rank > 1 else str(field[0])
    return Figure(
        Quantity.FIELD,
        field,
        told,
        formula.letters,
        formula.numbers,
    )


def _memory(quantity: Quantity, size: int, numbers: str, letters: str) -> Figure:
    return Figure(quantity, size, shown_bytes(size), letters, f"{numbers} = {size:,} bytes")


def shown_bytes(size: int) -> str:
    """`552 bytes`, `18.9 KiB`, `1.000 MiB`: the unit that fits, to three digits or, from 100 on, to one decimal."""
    if size < KIB.size:
        return several(size, "byte")
    unit = KIB if size < MIB.size else MIB
    number = size / unit.size
    decimals = 1 if number >= 100 else 2 if number >= 10 else 3
    return f"{number:,.{decimals}f} {unit.name}"


def shown_shape(shape: Shape) -> str:
    """`(10, 22, 22)`."""
    return f"({', '.join(map(str, shape))}{',' if len(shape) == 1 else ''})"


def shown_output(shape: Shape, framework: Framework) -> str:
    """A shape with its batch axis, channels where the framework has them."""
    return shown_shape((shape[0], *ordered(shape[1:], framework)))


def ordered(shape: Shape, framework: Framework) -> Shape:
    """A shape without its batch axis, given channels first, with the channels where the framework has them."""
    return shape if framework == "pytorch" else (*shape[1:], shape[0])


def shown_tensors(stored: Stored, layers: int) -> tuple[tuple[str, str], ...]:
    """Per framework its name, and the tensors of the first layer and of the later ones."""
    told = []
    for framework, parts in stored:
        texts = [", ".join(f"{name} {shown_shape(shape)}" for name, shape in part) for part in parts]
        if len(texts) > 1:
            texts[1] = f"then {layers - 1} × {texts[1]}"
        told.append((FRAMEWORK_TITLES[framework], "; ".join(texts)))
    return tuple(told)
