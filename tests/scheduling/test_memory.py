"""Memory agrees with py-fsrs driven directly."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from random import Random

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.making import review
from trainer.domain import Memory, Outcome, Rating
from trainer.scheduling.cards import fold
from trainer.scheduling.days import local_day
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


def _same_as_fsrs(seed: int) -> None:
    """A card after a random history, at any hour and offset, equals py-fsrs given its first answers of the day."""
    rng = Random(seed)
    scheduler = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    direct = fsrs.Card(card_id=1)
    at, offset = datetime(2026, 1, 1, tzinfo=UTC), rng.choice([-480, 0, 60, 330, 780])
    reviews, days = [], set()
    for _ in range(rng.randint(1, 25)):
        at += timedelta(minutes=rng.choice([3, 60, 300, 1440, 1440, 4000, 20000, 90000]) * rng.uniform(0.5, 1.5))
        rating = rng.choice(list(Rating))
        outcome = Outcome.WRONG if rating is Rating.AGAIN else Outcome.CORRECT
        reviews.append(review(at, utc_offset=offset, rating=rating, outcome=outcome))
        day = local_day(at, offset)
        if day not in days:
            days.add(day)
            noon = datetime.combine(day, time(12), UTC)
            direct, _ = scheduler.review_card(direct, fsrs.Rating(int(rating)), noon)
    memory = fold(None, reviews).memory
    assert memory == Memory(direct.stability, direct.difficulty, max(days), direct.due.date())  # type: ignore[arg-type]


def test_random_histories_agree_with_fsrs() -> None:
    """500 of them here."""
    for seed in range(500):
        _same_as_fsrs(seed)


@pytest.mark.volume
def test_ten_thousand_histories_agree_with_fsrs() -> None:
    """And 10,000 others."""
    for seed in range(1000, 11_000):
        _same_as_fsrs(seed)
