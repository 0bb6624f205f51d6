"""Misconceptions, tallied per component as hits over opportunities. They steer the schedule and never touch memory.

An opportunity is an answer to a question that discriminates the component (see questions/discrimination.py). Which
questions did is not drawn again: a skill's answers count by the share of its questions that do. So a tally is a sum
over cards, cheap at any length of the log, and as exact as a rebuild.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from questions.discrimination import discrimination, mostly_about
from trainer.domain import Card

CLEARING_DAYS = 2
"""A component is cleared by unaided successes, later than its last hit, on so many days."""

_MOSTLY = 0.5
"""A skill clears only those components that most of its questions discriminate."""
BENEFIT = 3.0
"""Opportunities without a hit that everybody starts with, so that one early slip is not taken for a habit."""
_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Tally:
    """Of one component: how often a wrong answer showed a misconception about it, of about how many opportunities.

    `slips` are the misconceptions with their hits, the most frequent first.
    """

    component: str
    hits: int
    opportunities: float
    cleared: bool
    slips: tuple[tuple[str, int], ...]

    @property
    def strength(self) -> float:
        """0 where there is nothing to mend, towards 1 for a misconception in every answer."""
        return 0.0 if self.cleared else self.hits / (self.opportunities + BENEFIT)


@dataclass(slots=True)
class _Sum:
    opportunities: float = 0.0
    slips: Counter[str] = field(default_factory=Counter)
    last_at: datetime = _LONG_AGO


def tallies(cards: Mapping[str, Card]) -> dict[str, Tally]:
    """A tally for every component that there was an opportunity for."""
    sums: dict[str, _Sum] = {}
    for skill, card in cards.items():
        for component, chances in _opportunities(skill, card).items():
            if (total := sums.get(component)) is None:
                total = sums[component] = _Sum()
            total.opportunities += chances
        for hit in card.hits:
            about = discrimination(skill).slips.get(hit.misconception)
            if about is not None:
                found = sums.setdefault(about, _Sum())
                found.slips[hit.misconception] += hit.times
                found.last_at = max(found.last_at, hit.last_at)
    return {
        component: Tally(
            component,
            hits=found.slips.total(),
            opportunities=found.opportunities,
            cleared=_is_cleared(component, found.last_at, cards),
            slips=tuple(sorted(found.slips.items(), key=lambda item: (-item[1], item[0]))),
        )
        for component, found in sorted(sums.items())
        if found.opportunities
    }


def needs(skill: str, found: Mapping[str, Tally]) -> float:
    """How much a skill's questions work on what is not cleared yet, 0 to 1: of the component that needs it most."""
    return max(
        (share * found[c].strength for c, share in discrimination(skill).shares.items() if c in found), default=0
    )


def _opportunities(skill: str, card: Card) -> dict[str, float]:
    """By component; never fewer than its hits, as every hit was an opportunity."""
    known, chances = discrimination(skill), card.chances
    if not chances and not card.hits:
        return {}
    found = {component: share * chances for component, share in known.shares.items()}
    if card.hits:
        hits: Counter[str] = Counter()
        for hit in card.hits:
            if hit.misconception in known.slips:
                hits[known.slips[hit.misconception]] += hit.times
        for component, times in hits.items():
            found[component] = max(found.get(component, 0.0), times)
    return found


def _is_cleared(component: str, last_hit: datetime, cards: Mapping[str, Card]) -> bool:
    """Never shown, or overcome since: each card keeps its last two days of success, which is enough to know."""
    if last_hit == _LONG_AGO:
        return True
    days = {
        success.day
        for skill in mostly_about(component, _MOSTLY)
        if skill in cards
        for success in cards[skill].succeeded
        if success.at > last_hit
    }
    return len(days) >= CLEARING_DAYS
