"""The grammar of typed expressions: from text to postfix order, with two stacks and no recursion."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from questions.expressions.operations import BINDING, ExpressionError, Operator
from questions.expressions.tokenizer import tokens
from questions.expressions.tokens import Kind, Token
from questions.expressions.typed_text import echo, one_spelling
from questions.expressions.vocabulary import vocabulary

if TYPE_CHECKING:
    from fractions import Fraction

    Step = int | Fraction | str | Operator

MAX_DEPTH = 40
MAX_TOKENS = 700

_CLOSING = {"(": ")", "[": "]", "{": "}", "⌊": "⌋", "⌈": "⌉"}
_ROUNDING = {"⌊": Operator.FLOOR, "⌈": Operator.CEIL}
_SUBSCRIPT = re.compile(r"_\{ *(\w+) *\}")
_STARTS = frozenset({Kind.NUMBER, Kind.NAME, Kind.FUNCTION, Kind.OPEN})


@dataclass(frozen=True, slots=True)
class _Bracket:
    """An open bracket, and the function applied to what is inside."""

    opening: str
    function: Operator | None


def read_postfix(text: str, symbols: tuple[str, ...]) -> tuple[Step, ...]:
    """The expression in postfix order. One equals sign at either end is forgiven."""
    plain = _SUBSCRIPT.sub(r"_\1", one_spelling(text)).strip(" ")
    plain = plain.removeprefix("=").removesuffix("=")
    if not plain.strip(" "):
        raise ExpressionError("There is nothing to read: type a number or an expression.")
    reader = _Reader()
    for count, token in enumerate(tokens(plain, vocabulary(symbols))):
        if count == MAX_TOKENS:
            raise ExpressionError(f"That has more than {MAX_TOKENS} numbers and signs.")
        reader.read(token)
    return reader.finish()


class _Reader:
    """What has been read: steps in postfix order, the operators and brackets that wait, and the token before."""

    def __init__(self) -> None:
        self._steps: list[Step] = []
        self._waiting: list[Operator | _Bracket] = []
        self._before: Token | None = None
        self._depth = 0

    def read(self, token: Token) -> None:
        """Take in the next token, or raise ExpressionError where the grammar has no place for it."""
        before = self._before
        if before is not None and before.kind is Kind.FUNCTION and (token.kind is not Kind.OPEN or token.text in "⌊⌈"):
            raise ExpressionError(f"{before.text} needs brackets, as in {before.text}(7/2).")
        if before is None or before.kind in (Kind.OPERATOR, Kind.OPEN, Kind.FUNCTION):
            self._read_operand(token)
        else:
            self._read_after_operand(token, before)
        self._before = token

    def finish(self) -> tuple[Step, ...]:
        """All steps, once every bracket is closed and every operator has its operands."""
        if self._before is None or self._before.kind in (Kind.OPERATOR, Kind.OPEN, Kind.FUNCTION):
            raise _missing_operand(self._before)
        self._apply_down_to(0)
        if self._waiting:
            bracket = self._waiting[-1]
            assert isinstance(bracket, _Bracket)  # noqa: S101 - operators have all been applied
            raise ExpressionError(f"A bracket {bracket.opening} is not closed.")
        return tuple(self._steps)

    def _read_operand(self, token: Token) -> None:
        if token.kind is Kind.NUMBER:
            self._steps.append(token.value)
        elif token.kind is Kind.NAME:
            self._steps.append(token.text)
        elif token.kind is Kind.OPEN:
            self._open(token)
        elif token.operator is Operator.SUBTRACT and token.kind is Kind.OPERATOR:
            self._waiting.append(Operator.NEGATE)
        elif token.kind is not Kind.FUNCTION and not (token.kind is Kind.OPERATOR and token.operator is Operator.ADD):
            raise _missing_operand(self._before, token)

    def _read_after_operand(self, token: Token, before: Token) -> None:
        if token.kind in _STARTS:
            self._multiply_without_sign(token, before)
        elif token.kind is Kind.CLOSE:
            self._close(token)
        elif before.kind is Kind.SUPERSCRIPT and (token.kind is Kind.SUPERSCRIPT or token.operator is Operator.POWER):
            raise ExpressionError(f"Two exponents follow one another at {echo(token.text)}: write brackets.")
        elif token.kind is Kind.SUPERSCRIPT:
            self._steps.append(token.value)
            self._steps += (Operator.NEGATE, Operator.POWER) if token.text[0] == "⁻" else (Operator.POWER,)
        else:
            self._wait(token.operator)

    def _multiply_without_sign(self, token: Token, before: Token) -> None:
        if token.kind is Kind.NUMBER:
            raise ExpressionError(f"Write an operator between {echo(before.text, 17)} and {echo(token.text, 17)}.")
        self._apply_down_to(BINDING[Operator.NEGATE])
        if self._waiting and self._waiting[-1] in (Operator.DIVIDE, Operator.FLOOR_DIVIDE):
            raise ExpressionError("A product without * behind a / can mean two things: write a/(b*c) or a/b*c.")
        self._wait(Operator.MULTIPLY)
        self._read_operand(token)

    def _wait(self, operator: Operator) -> None:
        """Let an operator wait for its right operand. Only powers are read from right to left."""
        self._apply_down_to(BINDING[operator] + (operator is Operator.POWER))
        self._waiting.append(operator)

    def _apply_down_to(self, binding: int) -> None:
        while self._waiting:
            operator = self._waiting[-1]
            if isinstance(operator, _Bracket) or BINDING[operator] < binding:
                return
            self._steps.append(operator)
            self._waiting.pop()

    def _open(self, token: Token) -> None:
        before = self._before
        function = before.operator if before is not None and before.kind is Kind.FUNCTION else None
        self._waiting.append(_Bracket(token.text, function or _ROUNDING.get(token.text)))
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ExpressionError(f"Brackets may be at most {MAX_DEPTH} deep.")

    def _close(self, token: Token) -> None:
        self._apply_down_to(0)
        if not self._waiting:
            raise ExpressionError(f"A bracket {token.text} closes nothing.")
        bracket = self._waiting.pop()
        assert isinstance(bracket, _Bracket)  # noqa: S101 - operators have all been applied
        if _CLOSING[bracket.opening] != token.text:
            raise ExpressionError(f"A bracket {bracket.opening} is closed by {token.text}.")
        self._depth -= 1
        if bracket.function is not None:
            self._steps.append(bracket.function)


def _missing_operand(before: Token | None, token: Token | None = None) -> ExpressionError:
    if before is None:
        return ExpressionError(f"The answer cannot begin with {echo(token.text) if token else 'nothing'}.")
    place = f"between {echo(before.text)} and {echo(token.text)}" if token else f"after {echo(before.text)}"
    return ExpressionError(f"A number is missing {place}.")
