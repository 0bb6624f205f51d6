"""What the worked solutions of all layers share."""

from __future__ import annotations

from math import prod

from questions.layers.counting import Framework, weight_shapes
from questions.layers.specs import Layer
from questions.question import Step
from questions.worked.factors import biases_factor

Steps = tuple[Step, ...]


def tensor_step(layer: Layer, framework: Framework) -> Step:
    """The same count as a sum over the framework's own weight tensors."""
    shapes = weight_shapes(layer, framework)
    named = ", ".join(f"{name} {shape}" for name, shape in shapes.items())
    sizes = " + ".join("·".join(map(str, shape)) for shape in shapes.values())
    names = {"pytorch": "PyTorch", "keras": "Keras", "flax": "Flax"}
    total = sum(prod(shape) for shape in shapes.values())
    return Step(f"As {names[framework]} stores it: {named}.", "", sizes, f"{total:,}")


def bias_step(count: int, bias: bool, owner: str, layer: str = "The layer") -> Step:
    """As many biases as outputs, or none; `owner` is what has one, `layer` what has none."""
    if bias:
        return Step(f"One bias per {owner}:", "", "", f"{count:,}", (biases_factor(count, owner),))
    return Step(f"{layer} has no bias:", "", "", "0")


def sum_step(weights: int, biases: int) -> Step:
    if not biases:
        return Step("So the weights are all there is:", "", "", f"{weights:,}")
    return Step("Weights and biases together:", "", f"{weights} + {biases}", f"{weights + biases:,}")
