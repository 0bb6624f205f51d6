"""The scratch line: arithmetic that ends with `=` is worked out instead of being judged."""

from __future__ import annotations

from questions.expressions.expression import MAX_TYPED, ExpressionError, parse_expression
from questions.expressions.typed_text import one_spelling
from questions.submission import Unreadable

_DIGITS = 12
"""How many significant digits of a fraction are told."""


def is_scratch(text: str) -> bool:
    """Whether this is meant to be worked out, not to be judged."""
    return text.rstrip().endswith(("=", "\uff1d"))


def worked_out(text: str) -> str | Unreadable:
    """`3*3*64 = 576`, or why it has no value. `text` ends with an equals sign."""
    plain = one_spelling(text[: MAX_TYPED + 1]).strip().rstrip("=").strip()
    if not plain:
        return Unreadable("Before the equals sign stands what is to be worked out, such as 3*3*64 =")
    if len(plain) > MAX_TYPED:
        return Unreadable(f"That is longer than {MAX_TYPED} characters.")
    try:
        value = parse_expression(plain).evaluate({})
    except ExpressionError as error:
        return Unreadable(str(error))
    if isinstance(value, int):
        return f"{plain} = {value:,}"
    short = f"{float(value):.{_DIGITS}g}"
    return f"{plain} {'=' if value == _exact(short) else '≈'} {short}"


def _exact(written: str) -> object:
    from fractions import Fraction

    return Fraction(written)
