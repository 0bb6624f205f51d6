"""How many answers were right, by what was asked, and at which level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from questions.skills import SKILLS
from trainer.store.counts import WeekCount


@dataclass(frozen=True, slots=True)
class Share:
    """So many of the answers with a verdict were right."""

    name: str
    right: int
    marked: int

    @property
    def part(self) -> float:
        """0 to 1."""
        return self.right / self.marked


def by_family(weeks: Iterable[WeekCount]) -> tuple[Share, ...]:
    """The families of skills that were asked, in the order of introduction."""
    families = list(dict.fromkeys(skill.family for skill in SKILLS.values()))
    found = _shares(weeks, lambda week: SKILLS[week.skill].family)
    return tuple(sorted(found, key=lambda share: families.index(share.name)))


def by_level(weeks: Iterable[WeekCount]) -> tuple[Share, ...]:
    """The levels that were asked at."""
    return tuple(sorted(_shares(weeks, lambda week: str(week.level)), key=lambda share: int(share.name)))


def _shares(weeks: Iterable[WeekCount], name: Callable[[WeekCount], str]) -> list[Share]:
    right: Counter[str] = Counter()
    marked: Counter[str] = Counter()
    for week in weeks:
        if week.skill in SKILLS:  # one that there is no more has no family
            marked[name(week)] += week.marked
            right[name(week)] += week.right
    return [Share(each, right[each], marked[each]) for each in marked]
