"""An interview as data: everything that has to outlive the program, and its JSON in the store."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from questions.sets.titles import clean_title
from trainer.domain import Moment
from trainer.interview.plan import InterviewPlan
from trainer.store.port import KeptInterview

_VERSION = 1


class UnreadableInterview(ValueError):
    """What is kept is no interview that this program can read."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One question of an interview, and what has come of it so far.

    `text` is what was typed last, `at` when that was, or when the question was last looked at; `spent_ms` how long it
    stood on the screen; `ticks` the lines of the rubric that were said; `review` the id of its answer in the log.
    """

    reference: str
    aloud: bool = False
    known: bool = False
    text: str = ""
    spent_ms: int = 0
    at: Moment | None = None
    ticks: tuple[int, ...] = ()
    review: str = ""

    @property
    def seen(self) -> bool:
        """Whether the question was on the screen at all."""
        return self.at is not None


@dataclass(frozen=True, slots=True)
class InterviewRecord:
    """`current` is the slot that is shown, from 0; `breaks` how often the interview was left and taken up again."""

    id: str
    learner: str
    started: Moment
    plan: InterviewPlan
    slots: tuple[Slot, ...]
    current: int = 0
    breaks: int = 0
    ended: datetime | None = None
    time_over: bool = False

    @property
    def spent_ms(self) -> int:
        """The time used; one question stands on the screen at a time."""
        return sum(slot.spent_ms for slot in self.slots)

    @property
    def left_ms(self) -> int:
        """The time that is left."""
        return max(0, self.plan.minutes * 60_000 - self.spent_ms)


def to_kept(record: InterviewRecord) -> KeptInterview:
    """The record as a store keeps it."""
    body = {
        "version": _VERSION,
        "utc_offset": record.started.utc_offset,
        "plan": {
            "questions": record.plan.questions,
            "minutes": record.plan.minutes,
            "tiers": list(record.plan.tiers),
            "level": record.plan.level,
            **({"set": record.plan.set} if record.plan.set else {}),
        },
        "slots": [_slot_body(slot) for slot in record.slots],
        "current": record.current,
        "breaks": record.breaks,
        "ended": record.ended.isoformat() if record.ended else None,
        "time_over": record.time_over,
    }
    ended = record.ended is not None
    return KeptInterview(record.id, record.learner, record.started.at, ended, json.dumps(body, sort_keys=True))


def from_kept(kept: KeptInterview) -> InterviewRecord:
    """The record that a store kept. Raises UnreadableInterview."""
    try:
        return _record(kept, json.loads(kept.body))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError) as error:
        raise UnreadableInterview(f"the interview {kept.id} cannot be read") from error


def _slot_body(slot: Slot) -> dict[str, Any]:
    at = slot.at
    return {
        "reference": slot.reference,
        "aloud": slot.aloud,
        "known": slot.known,
        "text": slot.text,
        "spent_ms": slot.spent_ms,
        "at": at and at.at.isoformat(),
        "utc_offset": at and at.utc_offset,
        "ticks": list(slot.ticks),
        "review": slot.review,
    }


def _record(kept: KeptInterview, body: dict[str, Any]) -> InterviewRecord:
    if body["version"] != _VERSION:
        raise ValueError("another version")
    plan = body["plan"]
    slots = tuple(_slot(each) for each in body["slots"])
    current, breaks = int(body["current"]), int(body["breaks"])
    if not 0 <= current < max(1, len(slots)):
        raise ValueError("no such question")
    return InterviewRecord(
        kept.id,
        kept.learner,
        Moment(kept.started, int(body["utc_offset"])),
        InterviewPlan(
            int(plan["questions"]),
            int(plan["minutes"]),
            tuple(plan["tiers"]),
            int(plan["level"]),
            clean_title(str(plan.get("set", ""))),
        ),
        slots,
        current,
        breaks,
        _utc(body["ended"]) if body["ended"] else None,
        bool(body["time_over"]),
    )


def _slot(body: dict[str, Any]) -> Slot:
    at = Moment(_utc(body["at"]), int(body["utc_offset"])) if body["at"] else None
    return Slot(
        str(body["reference"]),
        bool(body["aloud"]),
        bool(body["known"]),
        str(body["text"]),
        max(0, int(body["spent_ms"])),
        at,
        tuple(int(tick) for tick in body["ticks"]),
        str(body["review"]),
    )


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
