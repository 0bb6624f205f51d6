"""The words an expression may use: the question's symbols, floor and ceil, x for times, and k or M behind a number."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from questions.expressions.operations import ExpressionError, Operator
from questions.expressions.tokens import Kind, Token
from questions.expressions.typed_text import echo

Lookup = Callable[[str], Token | None]

MAX_WORD = 300

_POWER_OF_TEN = re.compile(r"[eE]([+-]?[0-9]+)")
_THOUSANDS = re.compile(r" ?([kKmM])(?!\w)")
_OWN_WORDS = (
    Token(Kind.FUNCTION, "floor", operator=Operator.FLOOR),
    Token(Kind.FUNCTION, "ceil", operator=Operator.CEIL),
    Token(Kind.FUNCTION, "ceiling", operator=Operator.CEIL),
    Token(Kind.OPERATOR, "x"),
    Token(Kind.OPERATOR, "X"),
)


class Vocabulary:
    """The words allowed in one question, and how a run of letters is made of them."""

    def __init__(self, symbols: Sequence[str]) -> None:
        self.symbols = symbols
        folded = {symbol.casefold() for symbol in symbols}
        words = [Token(Kind.NAME, symbol) for symbol in symbols]
        words += [word for word in _OWN_WORDS if word.text.casefold() not in folded]
        self._longest = max(len(word.text) for word in words)
        exactly = {word.text: word for word in words}
        in_any_case = _by_key(words, str.casefold)
        without_underscores = _by_key(words, _bare)

        def forgiving_case(typed: str) -> Token | None:
            return exactly.get(typed) or in_any_case.get(typed.casefold())

        def forgiving_underscores(typed: str) -> Token | None:
            return forgiving_case(typed) or without_underscores.get(_bare(typed))

        self._exactly = exactly
        self._lookups: tuple[Lookup, ...] = (exactly.get, forgiving_case, forgiving_underscores)
        # Where M is a symbol, 2M is 2*M; where M_in is one, 2M is more likely half a name than two million.
        initials = {symbol[:1] for symbol in folded}
        self._thousands = {letter: power for letter, power in (("k", "3"), ("m", "6")) if letter not in initials}
        self._has_powers_of_ten = not any(re.match(r"e(\d|$)", symbol) for symbol in folded)

    def power_of_ten(self, text: str, start: int) -> tuple[str, int]:
        """The power of ten written behind a numeral (e5, k, M), "0" if there is none, and where it ends."""
        if self._has_powers_of_ten and (found := _POWER_OF_TEN.match(text, start)):
            return found[1], found.end()
        if (found := _THOUSANDS.match(text, start)) and (power := self._thousands.get(found[1].casefold())):
            return power, found.end()
        return "0", start

    def words(self, run: str) -> tuple[list[Token], int]:
        """A run of letters, digits and underscores as words, and how many of its characters they cover.

        The spelling as typed counts first, then case is forgiven, then missing underscores. The whole run is preferred
        to a part of it that ends before a digit (`x27` is times, then a number).
        """
        if whole := self._exactly.get(run):
            return [whole], len(run)
        if len(run) > MAX_WORD:
            raise self._unknown(run)
        readings = []
        for lookup in self._lookups:
            reading = _covers(run, lookup, self._longest)
            if len(run) in reading:
                return _path(reading, len(run)), len(run)
            readings.append(reading)
        for reading in readings:
            before_digit = [end for end in reading if end and run[end] in "0123456789"]
            if before_digit:
                return _path(reading, max(before_digit)), max(before_digit)
        raise self._unknown(run)

    def _unknown(self, run: str) -> ExpressionError:
        if not self.symbols:
            return ExpressionError(
                f"{echo(run)} is not understood here: type digits and arithmetic only, such as 10*27+10."
            )
        meant = [symbol for symbol in self.symbols if symbol.casefold() == run.casefold()]
        if len(meant) > 1:
            return ExpressionError(f"{echo(run)} could be {' or '.join(meant)}: type it exactly as in the question.")
        return ExpressionError(f"{echo(run)} is not among the symbols of this question: {', '.join(self.symbols)}.")


@lru_cache(maxsize=64)
def vocabulary(symbols: tuple[str, ...]) -> Vocabulary:
    """The vocabulary for these symbols; a question's symbols are few and come again and again."""
    return Vocabulary(tuple(dict.fromkeys(symbols)))


def _covers(run: str, lookup: Lookup, longest: int) -> dict[int, tuple[int, Token | None]]:
    """Each position words can reach from the start of the run, with the word that ends there and where it begins.

    Positions are reached depth first, longest word first, each once: the first way found stays, so the longest word
    wins unless the rest of the run cannot be read after it.
    """
    reached: dict[int, tuple[int, Token | None]] = {0: (0, None)}
    pending = [(0, end) for end in range(1, min(longest, len(run)) + 1)]
    while pending:
        start, end = pending.pop()
        if end in reached or (word := lookup(run[start:end])) is None:
            continue
        reached[end] = (start, word)
        pending += [(end, next_end) for next_end in range(end + 1, min(end + longest, len(run)) + 1)]
    return reached


def _path(reached: dict[int, tuple[int, Token | None]], end: int) -> list[Token]:
    words: list[Token] = []
    while end:
        end, word = reached[end]
        assert word is not None  # noqa: S101 - only position 0 has none
        words.append(word)
    return words[::-1]


def _by_key(words: Sequence[Token], key: Callable[[str], str]) -> dict[str, Token]:
    """The words by a forgiving key, without those the key confuses with another."""
    found: dict[str, Token] = {}
    confused = set()
    for word in words:
        same = found.setdefault(key(word.text), word)
        if (same.kind, same.operator) != (word.kind, word.operator) or (same.kind is Kind.NAME and same != word):
            confused.add(key(word.text))
    return {typed: word for typed, word in found.items() if typed not in confused}


def _bare(name: str) -> str:
    return name.replace("_", "").casefold()
