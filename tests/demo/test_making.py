"""The history of an invented learner: believable, complete, the same for the same seed, and as the log says."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.generator import generate
from questions.question import Reference
from questions.skills import SKILLS
from tests.store.memory import MemoryStore
from trainer.demo.diary import DAYS, SITTING, keep_diary
from trainer.demo.making import Demo, make_demo
from trainer.demo.mock_interviews import LEAST, USUAL
from trainer.domain import DEFAULT_LEARNER, Mode, Moment, Outcome, Review, Suspension, Undo
from trainer.interview.record import from_kept
from trainer.interview.shelf import open_report, summaries, unfinished
from trainer.journal import Journal
from trainer.scheduling.cards import fold
from trainer.scheduling.days import day_of, local_day
from trainer.scheduling.queue import due_skills
from trainer.store.port import EventStore
from trainer.store.store import Store

NOW = Moment(datetime(2026, 11, 23, 6, 40, tzinfo=UTC), 60)
COUNT = 700


def nobody(done: int, of: int) -> None:
    """Nobody watches."""


def made(store: EventStore, count: int = COUNT, seed: int = 1, now: Moment = NOW) -> Demo:
    """A demo in that store."""
    return make_demo(store, DEFAULT_LEARNER, count, seed, now, nobody)


@cache
def demo() -> tuple[Demo, MemoryStore]:
    """A demo of some size. Tests only look at it."""
    store = MemoryStore()
    return made(store), store


def reviews() -> list[Review]:
    """Its answers that count, by time."""
    return [event for event in demo()[1].active_events(DEFAULT_LEARNER) if isinstance(event, Review)]


def test_as_many_answers_as_asked_for() -> None:
    """Those that count; the days that it says are those of the log."""
    told, _ = demo()
    days = {local_day(review.at, review.utc_offset) for review in reviews()}
    assert (told.reviews, told.days) == (len(reviews()), len(days)) == (COUNT, len(days))


def test_from_months_ago_until_today() -> None:
    """The first day is 119 days ago; the last answer is of today and before now; there are days off between."""
    days = sorted({local_day(review.at, review.utc_offset) for review in reviews()})
    assert (days[0], days[-1]) == (day_of(NOW) - timedelta(days=DAYS - 1), day_of(NOW))
    assert max(review.at for review in reviews()) < NOW.at
    assert max((after - before).days for before, after in pairwise(days)) > 6
    assert DAYS // 2 < len(days) < DAYS - 7


def test_nobody_practises_at_night() -> None:
    """Every answer is given between seven and midnight, local time."""
    hours = {(review.at + timedelta(minutes=review.utc_offset)).hour for review in reviews()}
    assert min(hours) >= 7


def test_everything_there_is() -> None:
    """Answers of every outcome, both modes, all levels; undos, a replaced answer, hints, set-ups, a suspension."""
    events = list(demo()[1].events(DEFAULT_LEARNER))
    given_ = [event for event in events if isinstance(event, Review)]
    assert {review.outcome for review in given_} == set(Outcome)
    assert {review.mode for review in given_} == set(Mode)
    assert {review.level for review in given_} == {1, 2, 3}
    assert Counter(type(event) for event in events).keys() == {Review, Undo, Suspension}
    assert any(review.replaces for review in given_)
    assert any(review.setup for review in given_)
    assert any(review.hints for review in given_)
    assert any(review.misconceptions for review in given_)


def test_mock_interviews() -> None:
    """Some are over, on different days; each has a report, all its answers in the log, beside those before it."""
    told, store = demo()
    journal = Journal(store, "test", None, NOW)
    found = summaries(journal)
    assert len(found) == told.interviews >= 3
    assert unfinished(journal) is None
    assert len({summary.at.date() for summary in found}) == len(found)
    assert all(LEAST <= summary.plan.questions <= USUAL for summary in found)
    asked = {review.id: review for review in reviews() if review.mode is Mode.INTERVIEW}
    for number, summary in enumerate(found, 1):
        report = open_report(journal, summary.id)
        assert report is not None
        assert len(report.earlier) == len(found) - number
        assert sum(row.outcome is not None for row in report.rows) == sum(row.taken_ms > 0 for row in report.rows) > 0
        assert not any(row.note for row in report.rows)
        assert summary.score.taken_ms <= summary.plan.minutes * 60_000
    kept = [from_kept(each) for each in store.interviews(DEFAULT_LEARNER)]
    assert {slot.review for record in kept for slot in record.slots if slot.review} == set(asked)
    assert any(slot.ticks for record in kept for slot in record.slots)
    assert all(record.ended is not None and record.ended < NOW.at for record in kept)


def test_questions_are_real() -> None:
    """What is in the log is what the generator draws."""
    for review in reviews()[::25]:
        question = generate(Reference.parse(review.reference))
        assert (review.skill, review.prompt) == (question.reference.skill, question.content.asked)
        assert review.expected == question.expected


def test_learning_shows() -> None:
    """Most is right, some is wrong, much is due, and skills were opened over weeks."""
    _, store = demo()
    marked = [review for review in reviews() if review.outcome is not Outcome.SELF_RATED]
    right = sum(review.outcome is Outcome.CORRECT for review in marked) / len(marked)
    assert 0.6 < right < 0.97
    cards = store.cards(DEFAULT_LEARNER)
    assert len(due_skills(cards, day_of(NOW), store.settings(DEFAULT_LEARNER))) > 3
    assert len(cards) > len(SKILLS) / 2
    assert len({card.first_day for card in cards.values()}) > len(cards) / 2
    assert store.settings(DEFAULT_LEARNER).interview_date == day_of(NOW) + timedelta(days=16)


def test_the_store_is_sound(tmp_path: Path) -> None:
    """In a file: the cards are those that a rebuild gives, and every digest is right."""
    with Store.open(tmp_path / "demo.db") as store:
        made(store, 400)
        assert store.cards(DEFAULT_LEARNER) == store.rebuild(DEFAULT_LEARNER, fold)
        assert store.verify(DEFAULT_LEARNER) == []
        assert store.figures(DEFAULT_LEARNER, NOW.at).reviews == 400


def test_the_same_for_the_same_seed() -> None:
    """Event by event, ids included; another seed is another learner."""
    first, again, other = MemoryStore(), MemoryStore(), MemoryStore()
    assert made(first, 400) == made(again, 400)
    assert first.interviews(DEFAULT_LEARNER)
    made(other, 80, seed=2)
    log = list(first.events(DEFAULT_LEARNER))
    assert log == list(again.events(DEFAULT_LEARNER))
    assert first.interviews(DEFAULT_LEARNER) == again.interviews(DEFAULT_LEARNER)
    assert log != list(other.events(DEFAULT_LEARNER))


@pytest.mark.parametrize("count", [1, 2, 30])
def test_small_ones(count: int) -> None:
    """Fewer answers than days: the last one is still of today."""
    store = MemoryStore()
    made(store, count)
    given_ = [event for event in store.active_events(DEFAULT_LEARNER) if isinstance(event, Review)]
    assert len(given_) == count
    assert local_day(given_[-1].at, 60) == day_of(NOW)


@settings(max_examples=60)
@given(
    st.integers(1, 200_000),
    st.integers(0, 10**18 - 1),
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)),  # noqa: DTZ001 - Hypothesis wants them so
    st.integers(-12 * 60, 14 * 60),
)
def test_diaries(count: int, seed: int, at: datetime, utc_offset: int) -> None:
    """Whatever the number, the moment and the place: all answers, in order, in sittings that end before now."""
    now = Moment(at.replace(tzinfo=UTC), utc_offset)
    sittings = keep_diary(count, seed, now).sittings
    assert sum(sitting.answers for sitting in sittings) == count
    assert all(1 <= sitting.answers <= SITTING for sitting in sittings)
    assert all(a.start < b.start for a, b in pairwise(sittings))
    for sitting, after in zip(sittings, [*(each.start for each in sittings[1:]), now.at], strict=True):
        end = sitting.start + sitting.answers * sitting.longest
        same_day = local_day(sitting.start, utc_offset) == local_day(after, utc_offset)
        # Within a day one may run into the next, which then begins a little later; the day itself is never too short.
        assert end < after + (sitting.answers * sitting.longest if same_day and after != now.at else timedelta(0))
    assert keep_diary(count, seed, now).sittings == sittings


def test_just_after_the_day_began() -> None:
    """At five past four there was no time to practise today: the last answers are of a day before."""
    early = Moment(datetime(2026, 11, 23, 3, 5, tzinfo=UTC), 60)
    store = MemoryStore()
    made(store, 60, now=early)
    given_ = [event for event in store.active_events(DEFAULT_LEARNER) if isinstance(event, Review)]
    assert len(given_) == 60
    assert local_day(given_[-1].at, 60) < day_of(early)
