"""The fields of a foreign JSON document: that they are there, of their types, and no larger than they can be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from questions.question import BadReference, Reference
from questions.sets.strict_json import BadJson, read_json
from trainer.group.errors import BadFile

_MARK = re.compile("[A-HJ-NP-Z2-9]{8}")


def document_of(data: bytes, most_bytes: int, deepest: int) -> dict[str, Any]:
    """The one object in the file. Raises BadFile."""
    if len(data) > most_bytes:
        raise BadFile(f"it is larger than the {most_bytes // 1_000_000} MB that it can have")
    try:
        document = read_json(data, deepest)
    except BadJson as error:
        raise BadFile(str(error)) from error
    if not isinstance(document, dict):
        raise BadFile("it is no object with fields")
    return document


def checked_fields(given: object, names: Sequence[str], what: str, optional: Sequence[str] = ()) -> dict[str, Any]:
    """The object, with these fields and no others. Raises BadFile."""
    if not isinstance(given, dict):
        raise BadFile(f"{what} is no object with fields")
    for name in names:
        if name not in given:
            raise BadFile(f"{what} has no field {name!r}")
    for name in given:
        if name not in names and name not in optional:
            raise BadFile(f"{what} has a field {name[:40]!r} too many")
    return given


def text(value: object, what: str, most: int) -> str:
    """A text of at most so many characters. Raises BadFile."""
    if not isinstance(value, str):
        raise BadFile(f"{what} is no text")
    if len(value) > most:
        raise BadFile(f"{what} is longer than {most:,} characters")
    return value


def whole(value: object, what: str, most: int) -> int:
    """A whole number from 0 to `most`. Raises BadFile."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        raise BadFile(f"{what} is no whole number from 0 to {most:,}")
    return value


def listed(value: object, what: str, most: int) -> list[Any]:
    """A list of at most so many entries. Raises BadFile."""
    if not isinstance(value, list):
        raise BadFile(f"{what} is no list")
    if len(value) > most:
        raise BadFile(f"{what} has more than {most:,} entries")
    return value


def mark(value: object, what: str) -> str:
    """What stands beside a question: eight letters and digits. Raises BadFile."""
    if not isinstance(value, str) or not _MARK.fullmatch(value):
        raise BadFile(f"{what} is no question id")
    return value


def form_letter(value: object) -> str:
    """A form's letter, or empty where there is but one. Raises BadFile."""
    if not isinstance(value, str) or not re.fullmatch("[A-Z]?", value):
        raise BadFile("its form is not a letter")
    return value


def reference(value: object, what: str) -> Reference:
    """What recreates a question; whether there is such a question is not looked at. Raises BadFile."""
    try:
        return Reference.parse(text(value, what, 200))
    except BadReference as error:
        raise BadFile(f"{what} is none: {error}") from error
