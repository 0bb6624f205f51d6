"""Whose, when, in which few words: what even a first frame needs of the domain, whose classes take longer to make."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

DEFAULT_LEARNER = "me"
DAY_BEGINS = timedelta(hours=4)
"""After midnight, local time: a late evening is one day."""


class Rating(IntEnum):
    """How well a skill was recalled, in FSRS's own four grades."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class Mode(StrEnum):
    """How a question was put."""

    TYPED = "typed"
    FLASHCARD = "flashcard"
    INTERVIEW = "interview"


class Outcome(StrEnum):
    """What came of a question. Only the first three are verdicts; a flashcard's learner judges alone."""

    CORRECT = "correct"
    WRONG = "wrong"
    DONT_KNOW = "dont_know"
    SELF_RATED = "self_rated"


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant (UTC) and the learner's local offset in minutes then."""

    at: datetime
    utc_offset: int
