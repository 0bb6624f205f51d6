"""The words every file here shares: shapes, padding, frameworks, and the error with a sentence for the user."""

from typing import Literal

Shape = tuple[int, ...]
"""Sizes of axes. Kernels, strides and dilations have one entry per spatial axis; tensors are channels first."""

Padding = Shape | Literal["valid", "same", "causal"]
"""Zeros added on *each side* of every spatial axis, or a rule that derives them from the other sizes."""

Framework = Literal["pytorch", "keras", "flax"]

FRAMEWORKS: tuple[Framework, ...] = ("pytorch", "keras", "flax")

FRAMEWORK_TITLES: dict[Framework, str] = {"pytorch": "PyTorch", "keras": "Keras", "flax": "Flax"}


class LayerError(ValueError):
    """A layer or an input that cannot be. The message is one sentence that says what was expected."""
