"""Which skills are open: what builds on what, and what an answer at a harder skill says about easier ones."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from questions.skills import SKILLS
from trainer.domain import Card

Cards = Mapping[str, Card]


@cache
def foundations(skill: str) -> frozenset[str]:
    """All that the skill builds on: its prerequisites and theirs; nothing for a skill that there is no more."""
    needed = SKILLS[skill].prerequisites if skill in SKILLS else ()
    return frozenset(needed).union(*map(foundations, needed))


@cache
def order(skill: str) -> int:
    """The place of the skill in the order of introduction."""
    return list(SKILLS).index(skill)


def answered(cards: Cards, skill: str) -> bool:
    """Whether the skill was answered at least once."""
    return skill in cards and cards[skill].answers > 0


def suspended(cards: Cards, skill: str) -> bool:
    """Whether the learner took the skill out of the schedule."""
    return skill in cards and cards[skill].suspended


def succeeded(cards: Cards, skill: str) -> bool:
    """Whether the skill had an unaided success."""
    return skill in cards and cards[skill].unaided_successes > 0


def knew(cards: Cards, skill: str) -> bool:
    """Whether the skill had an unaided success, or a flashcard that the learner knew: both open what builds on it."""
    return succeeded(cards, skill) or (skill in cards and cards[skill].recalls > 0)


def implied(cards: Cards) -> frozenset[str]:
    """Skills that some success builds on: who can do the harder one knows them, though they were not asked."""
    return frozenset().union(*(foundations(skill) for skill in cards if succeeded(cards, skill)))


def new_skills(cards: Cards, *, gate: bool = True) -> list[str]:
    """Skills never answered that are open, in the order of introduction; what a success implies comes last.

    A skill is open if each of its prerequisites had an unaided success or a flashcard that the learner knew, is implied
    by a success, or is suspended.
    """
    known = implied(cards)
    found = [skill for skill in _unseen(cards) if not gate or _is_open(cards, skill, known)]
    return sorted(found, key=lambda skill: (skill in known, order(skill)))


def closed_skills(cards: Cards) -> list[str]:
    """Skills never answered whose prerequisites are not met yet, in the order of introduction."""
    known = implied(cards)
    return [skill for skill in _unseen(cards) if not _is_open(cards, skill, known)]


def _unseen(cards: Cards) -> list[str]:
    return [skill for skill in SKILLS if not suspended(cards, skill) and not answered(cards, skill)]


def _is_open(cards: Cards, skill: str, known: frozenset[str]) -> bool:
    return all(
        needed in known or knew(cards, needed) or suspended(cards, needed) for needed in SKILLS[skill].prerequisites
    )
