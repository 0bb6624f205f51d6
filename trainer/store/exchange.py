"""The log as text: every event as a record of plain values, and back, with nothing lost and everything checked.

A record has the fields that the digest is taken of (`mapping.canonical`), its time written out, and the digest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from trainer.domain import Event, Mode, Outcome, Rating, Reset, Review, Suspension, Undo
from trainer.learners import is_learner_name
from trainer.store.errors import EventRefused, StoreError
from trainer.store.mapping import canonical, digest, event_row
from trainer.store.text import decoded

_COMMON = ("kind", "id", "learner", "at", "utc_offset", "skill")
_REVIEW = (
    *("level", "reference", "prompt", "expected", "submission", "outcome", "misconceptions", "rating"),
    *("rated_by_learner", "hints", "setup", "taken_ms", "mode", "replaces"),
)
FIELDS = {
    "review": (*_COMMON, *_REVIEW, "digest"),
    "undo": (*_COMMON, "target", "digest"),
    "suspension": (*_COMMON, "suspended", "digest"),
    "reset": (*_COMMON, "digest"),
}
"""The fields of a record by its kind."""
COLUMNS = (*_COMMON, *_REVIEW, "target", "suspended", "digest")
"""All fields there are."""
INTEGERS = ("utc_offset", "level", "rating", "hints", "taken_ms")
BOOLEANS = ("rated_by_learner", "suspended")
LISTS = ("misconceptions",)
OPTIONAL = ("setup", "replaces")

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z", re.ASCII)


class BadHistory(StoreError):
    """A file that is no history we could have written; nothing of it is taken."""


class BadRecord(ValueError):
    """A record that is no event; the message completes "line 3 …"."""


def to_record(event: Event) -> dict[str, Any]:
    """The event as a record: strings, integers, booleans, None, lists of strings."""
    fields = canonical(event)
    record = fields | {"at": event.at.astimezone(UTC).isoformat().replace("+00:00", "Z"), "digest": digest(event)}
    return {name: record[name] for name in FIELDS[record["kind"]]}


def to_event(record: Mapping[str, Any]) -> Event:
    """The event of a record. Raises BadRecord for anything that `to_record` would not have made."""
    kind = record.get("kind")
    if not isinstance(kind, str) or kind not in FIELDS:
        raise BadRecord("has a kind that does not exist")
    if missing := [name for name in FIELDS[kind] if name not in record]:
        raise BadRecord(f"has no {missing[0]}")
    if len(record) != len(FIELDS[kind]):
        raise BadRecord(f"has a field that a {kind} does not have")
    for name, value in record.items():
        if not _is_of_type(name, value):
            raise BadRecord(f"has a {name} that is none")
    try:
        event = _event(kind, record)
        event_row(event)  # what a database could not keep
    except (ValueError, TypeError, OverflowError, EventRefused) as error:
        raise BadRecord("has a value that no event has") from error
    if not is_learner_name(event.learner):
        raise BadRecord("has a learner whose name cannot be one")
    if digest(event) != record["digest"]:
        raise BadRecord("does not match its digest: it was changed, as spreadsheets do, or damaged; export it again")
    return event


def _event(kind: str, record: Mapping[str, Any]) -> Event:
    if not _TIME.fullmatch(record["at"]) or abs(record["utc_offset"]) > 1440:
        raise ValueError("time")
    common: tuple[str, str, datetime, int, str] = (
        record["id"],
        decoded(record["learner"]),
        datetime.fromisoformat(record["at"]),
        record["utc_offset"],
        decoded(record["skill"]),
    )
    if kind == "undo":
        return Undo(*common, target=decoded(record["target"]))
    if kind == "suspension":
        return Suspension(*common, suspended=record["suspended"])
    if kind == "reset":
        return Reset(*common)
    if record["level"] < 1 or record["hints"] < 0 or record["taken_ms"] < 0:
        raise ValueError("number")
    return Review(
        *common,
        level=record["level"],
        reference=decoded(record["reference"]),
        prompt=decoded(record["prompt"]),
        expected=decoded(record["expected"]),
        submission=decoded(record["submission"]),
        outcome=Outcome(record["outcome"]),
        misconceptions=tuple(map(decoded, record["misconceptions"])),
        rating=Rating(record["rating"]),
        rated_by_learner=record["rated_by_learner"],
        hints=record["hints"],
        setup=_optional(record["setup"]),
        taken_ms=record["taken_ms"],
        mode=Mode(record["mode"]),
        replaces=_optional(record["replaces"]),
    )


def _optional(stored: str | None) -> str | None:
    return None if stored is None else decoded(stored)


def _is_of_type(name: str, value: object) -> bool:
    if name in INTEGERS:
        return type(value) is int
    if name in BOOLEANS:
        return type(value) is bool
    if name in LISTS:
        return isinstance(value, list) and all(isinstance(entry, str) for entry in value)
    return isinstance(value, str) or (value is None and name in OPTIONAL)
