"""`convdrill set import`: keep what somebody shared."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from questions.sets.code import looks_like_code
from questions.sets.document import MOST_BYTES, read_set
from questions.sets.question_set import QuestionSet
from trainer.cli.chosen_set import choose, tell_notes
from trainer.cli.output import printable, say
from trainer.cli.set_words import kept_lines
from trainer.set_shelf import SetShelf, read_set_file


def run(arguments: argparse.Namespace) -> int:
    """Keep the set, and tell what of it was not as it should be. Raises Refused and SetError; then nothing is kept."""
    made, notes = _read(arguments.source)
    if arguments.title is not None:
        made = replace(made, title=arguments.title)
    shelf = SetShelf()
    there = {kept.name for kept in shelf.list()}
    name = shelf.save(made)
    tell_notes(notes)
    if name in there:
        say(f"This set is kept already, as {printable(name)}.")
    else:
        say(*kept_lines(shelf, name, made))
    return 0


def _read(source: str) -> tuple[QuestionSet, Sequence[str]]:
    if source == "-":
        read = read_set(sys.stdin.buffer.read(MOST_BYTES + 1))
    elif looks_like_code(source) and not Path(source).exists():
        return choose(source).read()
    else:
        read = read_set_file(Path(source))
    return read.set, read.notes
