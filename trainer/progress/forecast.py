"""What comes due, day by day, as the cards stand now. Cheap: from the cards alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from questions.skills import SKILLS
from trainer.domain import Card
from trainer.scheduling.horizon import days_left, due_day
from trainer.settings import LearnerSettings

WEEKS = 4


@dataclass(frozen=True, slots=True)
class DueDay:
    """So many skills are due on that day; on the first day also those that were due before."""

    day: date
    due: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """The days from today on, how many skills are due `later`, and the interview if it is still to come."""

    days: tuple[DueDay, ...]
    later: int
    interview: date | None

    @property
    def total(self) -> int:
        """All skills that were answered and are not suspended."""
        return self.later + sum(day.due for day in self.days)


def forecast(cards: Mapping[str, Card], settings: LearnerSettings, today: date, days: int = 7 * WEEKS) -> Forecast:
    """When each skill that was answered is due next, with the interview's horizon; suspended ones left out."""
    counted: Counter[int] = Counter()
    for skill, card in cards.items():
        due = None if card.suspended or skill not in SKILLS else due_day(card, settings, today)
        if due is not None:
            counted[min(max(0, (due - today).days), days)] += 1
    ahead = tuple(DueDay(today + timedelta(days=number), counted[number]) for number in range(days))
    interview = settings.interview_date if days_left(settings, today) is not None else None
    return Forecast(ahead, counted[days], interview)


def week_forecast(cards: Mapping[str, Card], settings: LearnerSettings, today: date) -> tuple[DueDay, ...]:
    """Today and the six days after it."""
    return forecast(cards, settings, today, 7).days
