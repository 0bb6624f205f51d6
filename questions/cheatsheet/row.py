"""One row of the cheat sheet: a formula with gaps where people forget something, and an example in numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from questions.expressions.agreement import Multiples, formulas_agree
from questions.expressions.expression import MAX_TYPED, Expression, ExpressionError, parse_expression
from questions.expressions.typed_text import one_spelling

BLANK = "____"

_PARTS = re.compile(r"\{([^{}]+)\}")
_NAME = re.compile(r"[A-Za-z_]\w*")
_ROUNDING = {
    "floor": ("floor", "round down", "rounded down", "rounding down", "down"),
    "ceil": ("ceil", "ceiling", "round up", "rounded up", "rounding up", "up"),
}

Shape = tuple[int, ...]
Alike = tuple[tuple[str, str], ...]
"""Letters of the sheet that a row does not write, each with what it is there in letters that the row writes."""


@dataclass(frozen=True, slots=True)
class Gap:
    """What belongs in a blank: a part of the formula, its sign included, or the name of a rounding."""

    text: str

    @property
    def is_rounding(self) -> bool:
        """Whether a word belongs here and no formula."""
        return self.text in _ROUNDING


@dataclass(frozen=True, slots=True)
class Row:
    """A rule of the sheet. `parts` are the formula as it is shown, plain text and gaps in turn."""

    id: str
    name: str
    parts: tuple[str | Gap, ...]
    given: str
    """The example in words, such as `ten 3×3 filters on 24×24×3`."""
    values: Mapping[str, int]
    """The example's numbers by symbol."""
    skills: tuple[str, ...]
    multiples: Multiples = ()
    """Symbols that are multiples of others: channels divide into groups."""
    alike: Alike = ()
    """`C_out` is `C_in·m` in a depthwise convolution, so it belongs in the gap as well."""

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The gaps in order."""
        return tuple(part for part in self.parts if isinstance(part, Gap))

    @property
    def formula(self) -> str:
        """The whole formula, as it is shown and as the expression language reads it."""
        return "".join(part.text if isinstance(part, Gap) else part for part in self.parts)

    @property
    def blanked(self) -> str:
        """The formula with a blank for each gap."""
        return "".join(BLANK if isinstance(part, Gap) else part for part in self.parts)

    @property
    def axes(self) -> tuple[Expression, ...]:
        """The formula read; of a shape one expression for each axis."""
        text = self.formula
        entries = text[1:-1].rstrip(",").split(",") if self.is_shape else [text]
        return tuple(parse_expression(entry, _names(entry)) for entry in entries)

    @property
    def is_shape(self) -> bool:
        """Whether the formula is a shape, such as `(C_out, C_in, k)`."""
        return self.formula.startswith("(") and self.formula.endswith(")") and "," in self.formula

    @property
    def symbols(self) -> tuple[str, ...]:
        """The symbols of the formula, in the order in which they first stand in it."""
        return _names(self.formula)

    @property
    def working(self) -> str:
        """The formula with the example's numbers."""
        return _NAME.sub(lambda name: str(self.values.get(name[0], name[0])), self.formula)

    @property
    def result(self) -> int | Shape:
        """What the example comes to. Raises ExpressionError where the formula has no whole value."""
        found = self.evaluated(self.values)
        return found if self.is_shape else found[0]

    @property
    def shown_result(self) -> str:
        """The result as a person reads it."""
        result = self.result
        return f"{result:,}" if isinstance(result, int) else str(result)

    def example(self, *, solved: bool) -> str:
        """One line: the numbers given and what they come to, with the working in between where it is solved."""
        working = f"{self.working} = " if solved and self.working != self.shown_result else ""
        return f"{self.given} → {working}{self.shown_result}"

    def evaluated(self, values: Mapping[str, int]) -> Shape:
        """The whole numbers that the formula gives there. Raises ExpressionError where one is none."""
        found = []
        for axis in self.axes:
            value = axis.evaluate(values)
            if not isinstance(value, int):
                raise ExpressionError(f"{axis} is {value} there, which is no whole number.")
            found.append(value)
        return tuple(found)


def made(
    id_: str,
    name: str,
    template: str,
    skills: str,
    given: str,
    *,
    multiples: Multiples = (),
    alike: Alike = (),
    **values: int,
) -> Row:
    """A row from a template in which curly brackets stand around each gap; the skills are separated by blanks."""
    cut = _PARTS.split(template)
    parts = tuple(Gap(part) if place % 2 else part for place, part in enumerate(cut) if part)
    return Row(id_, name, parts, given, values, tuple(skills.split()), multiples, alike)


def fits(row: Row, gap: Gap, typed: str, letters: tuple[str, ...]) -> bool:
    """Whether what was typed belongs there: any formula that is the same function does.

    `letters` are those of the sheet: one of another row is wrong here, and not unreadable. Raises ExpressionError
    with a sentence for the person who typed it where it cannot be read.
    """
    if len(typed) > MAX_TYPED:
        raise ExpressionError(f"That is longer than the {MAX_TYPED} characters that are read here.")
    if gap.is_rounding:
        word = " ".join(one_spelling(typed).casefold().strip(" ()").split())
        if not word:
            raise ExpressionError("There is nothing to read: type what belongs in the blank.")
        return word in _ROUNDING[gap.text]
    terms = {letter: parse_expression(term, row.symbols) for letter, term in row.alike}
    answer = _read(typed, row.symbols, letters).replaced(terms)
    right = parse_expression(gap.text, row.symbols)
    return formulas_agree(answer, right, sorted({*row.symbols, *answer.symbols}), multiples=row.multiples)


def _read(typed: str, own: tuple[str, ...], letters: tuple[str, ...]) -> Expression:
    """Read with the letters of the row, so that `kh` is k_h there; else with all letters of the sheet."""
    try:
        return parse_expression(typed, own)
    except ExpressionError:
        return parse_expression(typed, letters)


def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in _NAME.findall(text) if name not in _ROUNDING))
