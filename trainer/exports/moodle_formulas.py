"""Formulas of Moodle over the wildcards of a question, each held against every variant before it is used."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from questions.expressions.expression import Expression, ExpressionError, parse_expression
from questions.expressions.operations import UNARY, Operator, apply_binary, apply_unary
from trainer.exports.moodle_search import search
from trainer.exports.moodle_slots import Column, columns, is_constant, skeleton
from trainer.exports.moodle_xml import EXACT

Exact = tuple[int | Fraction, ...]

_LARGEST = 2**53
"""PHP goes on with floats where integers end; below this no sum or product is rounded."""
_WILDCARD = re.compile(r"\{(n[0-9]+)\}")
_NAME = re.compile(r"\bn[0-9]+")
_ROUNDED = ", rounded"
_SIGNS = {Operator.ADD: "+", Operator.SUBTRACT: "-", Operator.MULTIPLY: "*", Operator.DIVIDE: "/"}


class Formulas:
    """What is known to follow from the wildcards, and how. `known` begins with each wildcard's column."""

    def __init__(self, wildcards: Mapping[str, Column]) -> None:
        self.known: dict[Column, str] = {column: f"{{{name}}}" for name, column in wildcards.items()}
        self._first = dict.fromkeys(self.known)
        self._missed: dict[Column, int] = {}

    def of_column(self, column: Column) -> str | None:
        """A formula whose value is that number in every variant."""
        if is_constant(column):
            return str(column[0])
        if max(map(abs, column)) >= EXACT:
            return None
        if column not in self.known and self._missed.get(column) != len(self.known):
            found = search(column, self._atoms(), self.known)
            if found is None:
                self._missed[column] = len(self.known)
            else:
                self.known[column] = found
        return self.known.get(column)

    def of_texts(self, texts: Sequence[str], wanted: Column) -> str | None:
        """The formula that the texts write with their own numbers, if it gives the wanted number in every variant."""
        rounded = all(text.endswith(_ROUNDED) for text in texts)
        bare = [text.removesuffix(_ROUNDED) for text in texts] if rounded else texts
        gaps = columns(bare)
        if not gaps or max(map(abs, wanted)) >= EXACT:
            return None
        names = [f"s{place}" for place in range(len(gaps))]
        parts = skeleton(bare[0]).split("\0")
        written = "".join(part + name for part, name in zip(parts, [*names, ""], strict=True))
        try:
            expression = parse_expression(f"floor({written} + 1/2)" if rounded else written, names)
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

    def learn_first(self, texts: Sequence[str]) -> None:
        """Take in what the texts count, and begin every search with it."""
        results = [str(parse_expression(text).evaluate({})) for text in texts]
        before = len(self.known)
        self.learn(texts, results)
        if len(self.known) > before:
            self._first |= dict.fromkeys(columns(results) or ())

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

    def _atoms(self) -> list[tuple[str, Column]]:
        """What a search begins with: wildcards and sizes, then whatever else is known, the shortest first."""
        first = [(self.known[column], column) for column in self._first]
        rest = [(text, column) for column, text in self.known.items() if column not in self._first]
        return [*first, *sorted(rest, key=lambda each: len(each[0]))]


def tidy(formula: str) -> str:
    """The formula with no more brackets than it needs: `{n1}*({n2} - 1) + {n1}`."""
    names = sorted(set(_WILDCARD.findall(formula)))
    try:
        expression = parse_expression(_WILDCARD.sub(r"\1", formula), names)
    except ExpressionError:  # a power, which is written in another way here
        return formula
    return _NAME.sub(r"{\g<0>}", str(expression))


def _applied(step: Operator, left: tuple[str, Exact] | None, right: tuple[str, Exact]) -> tuple[str, Exact] | None:
    text, values = right
    try:
        if left is None:
            done: Exact = tuple(apply_unary(step, value) for value in values)
        else:
            done = tuple(apply_binary(step, one, two) for one, two in zip(left[1], values, strict=True))
    except ExpressionError:
        return None
    if not all(-_LARGEST < value < _LARGEST for value in done):
        return None
    if left is None:
        return (f"(-{text})" if step is Operator.NEGATE else f"{step.value}({text})"), done
    if step is Operator.POWER:
        return f"pow({left[0]},{text})", done
    if step is Operator.FLOOR_DIVIDE:
        return f"floor({left[0]}/{text})", done
    return f"({left[0]}{_SIGNS[step]}{text})", done
