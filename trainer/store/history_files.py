"""Histories as files: JSON lines, or CSV that a spreadsheet opens without running anything in it. Both are streamed.

What spreadsheets and editors change about a whole file when they save it (its separator, TRUE for true, empty rows, a
byte order mark) is read all the same; every event has its digest, so nothing can be read as something else.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, TextIO

from trainer.domain import Event
from trainer.store.exchange import (
    BOOLEANS,
    COLUMNS,
    FIELDS,
    INTEGERS,
    LISTS,
    OPTIONAL,
    BadHistory,
    BadRecord,
    to_event,
    to_record,
)

FORMATS = ("csv", "jsonl")
LONGEST = 16 * 2**20
"""Characters of a line; an answer that was typed or pasted is far shorter."""

# What spreadsheets take for the beginning of a formula, in any width, or skip before one; and the sign put in front.
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
_GUARD = "'"
_BOOLEAN = {"true": True, "false": False}
_SEPARATORS = ",;\t"
_MARK = "\ufeff"
_SEPARATOR_TOLD = "sep="
_DIGITS = 20


def write_history(events: Iterable[Event], file: TextIO, form: str) -> int:
    """Write the events to a file opened with newline=""; how many there were."""
    count = 0
    if form == "jsonl":
        for event in events:
            file.write(json.dumps(to_record(event), separators=(",", ":")) + "\n")
            count += 1
        return count
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for event in events:
        record = to_record(event)
        writer.writerow([_cell(name, record.get(name)) for name in COLUMNS])
        count += 1
    return count


def read_history(file: TextIO, form: str) -> Iterator[Event]:
    """The events of a file opened with newline="". Raises BadHistory at the first line that is no event."""
    records = _csv_records(file) if form == "csv" else _json_records(file)
    number = 0
    try:
        for number, record in records:  # noqa: B007 - told if the next one fails
            yield to_event(record)
    except BadRecord as error:
        raise BadHistory(f"Line {number} of the file {error}. Nothing was imported.") from error
    except UnicodeDecodeError as error:
        raise BadHistory("The file is not text in UTF-8; save it as UTF-8. Nothing was imported.") from error


def _json_records(file: TextIO) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(_lines(file), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line.removeprefix(_MARK) if number == 1 else line)
        except (ValueError, RecursionError) as error:
            raise BadHistory(f"Line {number} of the file is not JSON. Nothing was imported.") from error
        if not isinstance(record, dict):
            raise BadHistory(f"Line {number} of the file is not a JSON object. Nothing was imported.")
        yield number, record


def _csv_records(file: TextIO) -> Iterator[tuple[int, dict[str, Any]]]:
    csv.field_size_limit(LONGEST)
    lines = _lines(file)
    first, before = next(lines, "").removeprefix(_MARK), 0
    if first.startswith(_SEPARATOR_TOLD):  # what Excel is told by some programs, and keeps
        first, before = next(lines, ""), 1
    reader = csv.reader(chain([first], lines), delimiter=max(_SEPARATORS, key=first.count), strict=True)
    try:
        header = next(reader, [])
        if sorted(header) != sorted(COLUMNS):
            raise BadHistory(
                "The file does not have the columns of a history, as convdrill history export writes them. "
                "Nothing was imported."
            )
        for row in reader:
            if not any(row):
                continue
            if len(row) != len(header):
                raise BadRecord("has too many or too few cells")
            yield before + reader.line_num, _record(dict(zip(header, row, strict=True)))
    except (csv.Error, BadRecord) as error:
        told = error if isinstance(error, BadRecord) else "is not CSV"
        raise BadHistory(f"Line {before + reader.line_num} of the file {told}. Nothing was imported.") from error


def _lines(file: TextIO) -> Iterator[str]:
    while line := file.readline(LONGEST + 1):
        if len(line) > LONGEST:
            raise BadHistory(f"A line of the file is longer than {LONGEST:,} characters. Nothing was imported.")
        yield line


def _cell(name: str, value: Any) -> str:
    """A value as a cell; an empty one is None or an empty list, or an empty text where None is not possible."""
    if value is None:
        return ""
    if name in BOOLEANS:
        return "true" if value else "false"
    if name in LISTS:
        return json.dumps(value, ensure_ascii=False) if value else ""
    text = str(value)
    return _GUARD + text if text.startswith(_RISKY) or (name in OPTIONAL and not text) else text


def _record(cells: dict[str, str]) -> dict[str, Any]:
    """The record of a row: the fields of its kind, read by what they are; the other cells must be empty."""
    kind = cells["kind"]
    if kind not in FIELDS:
        raise BadRecord("has a kind that does not exist")
    if any(cells[name] for name in COLUMNS if name not in FIELDS[kind]):
        raise BadRecord(f"has a cell that a {kind} does not have")
    return {name: _value(name, cells[name]) for name in FIELDS[kind]}


def _value(name: str, cell: str) -> Any:
    if cell == "" and name in OPTIONAL:
        return None
    text = cell.removeprefix(_GUARD)
    try:
        if name in INTEGERS:
            return _integer(text)
        if name in BOOLEANS:
            return _BOOLEAN[text.lower()]
        if name in LISTS:
            return json.loads(text) if text else []
    except (ValueError, KeyError, RecursionError) as error:
        raise BadRecord(f"has a {name} that is none") from error
    return text


def _integer(text: str) -> int:
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < _DIGITS):
        raise ValueError(text[:_DIGITS])
    return int(text)
