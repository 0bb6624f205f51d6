"""What each rating would do: the day on which the skill would come back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from trainer.domain import DEFAULT_LEARNER, Card, Rating
from trainer.scheduling.cards import remembered
from trainer.scheduling.horizon import due_day
from trainer.scheduling.policy import OURS, Policy
from trainer.settings import LearnerSettings


def preview(
    card: Card | None, skill: str, day: date, settings: LearnerSettings, policy: Policy = OURS
) -> dict[Rating, date]:
    """The due day by rating of an answer on that day, to a skill whose card was this before it (None: new)."""
    if card is None:
        card = Card(DEFAULT_LEARNER, skill, datetime.combine(day, datetime.min.time(), UTC), "")
    if card.memory is not None:
        day = max(day, card.memory.last_day)
    found = {}
    for rating in Rating:
        memory, relearn_due = remembered(card, rating, day)
        due = due_day(replace(card, memory=memory, relearn_due=relearn_due), settings, day, policy)
        if due is not None:
            found[rating] = due
    return found
