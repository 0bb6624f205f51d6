"""Whether two formulas are the same function: exact values at many points, whatever they look like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from questions.expressions.expression import Expression
from questions.expressions.operations import ExpressionError

if TYPE_CHECKING:
    from fractions import Fraction

# Sizes up to 1000 tell powers apart, sizes up to 9 let rounding matter: with strides of hundreds a floor rarely moves.
_LARGEST_SIZES = (9, 60, 1000) * 12
_SIZES_FOR_ALL = (2, 3, 7)
_SEED = "agreement"


Multiples = tuple[tuple[str, str | int], ...]
"""Pairs of a symbol and the number, or the symbol, that it is a multiple of: channels divide into groups."""


def formulas_agree(
    a: Expression, b: Expression, symbols: Sequence[str], *, seed: str | int = _SEED, multiples: Multiples = ()
) -> bool:
    """Whether both have the same exact value at every point tried; a point where one has no value counts against it.

    Only points that keep to the multiples are tried: where G divides D, D//G is D/G.
    """
    try:
        return all(
            a.evaluate(point) == b.evaluate(point)
            for point in (_kept_to(multiples, point) for point in points(symbols, seed))
        )
    except ExpressionError:
        return False


def agreeing(
    formulas: Sequence[Expression], symbols: Sequence[str], *, multiples: Multiples = ()
) -> tuple[tuple[int, ...], ...]:
    """Which of the formulas agree, by their places: each is in one group. What `formulas_agree` says of every pair.

    A formula is only evaluated as long as another has its values, so that two points do for nearly all of them.
    """
    groups, alone = [[*range(len(formulas))]], []
    for point in points(symbols):
        kept = _kept_to(multiples, point)
        parts: list[list[int]] = []
        for group in groups:
            by_value: dict[int | Fraction | None, list[int]] = {}
            for place in group:
                by_value.setdefault(_value(formulas[place], kept), []).append(place)
            # What has no value at a point agrees with nothing.
            alone += [[place] for place in by_value.pop(None, [])]
            parts += by_value.values()
        groups = [part for part in parts if len(part) > 1]
        alone += [part for part in parts if len(part) == 1]
        if not groups:
            break
    return tuple(tuple(group) for group in sorted([*groups, *alone]))


def agrees_with_any(
    a: Expression, others: Iterable[Expression], symbols: Sequence[str], known: Mapping[str, int]
) -> bool:
    """Whether `a` agrees with one of the others where some letters have known values and `symbols` have any.

    A point or two tell nearly all of them apart from it.
    """
    left = list(others)
    for sizes in points(symbols):
        point = {**known, **sizes}
        value = a.evaluate(point)
        left = [other for other in left if _has_value(other, point, value)]
        if not left:
            return False
    return True


def _has_value(formula: Expression, point: Mapping[str, int], value: int | Fraction) -> bool:
    return _value(formula, point) == value


def _value(formula: Expression, point: Mapping[str, int]) -> int | Fraction | None:
    try:
        return formula.evaluate(point)
    except ExpressionError:
        return None


def points(symbols: Sequence[str], seed: str | int = _SEED) -> Iterator[Mapping[str, int]]:
    """The same points on every Python: sizes from 2, all different within a point, then a few points of equal sizes."""
    for sizes in _sizes(len(symbols), seed):
        yield dict(zip(symbols, sizes, strict=True))


@lru_cache(maxsize=256)
def _sizes(count: int, seed: str | int) -> tuple[tuple[int, ...], ...]:
    # Imported late because random brings hashlib with it, and most answers are not formulas.
    from random import Random

    uniform = Random(seed).random
    found: list[tuple[int, ...]] = []
    for largest in _LARGEST_SIZES:
        sizes: list[int] = []
        for _ in range(count):
            size = 2 + int(uniform() * (largest - 1))
            while size in sizes:
                size += 1
            sizes.append(size)
        found.append(tuple(sizes))
    found += [(size,) * count for size in _SIZES_FOR_ALL]
    return tuple(found)


def _kept_to(multiples: Multiples, point: Mapping[str, int]) -> Mapping[str, int]:
    """The point with each such symbol made a multiple of what it has to be one of."""
    if not multiples:
        return point
    return {**point, **{name: point[name] * (point[of] if isinstance(of, str) else of) for name, of in multiples}}
