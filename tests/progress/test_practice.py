"""Days practised: in stretches, in a row, and in shades."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from trainer.progress.practice import Habit, Stretch, habit, steps, stretches
from trainer.store.counts import DayCount

TODAY = date(2026, 3, 2)
COUNTS = st.dictionaries(st.integers(0, 200), st.integers(1, 50), max_size=40).map(
    lambda found: [DayCount(TODAY - timedelta(days=ago), n, n, n // 2, n * 1000) for ago, n in sorted(found.items())]
)


def _days(*ago: int) -> list[date]:
    return [TODAY - timedelta(days=each) for each in ago]


@given(COUNTS, st.integers(0, 250), st.sampled_from([1, 7, 28]))
def test_stretches_cover_the_time(counts: list[DayCount], back: int, days: int) -> None:
    """They follow each other without a gap, the last is a whole one if there is time for it, and nothing is lost."""
    first = TODAY - timedelta(days=back)
    found = stretches(counts, first, TODAY, days)
    assert (found[0].first, found[-1].last) == (first, TODAY)
    for before, after in pairwise(found):
        assert after.first == before.last + timedelta(days=1)
        assert (after.last - after.first).days + 1 == days
    inside = [count for count in counts if count.day >= first]
    assert sum(stretch.answers for stretch in found) == sum(count.answers for count in inside)
    assert sum(stretch.right for stretch in found) == sum(count.right for count in inside)


def test_minutes() -> None:
    """The time is told in minutes."""
    [stretch] = stretches([DayCount(TODAY, 3, 2, 1, 90_000)], TODAY, TODAY, 7)
    assert stretch == Stretch(TODAY, TODAY, 3, 2, 1, 1.5)


def test_habit() -> None:
    """A row lasts while yesterday or today has an answer; only days looked back on count."""
    first = TODAY - timedelta(days=9)
    assert habit([], first, TODAY) == Habit(0, 10, 0, 0)
    assert habit(_days(0), first, TODAY) == Habit(1, 10, 1, 1)
    assert habit(_days(1, 2, 4, 5, 6), first, TODAY) == Habit(5, 10, 2, 3)
    assert habit(_days(2, 3, 3), first, TODAY) == Habit(2, 10, 0, 2)
    assert habit(_days(8, 9, 10, 11), first, TODAY) == Habit(2, 10, 0, 2)
    assert habit([TODAY + timedelta(days=1), TODAY], first, TODAY) == Habit(1, 10, 1, 1)


@given(st.dictionaries(st.dates(), st.integers(0, 99)))
def test_steps(answers: dict[date, int]) -> None:
    """At most four, rising, and the first is the least number there is, so that every day with an answer has one."""
    found = steps(answers)
    numbers = [number for number in answers.values() if number]
    assert len(found) <= 4
    assert list(found) == sorted(set(found))
    assert found[:1] == ((min(numbers),) if numbers else ())
    assert set(found) <= set(numbers)
