"""Number literals: digit groups, decimal point, powers of ten; read exactly, written plainly."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questions.expressions.operations import ExpressionError, quotient
from questions.expressions.typed_text import echo

if TYPE_CHECKING:
    from fractions import Fraction

MAX_DIGITS = 30

# Deliberately wider than what is allowed, so that 2 80 is refused as one number and not as two.
NUMERAL = re.compile(r"(?=\.?[0-9])(?:[0-9]+(?:[ ,_'][0-9]+)*)?(?:\.[0-9]*(?:[ ,_'][0-9]+)*)*")
_SEPARATOR = re.compile(r"[ ,_']")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:([ ,_'])[0-9]{3})(?:\1[0-9]{3})*")


def read_numeral(literal: str, power_of_ten: str = "0") -> int | Fraction:
    """The exact value of a literal matched by NUMERAL, times ten to the given power (a signed digit string)."""
    if literal.isdigit() and power_of_ten == "0" and len(literal) <= MAX_DIGITS:
        return int(literal)
    whole, *fractions = literal.split(".")
    if len(fractions) > 1:
        raise ExpressionError(
            f"{echo(literal)} has more than one decimal point; a million is written 1000000 or 1,000,000."
        )
    decimals = fractions[0] if fractions else ""
    if _SEPARATOR.search(decimals):
        raise ExpressionError(f"{echo(literal)} is not one number: write an operator between two numbers.")
    if _SEPARATOR.search(whole) and not _GROUPED.fullmatch(whole):
        raise ExpressionError(_grouping_complaint(literal))
    digits = (_SEPARATOR.sub("", whole) + decimals).lstrip("0")
    exponent = power_of_ten.lstrip("+-").lstrip("0")
    if len(digits) > 2 * MAX_DIGITS or len(exponent) > 3:
        raise _too_long()
    shift = int(exponent or "0") * (-1 if power_of_ten.startswith("-") else 1) - len(decimals)
    if not -MAX_DIGITS <= shift <= MAX_DIGITS - len(digits):
        raise _too_long()
    mantissa = int(digits or "0")
    return mantissa * 10**shift if shift >= 0 else quotient(mantissa, 10**-shift)


def write_numeral(value: int | Fraction) -> str:
    """A non-negative value in plain digits, such as 2800 or 0.125; only for values that end after some decimals."""
    if isinstance(value, int):
        return str(value)
    decimals = 0
    while (value * 10**decimals).denominator != 1:
        decimals += 1
    digits = str((value * 10**decimals).numerator).rjust(decimals + 1, "0")
    return f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits


def _grouping_complaint(literal: str) -> str:
    if " " in literal:
        return (
            f"{echo(literal)} is not one number: write * between factors, "
            "and exactly three digits in each group of a number such as 2 800."
        )
    return f"{echo(literal)} is not a number: each group has exactly three digits, as in 2,800."


def _too_long() -> ExpressionError:
    return ExpressionError(f"A number may have at most {MAX_DIGITS} digits on either side of its point.")
