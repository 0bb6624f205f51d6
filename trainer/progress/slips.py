"""Misconceptions per component as hits over opportunities, week by week."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from questions.discrimination import discrimination
from trainer.scheduling.evidence import told_of
from trainer.scheduling.tallies import BENEFIT
from trainer.store.counts import SlipCount, WeekCount

_NONE: Counter[date] = Counter()


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
    chances: dict[str, Counter[date]] = {}
    for week in weeks:
        chances.setdefault(week.skill, Counter())[week.week] += week.right + week.wrong
    opportunities: defaultdict[str, defaultdict[date, float]] = defaultdict(lambda: defaultdict(float))
    for skill, numbers in chances.items():
        for component, share in discrimination(skill).shares.items():
            row = opportunities[component]
            for monday, number in numbers.items():
                row[monday] += share * number
    hits, named = _hits(slips)
    times: Counter[tuple[str, date]] = Counter()
    for (skill, component, monday), number in hits.items():
        times[component, monday] += number
        # Never fewer opportunities than hits, as every hit was one.
        counted = discrimination(skill).shares.get(component, 0.0) * chances.get(skill, _NONE)[monday]
        opportunities[component][monday] += max(0.0, number - counted)
    mondays = {monday for found in opportunities.values() for monday in found}
    if not mondays:
        return ()
    first = min(mondays)
    every = [first + timedelta(weeks=number) for number in range((max(mondays) - first).days // 7 + 1)]
    found = [
        ComponentHistory(
            component,
            tuple(WeekOfSlips(monday, times[component, monday], of.get(monday, 0.0)) for monday in every),
            tuple(sorted(named[component].items(), key=lambda item: (-item[1], item[0]))),
        )
        for component, of in opportunities.items()
    ]
    return tuple(sorted(found, key=lambda each: (-each.hits / (each.opportunities + BENEFIT), each.component)))


def _hits(slips: Iterable[SlipCount]) -> tuple[Counter[tuple[str, str, date]], defaultdict[str, Counter[str]]]:
    """Answers by skill, component and week; and by component and misconception."""
    hits: Counter[tuple[str, str, date]] = Counter()
    named: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for slip in slips:
        about = discrimination(slip.skill).slips
        for misconception in told_of(slip.misconceptions):
            if misconception in about:
                hits[slip.skill, about[misconception], slip.week] += slip.answers
                named[about[misconception]][misconception] += slip.answers
    return hits, named
