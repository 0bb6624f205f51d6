"""What comes due, how ready the skills are, and what is weakest."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from questions.skills import SKILLS
from trainer.domain import Card, DirectAnswer, Hit, Memory
from trainer.progress.forecast import forecast, week_forecast
from trainer.progress.standing import ReadinessCounts, readiness_counts, skill_readiness, weakest_component
from trainer.scheduling.queue import due_skills
from trainer.scheduling.readiness import Ready
from trainer.settings import LearnerSettings

TODAY = date(2026, 3, 2)
AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
NAMES = list(SKILLS)


def _card(skill: str, due_in: int, **changes: object) -> Card:
    last = TODAY - timedelta(days=5)
    memory = Memory(20.0, 5.0, last, TODAY + timedelta(days=due_in))
    card = Card("me", skill, AT, "1", memory=memory, answers=1)
    return replace(card, **changes)  # type: ignore[arg-type]


def test_forecast() -> None:
    """Overdue is today; what is beyond the days is later; suspended, unknown and unanswered skills are left out."""
    cards = {
        NAMES[0]: _card(NAMES[0], -3),
        NAMES[1]: _card(NAMES[1], 0),
        NAMES[2]: _card(NAMES[2], 6),
        NAMES[3]: _card(NAMES[3], 7),
        NAMES[4]: _card(NAMES[4], 28),
        NAMES[5]: _card(NAMES[5], 1, suspended=True),
        NAMES[6]: _card(NAMES[6], 1, memory=None),
        "gone": _card("gone", 1),
    }
    found = forecast(cards, LearnerSettings(), TODAY)
    assert {day.day: day.due for day in found.days if day.due} == {
        TODAY: 2,
        TODAY + timedelta(days=6): 1,
        TODAY + timedelta(days=7): 1,
    }
    assert (len(found.days), found.later, found.total, found.interview) == (28, 1, 5, None)
    week = week_forecast(cards, LearnerSettings(), TODAY)
    assert [day.due for day in week] == [2, 0, 0, 0, 0, 0, 1]
    assert week[0].due == len(due_skills(cards, TODAY))


def test_forecast_before_an_interview() -> None:
    """Skills come sooner, and the day is named until it is over."""
    cards = {NAMES[0]: _card(NAMES[0], 200)}
    interview = TODAY + timedelta(days=20)
    found = forecast(cards, LearnerSettings(interview_date=interview), TODAY)
    assert (found.interview, found.later) == (interview, 0)
    assert forecast(cards, LearnerSettings(), TODAY).later == 1
    assert forecast(cards, LearnerSettings(interview_date=TODAY - timedelta(days=1)), TODAY).interview is None


def test_readiness() -> None:
    """Every skill is counted once."""
    days = (TODAY - timedelta(days=2), TODAY - timedelta(days=1), TODAY)
    right = tuple(DirectAnswer(f"x/{number}", day, 3, right=True, plain=True) for number, day in enumerate(days))
    same_day = tuple(replace(answer, day=TODAY) for answer in right)
    cards = {
        NAMES[0]: _card(NAMES[0], 1, recent=right),
        NAMES[1]: _card(NAMES[1], 1, recent=same_day),
        NAMES[2]: _card(NAMES[2], 1),
    }
    assert readiness_counts(cards, TODAY) == ReadinessCounts(1, 1, 1, len(SKILLS) - 3)
    assert readiness_counts(cards, TODAY).total == len(SKILLS)
    states = skill_readiness(cards, TODAY)
    assert list(states) == NAMES
    assert [states[name].state for name in NAMES[:3]] == [Ready.YES, Ready.PROVISIONAL, Ready.NO]


def test_weakest() -> None:
    """What showed most often for its opportunities; nothing where nothing showed."""
    hits = (Hit("forgot_bias", 5, AT), Hit("forgot_filters", 1, AT))
    weakest = weakest_component({"conv2d.parameters": _card("conv2d.parameters", 1, chances=10, hits=hits)})
    assert weakest is not None
    assert (weakest.component, weakest.hits) == ("bias", 5)
    assert weakest_component({}) is None
    assert weakest_component({"conv2d.parameters": _card("conv2d.parameters", 1, chances=10)}) is None
