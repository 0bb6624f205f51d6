"""What the commands about question sets take."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from questions.draw import SEED_LIMIT

_MOST = 1_000_000

Command = Callable[[str, str], argparse.ArgumentParser]
Whole = Callable[[int, int], Callable[[str], int]]


def add_set_commands(command: Command, whole: Whole) -> None:
    """The commands `export` …; `whole(low, high)` reads a whole number."""
    export = command("export", "Write questions as a file for Anki, Moodle, Canvas, a browser, print, other programs.")
    export.add_argument("format", metavar="FORMAT", help="a format; convdrill export list shows them all")
    export.add_argument(
        "set", nargs="?", metavar="SET|CODE", help="a set's name, code or file; or use the choices below"
    )
    export.add_argument("-o", "--output", metavar="FILE", help="the file to write; - is standard output")
    export.add_argument("--title", metavar="TITLE", help="another title than the set's")
    add_filters(export, whole)
    export.add_argument(
        "--pictures", choices=("on", "off"), help="html: with pictures (default: on for up to 100 questions)"
    )
    export.add_argument("--exam", action="store_true", help="fresh numbers, no solutions; the key goes to its own file")
    export.add_argument("--forms", metavar="N", type=whole(1, 26), help="N files: the same skills, other numbers")
    export.add_argument("--key", metavar="FILE", help="where an exam's key goes (default: beside the file)")
    export.add_argument("--exam-seed", metavar="SEED", help="draws the same exam again; it stands in its key")


def add_filters(parser: argparse.ArgumentParser, whole: Whole) -> None:
    """What draws questions, the same for every command that can."""
    filters = parser.add_argument_group("which questions are drawn")
    filters.add_argument("--skill", metavar="ID", action="append", default=[], help="this skill (repeatable)")
    filters.add_argument("--tier", metavar="T", action="append", default=[], help="A, B or C (repeatable)")
    filters.add_argument("--family", metavar="NAME", action="append", default=[], help="a family (repeatable)")
    filters.add_argument("--level", type=whole(1, 3), action="append", default=[], help="1, 2 or 3 (repeatable)")
    filters.add_argument("--bias", choices=("on", "off"), help="only layers with or without bias")
    filters.add_argument("--count", metavar="N", type=whole(1, _MOST), help="how many (default 20)")
    filters.add_argument("--seed", type=whole(0, SEED_LIMIT - 1), help="the same seed gives the same questions")
    filters.add_argument("--order", choices=("mixed", "difficulty"), help="levels mixed, or the easy ones first")
