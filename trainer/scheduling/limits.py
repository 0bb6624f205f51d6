"""How much of a local day is left for new skills and for reviews."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil

from questions.skills import SKILLS
from trainer.domain import Card
from trainer.scheduling.horizon import days_left
from trainer.scheduling.policy import OURS, Policy
from trainer.settings import LearnerSettings

LIKELY = ("A", "B")
"""The tiers that are opened before the interview."""


@dataclass(frozen=True, slots=True)
class Today:
    """What was done this local day: skills answered for the first time ever, and skills known before."""

    new: int = 0
    reviews: int = 0


def today_of(cards: Mapping[str, Card], today: date) -> Today:
    """The day's counts, from the cards alone."""
    done = [card for card in cards.values() if card.memory is not None and card.memory.last_day == today]
    new = sum(card.first_day == today for card in done)
    return Today(new, len(done) - new)


def new_limit(cards: Mapping[str, Card], settings: LearnerSettings, today: date, policy: Policy = OURS) -> int:
    """How many new skills this day may have: what the learner set; else ours, or as many as the interview needs."""
    if settings.new_per_day is not None:
        return settings.new_per_day
    return max(policy.new_per_day, ceil(_needed_per_day(cards, settings, today, policy)))


def review_limit(settings: LearnerSettings, policy: Policy = OURS) -> int:
    """How many known skills this day may bring back because they are due."""
    return policy.reviews_per_day if settings.reviews_per_day is None else settings.reviews_per_day


def new_pace(cards: Mapping[str, Card], settings: LearnerSettings, today: date, policy: Policy = OURS) -> float:
    """The share of questions that must open a new skill, even while others are due: 0 without an interview date."""
    return min(policy.hurried_share, _needed_per_day(cards, settings, today, policy) / policy.session_questions)


def _needed_per_day(cards: Mapping[str, Card], settings: LearnerSettings, today: date, policy: Policy) -> float:
    """New skills of tier A and B a day, today's included, so that all are opened before the last days."""
    left = days_left(settings, today)
    if left is None:
        return 0.0
    waiting = sum(_waits(cards.get(skill), today) for skill in SKILLS if SKILLS[skill].tier in LIKELY)
    return waiting / max(1, left - policy.last_days + 1)


def _waits(card: Card | None, today: date) -> bool:
    """Whether the skill was unopened when this day began."""
    return card is None or (not card.suspended and card.first_day in (None, today))
