"""How many answers were right, by what was asked, and at which level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
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


Totals = Mapping[tuple[str, int], tuple[int, int]]
"""Of each skill and level: answers marked right, and answers marked."""


def totals(weeks: Iterable[WeekCount]) -> Totals:
    """The weeks added up."""
    found: dict[tuple[str, int], tuple[int, int]] = {}
    for week in weeks:
        asked = (week.skill, week.level)
        right, marked = found.get(asked, (0, 0))
        found[asked] = (right + week.right, marked + week.marked)
    return found


def by_family(counted: Totals) -> tuple[Share, ...]:
    """The families of skills that were asked, in the order of introduction."""
    families = list(dict.fromkeys(skill.family for skill in SKILLS.values()))
    found = _shares(counted, lambda skill, _level: SKILLS[skill].family)
    return tuple(sorted(found, key=lambda share: families.index(share.name)))


def by_level(counted: Totals) -> tuple[Share, ...]:
    """The levels that were asked at."""
    return tuple(sorted(_shares(counted, lambda _skill, level: str(level)), key=lambda share: int(share.name)))


def _shares(counted: Totals, name: Callable[[str, int], str]) -> list[Share]:
    right: Counter[str] = Counter()
    marked: Counter[str] = Counter()
    for (skill, level), numbers in counted.items():
        if skill in SKILLS:  # one that there is no more has no family
            right[name(skill, level)] += numbers[0]
            marked[name(skill, level)] += numbers[1]
    return [Share(each, right[each], marked[each]) for each in marked]
