"""Building blocks for tests of the trainer: reviews at given days, and a clock that is set by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from questions.question import Question
from questions.submission import AnswerKind
from trainer.domain import DEFAULT_LEARNER, Mode, Moment, Outcome, Rating, Review

START = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
_numbers = count(1)


class Clock:
    """Gives the moment it is set to."""

    def __init__(self, at: datetime = START, utc_offset: int = 0) -> None:
        self.at = at
        self.utc_offset = utc_offset

    def __call__(self) -> Moment:
        return Moment(self.at, self.utc_offset)

    def pass_(self, **span: float) -> None:
        """Let time pass: `clock.pass_(minutes=3)`."""
        self.at += timedelta(**span)


def review(
    at: datetime = START, *, rating: Rating = Rating.GOOD, outcome: Outcome = Outcome.CORRECT, **changed: Any
) -> Review:
    """A review of `conv2d.parameters` with a new, later id."""
    fields: dict[str, Any] = {
        "id": f"{next(_numbers):012}",
        "learner": DEFAULT_LEARNER,
        "at": at,
        "utc_offset": 0,
        "skill": "conv2d.parameters",
        "level": 1,
        "reference": "conv2d.parameters/v1/1/1",
        "prompt": "?",
        "expected": "1",
        "submission": "1",
        "outcome": outcome,
        "misconceptions": (),
        "rating": rating,
        "rated_by_learner": False,
        "hints": 0,
        "setup": None,
        "taken_ms": 1000,
        "mode": Mode.TYPED,
    }
    return Review(**(fields | changed))


def right(question: Question) -> str:
    """What to type for a right answer."""
    return question.expected


def wrong(question: Question) -> str:
    """What to type for a wrong answer, without a known reason where the kind of answer has such."""
    content = question.content
    match content.kind:
        case AnswerKind.FORMULA:
            return f"-{content.symbols[0]}"
        case AnswerKind.SHAPE:
            return str((987654321,) * (len(content.axes) or 1))
        case AnswerKind.CHOICE:
            return next(letter for letter in "abcdef"[: len(content.choices)] if letter != content.answer)
        case AnswerKind.TRUTH:
            return "false" if content.answer else "true"
    return "-1"


def unexplained(question: Question) -> str:
    """A wrong number that no misconception of the question leads to."""
    taken = {slip.value for slip in question.content.misconceptions} | {question.content.answer}
    return str(next(number for number in range(1, 10_000) if number not in taken))
