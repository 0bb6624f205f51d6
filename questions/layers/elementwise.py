"""Functions that are applied to every element alike: with and without something to learn."""

from dataclasses import dataclass

from questions.layers.checks import require_sizes
from questions.layers.terms import LayerError, Shape


@dataclass(frozen=True, slots=True)
class Activation:
    """A function without parameters that leaves the shape as it is: ReLU, Dropout, Softmax, Identity."""

    name: str = "ReLU"


@dataclass(frozen=True, slots=True)
class PReLU:
    """A ReLU that learns its slope below zero: ``slopes`` is the shape of the slopes.

    PyTorch has one slope, or one per channel; Flax has a single number (``()``); Keras has one per element of the
    input, or 1 on the axes that share theirs.
    """

    slopes: Shape = (1,)

    def __post_init__(self) -> None:
        if type(self.slopes) is not tuple:
            raise LayerError(f"slopes must be a tuple of positive integers, not {self.slopes!r}.")
        require_sizes("slopes", self.slopes, len(self.slopes))
