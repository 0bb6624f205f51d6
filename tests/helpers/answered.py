"""Reviews of real questions, as a session would have recorded them."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from questions.checker import check, read_answer
from questions.generator import generate
from questions.question import Reference
from questions.submission import Submission
from tests.helpers.clock import MONDAY
from trainer.domain import Event, Mode, Outcome, Rating, Review
from trainer.scheduling.cards import fold
from trainer.store.port import EventStore

_numbers = count(1)


def answered(asked: str, typed: str | None, at: datetime = MONDAY, **changed: Any) -> Review:
    """What was typed at that question, judged; None for the right answer, `?` for not knowing it."""
    question = generate(Reference.parse(asked))
    text = question.expected if typed is None else "" if typed == "?" else typed
    outcome = Outcome.DONT_KNOW
    slips: tuple[str, ...] = ()
    if text:
        submission = read_answer(question.content, text)
        assert isinstance(submission, Submission), submission
        verdict = check(question.content, submission.value)
        outcome = Outcome.CORRECT if verdict.correct else Outcome.WRONG
        slips = tuple(slip.id for slip in verdict.misconceptions)
    fields: dict[str, Any] = {
        "id": f"{next(_numbers):012}",
        "learner": "me",
        "at": at,
        "utc_offset": 60,
        "skill": question.reference.skill,
        "level": question.reference.level,
        "reference": asked,
        "prompt": question.content.asked,
        "expected": question.expected,
        "submission": text,
        "outcome": outcome,
        "misconceptions": slips,
        "rating": Rating.GOOD if outcome is Outcome.CORRECT else Rating.AGAIN,
        "rated_by_learner": False,
        "hints": 0,
        "setup": None,
        "taken_ms": 41_000,
        "mode": Mode.TYPED,
    }
    return Review(**(fields | changed))


def some_days() -> list[Review]:
    """Five days of practice: three skills, right, wrong for a known reason, not known."""
    return [
        answered("conv2d.parameters/v1/1/1", "720", MONDAY - timedelta(days=5)),
        answered("conv2d.parameters/v1/1/2", None, MONDAY - timedelta(days=4)),
        answered("conv2d.parameters/v1/1/3", None, MONDAY - timedelta(days=3)),
        answered("bias.effect/v2/1/2", "?", MONDAY - timedelta(days=3, minutes=-5)),
        answered("conv1d.parameters/v1/2/5", None, MONDAY - timedelta(days=2), hints=1),
        answered("conv2d.parameters/v1/3/4", "7940", MONDAY - timedelta(days=1)),
        answered("conv2d.parameters/v1/1/1", "7940", MONDAY - timedelta(hours=1)),
    ]


def kept(store: EventStore, *events: Event) -> EventStore:
    """The store, with these in its log."""
    store.record(events, fold)
    return store
