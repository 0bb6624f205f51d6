"""`convdrill set delete`: take a set away."""

from __future__ import annotations

import argparse

from questions.sets.errors import SetError
from trainer.cli.output import printable, say
from trainer.cli.refusal import Refused
from trainer.set_shelf import SetShelf


def run(arguments: argparse.Namespace) -> int:
    """Delete it, and tell the code that brings it back; where there is none, only with --yes. Raises Refused."""
    shelf = SetShelf()
    name = shelf.meant(arguments.set)
    try:
        code, trouble = shelf.load(name).code, "was edited, so that no code brings it back"
    except SetError:
        code, trouble = None, "cannot be read"
    if code is None and not arguments.yes:
        raise Refused(f"the set {name!r} {trouble}; --yes deletes it all the same")
    shelf.delete(name)
    say(f"Deleted {printable(name)}.")
    if code is not None:
        say(f"convdrill set import {code} brings its questions back.")
    return 0
