"""Misconceptions per component as hits over opportunities, week by week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from questions.discrimination import discrimination
from trainer.scheduling.evidence import told_of
from trainer.scheduling.tallies import BENEFIT
from trainer.store.counts import SlipCount, WeekCount

_NONE: Counter[str] = Counter()


@dataclass(frozen=True, slots=True)
class WeekOfSlips:
    """How often a misconception about the component showed, of about how many answers in which it could have."""

    week: date
    hits: int
    opportunities: float

    @property
    def part(self) -> float | None:
        """0 to 1; None without an opportunity."""
        return self.hits / self.opportunities if self.opportunities else None


@dataclass(frozen=True, slots=True)
class ComponentHistory:
    """A component with its weeks, all that there are from the first to the last, and its slips, most frequent first."""

    component: str
    weeks: tuple[WeekOfSlips, ...]
    slips: tuple[tuple[str, int], ...]

    @property
    def hits(self) -> int:
        """Of all weeks."""
        return sum(week.hits for week in self.weeks)

    @property
    def opportunities(self) -> float:
        """Of all weeks."""
        return sum(week.opportunities for week in self.weeks)


def component_histories(weeks: Iterable[WeekCount], slips: Iterable[SlipCount]) -> tuple[ComponentHistory, ...]:
    """Every component that showed, or could have: what showed most for its opportunities first."""
    chances: Counter[tuple[date, str]] = Counter()
    for week in weeks:
        chances[week.week, week.skill] += week.right + week.wrong
    hits: dict[tuple[date, str], Counter[str]] = {}
    named: dict[str, Counter[str]] = {}
    for slip in slips:
        about = discrimination(slip.skill).slips
        for misconception in told_of(slip.misconceptions):
            if misconception in about:
                hits.setdefault((slip.week, slip.skill), Counter())[about[misconception]] += slip.answers
                named.setdefault(about[misconception], Counter())[misconception] += slip.answers
    sums: dict[str, dict[date, tuple[int, float]]] = {}
    for where in chances.keys() | hits.keys():
        monday, skill = where
        number, shown, shares = chances[where], hits.get(where, _NONE), discrimination(skill).shares
        for component in (*shares, *(shown.keys() - shares.keys())):
            before = sums.setdefault(component, {}).get(monday, (0, 0.0))
            # Never fewer opportunities than hits, as every hit was one.
            more = max(shares.get(component, 0.0) * number, shown[component])
            sums[component][monday] = (before[0] + shown[component], before[1] + more)
    mondays = [monday for component in sums.values() for monday in component]
    found = [
        ComponentHistory(component, _weeks(sums[component], min(mondays), max(mondays)), _ordered(named.get(component)))
        for component in sums
    ]
    return tuple(sorted(found, key=lambda each: (-each.hits / (each.opportunities + BENEFIT), each.component)))


def _weeks(sums: dict[date, tuple[int, float]], first: date, last: date) -> tuple[WeekOfSlips, ...]:
    number = (last - first).days // 7 + 1
    mondays = (first + timedelta(weeks=week) for week in range(number))
    return tuple(WeekOfSlips(monday, *sums.get(monday, (0, 0.0))) for monday in mondays)


def _ordered(slips: Counter[str] | None) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((slips or Counter()).items(), key=lambda item: (-item[1], item[0])))
