"""Exact arithmetic on whole numbers and fractions, with a limit on the size of every result."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from operator import add, mul, sub
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

MAX_BITS = 256
MAX_EXPONENT = 256


class ExpressionError(ValueError):
    """What was typed cannot be read or evaluated; the message is one sentence for the person who typed it."""


class Operator(Enum):
    """Everything an expression can apply; the value is how it is written."""

    ADD = "+"
    SUBTRACT = "-"
    MULTIPLY = "*"
    DIVIDE = "/"
    FLOOR_DIVIDE = "//"
    POWER = "**"
    NEGATE = "negate"
    FLOOR = "floor"
    CEIL = "ceil"

    # Every step of an expression is looked up by it, and Enum's own works in Python.
    __hash__ = object.__hash__


UNARY = frozenset({Operator.NEGATE, Operator.FLOOR, Operator.CEIL})
ATOM_BINDING = 5
# How tightly an operator holds its operands: -K**2 is -(K**2), -K*D is (-K)*D.
BINDING = {
    Operator.ADD: 1,
    Operator.SUBTRACT: 1,
    Operator.MULTIPLY: 2,
    Operator.DIVIDE: 2,
    Operator.FLOOR_DIVIDE: 2,
    Operator.NEGATE: 3,
    Operator.POWER: 4,
    Operator.FLOOR: ATOM_BINDING,
    Operator.CEIL: ATOM_BINDING,
}


def quotient(dividend: int | Fraction, divisor: int | Fraction) -> int | Fraction:
    """The exact quotient, an int wherever it is whole."""
    if divisor == 0:
        raise ExpressionError("That divides by zero.")
    if isinstance(dividend, int) and isinstance(divisor, int):
        whole, rest = divmod(dividend, divisor)
        if not rest:
            return whole
    # Importing fractions costs some milliseconds, which an answer in whole numbers need not pay.
    from fractions import Fraction

    return _whole_if_possible(Fraction(dividend, divisor))


def apply_unary(operator: Operator, operand: int | Fraction) -> int | Fraction:
    """The negated, rounded down or rounded up operand."""
    if operator is Operator.NEGATE:
        return -operand
    if operator is Operator.FLOOR:
        return operand.numerator // operand.denominator
    return -(-operand.numerator // operand.denominator)


def apply_binary(operator: Operator, left: int | Fraction, right: int | Fraction) -> int | Fraction:
    """The exact result, or ExpressionError where there is none or it needs more than MAX_BITS bits."""
    result = _BINARY[operator](left, right)
    if isinstance(result, int) and result.bit_length() <= MAX_BITS:
        return result
    if _bits(result) > MAX_BITS:
        raise _too_large()
    return _whole_if_possible(result)


def _floor_quotient(dividend: int | Fraction, divisor: int | Fraction) -> int:
    whole = quotient(dividend, divisor)
    return whole.numerator // whole.denominator


def _power(base: int | Fraction, exponent: int | Fraction) -> int | Fraction:
    if not isinstance(exponent, int):
        raise ExpressionError("An exponent has to be a whole number.")
    if abs(exponent) > MAX_EXPONENT:
        raise ExpressionError(f"An exponent may be at most {MAX_EXPONENT}.")
    # A b-bit base to the power e has more than (b - 1) * e bits: refused before anything large is computed.
    if (_bits(base) - 1) * abs(exponent) > MAX_BITS:
        raise _too_large()
    if exponent < 0:
        return quotient(1, _power(base, -exponent))
    result: int | Fraction = base**exponent
    return result


def _bits(value: int | Fraction) -> int:
    return max(value.numerator.bit_length(), value.denominator.bit_length())


def _whole_if_possible(value: int | Fraction) -> int | Fraction:
    return value.numerator if value.denominator == 1 else value


_BINARY: dict[Operator, Callable[[int | Fraction, int | Fraction], int | Fraction]] = {
    Operator.ADD: add,
    Operator.SUBTRACT: sub,
    Operator.MULTIPLY: mul,
    Operator.DIVIDE: quotient,
    Operator.FLOOR_DIVIDE: _floor_quotient,
    Operator.POWER: _power,
}


def _too_large() -> ExpressionError:
    return ExpressionError("That grows larger than any answer here.")
