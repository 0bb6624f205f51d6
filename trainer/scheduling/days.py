"""Which day it is for the learner. A day begins at 4 a.m. local time, so that a late evening is one day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from trainer.moments import DAY_BEGINS, Moment


def local_day(at: datetime, utc_offset: int) -> date:
    """The learner's day of a UTC instant; `utc_offset` in minutes."""
    return (at + timedelta(minutes=utc_offset) - DAY_BEGINS).date()


def day_of(moment: Moment) -> date:
    """The learner's day of a moment."""
    return local_day(moment.at, moment.utc_offset)


def day_start(moment: Moment) -> datetime:
    """The UTC instant at which the moment's local day began."""
    midnight = datetime.combine(day_of(moment), time(), UTC)
    return midnight + DAY_BEGINS - timedelta(minutes=moment.utc_offset)
