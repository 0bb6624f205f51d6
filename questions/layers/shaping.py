"""Layers that only move or repeat numbers: padding, cropping, upsampling, reshaping. None has anything to learn."""

from dataclasses import dataclass
from math import floor, isfinite, prod

from questions.layers.checks import MAX_RANK, require_positive
from questions.layers.terms import LayerError, Shape

Sides = tuple[tuple[int, int], ...]
"""For every spatial axis what is added before and behind; negative numbers cut off."""


@dataclass(frozen=True, slots=True)
class Pad:
    """Adds positions around the input, or cuts them off, and leaves the channels alone."""

    sides: Sides

    def __post_init__(self) -> None:
        if type(self.sides) is not tuple or not 1 <= len(self.sides) <= MAX_RANK:
            raise LayerError(f"sides must be 1 to {MAX_RANK} pairs of integers, not {self.sides!r}.")
        for pair in self.sides:
            if type(pair) is not tuple or len(pair) != 2 or any(type(n) is not int for n in pair):
                raise LayerError(f"sides must be pairs of integers, not {pair!r}.")

    @property
    def rank(self) -> int:
        """The number of spatial axes."""
        return len(self.sides)

    def padded(self, spatial: Shape) -> Shape:
        """The new spatial sizes. Raises LayerError if nothing would be left."""
        sizes = tuple([n + before + behind for n, (before, behind) in zip(spatial, self.sides, strict=True)])
        if min(sizes) < 1:
            raise LayerError(f"Nothing would be left of {'x'.join(map(str, spatial))}.")
        return sizes


@dataclass(frozen=True, slots=True)
class Upsample:
    """Stretches the spatial axes by ``factors`` or to ``size``; a single entry holds for all axes.

    ``rank`` 0 takes any number of spatial axes. A size that is not whole is rounded down.
    """

    factors: tuple[int | float, ...] = ()
    size: Shape = ()
    rank: int = 0

    def __post_init__(self) -> None:
        if bool(self.factors) == bool(self.size):
            raise LayerError("Upsampling needs either a factor or a size.")
        for factor in self.factors:
            if type(factor) not in (int, float) or not isfinite(factor) or factor <= 0:
                raise LayerError(f"The factor of upsampling must be a positive number, not {factor!r}.")
        for size in self.size:
            require_positive("size", size)

    def stretched(self, spatial: Shape) -> Shape:
        """The new spatial sizes. Raises LayerError if the axes do not fit or nothing would be left."""
        told = self.factors or self.size
        if len(told) not in (1, len(spatial)):
            raise LayerError(f"Upsampling is told {len(told)} axes, but the input has {len(spatial)} spatial ones.")
        every = told * len(spatial) if len(told) == 1 else told
        if self.size:
            return tuple([int(n) for n in every])
        sizes = tuple([floor(n * factor) for n, factor in zip(spatial, every, strict=True)])
        if min(sizes) < 1:
            raise LayerError(f"Nothing would be left of {'x'.join(map(str, spatial))}.")
        return sizes


@dataclass(frozen=True, slots=True)
class Reshape:
    """The same elements in another shape. One entry of ``target`` may be -1: whatever is left.

    With ``dim`` above 0 only that axis (counted with the batch axis as 0) is split into ``target``.
    """

    target: Shape
    dim: int = 0

    def __post_init__(self) -> None:
        if type(self.target) is not tuple or not self.target:
            raise LayerError(f"The new shape must be a tuple of integers, not {self.target!r}.")
        if any(type(n) is not int or (n < 1 and n != -1) for n in self.target) or self.target.count(-1) > 1:
            raise LayerError(f"The new shape may have positive integers and one -1, not {self.target!r}.")

    def reshaped(self, shape: Shape) -> Shape:
        """The new shape. Raises LayerError unless it has as many elements."""
        if not self.dim:
            return self._filled(shape)
        axis = self.dim - 1 if self.dim > 0 else len(shape) + self.dim
        if not 0 <= axis < len(shape):
            raise LayerError(f"The input has no axis {self.dim}.")
        return (*shape[:axis], *self._filled(shape[axis : axis + 1]), *shape[axis + 1 :])

    def _filled(self, shape: Shape) -> Shape:
        elements, known = prod(shape), prod(n for n in self.target if n > 0)
        if elements % known or (-1 not in self.target and elements != known):
            written = "x".join("?" if n < 0 else str(n) for n in self.target)
            raise LayerError(f"The {elements} elements of {'x'.join(map(str, shape))} do not make {written}.")
        return tuple([elements // known if n < 0 else n for n in self.target])


@dataclass(frozen=True, slots=True)
class Permute:
    """The axes in another order, counted from 1 without the batch axis."""

    order: Shape

    def __post_init__(self) -> None:
        if type(self.order) is not tuple or sorted(self.order) != list(range(1, len(self.order) + 1)):
            raise LayerError(f"The order must name every axis from 1 once, not {self.order!r}.")

    def permuted(self, shape: Shape) -> Shape:
        """The new shape. Raises LayerError if the input has another number of axes."""
        if len(shape) != len(self.order):
            raise LayerError(f"The order names {len(self.order)} axes, but the input has {len(shape)}.")
        return tuple([shape[axis - 1] for axis in self.order])


@dataclass(frozen=True, slots=True)
class PixelShuffle:
    """Turns channels into positions: (C·r², H, W) to (C, r·H, r·W)."""

    factor: int

    def __post_init__(self) -> None:
        require_positive("factor", self.factor)

    def shuffled(self, shape: Shape) -> Shape:
        """The new shape. Raises LayerError unless the channels can be divided."""
        area = self.factor**2
        if len(shape) != 3 or shape[0] % area:
            raise LayerError(f"PixelShuffle needs channels that {area} divides, and two spatial axes.")
        return (shape[0] // area, shape[1] * self.factor, shape[2] * self.factor)
