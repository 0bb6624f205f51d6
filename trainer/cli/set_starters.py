"""`convdrill set starters`: sets to begin with."""

from __future__ import annotations

import argparse

from questions.sets.blueprints import blueprints
from trainer.cli.output import say, say_page
from trainer.cli.set_words import recipe_words


def run(_arguments: argparse.Namespace) -> int:
    """Print each with what it is for, and how to draw one."""
    for each in blueprints():
        say(f"{each.name}: {recipe_words(each.recipe(0))}")
        say_page(f"    {each.about}")
    say("", "convdrill set new --starter NAME draws one with fresh numbers; --seed, --count and --level change it.")
    return 0
