"""Normalization layers: a learnt scale and shift per channel or per element, and moving statistics."""

from dataclasses import dataclass

from questions.layers.checks import require_divisible, require_flag, require_positive, require_sizes
from questions.layers.terms import LayerError, Shape


@dataclass(frozen=True, slots=True)
class BatchNorm:
    """Normalizes each channel over the batch and the spatial axes.

    ``scale`` (gamma) and ``shift`` (beta) are learnt, one per channel; ``moving_statistics`` are the running mean
    and variance, one each per channel, updated but not learnt.
    """

    channels: int
    scale: bool = True
    shift: bool = True
    moving_statistics: bool = True

    def __post_init__(self) -> None:
        require_positive("channels", self.channels)
        require_flag("scale", self.scale)
        require_flag("shift", self.shift)
        require_flag("moving_statistics", self.moving_statistics)


@dataclass(frozen=True, slots=True)
class LayerNorm:
    """Normalizes over the last ``len(normalized_shape)`` axes; scale and shift have that very shape."""

    normalized_shape: Shape
    scale: bool = True
    shift: bool = True

    def __post_init__(self) -> None:
        shape = self.normalized_shape
        if type(shape) is not tuple or not shape:
            raise LayerError(f"normalized_shape must be a tuple of at least one positive integer, not {shape!r}.")
        require_sizes("normalized_shape", shape, len(shape))
        require_flag("scale", self.scale)
        require_flag("shift", self.shift)


@dataclass(frozen=True, slots=True)
class GroupNorm:
    """Normalizes over ``groups`` equal groups of channels; scale and shift are per channel, whatever the groups."""

    groups: int
    channels: int
    scale: bool = True
    shift: bool = True

    def __post_init__(self) -> None:
        require_positive("groups", self.groups)
        require_positive("channels", self.channels)
        require_divisible("channels", self.channels, self.groups)
        require_flag("scale", self.scale)
        require_flag("shift", self.shift)


@dataclass(frozen=True, slots=True)
class InstanceNorm:
    """Normalizes each channel of each example by itself.

    PyTorch's has nothing to learn unless it is asked for (``affine=True``), and keeps no statistics by default.
    """

    channels: int
    scale: bool = False
    shift: bool = False
    moving_statistics: bool = False

    def __post_init__(self) -> None:
        require_positive("channels", self.channels)
        require_flag("scale", self.scale)
        require_flag("shift", self.shift)
        require_flag("moving_statistics", self.moving_statistics)
