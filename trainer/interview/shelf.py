"""The interviews of a learner: the one that goes on, and the reports of those that are over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from trainer.domain import Card, Event, Moment, Review
from trainer.interview.record import InterviewRecord, UnreadableInterview, from_kept, to_kept
from trainer.interview.report import InterviewReport, Summary, report_of, summary_of
from trainer.interview.session import InterviewSession
from trainer.store.port import KeptInterview


class Shelf(Protocol):
    """What keeps interviews: a journal. Every method may raise StoreError."""

    def interviews(self) -> list[KeptInterview]:
        """All of them, the newest first."""

    def reviews(self, ids: Sequence[str]) -> list[Review]:
        """Those of these reviews that count."""

    def keep_interview(self, interview: KeptInterview, events: Sequence[Event], now: Moment) -> dict[str, Card]:
        """Keep it in place of what is kept of it, with the answers it ends with."""

    def drop_interview(self, id_: str) -> None:
        """Forget one that has not ended."""


def unfinished(shelf: Shelf) -> InterviewRecord | None:
    """The newest interview that goes on. One that cannot be read is passed over."""
    return next((record for record in _readable(shelf) if record.ended is None), None)


def summaries(shelf: Shelf) -> list[Summary]:
    """Every interview that is over, the newest first."""
    return _summaries(shelf, _ended(shelf))


def open_report(shelf: Shelf, id_: str) -> InterviewReport | None:
    """The report of that interview, beside those before it; None if there is no such one that is over."""
    ended = _ended(shelf)
    place = next((place for place, record in enumerate(ended) if record.id == id_), None)
    if place is None:
        return None
    [record, *earlier] = ended[place:]
    reviews = {review.id: review for review in shelf.reviews([slot.review for slot in record.slots if slot.review])}
    return report_of(record, reviews, _summaries(shelf, earlier))


def end(shelf: Shelf, record: InterviewRecord, now: Moment) -> InterviewRecord | None:
    """End an interview that was left: what was seen and not answered was not known. No time is used.

    None where nothing was answered, or nothing of it can be drawn any more: it is forgotten then.
    """
    session = InterviewSession.resume(record, now)
    if session is None or session.is_blank:
        shelf.drop_interview(record.id)
        return None
    finished = session.finish(now)
    ended = replace(finished.record, breaks=record.breaks)
    shelf.keep_interview(to_kept(ended), finished.reviews, now)
    return ended


def _readable(shelf: Shelf) -> list[InterviewRecord]:
    found = []
    for kept in shelf.interviews():
        try:
            found.append(from_kept(kept))
        except UnreadableInterview:
            continue
    return found


def _ended(shelf: Shelf) -> list[InterviewRecord]:
    return [record for record in _readable(shelf) if record.ended is not None]


def _summaries(shelf: Shelf, records: Sequence[InterviewRecord]) -> list[Summary]:
    ids = [slot.review for record in records for slot in record.slots if slot.review]
    reviews = {review.id: review for review in shelf.reviews(ids)}
    return [summary_of(record, reviews) for record in records]
