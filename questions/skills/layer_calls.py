"""A layer call and what it gets, in a sentence with every convention that an answer may rest on."""

from __future__ import annotations

from questions.layers.specs import Shape
from questions.layers.terms import Framework
from questions.skills.conv_layers import AXES

_INTRODUCTIONS: dict[Framework, str] = {
    "pytorch": "PyTorch",
    "keras": "Keras, channels last",
    "flax": "Flax (flax.linen), channels last",
}


def tell_call(call: str, framework: Framework, input_shape: Shape, batch: int = 1) -> str:
    """`PyTorch: nn.Conv2d(3, 10, 3) gets an input of shape (3, 24, 24) (channels, height, width).`

    The input is channels first without the batch axis; it is told in the framework's own order.
    """
    spatial = AXES[len(input_shape) - 2]
    if framework == "pytorch":
        return told(call, framework, input_shape, ("channels", *spatial), batch)
    return told(call, framework, channels_last(input_shape), (*spatial, "channels"), batch)


def told(call: str, framework: Framework, shape: Shape, axes: tuple[str, ...], batch: int = 1) -> str:
    """The same with a shape in the order in which it is told, and the names of its axes."""
    given = f"a batch of {batch} inputs, each" if batch > 1 else "an input"
    sizes = f"({shape[0]},)" if len(shape) == 1 else f"({', '.join(map(str, shape))})"
    return f"{_INTRODUCTIONS[framework]}: {call} gets {given} of shape {sizes} ({', '.join(axes)})."


def channels_last(shape: Shape) -> Shape:
    """A shape that is channels first, the other way round."""
    return (*shape[1:], shape[0])
