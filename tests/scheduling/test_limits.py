"""How much of a day is left for new skills and reviews."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.skills import SKILLS
from tests.making import review
from tests.scheduling.building import TODAY, at, known
from trainer.domain import Card
from trainer.scheduling.cards import fold
from trainer.scheduling.limits import Today, new_limit, new_pace, review_limit, today_of
from trainer.scheduling.policy import OURS
from trainer.settings import LearnerSettings

LIKELY = [skill for skill in SKILLS if SKILLS[skill].tier in "AB"]


def interview(days: int, **limits: int) -> LearnerSettings:
    return LearnerSettings(interview_date=TODAY + timedelta(days=days), **limits)


def test_today_is_counted_from_the_cards() -> None:
    """First answers ever are new, first answers of the day to known skills are reviews, the rest is neither."""
    cards = {
        "conv2d.parameters": known("conv2d.parameters", -3, 0, 0),
        "bias.effect": known("bias.effect", 0, 0),
        "conv1d.parameters": known("conv1d.parameters", -1),
    }
    assert today_of(cards, TODAY) == Today(new=1, reviews=1)
    assert today_of(cards, TODAY + timedelta(days=1)) == Today()


def test_a_late_evening_is_one_day() -> None:
    """An answer at 3 a.m. belongs to the day before, so its limits are that day's."""
    card = fold(None, [review(at(1, hour=3))])
    assert today_of({"conv2d.parameters": card}, TODAY) == Today(new=1)


def test_the_limits_are_the_learners_or_ours() -> None:
    """What is set holds, zero too; else eight new ones."""
    assert new_limit({}, LearnerSettings(), TODAY) == OURS.new_per_day
    assert new_limit({}, LearnerSettings(new_per_day=0), TODAY) == 0
    assert review_limit(LearnerSettings()) == OURS.reviews_per_day
    assert review_limit(LearnerSettings(reviews_per_day=3)) == 3


@given(st.integers(0, 60), st.integers(0, 50), st.integers(0, 20))
def test_what_is_set_holds_before_an_interview(days: int, opened: int, wanted: int) -> None:
    """However near it is and however much is not opened."""
    cards = {skill: known(skill, -1) for skill in list(SKILLS)[:opened]}
    assert new_limit(cards, interview(days, new_per_day=wanted), TODAY) == wanted


@pytest.mark.parametrize("days", [1, 3, 7, 14, 40])
def test_tier_a_and_b_are_opened_before_the_interview(days: int) -> None:
    """Somebody who opens each day's limit has opened both tiers before the last two days, if there are more."""
    cards: dict[str, Card] = {}
    for day in range(max(1, days - 1)):
        today = TODAY + timedelta(days=day)
        for skill in [skill for skill in LIKELY if skill not in cards][: new_limit(cards, interview(days), today)]:
            cards[skill] = known(skill, day)
    assert set(cards) == set(LIKELY)


@given(st.integers(0, 60), st.integers(0, 50))
def test_the_limit_does_not_shrink_while_it_is_used(days: int, opened: int) -> None:
    """What was opened today is part of today's share, so opening does not lower it."""
    cards = {skill: known(skill, 0) for skill in list(SKILLS)[:opened]}
    assert new_limit(cards, interview(days), TODAY) == new_limit({}, interview(days), TODAY)


def test_only_an_interview_hurries() -> None:
    """New skills come between due ones only with a date set, never for more than half of the questions."""
    assert new_pace({}, LearnerSettings(), TODAY) == 0
    assert new_pace({}, interview(1), TODAY) == OURS.hurried_share
    assert 0 < new_pace({}, interview(60), TODAY) < 0.1
    assert new_pace({skill: known(skill, -1) for skill in LIKELY}, interview(1), TODAY) == 0
