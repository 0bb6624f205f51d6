"""How much work an answer is in the head, so that an interview asks for numbers that one can multiply there."""

from __future__ import annotations

from fractions import Fraction

from questions.expressions.expression import ExpressionError, parse_expression
from questions.expressions.operations import UNARY, Operator, apply_binary, apply_unary
from questions.question import Content
from questions.submission import AnswerKind

DOABLE = 12
"""About 32·(3·3·16): two short products and one of two digits by three."""


def effort(content: Content) -> int:
    """Pairs of digits that meet in the products and sums of the set-up; 0 where nothing is to be multiplied.

    Zeros at the end of a number cost nothing, nor does a factor of 1: 64·100 is as easy as 64.
    """
    if content.kind is not AnswerKind.INTEGER or not content.setup:
        return 0
    try:
        return _walked(content.setup)
    except ExpressionError:
        return 0


def _walked(setup: str) -> int:
    cost = 0
    stack: list[int | Fraction] = []
    for step in parse_expression(setup).steps:
        if isinstance(step, str):
            raise ExpressionError("a set-up has numbers only")
        if not isinstance(step, Operator):
            stack.append(step)
        elif step in UNARY:
            stack.append(apply_unary(step, stack.pop()))
        else:
            right, left = stack.pop(), stack.pop()
            few, many = sorted((_digits(left), _digits(right)))
            cost += few if step in (Operator.ADD, Operator.SUBTRACT) else few * many
            stack.append(apply_binary(step, left, right))
    return cost


def _digits(number: int | Fraction) -> int:
    """Digits that one has to work with: 320 has two, 1 and 0 have none."""
    whole = abs(int(number))
    return 0 if whole <= 1 else len(str(whole).rstrip("0"))
