"""Is the answer right, and if not, which wrong procedures lead to exactly this value."""

from __future__ import annotations

from dataclasses import dataclass

from questions.expressions.expression import Expression
from questions.question import Content, Misconception
from questions.submission import Value, formulas_agree


@dataclass(frozen=True, slots=True)
class Verdict:
    """Right or not. Several misconceptions may lead to one wrong value; an arithmetic slip usually has none."""

    correct: bool
    misconceptions: tuple[Misconception, ...] = ()


def same_value(left: Value, right: Value, symbols: tuple[str, ...] = ()) -> bool:
    """Whether two answers of one kind are equal; formulas by exact evaluation, not as strings."""
    if isinstance(left, Expression) and isinstance(right, Expression):
        return formulas_agree(left, right, symbols)
    return left == right


def check(content: Content, value: Value) -> Verdict:
    """Judge an answer that was understood. Each misconception is named once, in the order of the skill."""
    if same_value(value, content.answer, content.symbols):
        return Verdict(correct=True)
    found: dict[str, Misconception] = {}
    for slip in content.misconceptions:
        if slip.id not in found and same_value(value, slip.value, content.symbols):
            found[slip.id] = slip
    return Verdict(correct=False, misconceptions=tuple(found.values()))
