"""What a set is drawn from: which skills and levels, how many, in which order, from which seed."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from questions.draw import SEED_LIMIT
from questions.generator import find_skill
from questions.question import LEVELS
from questions.sets.errors import SetError
from questions.skills import SKILLS

MOST = 1_000_000
"""Questions that one recipe may ask for."""
TIERS = ("A", "B", "C")


class BadRecipe(SetError):
    """Nothing can be drawn like that; the message says what was expected."""


class Order(StrEnum):
    """`mixed`: skills and levels take turns; `difficulty`: the easy level first, skills taking turns within it."""

    MIXED = "mixed"
    DIFFICULTY = "difficulty"


@dataclass(frozen=True, slots=True)
class Recipe:
    """Recreates a drawn set anywhere.

    `skills` stand in the order of the registry, `levels` ascend, none twice; `bias` True or False takes only layers
    with or without one; `seed` is below 10^9. Raises BadRecipe.
    """

    skills: tuple[str, ...]
    levels: tuple[int, ...]
    count: int
    seed: int
    bias: bool | None = None
    order: Order = Order.MIXED

    def __post_init__(self) -> None:
        known = [skill for skill in SKILLS if skill in self.skills]
        if not self.skills or tuple(known) != self.skills:
            raise BadRecipe("a recipe names at least one skill, each once, in the order of `convdrill skills`")
        if not self.levels or tuple(level for level in LEVELS if level in self.levels) != self.levels:
            raise BadRecipe("the levels are 1, 2 and 3, at least one of them, each once, in this order")
        if not 1 <= self.count <= MOST:
            raise BadRecipe(f"a set has 1 to {MOST:,} questions")
        if not 0 <= self.seed < SEED_LIMIT:
            raise BadRecipe(f"the seed of a set is a whole number from 0 to {SEED_LIMIT - 1:,}")


def chosen_skills(
    skills: Iterable[str] = (), tiers: Iterable[str] = (), families: Iterable[str] = ()
) -> tuple[str, ...]:
    """The skills that are named, and those of the tiers and families; with tiers and families both, what is in both.

    All of them where nothing is named. Raises UnknownQuestion for a skill, BadRecipe for a tier or family that there
    is not.
    """
    named = {find_skill(skill).id for skill in skills}
    tiers, families = _known_tiers(tiers), _known_families(families)
    if not (named or tiers or families):
        return tuple(SKILLS)
    wanted = {
        skill.id
        for skill in SKILLS.values()
        if (tiers or families) and (not tiers or skill.tier in tiers) and (not families or skill.family in families)
    }
    if not named and not wanted:
        raise BadRecipe(f"no skill of tier {' or '.join(tiers)} is in the family {' or '.join(families)}")
    return tuple(skill for skill in SKILLS if skill in named | wanted)


def new_seed() -> int:
    """The seed of a set that nobody gave one for."""
    return secrets.randbelow(SEED_LIMIT)


def family_names() -> tuple[str, ...]:
    """The families of skills, in the order of the registry."""
    return tuple(dict.fromkeys(skill.family for skill in SKILLS.values()))


def _known_tiers(tiers: Iterable[str]) -> Sequence[str]:
    found = [tier.strip().upper() for tier in tiers]
    for tier in found:
        if tier not in TIERS:
            raise BadRecipe(f"there is no tier {tier[:20]!r}; the tiers are A, B and C")
    return found


def _known_families(families: Iterable[str]) -> Sequence[str]:
    found = [family.strip().lower().replace("_", " ") for family in families]
    known = family_names()
    for family in found:
        if family not in known:
            raise BadRecipe(f"there is no family {family[:40]!r}; the families are {', '.join(known)}")
    return found
