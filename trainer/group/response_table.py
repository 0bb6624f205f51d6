"""A downloaded table as rows of text, whether it is CSV, TSV or JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

MOST_BYTES = 64_000_000
MOST_ROWS = 50_000
MOST_COLUMNS = 20_000
_LONGEST_CELL = 1_000_000
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


class BadResponses(ValueError):
    """These are no responses; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Table:
    """Every row has as many cells as there are heads."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def read_table(data: bytes) -> Table:
    """The table of a download. Raises BadResponses."""
    if len(data) > MOST_BYTES:
        raise BadResponses(f"it is larger than {MOST_BYTES // 10**6} MB")
    text = _text(data)
    start = text.lstrip()[:1]
    if not start:
        raise BadResponses("it is empty")
    if start == "<":
        raise BadResponses("it is a page; download the report as comma separated values (.csv)")
    lines = _from_json(text) if start in "[{" else _from_csv(text)
    if not lines:
        raise BadResponses("it is empty")
    heads, *rows = lines
    if len(heads) > MOST_COLUMNS:
        raise BadResponses(f"it has more than {MOST_COLUMNS:,} columns")
    full = [row for row in rows if any(cell.strip() for cell in row)]
    if not full:
        raise BadResponses("it has headings and no answers")
    width = len(heads)
    return Table(tuple(heads), tuple(tuple([*row, *[""] * (width - len(row))][:width]) for row in full))


def _text(data: bytes) -> str:
    if data.startswith(_SPREADSHEETS):
        raise BadResponses("it is a spreadsheet; download the report as comma separated values (.csv)")
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadResponses("it is no UTF-8 text; download it from Moodle again, as .csv, and do not edit it") from error
    if "\0" in text:
        raise BadResponses("it is no text")
    return text


def _from_csv(text: str) -> list[list[str]]:
    """Rows, parted by whatever parts the headings most often."""
    head = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    limit = csv.field_size_limit(_LONGEST_CELL)
    try:
        return _limited(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise BadResponses(f"it is no table: {error}") from error
    finally:
        csv.field_size_limit(limit)


def _from_json(text: str) -> list[list[str]]:
    """Moodle writes a list of sheets, each a list of records whose fields are called like the headings."""
    try:
        document = json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        raise BadResponses("it is no JSON that can be read") from error
    while isinstance(document, list) and len(document) == 1 and isinstance(document[0], list):
        (document,) = document
    if not isinstance(document, list) or not all(isinstance(record, dict) for record in document):
        raise BadResponses("it is JSON, but no list of attempts")
    heads: dict[str, None] = {}
    for record in document[: MOST_ROWS + 1]:
        heads |= dict.fromkeys(record)
    return _limited([[*heads], *([_cell(record.get(head)) for head in heads] for record in document)])


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _limited(lines: Iterable[Sequence[str]]) -> list[list[str]]:
    found: list[list[str]] = []
    for line in lines:
        if not found and not any(cell.strip() for cell in line):
            continue
        found.append(list(line))
        if len(found) > MOST_ROWS + 1:
            raise BadResponses(f"it has more than {MOST_ROWS:,} rows")
    return found
