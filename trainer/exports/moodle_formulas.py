"""Formulas of Moodle over the wildcards of a question, each held against every variant before it is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from questions.expressions.expression import Expression, ExpressionError, parse_expression
from questions.expressions.operations import UNARY, Operator, apply_binary, apply_unary
from trainer.exports.moodle_slots import Column, columns, is_constant, skeleton
from trainer.exports.moodle_xml import EXACT

Exact = tuple[int | Fraction, ...]

_LARGEST = 2**53
"""PHP goes on with floats where integers end; below this no sum or product is rounded."""
_SIGNS = {Operator.ADD: "+", Operator.SUBTRACT: "-", Operator.MULTIPLY: "*", Operator.DIVIDE: "/"}
_SMALL = 12
_MOST_ATOMS = 14


class Formulas:
    """What is known to follow from the wildcards, and how. `known` begins with each wildcard's column."""

    def __init__(self, wildcards: Mapping[str, Column]) -> None:
        self.known: dict[Column, str] = {column: f"{{{name}}}" for name, column in wildcards.items()}
        self._wildcards = list(self.known)
        self._searched: dict[Column, str | None] = {}
        self._offsets: dict[Column, tuple[str, int]] | None = None

    def of_column(self, column: Column) -> str | None:
        """A formula whose value is that number in every variant."""
        if is_constant(column):
            return str(column[0])
        if max(map(abs, column)) >= EXACT:
            return None
        found = self.known.get(column)
        if found is None and column not in self._searched:
            self._searched[column] = self._search(column)
        return found or self._searched[column]

    def of_texts(self, texts: Sequence[str], wanted: Column) -> str | None:
        """The formula that the texts write with their own numbers, if it gives the wanted number in every variant."""
        gaps = columns(texts)
        if not gaps or max(map(abs, wanted)) >= EXACT:
            return None
        names = [f"s{place}" for place in range(len(gaps))]
        parts = skeleton(texts[0]).split("\0")
        written = "".join(part + name for part, name in zip(parts, [*names, ""], strict=True))
        try:
            expression = parse_expression(written, names)
        except ExpressionError:
            return None
        found = self._written(expression, dict(zip(names, gaps, strict=True)))
        if found is None or found[1] != wanted:
            return None
        self.known.setdefault(wanted, found[0])
        return found[0]

    def learn(self, texts: Sequence[str], results: Sequence[str]) -> None:
        """Take in a step of the worked solution: what it counts, and what comes out."""
        found = columns(results)
        if found is not None and len(found) == 1 and skeleton(results[0]) == "\0":
            self.of_texts(texts, found[0])

    def _written(self, expression: Expression, gaps: Mapping[str, Column]) -> tuple[str, Exact] | None:
        """The expression in Moodle's words, with its values; what it counts on the way is known from then on."""
        length = len(next(iter(gaps.values())))
        stack: list[tuple[str, Exact]] = []
        for step in expression.steps:
            if isinstance(step, str):
                text = self.of_column(gaps[step])
                if text is None:
                    return None
                stack.append((text, gaps[step]))
                continue
            if not isinstance(step, Operator):
                if isinstance(step, Fraction):
                    return None
                stack.append((str(step), (step,) * length))
                continue
            right = stack.pop()
            left = None if step in UNARY else stack.pop()
            applied = _applied(step, left, right)
            if applied is None:
                return None
            stack.append(applied)
            self._remember(*applied)
        return stack.pop()

    def _remember(self, text: str, values: Exact) -> None:
        whole = tuple(value for value in values if isinstance(value, int))
        if len(whole) == len(values) and not is_constant(whole):
            self.known.setdefault(whole, text)

    def _search(self, wanted: Column) -> str | None:
        """A short formula for a number that nothing has counted: sums, differences, products, sizes of outputs."""
        if self._offsets is None:
            self._offsets = {}
            for text, values in _short(self._atoms()):
                self._offsets.setdefault(_from_zero(values), (text, values[0]))
        found = self._offsets.get(_from_zero(wanted))
        if found is None:
            return None
        text, start = found
        rest = wanted[0] - start
        return text if rest == 0 else f"({text}{'+' if rest > 0 else '-'}{abs(rest)})"

    def _atoms(self) -> list[tuple[str, Column]]:
        first = [(self.known[column], column) for column in self._wildcards]
        rest = [(text, column) for column, text in self.known.items() if column not in set(self._wildcards)]
        return [*first, *sorted(rest, key=lambda each: len(each[0]))][:_MOST_ATOMS]


def _applied(step: Operator, left: tuple[str, Exact] | None, right: tuple[str, Exact]) -> tuple[str, Exact] | None:
    text, values = right
    try:
        if left is None:
            done: Exact = tuple(apply_unary(step, value) for value in values)
        else:
            done = tuple(apply_binary(step, one, two) for one, two in zip(left[1], values, strict=True))
    except ExpressionError:
        return None
    if any(abs(value) >= _LARGEST for value in done):
        return None
    if left is None:
        return (f"(-{text})" if step is Operator.NEGATE else f"{step.value}({text})"), done
    if step is Operator.POWER:
        return f"pow({left[0]},{text})", done
    if step is Operator.FLOOR_DIVIDE:
        return f"floor({left[0]}/{text})", done
    return f"({left[0]}{_SIGNS[step]}{text})", done


def _from_zero(values: Column) -> Column:
    return tuple(value - values[0] for value in values)


def _short(atoms: Sequence[tuple[str, Column]]) -> Iterator[tuple[str, Column]]:
    """Formulas of one or two atoms, and what is left of them after a division, rounded down; shorter ones first."""
    pairs = list(_pairs(atoms))
    yield from pairs
    for text, values in (*atoms, *pairs):
        yield from _divided(text, values, atoms)
    for text, values in pairs:
        for other, more in atoms:
            yield f"({text}*{other})", _each(values, more, "*")
            yield f"({text}-{other})", _each(values, more, "-")
            yield f"({text}+{other})", _each(values, more, "+")


def _pairs(atoms: Iterable[tuple[str, Column]]) -> Iterator[tuple[str, Column]]:
    listed = list(atoms)
    for place, (one, left) in enumerate(listed):
        for factor in range(2, _SMALL):
            yield f"({one}*{factor})", tuple(factor * value for value in left)
        for two, right in listed[place:]:
            yield f"({one}*{two})", _each(left, right, "*")
            yield f"({one}+{two})", _each(left, right, "+")
            if one != two:
                yield f"({one}-{two})", _each(left, right, "-")
                yield f"({two}-{one})", _each(right, left, "-")
    for one, left in listed:
        for two, right in listed:
            yield f"(({one}-1)*{two})", tuple((a - 1) * b for a, b in zip(left, right, strict=True))


def _divided(text: str, values: Column, atoms: Sequence[tuple[str, Column]]) -> Iterator[tuple[str, Column]]:
    for divisor in range(2, 9):
        for shift in range(-_SMALL, _SMALL + 1):
            shifted = f"({text}{shift:+})" if shift else text
            yield f"floor({shifted}/{divisor})", tuple((value + shift) // divisor for value in values)
    for other, divisors in atoms:
        if all(divisors) and other != text:
            for shift in (0, -1):
                shifted = f"({text}{shift:+})" if shift else text
                yield (
                    f"floor({shifted}/{other})",
                    tuple((value + shift) // by for value, by in zip(values, divisors, strict=True)),
                )


def _each(left: Column, right: Column, sign: str) -> Column:
    if sign == "*":
        return tuple(a * b for a, b in zip(left, right, strict=True))
    if sign == "+":
        return tuple(a + b for a, b in zip(left, right, strict=True))
    return tuple(a - b for a, b in zip(left, right, strict=True))
