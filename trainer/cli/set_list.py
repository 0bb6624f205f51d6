"""`convdrill set list`: the sets that are kept on this machine."""

from __future__ import annotations

import argparse

from questions.wording import several
from trainer.cli.output import printable, say, say_json
from trainer.set_shelf import SUFFIX, Kept, SetShelf


def run(arguments: argparse.Namespace) -> int:
    """Print all of them, and the files among them that are none."""
    return show(as_json=arguments.json)


def show(*, as_json: bool = False) -> int:
    """A line per set, or one JSON document."""
    shelf = SetShelf()
    sets = shelf.list()
    if as_json:
        say_json({"sets": [_entry(kept, shelf) for kept in sets]})
        return 0
    if not sets:
        say(
            "No set is kept yet. Make one with convdrill set new, or begin with one of",
            "convdrill set starters. A code or file that somebody shares is kept by convdrill set import.",
        )
        return 0
    names = [printable(kept.name) for kept in sets]
    codes = [kept.code or ("" if kept.problem else "edited") for kept in sets]
    counts = [several(kept.count, "question") for kept in sets]
    width, long, wide = (max(map(len, column)) for column in (names, counts, codes))
    for kept, name, counted, code in zip(sets, names, counts, codes, strict=True):
        if kept.problem:
            say(f"{name:<{width}}  no set: {printable(kept.problem)}")
        else:
            say(f"{name:<{width}}  {counted:>{long}}  {printable(code):<{wide}}  {kept.title}")
    return 0


def _entry(kept: Kept, shelf: SetShelf) -> dict[str, object]:
    return {
        "name": kept.name,
        "title": kept.title,
        "questions": kept.count,
        "code": kept.code,
        "id": kept.id,
        "file": str(shelf.folder / f"{kept.name}{SUFFIX}"),
        "problem": kept.problem or None,
    }
