"""JSON from foreign places: UTF-8, every key once, whole numbers of few digits, hardly nested."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

DEEPEST = 6
_LONGEST_NUMBER = 18
_PARTS = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"?|[\[{]|[\]}]', re.DOTALL)


class BadJson(ValueError):
    """Not such a document; the message says why."""


def read_json(data: bytes, deepest: int = DEEPEST) -> Any:
    """The document, with at most `deepest` lists and objects in each other. Raises BadJson."""
    if not data.strip():
        raise BadJson("it is empty")
    if b"\0" in data[:4096]:
        raise BadJson("it is no text")
    _check_depth(data, deepest)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadJson("it is no UTF-8 text") from error
    try:
        return json.loads(
            text,
            object_pairs_hook=_once,
            parse_int=_whole,
            parse_float=_no_number,
            parse_constant=_no_number,
        )
    except json.JSONDecodeError as error:
        raise BadJson(f"it is no JSON: line {error.lineno}, column {error.colno}") from error


def _check_depth(data: bytes, deepest: int) -> None:
    depth = 0
    for part in _PARTS.finditer(data):
        first = data[part.start()]
        if first in b"[{":
            depth += 1
            if depth > deepest:
                raise BadJson("it is nested deeper than anything convdrill writes")
        elif first in b"]}":
            depth -= 1


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise BadJson(f"it has the field {key[:40]!r} twice")
        found[key] = value
    return found


def _whole(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER:
        raise BadJson(f"it has a number of {len(digits):,} digits")
    return int(digits)


def _no_number(text: str) -> NoReturn:
    raise BadJson(f"it has {text[:20]}, which is no whole number")
