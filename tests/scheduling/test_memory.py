"""Memory agrees with py-fsrs driven directly."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import fsrs
from hypothesis import given
from hypothesis import strategies as st

from trainer.domain import Memory, Rating
from trainer.scheduling.memory import recall, retrievability

HISTORY = st.lists(st.tuples(st.integers(1, 200), st.sampled_from(list(Rating))), min_size=1, max_size=15)


@given(HISTORY)
def test_memory_is_that_of_fsrs(history: list[tuple[int, Rating]]) -> None:
    """Stability, difficulty and due day equal those of a scheduler without learning steps, one review a day."""
    scheduler = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card = fsrs.Card(card_id=1)
    memory: Memory | None = None
    day = date(2026, 1, 1)
    for gap, rating in history:
        day += timedelta(days=gap)
        at = datetime.combine(day, time(12), UTC)
        card, _ = scheduler.review_card(card, fsrs.Rating(int(rating)), at)
        memory = recall(memory, rating, day)
        assert (memory.stability, memory.difficulty, memory.due) == (card.stability, card.difficulty, card.due.date())
        later = at + timedelta(days=gap)
        assert retrievability(memory, later.date()) == scheduler.get_card_retrievability(card, later)


@given(HISTORY)
def test_a_skill_is_never_due_on_the_day_it_was_answered(history: list[tuple[int, Rating]]) -> None:
    """The next day at the earliest."""
    memory: Memory | None = None
    day = date(2026, 1, 1)
    for gap, rating in history:
        day += timedelta(days=gap)
        memory = recall(memory, rating, day)
        assert memory.due > day
