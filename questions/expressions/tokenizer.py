"""From typed text, in one spelling, to tokens."""

import re
from collections.abc import Iterator

from questions.expressions.numerals import NUMERAL, read_numeral
from questions.expressions.operations import ExpressionError, Operator
from questions.expressions.tokens import Kind, Token
from questions.expressions.typed_text import SUPERSCRIPTS, echo
from questions.expressions.vocabulary import Vocabulary

_SIGNS = {
    "+": Token(Kind.OPERATOR, "+", operator=Operator.ADD),
    "-": Token(Kind.OPERATOR, "-", operator=Operator.SUBTRACT),
    "*": Token(Kind.OPERATOR, "*", operator=Operator.MULTIPLY),
    "/": Token(Kind.OPERATOR, "/", operator=Operator.DIVIDE),
    "//": Token(Kind.OPERATOR, "//", operator=Operator.FLOOR_DIVIDE),
    "**": Token(Kind.OPERATOR, "**", operator=Operator.POWER),
    "^": Token(Kind.OPERATOR, "^", operator=Operator.POWER),
    **{bracket: Token(Kind.OPEN, bracket) for bracket in "([{⌊⌈"},
    **{bracket: Token(Kind.CLOSE, bracket) for bracket in ")]}⌋⌉"},
}
_BLANKS = re.compile(r" +")
_SIGN = re.compile(r"\*\*|//|[-+*/^()\[\]{}⌊⌋⌈⌉]")
_SUPERSCRIPT = re.compile(r"[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
# Python counts superscript digits among the word characters.
_WORD = re.compile(r"(?:math\.(?=floor|ceil))?([^\W\d¹²³⁰⁴-⁹][^\W¹²³⁰⁴-⁹]*)")


def tokens(text: str, vocabulary: Vocabulary) -> Iterator[Token]:
    """The tokens of a text in one spelling, one at a time, so that the first mistake ends the reading."""
    position = 0
    while position < len(text):
        if found := _BLANKS.match(text, position):
            position = found.end()
        elif found := NUMERAL.match(text, position):
            power_of_ten, position = vocabulary.power_of_ten(text, found.end())
            yield Token(Kind.NUMBER, found[0], read_numeral(found[0], power_of_ten))
        elif found := _SIGN.match(text, position):
            position = found.end()
            yield _SIGNS[found[0]]
        elif found := _WORD.match(text, position):
            words, length = vocabulary.words(found[1])
            position = found.start(1) + length
            yield from words
        elif found := _SUPERSCRIPT.match(text, position):
            position = found.end()
            digits = "".join(SUPERSCRIPTS[character] for character in found[0].lstrip("⁺⁻"))
            yield Token(Kind.SUPERSCRIPT, found[0], read_numeral(digits))
        else:
            raise _unexpected(text[position])


def _unexpected(character: str) -> ExpressionError:
    if character == ",":
        return ExpressionError("A comma belongs inside a number only, before exactly three digits, as in 2,800.")
    if character == "=":
        return ExpressionError("An equals sign does not belong inside the answer: type one side only.")
    return ExpressionError(f"{echo(character)} has no meaning here: type digits, + - * / ^ and brackets.")
