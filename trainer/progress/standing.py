"""Where a learner stands today: how ready each skill is, and what is weakest. Cheap: from the cards alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from questions.skills import SKILLS
from trainer.domain import Card
from trainer.scheduling.opening import answered
from trainer.scheduling.readiness import Readiness, Ready, readiness
from trainer.scheduling.tallies import Tally, tallies


@dataclass(frozen=True, slots=True)
class ReadinessCounts:
    """How many skills are how far; `unseen` were never answered."""

    ready: int
    provisional: int
    not_yet: int
    unseen: int

    @property
    def total(self) -> int:
        """All skills there are."""
        return self.ready + self.provisional + self.not_yet + self.unseen


def skill_readiness(cards: Mapping[str, Card], today: date) -> dict[str, Readiness]:
    """Every skill, in the order of introduction."""
    return {skill: readiness(cards.get(skill), today) for skill in SKILLS}


def readiness_counts(cards: Mapping[str, Card], today: date) -> ReadinessCounts:
    """The same, counted."""
    seen = Counter(state.state for skill, state in skill_readiness(cards, today).items() if answered(cards, skill))
    return ReadinessCounts(seen[Ready.YES], seen[Ready.PROVISIONAL], seen[Ready.NO], len(SKILLS) - seen.total())


def weakest_component(cards: Mapping[str, Card]) -> Tally | None:
    """The component that misconceptions were about most often for its opportunities; None if all is cleared."""
    weak = [tally for tally in tallies(cards).values() if tally.strength > 0]
    return max(weak, key=lambda tally: (tally.strength, tally.component), default=None)
