"""Whether two formulas are the same function: exact values at many points, whatever they look like."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from questions.expressions.expression import Expression
from questions.expressions.operations import ExpressionError

# Sizes up to 1000 tell powers apart, sizes up to 9 let rounding matter: with strides of hundreds a floor rarely moves.
_LARGEST_SIZES = (9, 60, 1000) * 12
_SIZES_FOR_ALL = (2, 3, 7)
_SEED = "agreement"


def formulas_agree(a: Expression, b: Expression, symbols: Sequence[str], *, seed: str | int = _SEED) -> bool:
    """Whether both have the same exact value at every point tried; a point where one has no value counts against it."""
    try:
        return all(a.evaluate(point) == b.evaluate(point) for point in points(tuple(symbols), seed))
    except ExpressionError:
        return False


def agrees_with_any(a: Expression, others: Iterable[Expression], symbols: Sequence[str]) -> bool:
    """Whether `a` agrees with one of the others. One point tells nearly all of them apart, so `a` is evaluated once."""
    point = points(tuple(symbols), _SEED)[0]
    value = a.evaluate(point)
    return any(other.evaluate(point) == value and formulas_agree(a, other, symbols) for other in others)


@lru_cache(maxsize=4096)
def points(symbols: tuple[str, ...], seed: str | int) -> tuple[Mapping[str, int], ...]:
    """The same points on every Python: sizes from 2, all different within a point, then a few points of equal sizes."""
    # Imported late because random brings hashlib with it, and most answers are not formulas.
    from random import Random

    uniform = Random(seed).random
    found: list[dict[str, int]] = []
    for largest in _LARGEST_SIZES:
        sizes: list[int] = []
        for _ in symbols:
            size = 2 + int(uniform() * (largest - 1))
            while size in sizes:
                size += 1
            sizes.append(size)
        found.append(dict(zip(symbols, sizes, strict=True)))
    found += [dict.fromkeys(symbols, size) for size in _SIZES_FOR_ALL]
    return tuple(found)
