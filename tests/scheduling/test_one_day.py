"""Where every rating would bring a skill back on the same day, that is said once, with the reason."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from tests.helpers.clock import Clock
from tests.store.memory import MemoryStore
from trainer.domain import Rating
from trainer.journal import Journal
from trainer.scheduling.days import day_of
from trainer.session import PracticeSession, SessionPlan
from trainer.telling import one_day_line

TODAY = date(2026, 3, 2)


def test_days_that_differ_are_told_one_by_one() -> None:
    """Nothing is said of days that are not one, nor of none."""
    days = {rating: TODAY + timedelta(days=int(rating)) for rating in Rating}
    assert one_day_line(days, TODAY, "why") == ""
    assert one_day_line({}, TODAY, "why") == ""


def test_one_day_is_told_once() -> None:
    """With its reason, if there is one."""
    days = dict.fromkeys(Rating, TODAY + timedelta(days=1))
    assert one_day_line(days, TODAY, "") == "Comes back tomorrow whatever the rating."
    assert one_day_line(days, TODAY, "because") == "Comes back tomorrow whatever the rating: because."


def test_the_second_answer_of_a_day() -> None:
    """Memory moves once a day, so that no rating of it changes the day on which the skill comes back."""
    clock = Clock()
    journal = Journal(MemoryStore(), "test", None, clock())
    plan = SessionPlan(only=("conv2d.parameters",), ask_setup=False)
    session = PracticeSession(journal.cards, plan, Random(1), clock())
    said = []
    for _ in range(2):
        judged = session.dont_know(clock())
        days = session.asking.preview(clock())
        said.append(one_day_line(days, day_of(clock()), session.asking.why_one_day(clock())))
        session.acknowledge(journal.record(judged.events, clock()), judged.events)
        session.advance(clock())
    assert said == ["", "Comes back tomorrow whatever the rating: it was asked before today."]
