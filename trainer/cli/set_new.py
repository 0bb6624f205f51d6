"""`convdrill set new`: draw a set and keep it."""

from __future__ import annotations

import argparse
from dataclasses import replace

from questions.question import LEVELS
from questions.sets.blueprints import find_blueprint
from questions.sets.question_set import QuestionSet
from questions.sets.recipe import Order, Recipe, new_seed
from trainer.cli.chosen_set import recipe_of
from trainer.cli.output import say
from trainer.cli.refusal import Refused
from trainer.cli.set_words import kept_lines
from trainer.set_shelf import SetShelf

_FIXED = ("skill", "tier", "family", "bias")


def run(arguments: argparse.Namespace) -> int:
    """Print the code and where the set is kept. Raises Refused and SetError."""
    if arguments.title is None and arguments.starter is None:
        raise Refused('a set needs a title: convdrill set new "Week 3" --tier A --count 20')
    title, recipe = arguments.title, None
    if arguments.starter is not None:
        title, recipe = _from_starter(arguments)
    made = QuestionSet.drawn(title, recipe or recipe_of(arguments))
    shelf = SetShelf()
    name = shelf.save(made)
    say(*kept_lines(shelf, name, made))
    return 0


def _from_starter(arguments: argparse.Namespace) -> tuple[str, Recipe]:
    blueprint = find_blueprint(arguments.starter)
    if any(getattr(arguments, name) not in (None, []) for name in _FIXED):
        raise Refused("a starter has its skills; only --level, --count, --seed and --order go with it")
    recipe = blueprint.recipe(arguments.seed if arguments.seed is not None else new_seed())
    return arguments.title or blueprint.title, replace(
        recipe,
        count=arguments.count or recipe.count,
        levels=tuple(level for level in LEVELS if level in arguments.level) or recipe.levels,
        order=Order(arguments.order) if arguments.order else recipe.order,
    )
