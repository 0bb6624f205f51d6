"""Cards as a learner would have them: folded from reviews on given days."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from questions.skills import SKILLS
from tests.making import review
from trainer.domain import Card, Outcome, Rating
from trainer.scheduling.cards import fold

TODAY = date(2026, 3, 2)
"""A Monday."""
RIGHT: dict[str, Any] = {}
WRONG: dict[str, Any] = {"outcome": Outcome.WRONG, "rating": Rating.AGAIN}


def at(days: int, hour: int = 12) -> datetime:
    """That hour, UTC, of the day so many days after TODAY."""
    return datetime.combine(TODAY + timedelta(days=days), time(hour), UTC)


def known(skill: str, *days: int, **changed: Any) -> Card:
    """The card of a skill that was right on these days, counted from TODAY."""
    return fold(None, [review(at(day), skill=skill, reference=f"{skill}/v1/1/{day + 1000}", **changed) for day in days])


def all_known(*days: int, **changed: Any) -> dict[str, Card]:
    """Every skill right on these days."""
    return {skill: known(skill, *days, **changed) for skill in SKILLS}
