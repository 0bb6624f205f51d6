"""What the commands about question sets, and about the answers to them, take."""

from __future__ import annotations

import argparse
from collections.abc import Callable

_MOST = 1_000_000
_LAST_SEED = 10**9 - 1
"""Below questions.draw.SEED_LIMIT; understanding a command loads nothing of the questions."""

Command = Callable[[str, str], argparse.ArgumentParser]
Whole = Callable[[int, int], Callable[[str], int]]
Nested = Callable[[argparse.ArgumentParser, str], Command]


def add_set_commands(command: Command, whole: Whole, nested: Nested) -> None:
    """`set`, `export` and `group`; `whole(low, high)` reads a whole number, `nested` adds the commands below one."""
    _sets(
        nested(command("set", "Make, list, edit and share question sets; without a command below, list."), "set"), whole
    )
    export = command("export", "Write questions as a file for Anki, Moodle, Canvas, a browser, print, other programs.")
    export.add_argument("format", metavar="FORMAT", help="a format; convdrill export list shows them all")
    export.add_argument(
        "set", nargs="?", metavar="SET|CODE", help="a set's name, code or file; or use the choices below"
    )
    export.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="the file (default: named by the set; - is standard output, as in a pipe)",
    )
    export.add_argument("--title", metavar="TITLE", help="another title than the set's")
    add_filters(export, whole)
    export.add_argument(
        "--pictures",
        choices=("on", "off"),
        help="html, moodle, canvas, qti: with pictures (default: up to 100 questions)",
    )
    export.add_argument(
        "--partial", metavar="ID=PERCENT", action="append", help="moodle: part of the mark for a misconception"
    )
    export.add_argument(
        "--choices", action="store_const", const=True, help="canvas: choose numbers too, each wrong one diagnosed"
    )
    export.add_argument("--exam", action="store_true", help="fresh numbers, no solutions; the key goes to its own file")
    export.add_argument("--forms", metavar="N", type=whole(1, 26), help="N files: the same skills, other numbers")
    export.add_argument("--key", metavar="FILE", help="where an exam's key goes (default: beside the file)")
    export.add_argument(
        "--variants",
        metavar="N",
        type=whole(1, 100),
        help="anki: so many notes of each question; moodle-calculated: rows of numbers (default: 20)",
    )
    export.add_argument("--exam-seed", metavar="SEED", help="draws the same exam again; it stands in its key")
    _group(
        nested(command("group", "What the answers of a group say: its usual mistakes, and what comes next."), "group")
    )


def _sets(act: Command, whole: Whole) -> None:
    new = act("new", "Draw a set and keep it; it gets a code that draws it anywhere.")
    new.add_argument("title", nargs="?", metavar="TITLE", help='such as "Week 3"')
    new.add_argument("--starter", metavar="NAME", help="what this starter draws; convdrill set starters lists them")
    add_filters(new, whole)

    show = act("show", "Show a set: what it is about, and its questions.")
    show.add_argument("set", metavar="SET|CODE", help="its name, title, code or file")
    show.add_argument("--answers", action="store_true", help="with answers and references")
    show.add_argument("--json", action="store_true", help="the set as one JSON document, with its answers")

    act("list", "List the sets that are kept.").add_argument("--json", action="store_true", help="one JSON document")

    edit = act("edit", "Change a kept set. It loses its code, unless only the title changes.")
    edit.add_argument("set", metavar="SET", help="its name or title")
    edit.add_argument("--title", metavar="TITLE", help="another title; the set is renamed by it")
    number = whole(1, _MOST)
    edit.add_argument(
        "--drop", metavar="N", type=number, action="append", default=[], help="leave out question N, as numbered before"
    )
    edit.add_argument(
        "--replace", metavar="N", type=number, action="append", default=[], help="other numbers, same skill and level"
    )
    edit.add_argument("--add", metavar="REFERENCE", action="append", default=[], help="this question, at the end")
    edit.add_argument(
        "--move",
        metavar=("N", "TO"),
        type=number,
        nargs=2,
        action="append",
        default=[],
        help="question N to that place",
    )

    take = act("import", "Keep a set that somebody shared: a file or a code.")
    take.add_argument("source", metavar="FILE|CODE", help="a set's file or code; - is standard input")
    take.add_argument("--title", metavar="TITLE", help="another title than its own")

    delete = act("delete", "Take a set away, and tell the code that draws it again.")
    delete.add_argument("set", metavar="SET", help="its name or title")
    delete.add_argument("--yes", action="store_true", help="also one that no code brings back")

    act("starters", "List the starters: what is worth drawing first.")

    results = act("results", "Write your answers to a set's questions as a file, for whoever looks at the group's.")
    results.add_argument("set", metavar="SET|CODE", help="its name, title, code or file")
    results.add_argument("-o", "--output", metavar="FILE", default="-", help="the file (default: standard output)")
    results.add_argument("--student", metavar="NAME", help="your name in the file (default: the learner's)")


def _group(act: Command) -> None:
    report = act("report", "Count everybody's answers, each judged again: by question, skill, mistake and student.")
    report.add_argument("files", nargs="*", metavar="FILE", help="results that students handed in; a folder of them")
    report.add_argument("-o", "--output", metavar="FILE", help="the report: .html, .md or .json; - is standard output")
    report.add_argument("--markdown", action="store_true", help="as Markdown")
    report.add_argument("--json", action="store_true", help="as one JSON document")
    report.add_argument("--set", metavar="SET|CODE", help="the set that counts: its name, code or file")
    report.add_argument("--key", metavar="FILE", help="the key of an exam (.json): which questions its marks stand for")
    report.add_argument(
        "--moodle",
        metavar="FILE",
        help="responses downloaded from Moodle as .csv, best with the question text; not of moodle-calculated",
    )
    report.add_argument(
        "--form", choices=[*"ABCDEFGHIJKLMNOPQRSTUVWXYZ"], metavar="A", help="--moodle: the form that the quiz has"
    )
    report.add_argument("--anonymous", action="store_true", help="student 1, student 2 … in place of names")


def add_filters(parser: argparse.ArgumentParser, whole: Whole) -> None:
    """What draws questions, the same for every command that can."""
    filters = parser.add_argument_group("which questions are drawn")
    filters.add_argument("--skill", metavar="ID", action="append", default=[], help="this skill (repeatable)")
    filters.add_argument("--tier", metavar="T", action="append", default=[], help="A, B or C (repeatable)")
    filters.add_argument("--family", metavar="NAME", action="append", default=[], help="a family (repeatable)")
    filters.add_argument("--level", type=whole(1, 3), action="append", default=[], help="1, 2 or 3 (repeatable)")
    filters.add_argument("--bias", choices=("on", "off"), help="only layers with or without bias")
    filters.add_argument("--count", metavar="N", type=whole(1, _MOST), help="how many (default 20)")
    filters.add_argument("--seed", type=whole(0, _LAST_SEED), help="the same seed gives the same questions")
    filters.add_argument("--order", choices=("mixed", "difficulty"), help="levels mixed, or the easy ones first")
