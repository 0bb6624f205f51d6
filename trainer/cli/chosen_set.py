"""Which questions a command is about: a set by its name, code or file, or filters that draw some."""

from __future__ import annotations

import argparse
import secrets

from questions.draw import SEED_LIMIT
from questions.question import LEVELS
from questions.sets.code import looks_like_code, read_code, set_code
from questions.sets.drawing import draw_set
from questions.sets.recipe import Order, Recipe, chosen_skills
from trainer.cli.refusal import Refused
from trainer.exports.sheets import Source

_FILTERS = ("skill", "tier", "family", "level", "bias", "count", "seed", "order")
COUNT = 20


def recipe_of(arguments: argparse.Namespace) -> Recipe:
    """What the filters draw. Raises UnknownQuestion and BadRecipe."""
    return Recipe(
        chosen_skills(arguments.skill, arguments.tier, arguments.family),
        tuple(level for level in LEVELS if not arguments.level or level in arguments.level),
        arguments.count or COUNT,
        arguments.seed if arguments.seed is not None else secrets.randbelow(SEED_LIMIT),
        None if arguments.bias is None else arguments.bias == "on",
        Order(arguments.order or Order.MIXED),
    )


def chosen_source(arguments: argparse.Namespace) -> Source:
    """The questions of the set that is named, or of the filters. Raises Refused, BadCode, BadSet, BadRecipe."""
    if arguments.set is None:
        return recipe_source(recipe_of(arguments))
    if any(getattr(arguments, name) not in (None, []) for name in _FILTERS):
        raise Refused("a set already has its questions; leave --skill, --tier and the other choices out")
    if looks_like_code(arguments.set):
        return recipe_source(read_code(arguments.set))
    raise Refused(f"there is no set {arguments.set[:60]!r}; give a code such as BDU9A-AAAAD-3UAUR")


def recipe_source(recipe: Recipe, title: str = "") -> Source:
    """Drawn questions, one after the other, under their code."""
    code = set_code(recipe)
    return Source(title or f"Question set {code}", code, recipe.count, lambda: draw_set(recipe))
