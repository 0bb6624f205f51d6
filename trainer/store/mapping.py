"""Events as rows, and back; and an event's digest."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from trainer.domain import Event, Mode, Outcome, Rating, Reset, Review, Suspension, Undo
from trainer.store.errors import EventRefused, StoreDamaged
from trainer.store.text import decoded, encoded

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_UTC_OFFSET = timedelta(0)
# Ids are compared by databases as well as by `order_key`, so they keep to what all of them sort alike.
_ID = re.compile("[!-~]{1,64}")
_INT32, _INT64 = 2**31, 2**63
# Clocks show no other years, and every sum of such a time with an offset or an interval is a date.
_EARLIEST, _LATEST = _EPOCH, datetime(9000, 1, 1, tzinfo=UTC)
_WIDEST_OFFSET = 1440

_OPTIONAL = (
    *("level", "reference", "prompt", "expected", "submission", "outcome", "misconceptions", "rating"),
    *("rated_by_learner", "hints", "setup", "taken_ms", "mode", "target", "suspended"),
)
_BLANK: dict[str, Any] = dict.fromkeys(_OPTIONAL)


def canonical(event: Event) -> dict[str, Any]:
    """The fields of `event` as JSON knows them, under the names of the domain, with its `kind`.

    A time is the number of microseconds since 1970 UTC, an enumeration its value, a tuple a list, and a text is
    escaped as `trainer.store.text` says. This is what the digest is taken of, so for a given event it must never
    change: a field added later is left out here while it has its default.
    """
    fields: dict[str, Any] = {
        "id": event.id,
        "learner": encoded(event.learner),
        "at": to_microseconds(event.at),
        "utc_offset": int(event.utc_offset),
        "skill": encoded(event.skill),
    }
    if isinstance(event, Review):
        return fields | {
            "kind": "review",
            "level": int(event.level),
            "reference": encoded(event.reference),
            "prompt": encoded(event.prompt),
            "expected": encoded(event.expected),
            "submission": encoded(event.submission),
            "outcome": event.outcome.value,
            "misconceptions": [encoded(misconception) for misconception in event.misconceptions],
            "rating": int(event.rating),
            "rated_by_learner": bool(event.rated_by_learner),
            "hints": int(event.hints),
            "setup": None if event.setup is None else encoded(event.setup),
            "taken_ms": int(event.taken_ms),
            "mode": event.mode.value,
            "replaces": None if event.replaces is None else encoded(event.replaces),
        }
    if isinstance(event, Undo):
        return fields | {"kind": "undo", "target": encoded(event.target)}
    if isinstance(event, Suspension):
        return fields | {"kind": "suspension", "suspended": bool(event.suspended)}
    return fields | {"kind": "reset"}


def digest(event: Event) -> str:
    """SHA-256, in hexadecimal, of the canonical fields as JSON: keys sorted, no spaces, ASCII only."""
    return _digest(canonical(event))


def _digest(fields: dict[str, Any]) -> str:
    text = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def event_row(event: Event) -> dict[str, Any]:
    """`event` as a row of `events`; EventRefused if no database could keep it as it is."""
    if not _ID.fullmatch(event.id):
        raise EventRefused(f"An event's id is 1 to 64 printable ASCII characters, not {event.id!r}.")
    if event.at.utcoffset() != _UTC_OFFSET:
        # A fold would see another wall clock when it continues a card than when it rebuilds one from the log.
        raise EventRefused(f"The time of event {event.id} is not in UTC: {event.at}.")
    if not _EARLIEST <= event.at < _LATEST:
        raise EventRefused(f"The time of event {event.id} is in none of the years 1970 to 8999: {event.at}.")
    fields = canonical(event)
    for name, value in fields.items():
        limit = _INT64 if name in ("at", "taken_ms") else _INT32
        if isinstance(value, int) and not -limit <= value < limit:
            raise EventRefused(f"Event {event.id} has a {name} too large to keep: {value}.")
    row = _BLANK | fields | {"digest": _digest(fields)}
    if isinstance(event, Review):
        row["target"] = row.pop("replaces")
        row["misconceptions"] = json.dumps(row["misconceptions"], ensure_ascii=False)
    return row


def event_from_row(row: Sequence[Any]) -> Event:
    """The event of a row, whose values come in the order of the columns of `events`; StoreDamaged if it is none."""
    try:
        return _event(row)
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise StoreDamaged(f"The event {row[0]!s:.64} in the log is damaged; restore a backup.", str(row[0])) from error


def _event(row: Sequence[Any]) -> Event:
    (id_, learner, kind, at, utc_offset, skill, level, reference, prompt, expected, submission, outcome) = row[:12]
    (misconceptions, rating, rated_by_learner, hints, setup, taken_ms, mode, target, suspended) = row[12:21]
    if not _ID.fullmatch(id_):
        raise ValueError("id")
    common = (id_, decoded(learner), from_microseconds(at), integer(utc_offset), decoded(skill))
    if not _EARLIEST <= common[2] < _LATEST or abs(common[3]) > _WIDEST_OFFSET:
        raise ValueError("time")
    if kind == "review":
        return Review(
            *common,
            level=integer(level),
            reference=decoded(reference),
            prompt=decoded(prompt),
            expected=decoded(expected),
            submission=decoded(submission),
            outcome=Outcome(outcome),
            misconceptions=tuple(map(decoded, json.loads(misconceptions))) if misconceptions != "[]" else (),
            rating=Rating(rating),
            rated_by_learner=bool(integer(rated_by_learner)),
            hints=integer(hints),
            setup=None if setup is None else decoded(setup),
            taken_ms=integer(taken_ms),
            mode=Mode(mode),
            replaces=None if target is None else decoded(target),
        )
    if kind == "undo":
        return Undo(*common, target=decoded(target))
    if kind == "suspension":
        return Suspension(*common, suspended=bool(integer(suspended)))
    if kind == "reset":
        return Reset(*common)
    raise ValueError("kind")


def to_microseconds(at: datetime) -> int:
    """Whole microseconds since 1970 UTC, exactly."""
    if at.tzinfo is None:
        raise EventRefused(f"A time without a time zone cannot be kept: {at}.")
    return (at - _EPOCH) // _MICROSECOND


def from_microseconds(value: Any) -> datetime:
    """The time, in UTC, of `to_microseconds`."""
    return _EPOCH + timedelta(microseconds=integer(value))


def integer(value: Any) -> int:
    if not isinstance(value, int):
        raise TypeError(f"not an integer: {value!r}")
    return value
