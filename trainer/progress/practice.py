"""On which days a learner practised, how much and how long."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from trainer.store.counts import DayCount

LONGEST_MS = 5 * 60 * 1000
"""An answer counts at most so long: a question left open overnight was not worked on all night."""
CALENDAR_DAYS = 53 * 7


@dataclass(frozen=True, slots=True)
class Stretch:
    """What was done from one day to another, both included; `minutes` is a fraction."""

    first: date
    last: date
    answers: int
    marked: int
    right: int
    minutes: float


@dataclass(frozen=True, slots=True)
class Habit:
    """Days with an answer, in a row until now (today may still come), and the longest such row."""

    practised: int
    days: int
    in_a_row: int
    longest: int


def stretches(counts: Sequence[DayCount], first: date, last: date, days: int) -> tuple[Stretch, ...]:
    """The time from `first` to `last` in stretches of so many days, oldest first; the newest one is a whole one."""
    number = -(-((last - first).days + 1) // days)
    ends = [last - timedelta(days=days * back) for back in reversed(range(number))]
    sums = [[0, 0, 0, 0] for _ in ends]
    for count in counts:
        if first <= count.day <= last:
            found = sums[number - 1 - (last - count.day).days // days]
            for place, more in enumerate((count.answers, count.marked, count.right, count.taken_ms)):
                found[place] += more
    return tuple(
        Stretch(max(first, end - timedelta(days=days - 1)), end, answers, marked, right, taken / 60_000)
        for end, (answers, marked, right, taken) in zip(ends, sums, strict=True)
    )


def habit(days: Iterable[date], first: date, today: date) -> Habit:
    """The habit since `first`, from the days with an answer."""
    practised = sorted({day for day in days if first <= day <= today})
    rows = [
        [day for _, day in group]
        for _, group in groupby(enumerate(practised), key=lambda item: item[1].toordinal() - item[0])
    ]
    lasting = rows and rows[-1][-1] >= today - timedelta(days=1)
    longest = max(map(len, rows), default=0)
    return Habit(len(practised), (today - first).days + 1, len(rows[-1]) if lasting else 0, longest)


def steps(answers: Mapping[date, int]) -> tuple[int, ...]:
    """What a day needs for each of up to four shades: so that about as many days have each. Empty without any."""
    numbers = sorted(number for number in answers.values() if number > 0)
    quarters = {numbers[len(numbers) * quarter // 4] for quarter in range(4)} if numbers else set()
    return tuple(sorted(quarters | set(numbers[:1])))
