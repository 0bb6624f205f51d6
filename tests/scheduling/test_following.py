"""The bare arithmetic of FSRS agrees with py-fsrs."""

from __future__ import annotations

from datetime import date, timedelta

import fsrs
from hypothesis import given
from hypothesis import strategies as st

from trainer.domain import Memory, Rating
from trainer.scheduling import following
from trainer.scheduling.memory import due_at, recall

HISTORY = st.lists(st.tuples(st.integers(1, 400), st.sampled_from(list(Rating))), min_size=1, max_size=25)


@given(HISTORY, st.sampled_from([0.7, 0.85, 0.9, 0.97]))
def test_follows_fsrs(history: list[tuple[int, Rating]], desired: float) -> None:
    """Stability, difficulty and the day on which the skill is due are the very same after every answer."""
    memory: Memory | None = None
    bare = (0.0, 0.0)
    day = date(2026, 1, 1)
    for elapsed, rating in history:
        day += timedelta(days=elapsed)
        bare = following.first_memory(rating) if memory is None else following.next_memory(*bare, elapsed, rating)
        memory = recall(memory, rating, day)
        assert bare == (memory.stability, memory.difficulty)
        due = day + timedelta(days=following.gap(bare[0], following.spread_of(desired)))
        assert due == due_at(memory, desired)
        if desired == 0.9:
            assert due == memory.due


def test_parameters() -> None:
    """Those that py-fsrs has as its defaults; the last two concern a second answer on one day, and the decay."""
    assert tuple(fsrs.Scheduler().parameters[:19]) == following._W
