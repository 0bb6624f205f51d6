"""True retention: how much was still known when it came due, beside the share that the learner wants to know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from trainer.scheduling.following import first_memory, gap, next_memory, spread_of
from trainer.store.counts import SkillDay


@dataclass(frozen=True, slots=True)
class RetentionWeek:
    """Of the week from a Monday on: first answers of a day to a skill that was due, and how many recalled it."""

    week: date
    recalled: int
    asked: int

    @property
    def part(self) -> float | None:
        """0 to 1; None where nothing due was asked."""
        return self.recalled / self.asked if self.asked else None


def retention(days: Iterable[SkillDay], desired: float, since: date | None, today: date) -> tuple[RetentionWeek, ...]:
    """Every week from the first with such an answer to this one.

    Recalled is whatever was not rated Again: a slip of arithmetic in the right set-up is no lapse of memory. A skill
    was due when the desired retention of today, or its relearning, had brought it back; what was practised ahead of
    time says little about forgetting and is left out.
    """
    sums: dict[date, tuple[int, int]] = {}
    for _, group in groupby(days, key=lambda each: each.skill):
        for day, recalled in _when_due(group, desired):
            if since is None or day >= since:
                monday = day - timedelta(days=day.weekday())
                before = sums.get(monday, (0, 0))
                sums[monday] = (before[0] + recalled, before[1] + 1)
    if not sums:
        return ()
    first, last = min(sums), max(today - timedelta(days=today.weekday()), *sums)
    mondays = (first + timedelta(weeks=week) for week in range((last - first).days // 7 + 1))
    return tuple(RetentionWeek(monday, *sums.get(monday, (0, 0))) for monday in mondays)


def _when_due(days: Iterable[SkillDay], desired: float) -> Iterator[tuple[date, bool]]:
    """The days on which the skill was answered when due, and whether it was recalled. Follows the fold of its card."""
    spread = spread_of(desired)
    memory: tuple[float, float] | None = None
    last = due = 0
    for each in days:
        if each.first is not None:
            today, rating = each.day.toordinal(), each.first.value
            if memory is None:
                memory = first_memory(rating)
            else:
                if today >= due:
                    yield each.day, rating > 1
                memory = next_memory(*memory, today - last, rating)
            last, due = today, today + (1 if each.failed else gap(memory[0], spread))
        if each.reset:
            memory = None
