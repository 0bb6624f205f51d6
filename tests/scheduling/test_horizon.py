"""An interview date shortens the gaps; without one it is plain FSRS."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.making import review
from tests.scheduling.building import TODAY, WRONG, at, known
from trainer.domain import Card, Memory
from trainer.scheduling.cards import fold
from trainer.scheduling.horizon import days_left, due_day, longest_gap, returns_at_last
from trainer.scheduling.memory import due_at
from trainer.scheduling.policy import OURS
from trainer.settings import LearnerSettings

PLAIN = LearnerSettings()


def interview(days: int) -> LearnerSettings:
    return LearnerSettings(interview_date=TODAY + timedelta(days=days))


def rested(days: int, *, skill: str = "conv2d.parameters") -> Card:
    """Last answered so many days before TODAY, and remembered for a year."""
    day = TODAY - timedelta(days=days)
    memory = Memory(stability=365.0, difficulty=5.0, last_day=day, due=day + timedelta(days=365))
    return replace(known(skill, -days), memory=memory)


def test_without_a_date_it_is_plain_fsrs() -> None:
    """The memory's own day, or the day after a failure."""
    card = known("conv2d.parameters", -30, -20, -3)
    assert due_day(card, PLAIN, TODAY) == card.due
    failed = fold(card, [review(at(0), **WRONG)])
    assert due_day(failed, PLAIN, TODAY) == TODAY + timedelta(days=1)


@given(rest=st.integers(0, 400), left=st.integers(0, 400))
def test_no_gap_exceeds_a_quarter_of_the_days_left(rest: int, left: int) -> None:
    """Due today exactly where the days since the last answer are a quarter of the days left, or more; at least one."""
    card = rested(rest, skill="groups.parameters")
    due = due_day(card, interview(left), TODAY)
    assert due is not None
    assert (due <= TODAY) == (rest >= max(1, left // 4) or rest >= 365)


@given(st.integers(1, 1000), st.integers(2, 8))
def test_the_longest_gap_is_the_first_that_is_long_enough(days: int, part: int) -> None:
    """It is at least a day, never longer than its part of the days left on the day before, and no gap is put off."""
    gap = longest_gap(days, part)
    assert 1 <= gap <= max(1, (days - gap + 1) // part)
    assert gap >= (days - gap) // part


def test_the_horizon_never_puts_a_skill_off() -> None:
    """What FSRS or a failure brings back earlier stays there."""
    card = fold(known("groups.parameters", -1), [review(at(0), skill="groups.parameters", **WRONG)])
    assert due_day(card, interview(300), TODAY) == TODAY + timedelta(days=1)


def test_after_the_interview_it_is_plain_fsrs_again() -> None:
    """The day after, the date means nothing any more; on its own day it still does."""
    card = rested(5)
    assert due_day(card, interview(0), TODAY) <= TODAY  # type: ignore[operator]
    assert due_day(card, interview(-1), TODAY) == card.due
    assert days_left(interview(0), TODAY) == 0
    assert days_left(interview(-1), TODAY) is None


@pytest.mark.parametrize("left", [0, 1, 2])
def test_tier_a_returns_in_the_last_two_days(left: int) -> None:
    """Whatever was not answered since they began is due, tier A before all else, and once."""
    since = 3 - left
    assert returns_at_last(rested(since), interview(left), TODAY)
    assert not returns_at_last(rested(since, skill="groups.parameters"), interview(left), TODAY)
    assert not returns_at_last(rested(since - 1), interview(left), TODAY)
    assert not returns_at_last(rested(since), interview(3), TODAY)


def test_a_horizon_can_be_switched_off() -> None:
    """Then the date changes nothing about what is known."""
    off = replace(OURS, horizon=False)
    assert due_day(rested(5), interview(3), TODAY, off) == rested(5).due
    assert not returns_at_last(rested(5), interview(1), TODAY, off)


@given(st.floats(0.01, 5000), st.sampled_from([0.7, 0.8, 0.85, 0.95, 0.97]))
def test_the_retention_a_learner_wants_is_that_of_fsrs(stability: float, retention: float) -> None:
    """The interval is the one that py-fsrs computes for that retention."""
    import fsrs

    scheduler = fsrs.Scheduler(desired_retention=retention, learning_steps=(), relearning_steps=())
    days = scheduler._next_interval(stability=stability)
    assert due_at(Memory(stability, 5.0, TODAY, TODAY), retention) == TODAY + timedelta(days=days)


def test_a_wanted_retention_moves_every_due_day_at_once() -> None:
    """More to be known means sooner, for cards recorded long before; at the default it is the card's own day."""
    card = known("conv2d.parameters", -60, -50, -20)
    days = [due_day(card, LearnerSettings(desired_retention=r), TODAY) for r in (0.97, 0.9, 0.8)]
    assert days == sorted(set(days), key=lambda day: day or date.min)
    assert days[1] == card.due
