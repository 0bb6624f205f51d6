"""The figures of a whole log, against counting its reviews one by one."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from questions.discrimination import discrimination
from questions.skills import SKILLS
from tests.helpers.clock import Clock
from tests.progress.learning import practised_log, practised_store
from tests.store.memory import MemoryStore
from trainer.domain import Outcome, Review
from trainer.journal import Journal
from trainer.progress.statistics import NothingYet, Range, Statistics, statistics
from trainer.scheduling.days import day_of, local_day
from trainer.scheduling.tallies import tallies

CLOCK = Clock()
TODAY = day_of(CLOCK())


@pytest.fixture(scope="module")
def journal() -> Journal:
    return Journal(practised_store(), "test", None, CLOCK())


def _reviews(figures: Statistics) -> list[Review]:
    return [review for review in practised_log() if local_day(review.at, review.utc_offset) >= figures.first]


@pytest.mark.parametrize("range_", Range)
def test_counts(journal: Journal, range_: Range) -> None:
    """Days, families and levels have what the reviews since the first day have."""
    figures = statistics(journal, CLOCK(), range_)
    reviews = _reviews(figures)
    assert figures.today == TODAY
    assert figures.answers == len(reviews)
    assert {day.day: day.answers for day in figures.days} == Counter(
        local_day(review.at, review.utc_offset) for review in reviews
    )
    marked = [review for review in reviews if review.outcome is not Outcome.SELF_RATED]
    assert {share.name: share.marked for share in figures.families} == Counter(
        SKILLS[review.skill].family for review in marked
    )
    assert {int(share.name): share.right for share in figures.levels} == Counter(
        review.level for review in marked if review.outcome is Outcome.CORRECT
    )
    hits = Counter(
        discrimination(review.skill).slips[slip]
        for review in marked
        for slip in review.misconceptions
        if review.outcome is Outcome.WRONG
    )
    assert {each.component: each.hits for each in figures.components if each.hits} == hits
    assert {each.component: sum(number for _, number in each.slips) for each in figures.components} == {
        each.component: each.hits for each in figures.components
    }


def test_over_all_days_as_the_tallies(journal: Journal) -> None:
    """Hits of the whole log are those of the cards' tallies; so are opportunities, but where a week rounds up."""
    found = {each.component: each for each in statistics(journal, CLOCK(), Range.ALL).components}
    for component, tally in tallies(journal.cards).items():
        assert found[component].hits == tally.hits
        assert found[component].opportunities >= tally.opportunities - 1e-6
        assert found[component].opportunities <= tally.opportunities + tally.hits + 1e-6


def test_ranges(journal: Journal) -> None:
    """Each begins so many days ago, today included, and no earlier than the first answer; the calendar has a year."""
    month, quarter, everything = (statistics(journal, CLOCK(), range_) for range_ in Range)
    first = min(local_day(review.at, review.utc_offset) for review in practised_log())
    assert (month.first, quarter.first, everything.first) == (
        TODAY - timedelta(days=29),
        TODAY - timedelta(days=89),
        first,
    )
    assert month.calendar == everything.calendar
    assert sum(month.calendar.values()) == everything.answers
    assert [range_.next for range_ in Range] == [Range.QUARTER, Range.ALL, Range.MONTH]


def test_practised_long_ago() -> None:
    """Days without an answer in the range are told as such; they are no empty log, however long ago the last one."""
    journal = Journal(practised_store(20, last_ago=60), "test", None, CLOCK())
    figures = statistics(journal, CLOCK(), Range.MONTH)
    assert (figures.answers, figures.families, figures.components, figures.empty) == (0, (), (), False)
    later = Clock()
    later.forward(days=400)
    after = statistics(journal, later(), Range.MONTH)
    assert (after.answers, after.calendar, after.empty) == (0, {}, False)
    assert statistics(journal, later(), Range.ALL).answers == len(list(practised_log(20, last_ago=60)))


def test_nothing_yet() -> None:
    """Without a store the figures are those of an empty one."""
    empty = statistics(Journal(MemoryStore(), "test", None, CLOCK()), CLOCK(), Range.MONTH)
    assert statistics(NothingYet(), CLOCK(), Range.MONTH) == empty
    assert empty.empty
    assert empty.first == date(2026, 3, 2)
