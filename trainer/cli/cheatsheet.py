"""`convdrill explain --cheatsheet`: the formulas on one page, first with blanks, then filled in."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from questions.cheatsheet import SECTIONS, Row, meanings
from trainer.cli.output import say, say_json
from trainer.cli.refusal import Refused

WIDTH = 80
_NAMES = 25
_ABOUT_A_LAYER = ("call", "input", "framework")


def run(arguments: argparse.Namespace) -> int:
    """Print the page with blanks, the filled one, or both."""
    for name in _ABOUT_A_LAYER:
        if getattr(arguments, name) is not None:
            what = "a layer or a network" if name == "call" else f"--{name}"
            raise Refused(f"the cheat sheet is the same for all layers: leave out {what}, or --cheatsheet")
    if arguments.json:
        if arguments.page is not None:
            raise Refused("the JSON document has blanks and formulas both: leave out --page")
        say_json(cheat_sheet_document())
        return 0
    pages = {"blanks": ("blanks",), "filled": ("filled",), None: ("blanks", "filled")}[arguments.page]
    for number, page in enumerate(pages):
        say(*([""] if number else []), *cheat_sheet_page(filled=page == "filled"))
    return 0


def cheat_sheet_page(*, filled: bool) -> Iterator[str]:
    """The lines of a page, none wider than 80 columns."""
    yield "Cheat sheet, filled in" if filled else "Cheat sheet: what belongs in the blanks?"
    yield ""
    yield from _wrapped("; ".join(f"{', '.join(letters)}: {meaning}" for letters, meaning in meanings()) + ".", 0)
    for section in SECTIONS:
        yield ""
        yield section.title
        for row in section.rows:
            yield f"  {row.name:<{_NAMES}}{row.formula if filled else row.blanked}"
            yield from _wrapped(row.example(solved=filled), 6)


def _wrapped(text: str, indent: int) -> list[str]:
    import textwrap  # late, as --json wraps nothing

    return textwrap.wrap(
        text, WIDTH, initial_indent=" " * indent, subsequent_indent=" " * indent, break_on_hyphens=False
    )


def cheat_sheet_document() -> dict[str, Any]:
    """The sheet as data."""
    return {
        "symbols": [{"symbols": list(letters), "meaning": meaning} for letters, meaning in meanings()],
        "sections": [
            {"title": section.title, "rows": [_row_document(row) for row in section.rows]} for section in SECTIONS
        ],
    }


def _row_document(row: Row) -> dict[str, Any]:
    result = row.result
    return {
        "id": row.id,
        "name": row.name,
        "formula": row.formula,
        "blanked": row.blanked,
        "gaps": [gap.text for gap in row.gaps],
        "example": {
            "given": row.given,
            "values": dict(row.values),
            "working": row.working,
            "result": result if isinstance(result, int) else list(result),
        },
        "skills": list(row.skills),
    }
