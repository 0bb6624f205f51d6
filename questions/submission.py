"""What a person typed, as an exact value, or Unreadable with what was expected.

Unreadable costs the learner no attempt, so a slip of the keyboard is told apart from a wrong answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from string import ascii_lowercase
from typing import TYPE_CHECKING

from questions.expressions.agreement import formulas_agree
from questions.expressions.expression import MAX_TYPED, Expression, ExpressionError, parse_expression
from questions.expressions.typed_text import echo, one_spelling

if TYPE_CHECKING:
    from fractions import Fraction

__all__ = ["AnswerKind", "Shape", "Submission", "Unreadable", "Value", "formulas_agree", "read_submission"]

MAX_AXES = 8
MAX_AXIS_DIGITS = 12

Shape = tuple[int, ...]
Value = int | Shape | str | bool | Expression


class AnswerKind(StrEnum):
    """What a question asks for."""

    INTEGER = "integer"
    SHAPE = "shape"
    CHOICE = "choice"
    TRUTH = "truth"
    FORMULA = "formula"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Typed text that is no answer of the kind asked for; the reason is one sentence for the person who typed it."""

    reason: str


@dataclass(frozen=True, slots=True)
class Submission:
    """A readable answer. For integers and formulas it is an expression if it shows a set-up, not a bare number."""

    kind: AnswerKind
    value: Value
    is_expression: bool


_TRUTH = {
    **dict.fromkeys(("true", "t", "yes", "y", "1", "✓", "✔", "✅", "☑"), True),
    **dict.fromkeys(("false", "f", "no", "n", "0", "✗", "✘", "❌"), False),
}
_CLOSING = {"(": ")", "[": "]"}
_TORCH_SIZE = re.compile(r"(?:torch\.)?Size\((.*)\)")
_TIMES = re.compile(r"[xX*]")
_LABEL = re.compile(r"[(\[]? *(\w+) *[)\].:]?")
_LEFT_SIDE = re.compile(r"([^=+*/^¹²³⁰⁴-⁹-]{1,40})=")
_THREE_DECIMALS = re.compile(r"(?<![0-9.])([1-9][0-9]{0,2})\.([0-9]{3})(?![0-9.])")
_THREE_ZEROS = re.compile(r"(?<![0-9.])([1-9][0-9]{0,2})\.000(?![0-9.]|[eE][+-]?[0-9]| ?[kKmM])")


def read_submission(
    kind: AnswerKind, text: str, *, symbols: Sequence[str] = (), choices: Sequence[str] = ()
) -> Submission | Unreadable:
    """Read typed text as an answer of this kind: any text gives a value or Unreadable, at once, and never raises.

    The symbols belong to a formula. The choices are the texts offered, in order; the value is the letter, from "a".
    """
    longest = max(MAX_TYPED, *(2 * len(choice) for choice in choices)) if choices else MAX_TYPED
    if len(text) > longest:
        return Unreadable(f"That is longer than the {longest} characters an answer may have.")
    if len(text.strip().splitlines()) > 1:
        return Unreadable("An answer is one line; these are several.")
    plain = one_spelling(text).strip(" ")
    if not plain:
        return Unreadable(_expected(kind, symbols, choices))
    if kind is AnswerKind.SHAPE:
        return _read_shape(plain)
    if kind is AnswerKind.CHOICE:
        return _read_choice(plain, choices)
    if kind is AnswerKind.TRUTH:
        return _read_truth(plain)
    try:
        if kind is AnswerKind.FORMULA:
            formula = parse_expression(_right_side(plain), symbols)
            if not formula.symbols:
                return Unreadable(f"The question wants a formula in its letters: {', '.join(symbols)}.")
            return Submission(kind, formula, is_expression=formula.operators > 0)
        return _read_integer(plain)
    except ExpressionError as error:
        return Unreadable(str(error))


def _expected(kind: AnswerKind, symbols: Sequence[str], choices: Sequence[str]) -> str:
    if kind is AnswerKind.INTEGER:
        return "Type a whole number or the arithmetic that gives it, such as 10*27+10."
    if kind is AnswerKind.SHAPE:
        return "Type a shape, such as (10, 3, 3, 3) or 10x3x3x3."
    if kind is AnswerKind.CHOICE:
        return f"Type a letter from a to {_letters(choices)[-1:] or 'a'}."
    if kind is AnswerKind.TRUTH:
        return "Type true or false, or t or f."
    return f"Type a formula in {', '.join(symbols)}." if symbols else "Type a formula."


def _read_integer(plain: str) -> Submission | Unreadable:
    expression = parse_expression(plain)
    value = expression.evaluate({})
    if not isinstance(value, int):
        if found := _THREE_DECIMALS.search(plain):
            thousand, rest = found.groups()
            return Unreadable(
                f"{found[0]} is read with a decimal point: for thousands write {thousand}{rest} or {thousand},{rest}."
            )
        return Unreadable(f"{echo(plain)} is {_in_decimals(value)}, not a whole number.")
    if found := _THREE_ZEROS.search(plain):
        return Unreadable(f"{found[0]} could mean {found[1]} or {found[1]},000: write it without the point.")
    return Submission(AnswerKind.INTEGER, value, is_expression=expression.operators > 0)


def _in_decimals(value: Fraction) -> str:
    hundredths, rest = divmod(abs(value.numerator) * 100, value.denominator)
    if hundredths >= 10**14:
        return "a fraction"
    digits = f"{'-' if value < 0 else ''}{hundredths // 100}.{hundredths % 100:02}"
    return f"{digits}…" if rest else digits.rstrip("0")


def _right_side(plain: str) -> str:
    """The formula without a name before an equals sign, such as `P =` or `f(M, K, D) =`."""
    left = _LEFT_SIDE.match(plain)
    if left is None or not any(character.isalpha() for character in left[1]) or left.end() == len(plain):
        return plain
    return plain[left.end() :]


def _read_shape(plain: str) -> Submission | Unreadable:
    size = _TORCH_SIZE.fullmatch(plain)
    body = size[1].strip(" ") if size else plain
    if body and (body[0] in "([" or body[-1] in ")]"):
        if len(body) < 2 or _CLOSING.get(body[0]) != body[-1]:
            return Unreadable("The brackets of a shape come in pairs, as in (10, 3, 3, 3).")
        body = body[1:-1].strip(" ")
    entries = _entries(body)
    if not any(entries):
        return Unreadable(_expected(AnswerKind.SHAPE, (), ()))
    if len(entries) > MAX_AXES:
        return Unreadable(f"A shape has at most {MAX_AXES} axes here.")
    for entry in entries:
        if complaint := _axis_complaint(entry):
            return Unreadable(complaint)
    return Submission(AnswerKind.SHAPE, tuple(int(entry) for entry in entries), is_expression=False)


def _entries(body: str) -> list[str]:
    if "," in body:
        return [entry.strip(" ") for entry in body.removesuffix(",").split(",")]
    if _TIMES.search(body):
        return [entry.strip(" ") for entry in _TIMES.split(body)]
    return body.split()


def _axis_complaint(entry: str) -> str:
    if not entry:
        return "A number of the shape is missing: type it like (10, 3, 3, 3)."
    if not re.fullmatch("[0-9]+", entry):
        return f"{echo(entry)} is not an axis: type whole numbers with one kind of separator, such as (10, 3, 3, 3)."
    if len(entry) > 1 and entry[0] == "0":
        return f"{echo(entry)} begins with a zero: commas separate the axes here, so write 1000 for a thousand."
    if len(entry) > MAX_AXIS_DIGITS:
        return f"{echo(entry)} is larger than any axis here."
    return ""


def _read_choice(plain: str, choices: Sequence[str]) -> Submission | Unreadable:
    letters = _letters(choices)
    label = _LABEL.fullmatch(plain)
    name = label[1].casefold() if label else ""
    if len(name) == 1 and name in letters:
        return Submission(AnswerKind.CHOICE, name, is_expression=False)
    typed = _folded(plain)
    meant = {letter for letter, choice in zip(letters, choices, strict=False) if _folded(choice) == typed}
    meant |= {letter for number, letter in enumerate(letters, 1) if name == str(number)}
    if len(meant) == 1:
        return Submission(AnswerKind.CHOICE, meant.pop(), is_expression=False)
    if meant:
        return Unreadable(f"{echo(plain)} could mean {' or '.join(sorted(meant))}: type the letter.")
    return Unreadable(f"{echo(plain)} is not among the choices: type a letter from a to {letters[-1:] or 'a'}.")


def _letters(choices: Sequence[str]) -> str:
    return ascii_lowercase[: len(choices)]


def _folded(text: str) -> str:
    """Text as choices are compared: without case, blanks, or a difference between x and ×."""
    return "".join(one_spelling(text).casefold().split()).replace("*", "x")


def _read_truth(plain: str) -> Submission | Unreadable:
    value = _TRUTH.get(plain.rstrip(" .!").casefold())
    if value is None:
        return Unreadable(f"{echo(plain)} is neither true nor false: type t or f.")
    return Submission(AnswerKind.TRUTH, value, is_expression=False)
