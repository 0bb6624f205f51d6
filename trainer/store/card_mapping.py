"""Cards as rows, and back. A card is a cache: of one that another version wrote, only the log is believed."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from trainer.domain import Card, DirectAnswer, Hit, Memory, Success
from trainer.store.errors import EventRefused, StoreDamaged
from trainer.store.mapping import from_microseconds, integer, to_microseconds
from trainer.store.text import decoded, encoded

VERSION = 3
"""Raised whenever a card holds something else, or the fold makes something else of the same log."""


class CardOutdated(StoreDamaged):
    """A card in the form of another version: nothing is wrong with it, but it is to be made anew from the log."""


def card_row(card: Card) -> dict[str, Any]:
    """`card` as a row of `cards`. JSON writes a float with as many digits as bring exactly it back."""
    memory = card.memory
    body = {
        "version": VERSION,
        "last_at": to_microseconds(card.last_at),
        "last_id": card.last_id,
        "memory": memory
        and {
            "stability": memory.stability,
            "difficulty": memory.difficulty,
            "last_day": memory.last_day.isoformat(),
            "due": memory.due.isoformat(),
        },
        "relearn_due": _text(card.relearn_due),
        "level": card.level,
        "level_day": _text(card.level_day),
        "answers": card.answers,
        "unaided_successes": card.unaided_successes,
        "recalls": card.recalls,
        "lapses": card.lapses,
        "suspended": card.suspended,
        "first_day": _text(card.first_day),
        "recent": [
            [encoded(answer.reference), answer.day.isoformat(), answer.level, answer.right, answer.plain]
            for answer in card.recent
        ],
        "chances": card.chances,
        "hits": [[encoded(hit.misconception), hit.times, to_microseconds(hit.last_at)] for hit in card.hits],
        "succeeded": [[success.day.isoformat(), to_microseconds(success.at)] for success in card.succeeded],
    }
    try:
        text = json.dumps(body, separators=(",", ":"), allow_nan=False)
    except ValueError as error:
        raise EventRefused(f"The memory of {card.skill} is not a number.") from error
    return {"learner": encoded(card.learner), "skill": encoded(card.skill), "due": card.due, "body": text}


def card_from_row(learner: str, skill: str, body: str) -> Card:
    """The card of a row; StoreDamaged if it is none, CardOutdated if another version wrote it."""
    try:
        fields = json.loads(body)
        if fields.get("version", 1) != VERSION:
            raise CardOutdated(f"The card of {skill!s:.64} is of another version; it is made anew from the log.")
        memory = fields["memory"]
        return Card(
            learner=decoded(learner),
            skill=decoded(skill),
            last_at=from_microseconds(fields["last_at"]),
            last_id=fields["last_id"],
            memory=memory
            and Memory(
                stability=memory["stability"],
                difficulty=memory["difficulty"],
                last_day=date.fromisoformat(memory["last_day"]),
                due=date.fromisoformat(memory["due"]),
            ),
            relearn_due=_day(fields["relearn_due"]),
            level=integer(fields["level"]),
            level_day=_day(fields["level_day"]),
            answers=integer(fields["answers"]),
            unaided_successes=integer(fields["unaided_successes"]),
            recalls=integer(fields["recalls"]),
            lapses=integer(fields["lapses"]),
            suspended=bool(fields["suspended"]),
            first_day=_day(fields["first_day"]),
            recent=tuple(
                DirectAnswer(decoded(reference), date.fromisoformat(day), integer(level), bool(right), bool(plain))
                for reference, day, level, right, plain in fields["recent"]
            ),
            chances=integer(fields["chances"]),
            hits=tuple(Hit(decoded(slip), integer(times), from_microseconds(at)) for slip, times, at in fields["hits"]),
            succeeded=tuple(Success(date.fromisoformat(day), from_microseconds(at)) for day, at in fields["succeeded"]),
        )
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        raise StoreDamaged(f"The card of {skill!s:.64} is damaged; rebuild the cards from the log.") from error


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: Any) -> date | None:
    return None if text is None else date.fromisoformat(text)
