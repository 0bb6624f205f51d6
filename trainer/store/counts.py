"""What the log adds up to by local days and weeks, as a store counts it: plain data, a row for each group."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trainer.domain import Rating


@dataclass(frozen=True, slots=True)
class DayCount:
    """The answers of one local day; `right` and `marked` of those with a verdict. `taken_ms` is the time they took."""

    day: date
    answers: int
    marked: int
    right: int
    taken_ms: int


@dataclass(frozen=True, slots=True)
class WeekCount:
    """The answers to one skill at one level with a verdict, in the week that began on the Monday `week`.

    `right` and `wrong` were answered; the other `marked` ones were given up.
    """

    week: date
    skill: str
    level: int
    marked: int
    right: int
    wrong: int


@dataclass(frozen=True, slots=True)
class SlipCount:
    """How many wrong answers to a skill exactly these misconceptions explained, in the week that began on a Monday."""

    week: date
    skill: str
    misconceptions: tuple[str, ...]
    answers: int


@dataclass(frozen=True, slots=True)
class SkillDay:
    """What the schedule heard of a skill on one local day.

    `first` is the rating of the day's first answer, the lower one of two at the same moment, None if there was no
    answer; `failed` whether any was rated Again; `reset` whether the skill was made new again.
    """

    skill: str
    day: date
    first: Rating | None
    failed: bool
    reset: bool


@dataclass(frozen=True, slots=True)
class QuestionCount:
    """The answers to one question, its reference given, that count and were marked: there is at least one.

    `first` and `last` say whether the oldest and the newest of them were right; of two at one moment the wrong one
    comes first.
    """

    reference: str
    answers: int
    first: bool
    last: bool
