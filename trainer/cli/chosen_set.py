"""Which questions a command is about: a set by its name, code or file, or filters that draw some."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from questions.question import LEVELS
from questions.sets.code import looks_like_code, read_code, set_code
from questions.sets.drawing import draw_set
from questions.sets.question_set import LONGEST, QuestionSet
from questions.sets.recipe import Order, Recipe, chosen_skills, new_seed
from questions.sets.words import code_title
from trainer.cli.output import complain
from trainer.cli.refusal import Refused
from trainer.exports.sheets import Source, set_source
from trainer.set_shelf import SetShelf, read_set_file

_FILTERS = ("skill", "tier", "family", "level", "bias", "count", "seed", "order")
COUNT = 20


def recipe_of(arguments: argparse.Namespace) -> Recipe:
    """What the filters draw. Raises UnknownQuestion and BadRecipe."""
    return Recipe(
        chosen_skills(arguments.skill, arguments.tier, arguments.family),
        tuple(level for level in LEVELS if not arguments.level or level in arguments.level),
        arguments.count or COUNT,
        arguments.seed if arguments.seed is not None else new_seed(),
        None if arguments.bias is None else arguments.bias == "on",
        Order(arguments.order or Order.MIXED),
    )


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a text means: the kept set of that `name`, else the `recipe` of a code, else a `set` from a file."""

    name: str = ""
    recipe: Recipe | None = None
    file: Path | None = None

    def read(self) -> tuple[QuestionSet, Sequence[str]]:
        """The set, and what of its file is not as it was written. Raises SetError."""
        if self.recipe is not None:
            if self.recipe.count > LONGEST:
                raise Refused(
                    f"this code draws {self.recipe.count:,} questions, and a set has at most {LONGEST:,}; "
                    "convdrill export can write them"
                )
            return QuestionSet.drawn(code_title(self.recipe), self.recipe), ()
        read = SetShelf().read(self.name) if self.name else read_set_file(self.file or Path())
        return read.set, read.notes


def choose(text: str) -> Chosen:
    """A kept set by name or title, else a code, else a file. Raises Refused, BadCode."""
    shelf = SetShelf()
    name = shelf.find(text)
    if name is not None:
        return Chosen(name=name)
    if looks_like_code(text) and not _is_there(text):
        return Chosen(recipe=read_code(text))
    if _is_there(text):
        return Chosen(file=Path(text))
    names = [kept.name for kept in shelf.list()]
    kept = f"kept are {', '.join(names[:6])}{' …' if len(names) > 6 else ''}" if names else "none is kept yet"
    raise Refused(f"there is no set {text[:60]!r}, and it is no code and no file; {kept}")


def chosen_set(text: str) -> QuestionSet:
    """The set that a name, title, code or file stands for; notes about a file go to standard error.

    Raises Refused and SetError.
    """
    made, notes = choose(text).read()
    tell_notes(notes)
    return made


def tell_notes(notes: Sequence[str]) -> None:
    """What was not as it should be in a file that was read all the same."""
    for note in notes:
        complain(f"of this set, {note}")


def chosen_source(arguments: argparse.Namespace) -> Source:
    """The questions of the set that is named, or of the filters. Raises Refused, BadCode, BadSet, BadRecipe."""
    if arguments.set is None:
        return recipe_source(recipe_of(arguments))
    if any(getattr(arguments, name) not in (None, []) for name in _FILTERS):
        raise Refused("a set already has its questions; leave --skill, --tier and the other choices out")
    chosen = choose(arguments.set)
    if chosen.recipe is not None:
        return recipe_source(chosen.recipe)
    made, notes = chosen.read()
    tell_notes(notes)
    return set_source(made)


def recipe_source(recipe: Recipe, title: str = "") -> Source:
    """Drawn questions, one after the other, under their code."""
    return Source(title or code_title(recipe), set_code(recipe), recipe.count, lambda: draw_set(recipe))


def _is_there(text: str) -> bool:
    return bool(text) and "\0" not in text and os.path.lexists(text)
