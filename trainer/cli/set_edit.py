"""`convdrill set edit`: leave out, draw anew, add, move, rename."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from questions.question import Reference
from questions.sets.editing import Changes, edited
from questions.sets.errors import SetError
from questions.sets.question_set import QuestionSet
from trainer.cli.output import complain, say
from trainer.cli.refusal import Refused
from trainer.cli.set_words import kept_lines
from trainer.set_shelf import SetShelf


def run(arguments: argparse.Namespace) -> int:
    """Change the kept set. Raises Refused and SetError; then it is as it was."""
    shelf = SetShelf()
    name = shelf.meant(arguments.set)
    changes = Changes(
        tuple(arguments.drop),
        tuple(arguments.replace),
        tuple(Reference.parse(text) for text in arguments.add),
        tuple((number, place) for number, place in arguments.move),
        arguments.title,
    )
    if changes == Changes():
        raise Refused("nothing to change; there are --title, --drop, --replace, --add and --move")
    name, before, after = shelf.edit(name, lambda made: edited(made, changes), partial(_read, shelf))
    if before.code is not None and after.code is None:
        say(f"It is another set now, so the code {before.code} is no longer its own.")
    say(*_changed(before.references, after.references), *kept_lines(shelf, name, after))
    return 0


def _changed(before: Sequence[Reference], after: Sequence[Reference]) -> list[str]:
    """Which questions went, by the numbers that they had, and which came, by those that they have now."""
    told = []
    for what, those, others, whose in (("Gone", before, after, " as numbered before"), ("New", after, before, "")):
        numbers = [str(number) for number, reference in enumerate(those, 1) if reference not in others]
        if numbers:
            told.append(f"{what}: question{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}{whose}.")
    return [" ".join(told)] if told else []


def _read(shelf: SetShelf, name: str) -> QuestionSet:
    """The set; also one with questions that another version drew, so that these can be dropped or drawn anew."""
    try:
        return shelf.load(name)
    except SetError as error:
        found = replace(shelf.unchecked(name), recipe=None)
        complain(str(error))
        return found
