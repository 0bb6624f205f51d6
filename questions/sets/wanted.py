"""A set that is being thought up: what can be chosen, one step at a time, until it is a recipe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from questions.draw import SEED_LIMIT
from questions.question import LEVELS
from questions.sets.question_set import LONGEST
from questions.sets.recipe import TIERS, BadRecipe, Order, Recipe, chosen_skills, family_names, new_seed
from questions.sets.titles import clean_title
from questions.skills import SKILLS
from questions.wording import several

CHOICES = ("tiers", "family", "levels", "count", "order", "bias", "seed")
"""What is chosen beside the title."""
TYPED = ("count", "seed")
"""What can be typed, too."""
_COUNTS = (5, 10, 15, 20, 25, 30, 40, 50, 60, 80, 100, 150, 200, 300, 500, 1000, 2000, LONGEST)
_TIERS = (("A",), ("B",), ("C",), ("A", "B"), ("B", "C"), ("A", "C"), TIERS)
_LEVELS = ((1,), (2,), (3,), (1, 2), (2, 3), (1, 3), LEVELS)
_BIASES = (None, True, False)
_MEANINGS = {1: "small numbers", 2: "real networks", 3: "large numbers"}

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is chosen so far. `family` is empty for all of them, `bias` None for layers with and without one."""

    tiers: tuple[str, ...] = TIERS
    family: str = ""
    levels: tuple[int, ...] = LEVELS
    count: int = 20
    order: Order = Order.MIXED
    bias: bool | None = None
    seed: int = 0

    @classmethod
    def begun(cls) -> Wanted:
        """Nothing is chosen yet but the seed."""
        return cls(seed=new_seed())

    @property
    def recipe(self) -> Recipe:
        """What draws it. Raises BadRecipe."""
        tiers = () if self.tiers == TIERS else self.tiers
        skills = chosen_skills((), tiers, (self.family,) if self.family else ())
        return Recipe(skills, self.levels, self.count, self.seed, self.bias, self.order)

    @property
    def trouble(self) -> str:
        """Why nothing can be drawn like that; empty where something can, though perhaps not so many."""
        try:
            skills = self.recipe.skills
        except BadRecipe as error:
            return str(error)
        if self.bias is not None and not any(self.bias in SKILLS[skill].biases for skill in skills):
            return f"no question of these skills has its bias {'on' if self.bias else 'off'}"
        return ""

    def turned(self, what: str, by: int) -> Wanted:
        """The next choice or the one before, in a circle; a count stops at its ends, a seed is drawn anew."""
        match what:
            case "tiers":
                return replace(self, tiers=_next(_TIERS, self.tiers, by))
            case "family":
                return replace(self, family=_next(("", *family_names()), self.family, by))
            case "levels":
                return replace(self, levels=_next(_LEVELS, self.levels, by))
            case "order":
                return replace(self, order=_next(tuple(Order), self.order, by))
            case "bias":
                return replace(self, bias=_next(_BIASES, self.bias, by))
            case "count":
                beyond = [count for count in _COUNTS if (count > self.count if by > 0 else count < self.count)]
                nearest = (beyond[0] if by > 0 else beyond[-1]) if beyond else self.count
                return replace(self, count=nearest)
        return replace(self, seed=new_seed())

    def typed(self, what: str, digits: str) -> Wanted:
        """With this number; one that is too large is the largest there is, none at all the smallest."""
        number = int(digits or "0")
        if what == "count":
            return replace(self, count=min(max(number, 1), LONGEST))
        return replace(self, seed=min(number, SEED_LIMIT - 1))

    def told(self, what: str) -> tuple[str, str]:
        """A choice and its meaning."""
        match what:
            case "tiers":
                meanings = {"A": "almost certain", "B": "likely", "C": "advanced"}
                return "+".join(self.tiers), ", ".join(meanings[tier] for tier in self.tiers)
            case "family":
                return self.family or "all", "of these skills alone" if self.family else "skills of every family"
            case "levels":
                meaning = ", ".join(_MEANINGS[level] for level in self.levels)
                return ", ".join(map(str, self.levels)), "from small to large" if self.levels == LEVELS else meaning
            case "order":
                easy = self.order is Order.DIFFICULTY
                return ("easy first", "one level after the other") if easy else ("mixed", "levels take turns")
            case "bias":
                if self.bias is None:
                    return "both", "layers with and without bias"
                return ("on", "only layers with bias") if self.bias else ("off", "only layers without bias")
            case "count":
                return f"{self.count:,}", "digits type another number"
        return str(self.seed), "◂ ▸ draw another one"


def proposed_title(wanted: Wanted) -> str:
    """A title for who has none: `Tier A, level 2, 20 questions`."""
    tiers = "" if wanted.tiers == TIERS else f"tier{'s' * (len(wanted.tiers) > 1)} {' and '.join(wanted.tiers)}"
    levels = "" if wanted.levels == LEVELS else f"level{'s' * (len(wanted.levels) > 1)} {_list(wanted.levels)}"
    parts = [part for part in (wanted.family, tiers, levels, several(wanted.count, "question")) if part]
    told = ", ".join(parts)
    return clean_title(told[0].upper() + told[1:])


def _list(levels: Sequence[int]) -> str:
    return " and ".join(map(str, levels))


def _next(all_: Sequence[T], present: T, by: int) -> T:
    return all_[(all_.index(present) + by) % len(all_)]
