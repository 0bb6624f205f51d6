"""Which day it is for the learner."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from trainer.domain import Moment
from trainer.scheduling.days import day_of, day_start, local_day

# Hypothesis takes naive bounds and adds the zone itself.
FIRST, LAST = (
    datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None),
    datetime(2100, 1, 1, tzinfo=UTC).replace(tzinfo=None),
)


def test_a_day_ends_at_four_in_the_morning() -> None:
    """3:59 belongs to the evening before, 4:00 begins the new day."""
    assert local_day(datetime(2026, 5, 2, 3, 59, 59, tzinfo=UTC), 0) == date(2026, 5, 1)
    assert local_day(datetime(2026, 5, 2, 4, 0, tzinfo=UTC), 0) == date(2026, 5, 2)


def test_the_day_is_the_learners_own() -> None:
    """The same instant is Monday evening in New York and Tuesday noon in Auckland."""
    at = datetime(2026, 6, 1, 23, 30, tzinfo=UTC)
    assert local_day(at, -4 * 60) == date(2026, 6, 1)
    assert local_day(at, 12 * 60) == date(2026, 6, 2)


@given(
    st.datetimes(FIRST, LAST, timezones=st.just(UTC)),
    st.integers(-12 * 60, 14 * 60),
)
def test_a_day_starts_at_its_start(at: datetime, offset: int) -> None:
    """Every moment lies within the 24 hours that begin at its day's start."""
    moment = Moment(at, offset)
    start = day_start(moment)
    assert timedelta(0) <= at - start < timedelta(days=1)
    assert local_day(start, offset) == day_of(moment)
    assert local_day(start - timedelta(microseconds=1), offset) == day_of(moment) - timedelta(days=1)
