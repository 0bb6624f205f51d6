"""All that the statistics show, read from a journal for a stretch of time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from types import MappingProxyType
from typing import Protocol

from trainer.domain import Card, Moment
from trainer.progress.accuracy import Share, by_family, by_level, totals
from trainer.progress.forecast import Forecast, forecast
from trainer.progress.practice import CALENDAR_DAYS, LONGEST_MS, Habit, habit
from trainer.progress.retention import RetentionWeek, retention
from trainer.progress.slips import ComponentHistory, component_histories
from trainer.progress.standing import ReadinessCounts, readiness_counts, weakest_component
from trainer.scheduling.days import day_of
from trainer.scheduling.tallies import tallies
from trainer.settings import LearnerSettings
from trainer.store.counts import DayCount, SkillDay, SlipCount, WeekCount


class Range(Enum):
    """How far back the statistics look, in days, today included."""

    MONTH = 30
    QUARTER = 90
    ALL = None

    @property
    def words(self) -> str:
        """`in the last 30 days`."""
        return "so far" if self.value is None else f"in the last {self.value} days"

    @property
    def title(self) -> str:
        """`30 days`."""
        return "all" if self.value is None else f"{self.value} days"

    @property
    def next(self) -> Range:
        """The next longer one, round to the shortest."""
        ranges = list(Range)
        return ranges[(ranges.index(self) + 1) % len(ranges)]

    def since(self, today: date) -> date | None:
        """Its first day."""
        return None if self.value is None else today - timedelta(days=self.value - 1)


class Log(Protocol):
    """What is asked of a journal; see there."""

    @property
    def cards(self) -> Mapping[str, Card]: ...

    @property
    def settings(self) -> LearnerSettings: ...

    def answers_by_day(self, since: date | None, longest_ms: int) -> list[DayCount]: ...

    def answers_by_week(self, since: date | None) -> list[WeekCount]: ...

    def slips_by_week(self, since: date | None) -> list[SlipCount]: ...

    def skill_days(self) -> list[SkillDay]: ...


@dataclass(frozen=True, slots=True)
class Statistics:
    """Figures of the days from `first` to `today`; the `calendar` has the answers of the last 53 weeks, by day.

    `empty` says that nothing was ever answered.
    `cleared` are the components without a misconception since they were last overcome, or ever; `weakest` is the one
    that needs work most, over the whole log.
    """

    empty: bool
    today: date
    range: Range
    first: date
    days: tuple[DayCount, ...]
    calendar: Mapping[date, int]
    habit: Habit
    families: tuple[Share, ...]
    levels: tuple[Share, ...]
    components: tuple[ComponentHistory, ...]
    cleared: frozenset[str]
    weakest: str | None
    forecast: Forecast
    readiness: ReadinessCounts
    desired: float

    @property
    def answers(self) -> int:
        """Of these days."""
        return sum(day.answers for day in self.days)


class NothingYet:
    """The log of somebody who has no store yet."""

    cards: Mapping[str, Card] = MappingProxyType({})
    settings = LearnerSettings()

    def answers_by_day(self, since: date | None, longest_ms: int) -> list[DayCount]:
        """None, as with the next ones."""
        del since, longest_ms
        return []

    def answers_by_week(self, since: date | None) -> list[WeekCount]:
        del since
        return []

    def slips_by_week(self, since: date | None) -> list[SlipCount]:
        del since
        return []

    def skill_days(self) -> list[SkillDay]:
        return []


def statistics(log: Log, now: Moment, range_: Range) -> Statistics:
    """Everything but retention, which takes longer. Raises StoreError."""
    today, cards, settings = day_of(now), log.cards, log.settings
    since = range_.since(today)
    calendar_first = today - timedelta(days=CALENDAR_DAYS - 1)
    counts = log.answers_by_day(None if since is None else min(since, calendar_first), LONGEST_MS)
    days = tuple(day for day in counts if since is None or day.day >= since)
    calendar = {day.day: day.answers for day in counts if day.day >= calendar_first}
    weeks, weakest = log.answers_by_week(since), weakest_component(cards)
    counted = totals(weeks)
    # Before the first answer of all there is nothing to look back at.
    first = max(since, counts[0].day) if since and counts else counts[0].day if counts else today
    first = min(first, today)
    return Statistics(
        empty=not counts and not any(card.answers for card in cards.values()),
        today=today,
        range=range_,
        first=first,
        days=days,
        calendar=calendar,
        habit=habit((day.day for day in counts), first, today),
        families=by_family(counted),
        levels=by_level(counted),
        components=component_histories(weeks, log.slips_by_week(since)),
        cleared=frozenset(name for name, tally in tallies(cards).items() if tally.cleared),
        weakest=None if weakest is None else weakest.component,
        forecast=forecast(cards, settings, today),
        readiness=readiness_counts(cards, today),
        desired=settings.desired_retention,
    )


def retention_of(log: Log, now: Moment, range_: Range) -> tuple[RetentionWeek, ...]:
    """Retention by week; it follows every skill through its whole log. Raises StoreError."""
    today = day_of(now)
    return retention(log.skill_days(), log.settings.desired_retention, range_.since(today), today)
