"""The formulas behind the lab's figures, in letters and with the numbers put in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from questions.layers.macs import macs
from questions.layers.output import window_length
from questions.layers.parameters import parameters
from questions.layers.receptive_field import receptive_field
from questions.layers.specs import Conv, ConvTranspose, DepthwiseConv, SeparableConv, Shape
from questions.wording import bracketed, by, times
from questions.worked.factors import kernel_letters
from trainer.lab.settings import LabLayer, LabSettings, layers_of, shapes_of

_SIZE_LETTERS: dict[int, tuple[str, ...]] = {1: ("L",), 2: ("H", "W"), 3: ("D", "H", "W")}
_MOST_TERMS = 5


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula in letters, and the same with the numbers of this layer."""

    letters: str
    numbers: str


def parameters_formula(settings: LabSettings) -> Formula:
    """Weights and biases; of a stack the sum over its layers."""
    layers = layers_of(settings)
    if len(layers) > 1:
        counts = [parameters(layer).total for layer in layers]
        return Formula("first layer + the others", _summed(counts))
    layer = layers[0]
    letters = "·".join(kernel_letters(layer.rank))
    kernel = times(layer.kernel_size)
    sides = f"({letters})" if layer.rank > 1 else letters
    match layer:
        case Conv():
            seen, depth = _divided("C_in", layer.in_channels, layer.groups)
            return _biased(layer, f"C_out·({letters}·{seen})", f"{layer.out_channels}·({kernel}·{depth})")
        case ConvTranspose():
            seen, depth = _divided("C_out", layer.out_channels, layer.groups)
            return _biased(layer, f"C_in·({letters}·{seen})", f"{layer.in_channels}·({kernel}·{depth})")
        case DepthwiseConv():
            multiplied = f"{layer.in_channels}·{layer.depth_multiplier}"
            weights = f"C_in·m·{sides}", f"{multiplied}·{bracketed(layer.kernel_size)}"
            if not layer.bias:
                return Formula(*weights)
            return Formula(f"{weights[0]} + C_in·m", f"{weights[1]} + {multiplied}")
        case SeparableConv():
            middle = f"{layer.in_channels}·{layer.depth_multiplier}"
            return _biased(
                layer,
                f"C_in·m·{sides} + C_in·m·C_out",
                f"{middle}·{bracketed(layer.kernel_size)} + {middle}·{layer.out_channels}",
            )


def _divided(letter: str, channels: int, groups: int) -> tuple[str, str]:
    return (letter, str(channels)) if groups == 1 else (f"({letter}/groups)", f"({channels}/{groups})")


def _biased(layer: LabLayer, letters: str, numbers: str) -> Formula:
    if not layer.bias:
        return Formula(letters, numbers)
    return Formula(f"{letters} + C_out", f"{numbers} + {layer.out_channels}")


def size_formula(settings: LabSettings) -> Formula:
    """The output's size on one axis, or on each where they differ; of a stack how the size goes from layer to layer."""
    layers, shapes = layers_of(settings), shapes_of(settings)
    told = _each_size(layers[0])
    if len(layers) > 1:
        sizes = [by(shape[1:]) for shape in shapes]
        return Formula(f"each layer: {told}", " → ".join(_shortened(sizes)))
    numbers = [
        f"{_size_numbers(layers[0], settings.input_size[axis], axis)} = {shapes[1][1 + axis]}"
        for axis in range(settings.rank)
    ]
    return Formula(told, "; ".join(dict.fromkeys(numbers)))


def _each_size(layer: LabLayer) -> str:
    """One formula for all axes where it is the same, else one for each kind of axis, in that axis' letter."""
    sides = _SIZE_LETTERS[layer.rank]
    firsts = {_size_letters(layer, axis, ""): axis for axis in reversed(range(layer.rank))}
    if len(firsts) == 1:
        return _size_letters(layer, 0, "L" if layer.rank == 1 else "H")
    return " and ".join([_size_letters(layer, axis, sides[axis]) for axis in sorted(firsts.values())])


def _size_letters(layer: LabLayer, axis: int, size: str) -> str:
    window = "k" if layer.dilation[axis] == 1 else "(d·(k - 1) + 1)"
    if not isinstance(layer, ConvTranspose):
        return f"ceil({size}/S)" if isinstance(layer.padding, str) else f"floor(({size} + 2·P - {window})/S) + 1"
    if not isinstance(layer.padding, str):
        return f"({size} - 1)·S - 2·P + {window} + extra"
    by_rule = layer.output_padding is None
    if layer.padding == "valid":
        return f"({size} - 1)·S + max({window}, S)" if by_rule else f"({size} - 1)·S + {window} + extra"
    return f"{size}·S" if by_rule else f"({size} - 1)·S + {window} mod 2 + extra"


def _size_numbers(layer: LabLayer, size: int, axis: int) -> str:
    k, s, d = layer.kernel_size[axis], layer.stride[axis], layer.dilation[axis]
    window = str(k) if d == 1 else f"({d}·({k} - 1) + 1)"
    if not isinstance(layer, ConvTranspose):
        if isinstance(layer.padding, str):
            return f"ceil({size}/{s})"
        return f"floor(({size} + 2·{layer.padding[axis]} - {window})/{s}) + 1"
    extra = None if layer.output_padding is None else layer.output_padding[axis]
    if not isinstance(layer.padding, str):
        return f"({size} - 1)·{s} - 2·{layer.padding[axis]} + {window} + {extra}"
    if layer.padding == "valid":
        return f"({size} - 1)·{s} + " + (f"max({window}, {s})" if extra is None else f"{window} + {extra}")
    return f"{size}·{s}" if extra is None else f"({size} - 1)·{s} + {window} mod 2 + {extra}"


def macs_formula(settings: LabSettings) -> Formula:
    """Weights times output positions, for a transposed convolution times input positions."""
    layers, shapes = layers_of(settings), shapes_of(settings)
    transposed = isinstance(layers[0], ConvTranspose)
    suffix = "" if transposed else "_out"
    letters = "weights·" + "·".join(f"{letter}{suffix}" for letter in _SIZE_LETTERS[settings.rank])
    if len(layers) > 1:
        counts = [macs(layer, shape) for layer, shape in zip(layers, shapes, strict=False)]
        return Formula(f"sum of {letters}", _summed(counts))
    positions = shapes[0 if transposed else 1][1:]
    return Formula(letters, f"{parameters(layers[0]).weights}·{times(positions)}")


def field_formula(settings: LabSettings) -> Formula:
    """How far one output position sees on one axis, or on each where they differ."""
    sizes = receptive_field(layers_of(settings), settings.rank)
    numbers = [f"{_field_numbers(settings, axis)} = {size}" for axis, size in enumerate(sizes)]
    letters = "d·(k - 1) + 1" if settings.layers == 1 else "1 + sum of d·(k - 1)·jump"
    return Formula(letters, "; ".join(dict.fromkeys(numbers)))


def _field_numbers(settings: LabSettings, axis: int) -> str:
    k, s, d = settings.kernel_size[axis], settings.stride[axis], settings.dilation[axis]
    if settings.layers == 1:
        return f"{d}·({k} - 1) + 1"
    reach = window_length(k, d) - 1
    if s == 1:
        return f"1 + {settings.layers}·{reach}"
    return "1 + " + " + ".join(_shortened([f"{reach}·{s**layer}" for layer in range(settings.layers)]))


def memory_formula(values: Sequence[Shape] | int, batch: int = 1) -> str:
    """`280·4`, or of activations `8·(10·22·22)·4`."""
    if isinstance(values, int):
        return f"{values}·4"
    summed = " + ".join(_shortened([times(shape) for shape in values]))
    return f"{batch}·({summed})·4" if batch > 1 or len(values) > 1 else f"{summed}·4"


def _summed(counts: list[int]) -> str:
    """`280 + 2·910`, or every term where they differ."""
    if len(set(counts[1:])) == 1:
        return f"{counts[0]:,} + {len(counts) - 1}·{counts[1]:,}"
    return " + ".join(_shortened([f"{count:,}" for count in counts]))


def _shortened(terms: list[str]) -> list[str]:
    return terms if len(terms) <= _MOST_TERMS else [*terms[:3], "…", terms[-1]]
