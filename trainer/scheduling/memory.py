"""FSRS-6 memory, by py-fsrs. The only importer of fsrs; imported late, since a first question does not need it.

py-fsrs counts elapsed time in whole 24-hour days, so that Monday 20:00 to Tuesday 8:00 would be "the same day". A
learner's days are local days from 4 a.m. on; so every review is given to FSRS at noon UTC of its local day, and days
between reviews are differences of local days.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING

from trainer.domain import Memory, Rating

if TYPE_CHECKING:
    import fsrs

DESIRED_RETENTION = 0.9

DECAY = -0.1542
FACTOR = 0.9 ** (1 / DECAY) - 1
LONGEST = 36500
"""The forgetting curve of FSRS-6 by its default parameters, and its longest interval; a test compares with py-fsrs."""


@cache
def _scheduler(desired_retention: float) -> fsrs.Scheduler:
    import fsrs

    return fsrs.Scheduler(
        desired_retention=desired_retention, learning_steps=(), relearning_steps=(), enable_fuzzing=False
    )


def recall(memory: Memory | None, rating: Rating, day: date) -> Memory:
    """The memory after the first answer of a local day. `day` must be later than the memory's last day.

    Its due day is that of DESIRED_RETENTION; what a learner sets instead only counts when a queue is made.
    """
    import fsrs

    card, _ = _scheduler(DESIRED_RETENTION).review_card(_card(memory), fsrs.Rating(int(rating)), _noon(day))
    if card.stability is None or card.difficulty is None:
        raise AssertionError("FSRS left a reviewed card without memory")
    return Memory(card.stability, card.difficulty, day, card.due.date())


def retrievability(memory: Memory, day: date) -> float:
    """The probability, 0 to 1, that the skill is recalled on that day. Needs no fsrs: this is its forgetting curve."""
    elapsed = max(0, (day - memory.last_day).days)
    return float((1 + FACTOR * elapsed / memory.stability) ** DECAY)


def due_at(memory: Memory, desired_retention: float) -> date:
    """The day on which the probability of recall has fallen to `desired_retention`, as FSRS rounds it."""
    days = round(memory.stability / FACTOR * (desired_retention ** (1 / DECAY) - 1))
    return memory.last_day + timedelta(days=min(max(days, 1), LONGEST))


def _card(memory: Memory | None) -> fsrs.Card:
    import fsrs

    if memory is None:
        return fsrs.Card(card_id=0)  # an id must be given: without one, fsrs sleeps to make one from the clock
    return fsrs.Card(
        card_id=0,
        state=fsrs.State.Review,
        step=None,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=_noon(memory.due),
        last_review=_noon(memory.last_day),
    )


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
