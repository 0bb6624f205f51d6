"""Typed arithmetic and formulas, read by hand from an allow-list and evaluated exactly; never by eval.

An expression is kept in postfix order, so that neither reading nor evaluating nor writing it recurses.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from questions.expressions.grammar import MAX_DEPTH, read_postfix
from questions.expressions.numerals import write_numeral
from questions.expressions.operations import (
    ATOM_BINDING,
    BINDING,
    UNARY,
    ExpressionError,
    Operator,
    apply_binary,
    apply_unary,
)
from questions.expressions.typed_text import echo

if TYPE_CHECKING:
    from fractions import Fraction

    Step = int | Fraction | str | Operator

__all__ = ["MAX_DEPTH", "MAX_LENGTH", "MAX_TYPED", "Expression", "ExpressionError", "parse_expression"]

# What a person may type. An expression writes itself at most ten times as long (1e29 in full digits, for instance),
# so whatever was read from typed text can be read back from its own text.
MAX_TYPED = 300
MAX_LENGTH = 10 * MAX_TYPED


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression over symbols: numbers, symbol names and operators in postfix order."""

    steps: tuple[Step, ...]

    @property
    def symbols(self) -> frozenset[str]:
        """The symbols it uses."""
        return frozenset(step for step in self.steps if isinstance(step, str))

    @property
    def operators(self) -> int:
        """How many binary operators and functions it applies; none in a bare number, even a negative one."""
        return sum(isinstance(step, Operator) and step is not Operator.NEGATE for step in self.steps)

    def renamed(self, names: Mapping[str, str | int]) -> Expression:
        """The same expression with other symbols, or with numbers, in place of these."""
        return Expression(tuple([names.get(step, step) if type(step) is str else step for step in self.steps]))

    def replaced(self, terms: Mapping[str, Expression]) -> Expression:
        """The same expression with whole terms in place of these symbols."""
        found: list[Step] = []
        for step in self.steps:
            if type(step) is str and step in terms:
                found += terms[step].steps
            else:
                found.append(step)
        return Expression(tuple(found))

    def evaluate(self, values: Mapping[str, int]) -> Fraction | int:
        """The exact value, an int wherever it is whole; ExpressionError if it has none or grows too large."""
        stack: list[int | Fraction] = []
        for step in self.steps:
            if isinstance(step, Operator):
                operand = stack.pop()
                stack.append(apply_unary(step, operand) if step in UNARY else apply_binary(step, stack.pop(), operand))
            elif isinstance(step, str):
                if step not in values:
                    raise ExpressionError(f"{echo(step)} has no value here.")
                stack.append(values[step])
            else:
                stack.append(step)
        return stack.pop()

    def __str__(self) -> str:
        """The expression in the one form we print, with no more brackets than it needs."""
        stack: list[tuple[str, int]] = []
        for step in self.steps:
            if not isinstance(step, Operator):
                stack.append((step if isinstance(step, str) else write_numeral(step), ATOM_BINDING))
                continue
            right = stack.pop()
            if step is Operator.NEGATE:
                text = f"-{_bracketed(right, BINDING[step])}"
            elif step in UNARY:
                text = f"{step.value}({right[0]})"
            elif step is Operator.POWER:
                text = f"{_bracketed(stack.pop(), ATOM_BINDING)}**{_bracketed(right, BINDING[Operator.NEGATE])}"
            else:
                binding = BINDING[step]
                sign = f" {step.value} " if step in (Operator.ADD, Operator.SUBTRACT) else step.value
                text = f"{_bracketed(stack.pop(), binding)}{sign}{_bracketed(right, binding + 1)}"
            stack.append((text, BINDING[step]))
        return stack.pop()[0]


def parse_expression(text: str, symbols: Collection[str] = ()) -> Expression:
    """Read an expression over these symbols (names of letters, digits and underscores), or raise ExpressionError."""
    if len(text) > MAX_LENGTH:
        raise ExpressionError(f"That is longer than {MAX_LENGTH} characters.")
    return Expression(read_postfix(text, tuple(symbols)))


def _bracketed(operand: tuple[str, int], binding: int) -> str:
    text, own_binding = operand
    return text if own_binding >= binding else f"({text})"
