"""Drawing two convolutions of which one is the other with some sizes multiplied."""

from __future__ import annotations

from math import prod

from questions.draw import Draw
from questions.misconceptions.factors import Factors, Quantity, without
from questions.skills.scaled_layers import Scaled

_BASES = (4, 6, 8, 10, 12, 16, 20, 24, 32, 40, 48, 64, 96, 128)
_KERNELS_3D = ((1, 3), (1, 5), (3, 1), (3, 1), (5, 1))
_DEPTHWISE_KERNELS = ((3, 1), (3, 1), (3, 3), (5, 1), (7, 1))
_KERNELS = ((1, 3), (1, 5), (1, 7), (3, 3), (3, 3))
_KERNELS_1D = (*_KERNELS, (5, 3), (3, 5))
_MOST_WEIGHTS = 20_000_000
_LONGEST_SIDE = 256
_SIZES = ("channels", "filters", "kernel", "side", "stride")


def draw_scaled(draw: Draw, level: int) -> Scaled:
    """Level 1 tells one or two changes by their numbers; 2 adds strides, layers that shrink and changes told by
    their factor; 3 has other ranks, depthwise layers and changes that do not count.
    """
    while True:
        scaled = _drawn(draw, level)
        if scaled.listed and (level == 3 or scaled.factors.total > 1) and _plausible(scaled):
            return scaled


def _plausible(scaled: Scaled) -> bool:
    """Whether both layers could be those of a real network."""
    f = scaled.factors
    weights = scaled.weights * f.channels * f.filters * prod((f.kernel,) * f.rank)
    long = f.rank > 1 and scaled.side * f.side > _LONGEST_SIDE
    return weights <= _MOST_WEIGHTS and f.stride <= max(2, scaled.kernel) and not long


def _drawn(draw: Draw, level: int) -> Scaled:
    quantities: tuple[Quantity, ...] = ("weights", "weights", "values") if level == 1 else (
        "weights", "MACs", "MACs", "values"
    )  # fmt: skip
    quantity = draw.choice(quantities)
    rank = draw.choice((1, 2, 2, 3)) if level == 3 else 2
    depthwise = level == 3 and rank < 3 and draw.chance(0.3)
    few = (1, 1, 2, 2, 3, 4)
    many = (1, 2, 2, 3, 4, 5, 6, 8, 10)
    channels = draw.choice(many if level == 1 else few)
    filters = 1 if depthwise else draw.choice(many if level == 1 else few)
    if level > 1 and not depthwise and draw.chance(0.25):
        filters = channels
    kernel, grown = draw.choice(_kernels(rank, depthwise))
    side = stride = 1
    if level > 1 or quantity == "values":
        side = draw.choice((1, 2, 2, 3, 4)) if rank < 3 else draw.choice((1, 2, 2))
    if level > 1:
        stride = draw.choice((1, 1, 2, 2, 3))
    if level == 1 and quantity == "values":
        channels = grown = 1
        side = draw.choice((2, 2, 3, 4))
    if draw.chance(0.6):
        grown = 1
    base = draw.choice(_BASES)
    factors = _few_changes(draw, Factors(quantity, rank, channels, filters, grown, side, stride, depthwise), level)
    return Scaled(
        base, base if depthwise else draw.choice(_BASES), kernel, _side(draw, rank) * factors.stride, factors,
        growing=level == 1 or draw.chance(0.6), in_words=level > 1 and draw.chance(0.5),
    )  # fmt: skip


def _kernels(rank: int, depthwise: bool) -> tuple[tuple[int, int], ...]:
    if depthwise:
        return _DEPTHWISE_KERNELS
    return (_KERNELS_1D, _KERNELS, _KERNELS_3D)[rank - 1]


def _few_changes(draw: Draw, factors: Factors, level: int) -> Factors:
    """At most two changes, three on level 3, so that the sentence stays readable."""
    names = [name for name in _SIZES if getattr(factors, name) > 1]
    kept = draw.shuffled(names)[: 2 + (level == 3)]
    for name in names:
        if name not in kept:
            factors = without(factors, name)
    return factors


def _side(draw: Draw, rank: int) -> int:
    return draw.choice(((50, 64, 100, 128, 256), (14, 16, 20, 24, 28, 32, 40, 56), (8, 10, 12, 14, 16))[rank - 1])
