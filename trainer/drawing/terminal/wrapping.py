"""Text in lines: cleaned of what a terminal would obey, wrapped to a number of cells."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar

from questions.picture.scene import Block
from trainer.drawing.terminal.canvas import sign_width, text_width

T = TypeVar("T")


@lru_cache(1024)
def clean(text: str) -> str:
    """The text without control characters and marks that take no cell."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        " " if sign.isspace() else sign
        for sign in text
        if sign.isspace() or (not unicodedata.category(sign).startswith("C") and sign_width(sign))
    )


def with_texts(value: T, change: Callable[[str], str]) -> T:
    """A picture, or a part of one, with every text in it changed."""
    changed: Any = value
    if isinstance(value, str):
        changed = change(value)
    elif isinstance(value, tuple):
        # Blocks, of which there are many, have no text.
        changed = value if value and isinstance(value[0], Block) else tuple(with_texts(each, change) for each in value)
    elif is_dataclass(value) and not isinstance(value, type):
        texts = {field.name: getattr(value, field.name) for field in fields(value)}
        altered = {name: with_texts(text, change) for name, text in texts.items() if isinstance(text, (str, tuple))}
        nested = {name: with_texts(part, change) for name, part in texts.items() if is_dataclass(part)}
        changed = replace(value, **altered, **nested)
    return changed  # type: ignore[no-any-return]


@lru_cache(1024)
def wrapped(text: str, width: int) -> tuple[str, ...]:
    """Lines of whole words, none wider than the width; a longer word is cut into pieces."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        for piece in _pieces(word, width):
            longer = f"{line} {piece}" if line else piece
            if text_width(longer) <= width:
                line = longer
            else:
                lines.append(line)
                line = piece
    return (*lines, line) if line else tuple(lines)


def cut(text: str, width: int) -> str:
    """The text, or its beginning with `…`."""
    if text_width(text) <= width:
        return text
    kept = ""
    for sign in text:
        if text_width(kept) + sign_width(sign) > width - 1:
            break
        kept += sign
    return f"{kept}…" if width > 0 else ""


def _pieces(word: str, width: int) -> list[str]:
    if text_width(word) <= width:
        return [word]
    pieces, piece = [], ""
    for sign in word:
        if piece and text_width(piece) + sign_width(sign) > width:
            pieces.append(piece)
            piece = ""
        piece += sign
    return [*pieces, piece]
