"""When a skill is due for this learner: FSRS at the retention they want, and no later than the interview allows.

Applied when a queue is made, never stored: a changed setting holds for every card at once, and the log stays as it is.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from questions.skills import SKILLS
from trainer.domain import Card
from trainer.scheduling.memory import DESIRED_RETENTION, due_at
from trainer.scheduling.policy import OURS, Policy
from trainer.settings import LearnerSettings


def days_left(settings: LearnerSettings, today: date) -> int | None:
    """Days until the interview, 0 on its day; None without one, or once it is over."""
    if settings.interview_date is None or today > settings.interview_date:
        return None
    return (settings.interview_date - today).days


def plain_due(card: Card, settings: LearnerSettings) -> date | None:
    """The day on which FSRS brings the skill back, or its relearning; None if it was never answered."""
    if card.memory is None:
        return None
    retention = settings.desired_retention
    due = card.memory.due if retention == DESIRED_RETENTION else due_at(card.memory, retention)
    return min(due, card.relearn_due) if card.relearn_due else due


def due_day(card: Card, settings: LearnerSettings, today: date, policy: Policy = OURS) -> date | None:
    """The day on which the skill is due; None if it was never answered. After the interview it is plain FSRS."""
    due = plain_due(card, settings)
    if due is None or card.memory is None or not policy.horizon or days_left(settings, today) is None:
        return due
    last_day, interview = card.memory.last_day, settings.interview_date
    if interview is None or last_day >= interview:
        return due
    due = min(due, last_day + timedelta(days=longest_gap((interview - last_day).days, policy.gap_part)))
    return min(due, _final_day(card, interview, last_day, policy))


@cache
def longest_gap(days: int, part: int) -> int:
    """The longest gap, in days, of a skill last answered so many days before the interview: at least one.

    It ends on the first day on which it is no shorter than that part of the days then left, rounded down.
    """
    return next(gap for gap in range(1, days + 2) if gap >= max(1, (days - gap) // part))


def returns_at_last(card: Card, settings: LearnerSettings, today: date, policy: Policy = OURS) -> bool:
    """Whether the skill is of tier A and still to return in these last days before the interview."""
    left = days_left(settings, today)
    if not policy.horizon or left is None or left > policy.last_days or card.memory is None:
        return False
    return _tier(card.skill) == "A" and card.memory.last_day < today + timedelta(days=left - policy.last_days)


def _final_day(card: Card, interview: date, last_day: date, policy: Policy) -> date:
    """When the skill returns for the last time: tier A in the last days."""
    final = interview - timedelta(days=policy.last_days)
    return final if _tier(card.skill) == "A" and last_day < final else date.max


def _tier(skill: str) -> str:
    return SKILLS[skill].tier if skill in SKILLS else ""
