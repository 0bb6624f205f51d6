"""Sessions while the clock does what clocks do: daylight saving, 4 a.m., flights, being set back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.making import right, wrong
from tests.store.memory import MemoryStore
from trainer.domain import Moment
from trainer.journal import Journal
from trainer.scheduling.cards import fold
from trainer.scheduling.days import day_of
from trainer.session import Phase, PracticeSession, SessionPlan
from trainer.settings import LearnerSettings

ONE = SessionPlan(limit=1, minutes=None, only=("conv2d.parameters",), ask_setup=False)
SKILL = "conv2d.parameters"


def at(zone: str, *fields: int) -> Moment:
    """What a clock in that zone says."""
    local = datetime(*fields, tzinfo=ZoneInfo(zone))  # type: ignore[misc,arg-type]
    offset = local.utcoffset()
    assert offset is not None
    return Moment(local.astimezone(UTC), int(offset.total_seconds() // 60))


class Traveller:
    """One learner, one journal; every session takes place at the moment given."""

    def __init__(self) -> None:
        self.journal = Journal(MemoryStore(), "test", None, at("UTC", 2026, 1, 1))
        self.last_days: dict[str, date] = {}

    def practise(self, now: Moment, plan: SessionPlan = ONE, *, known: bool = True, seed: int = 1) -> None:
        """A whole session; then every card must hold."""
        interview = LearnerSettings(interview_date=day_of(now) + timedelta(days=seed % 9))
        session = PracticeSession(self.journal.cards, plan, Random(seed), now, settings=interview)
        while session.phase is not Phase.DONE:
            judged = session.answer((right if known else wrong)(session.question), now)
            assert not isinstance(judged, str)
            assert session.results[-1].review.taken_ms >= 0
            session.acknowledge(self.journal.record(judged.events, now), judged.events)  # type: ignore[union-attr]
            assert session.asking.why is not None
            assert session.asking.preview(now)
            session.advance(now)
        self.hold()

    def hold(self) -> None:
        """No last day is earlier than the one before, every due day is later than its last day; as in the log."""
        for skill, card in self.journal.cards.items():
            assert card.memory is not None
            assert card.due is not None
            assert card.memory.last_day >= self.last_days.get(skill, date.min)
            assert card.due > card.memory.last_day
            self.last_days[skill] = card.memory.last_day
        assert self.journal.cards == self.journal._store.rebuild("me", fold)

    @property
    def last_day(self) -> date:
        return self.last_days[SKILL]

    @property
    def stability(self) -> float:
        memory = self.journal.cards[SKILL].memory
        assert memory is not None
        return memory.stability


@pytest.mark.parametrize(("month", "day"), [(3, 29), (10, 25)], ids=["spring", "autumn"])
def test_over_a_change_of_daylight_saving(month: int, day: int) -> None:
    """The night has 23 or 25 hours; the days are three days, answered at the same hour."""
    traveller, days = Traveller(), []
    for offset in (-1, 0, 1):
        traveller.practise(at("Europe/Berlin", 2026, month, day + offset, 20, 0))
        days.append(traveller.last_day)
    assert days == [date(2026, month, day + offset) for offset in (-1, 0, 1)]


@pytest.mark.parametrize(("month", "day"), [(3, 29), (10, 25)], ids=["spring", "autumn"])
def test_four_in_the_morning_of_a_change(month: int, day: int) -> None:
    """The new day begins at 4 by the clock on the wall, however long the night was."""
    traveller = Traveller()
    traveller.practise(at("Europe/Berlin", 2026, month, day - 1, 22, 0))
    before = traveller.stability
    traveller.practise(at("Europe/Berlin", 2026, month, day, 3, 59))
    assert (traveller.last_day, traveller.stability) == (date(2026, month, day - 1), before)
    traveller.practise(at("Europe/Berlin", 2026, month, day, 4, 1))
    assert traveller.last_day == date(2026, month, day)
    assert traveller.stability != before


def test_a_session_across_four_in_the_morning() -> None:
    """Begun at 3:59, gone on at 4:01: its later answers belong to the new day, and nothing is asked twice in a row."""
    traveller = Traveller()
    night, morning = at("UTC", 2026, 3, 3, 3, 59), at("UTC", 2026, 3, 3, 4, 1)
    session = PracticeSession({}, SessionPlan(minutes=None, ask_setup=False), Random(1), night)
    for number in range(12):
        now = night if number < 6 else morning
        judged = session.answer(right(session.question), now)
        session.acknowledge(traveller.journal.record(judged.events, now), judged.events)  # type: ignore[union-attr]
        session.advance(now)
    days = {card.memory.last_day for card in traveller.journal.cards.values() if card.memory}
    assert days == {date(2026, 3, 2), date(2026, 3, 3)}
    traveller.hold()


def test_flying_west_repeats_a_day_and_moves_nothing() -> None:
    """From Tokyo's Tuesday back into Los Angeles' Monday: no day comes again, and the failure is due after the last."""
    traveller = Traveller()
    traveller.practise(at("Asia/Tokyo", 2026, 3, 3, 8, 0))
    before = traveller.stability
    traveller.practise(at("America/Los_Angeles", 2026, 3, 2, 20, 0), known=False)
    assert (traveller.last_day, traveller.stability) == (date(2026, 3, 3), before)
    assert traveller.journal.cards[SKILL].due == date(2026, 3, 4)
    traveller.practise(at("America/Los_Angeles", 2026, 3, 4, 9, 0))
    assert traveller.last_day == date(2026, 3, 4)


def test_flying_east_skips_a_day() -> None:
    """Over the date line a whole day is missing; the next one is the next one."""
    traveller = Traveller()
    traveller.practise(at("Pacific/Honolulu", 2026, 3, 2, 9, 0))
    traveller.practise(at("Pacific/Kiritimati", 2026, 3, 4, 9, 0))
    assert traveller.last_day == date(2026, 3, 4)


@pytest.mark.parametrize("back", [timedelta(minutes=5), timedelta(days=1), timedelta(days=365 * 5)])
def test_a_clock_set_back(back: timedelta) -> None:
    """Answers are kept in the order of their times; what was answered at the later time stays the last day."""
    traveller = Traveller()
    now = at("UTC", 2026, 3, 2, 12, 0)
    traveller.practise(now, SessionPlan(minutes=None, ask_setup=False))
    earlier = Moment(now.at - back, 0)
    traveller.practise(earlier, SessionPlan(minutes=None, ask_setup=False))
    assert traveller.last_days[SKILL] == date(2026, 3, 2)
    assert traveller.journal.figures(earlier).due >= 0


def test_a_clock_set_back_within_a_session() -> None:
    """The session goes on, as many questions as ever; no answer takes less than no time."""
    traveller = Traveller()
    now = at("UTC", 2026, 3, 2, 12, 0)
    session = PracticeSession({}, SessionPlan(), Random(1), now)
    while session.phase is not Phase.DONE:
        now = Moment(now.at - timedelta(minutes=30), 0)
        judged = session.answer(right(session.question), now)
        session.acknowledge(traveller.journal.record(judged.events, now), judged.events)  # type: ignore[union-attr]
        assert session.results[-1].review.taken_ms == 0
        session.advance(now)
    assert len(session.results) == 12
    traveller.hold()


@given(
    st.lists(
        st.tuples(
            st.integers(-40 * 24 * 60, 90 * 24 * 60),
            st.sampled_from([-600, -480, 0, 60, 120, 330, 540, 840]),
            st.booleans(),
        ),
        min_size=1,
        max_size=8,
    )
)
@settings(max_examples=25, deadline=None)
def test_any_journey(stops: list[tuple[int, int, bool]]) -> None:
    """Wherever and whenever: no crash, no day earlier than the last, every due day after it."""
    traveller = Traveller()
    start = datetime(2026, 3, 2, tzinfo=UTC)
    for number, (minutes, offset, known) in enumerate(stops):
        plan = SessionPlan(limit=4, minutes=None, ask_setup=False)
        traveller.practise(Moment(start + timedelta(minutes=minutes), offset), plan, known=known, seed=number)
