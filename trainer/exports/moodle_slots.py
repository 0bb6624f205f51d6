"""Texts of several variants laid over one another: the same words with other numbers in them.

What a number of a text is in all variants is a column. A mark, one character of Unicode's private use, stands in a
text for a column until HTML has been made of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

Column = tuple[int, ...]
"""A number in each variant, in their order."""

_NUMBER = re.compile(r"(?<![\w.,])(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?![0-9A-Za-z_]|\.[0-9]|,[0-9])")
_GAP = "\0"
_FIRST_MARK = 0xE000
_MOST_MARKS = 6_000
_MARK = re.compile("[\ue000-\uf8ff]")


def skeleton(text: str) -> str:
    """The text with a gap for every number; `Conv2d`, `conv1_1` and 0.5 are no numbers here."""
    return _NUMBER.sub(_GAP, text)


def numbers(text: str) -> tuple[int, ...]:
    """What stands in the gaps: 1,024 is one number."""
    return tuple(int(found.replace(",", "")) for found in _NUMBER.findall(text))


def columns(texts: Sequence[str]) -> tuple[Column, ...] | None:
    """The columns of texts that differ in their numbers only; None if they differ in more."""
    if len({skeleton(text) for text in texts}) != 1:
        return None
    return tuple(zip(*(numbers(text) for text in texts), strict=True)) if numbers(texts[0]) else ()


def is_constant(column: Column) -> bool:
    """Whether it is the same number in all variants."""
    return len(set(column)) == 1


class Marks:
    """Remembers what each mark in the texts of one question stands for.

    `code` turns a column that differs into what Moodle replaces, `{n1}` or `{={n1}*{n2}}`; None where it cannot.
    """

    def __init__(self, code: Callable[[Column], str | None]) -> None:
        self._code = code
        self._codes: list[str] = []
        self._places: dict[str, str] = {}

    def marked(self, texts: Sequence[str]) -> str | None:
        """The first of the texts with a mark for every number that differs; None where one cannot be had."""
        found = columns(texts)
        if found is None or _MARK.search(texts[0]):
            return None
        signs: list[str] = []
        for column, written in zip(found, _NUMBER.findall(texts[0]), strict=True):
            if is_constant(column):
                signs.append(written)
                continue
            code = self._code(column)
            if code is None or len(self._codes) >= _MOST_MARKS:
                return None
            signs.append(self._sign(code))
        parts = skeleton(texts[0]).split(_GAP)
        return "".join(part + sign for part, sign in zip(parts, [*signs, ""], strict=True))

    def _sign(self, code: str) -> str:
        if code not in self._places:
            self._places[code] = chr(_FIRST_MARK + len(self._codes))
            self._codes.append(code)
        return self._places[code]

    def filled(self, html: str) -> str:
        """The HTML with Moodle's codes in place of the marks; no other brace in it means anything to Moodle."""
        plain = html.replace("{", "&#123;").replace("}", "&#125;")
        return _MARK.sub(lambda found: self._codes[ord(found[0]) - _FIRST_MARK], plain)
