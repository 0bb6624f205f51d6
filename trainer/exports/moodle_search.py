"""Short formulas for a number that a text gives without saying where it comes from.

The search goes from the wanted number back to those that are known, so that almost every try ends at the first variant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from trainer.exports.moodle_slots import Column, is_constant

_MOST_ATOMS = 40
_MOST_BASES = 10
_DIVISORS = range(2, 9)
_MOST_LEFT = 40
"""The largest number that a formula may add in the end: one larger than this means nothing."""

Atoms = list[tuple[str, Column]]


def search(wanted: Column, atoms: Atoms, known: Mapping[Column, str]) -> str | None:
    """A formula over known ones whose value is the wanted number in every variant; None if no short one is.

    `atoms` are the known ones in the order in which they are tried.
    """
    atoms = atoms[:_MOST_ATOMS]
    return (
        _shifted(wanted, atoms)
        or _product(wanted, atoms, known)
        or _quotient(wanted, atoms, known)
        or _sum(wanted, atoms)
        or _sum_of_products(wanted, atoms, known)
        or _floored(wanted, atoms[:_MOST_BASES])
    )


def _shifted(wanted: Column, atoms: Atoms) -> str | None:
    for text, column in atoms:
        found = _with_rest(text, column, wanted)
        if found is not None:
            return found
    return None


def _product(wanted: Column, atoms: Atoms, known: Mapping[Column, str]) -> str | None:
    for place, (one, left) in enumerate(atoms):
        rest = _divided(wanted, left)
        if rest is None:
            continue
        text = _name(rest, known)
        if text is not None:
            return f"({one}*{text})"
        for two, right in atoms[place:]:
            last = _divided(rest, right)
            text = None if last is None else _name(last, known)
            if text is not None:
                return f"(({one}*{two})*{text})"
    return None


def _quotient(wanted: Column, atoms: Atoms, known: Mapping[Column, str]) -> str | None:
    for one, left in atoms:
        divisor = _divided(left, wanted)
        text = None if divisor is None else _name(divisor, known)
        if text is not None:
            return f"({one}/{text})"
    return None


def _sum(wanted: Column, atoms: Atoms) -> str | None:
    for one, left in atoms:
        for two, right in atoms:
            for sign, other in (("+", right), ("-", tuple(-value for value in right))):
                if wanted[0] - left[0] - other[0] == wanted[1] - left[1] - other[1]:
                    together = tuple(a + b for a, b in zip(left, other, strict=True))
                    found = _with_rest(f"({one}{sign}{two})", together, wanted)
                    if found is not None:
                        return found
    return None


def _sum_of_products(wanted: Column, atoms: Atoms, known: Mapping[Column, str]) -> str | None:
    for place, (one, left) in enumerate(atoms):
        for two, right in atoms[place:]:
            rest = tuple(w - a * b for w, a, b in zip(wanted, left, right, strict=True))
            text = None if is_constant(rest) and abs(rest[0]) > _MOST_LEFT else _name(rest, known)
            if text is not None:
                return f"(({one}*{two})+{text})" if not text.startswith("-") else f"(({one}*{two}){text})"
    return None


def _floored(wanted: Column, atoms: Atoms) -> str | None:
    """What is left of a length after steps of several positions."""
    rise = wanted[1] - wanted[0]
    for text, column in _bases(atoms):
        for divisor in _DIVISORS:
            for shift in range(divisor):
                if (column[1] + shift) // divisor - (column[0] + shift) // divisor == rise:
                    values = tuple((value + shift) // divisor for value in column)
                    shifted = f"({text}+{shift})" if shift else text
                    found = _with_rest(f"floor({shifted}/{divisor})", values, wanted)
                    if found is not None:
                        return found
        for other, divisors in atoms:
            if min(divisors) > 0 and other != text:
                for shift in (0, -1):
                    values = tuple((value + shift) // by for value, by in zip(column, divisors, strict=True))
                    found = _with_rest(f"floor({f'({text}-1)' if shift else text}/{other})", values, wanted)
                    if found is not None:
                        return found
    return None


def _bases(atoms: Atoms) -> Iterator[tuple[str, Column]]:
    yield from atoms
    for one, left in atoms:
        for two, right in atoms:
            if one != two:
                yield f"({one}-{two})", tuple(a - b for a, b in zip(left, right, strict=True))
                yield f"({one}+{two})", tuple(a + b for a, b in zip(left, right, strict=True))


def _with_rest(text: str, values: Column, wanted: Column) -> str | None:
    """The formula with what it lacks of the wanted number, if that is the same small number in every variant."""
    rest = wanted[0] - values[0]
    if abs(rest) > _MOST_LEFT or any(w - v != rest for w, v in zip(wanted, values, strict=True)):
        return None
    return text if rest == 0 else f"({text}{rest:+})"


def _divided(column: Column, by: Column) -> Column | None:
    """The quotients, if all of them are whole."""
    if any(not b or a % b for a, b in zip(column, by, strict=True)):
        return None
    return tuple(a // b for a, b in zip(column, by, strict=True))


def _name(column: Column, known: Mapping[Column, str]) -> str | None:
    return str(column[0]) if is_constant(column) else known.get(column)
