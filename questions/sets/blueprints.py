"""Sets to begin with: what to draw, without the numbers. They are in data/blueprints."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from questions.data import data_names, read_data
from questions.question import LEVELS
from questions.sets.errors import SetError
from questions.sets.recipe import Order, Recipe, chosen_skills

_FOLDER = "blueprints/"


class NoBlueprint(SetError):
    """There is no starter of that name; the message says which there are."""


@dataclass(frozen=True, slots=True)
class Blueprint:
    """A recipe without its seed, so that everybody draws numbers of their own, with a title and what it is for."""

    name: str
    title: str
    about: str
    skills: tuple[str, ...]
    levels: tuple[int, ...]
    count: int
    order: Order
    bias: bool | None = None

    def recipe(self, seed: int) -> Recipe:
        """What it draws from that seed."""
        return Recipe(self.skills, self.levels, self.count, seed, self.bias, self.order)


@cache
def blueprints() -> tuple[Blueprint, ...]:
    """All of them, in the order in which they are of use."""
    names = [name for name in data_names() if name.startswith(_FOLDER)]
    read = [(json.loads(read_data(name)), name.removeprefix(_FOLDER).removesuffix(".json")) for name in names]
    return tuple(_blueprint(data, name) for data, name in sorted(read, key=lambda each: each[0]["place"]))


def find_blueprint(name: str) -> Blueprint:
    """The blueprint of that name or title. Raises NoBlueprint."""
    meant = name.strip().casefold()
    for each in blueprints():
        if meant in (each.name, each.title.casefold()):
            return each
    raise NoBlueprint(f"there is no starter {name[:40]!r}; there are {', '.join(each.name for each in blueprints())}")


def _blueprint(data: dict[str, Any], name: str) -> Blueprint:
    skills = chosen_skills(data["skills"], data["tiers"], data["families"])
    levels = tuple(level for level in LEVELS if level in data["levels"])
    return Blueprint(
        name, data["title"], data["about"], skills, levels, data["count"], Order(data["order"]), data["bias"]
    )
