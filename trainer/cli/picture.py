"""`--picture`: a layer drawn in characters, in colour on a terminal that has colours."""

from __future__ import annotations

import os
import shutil
import sys
from typing import Any

from questions.picture.scene import Part, Scene
from trainer.cli.output import say
from trainer.drawing.cells import Drawing, Ink, Span, draw_cells
from trainer.drawing.terminal.signs import is_writable

NOTHING = "There is no picture of this."
_NARROWEST, _WIDEST, _PIPED = 40, 100, 80
_COLOURS: dict[object, str] = {
    Part.INPUT: "36",
    Part.OUTPUT: "32",
    Part.KERNEL: "33",
    Part.DEPTH: "33",
    Part.TAP: "33",
    Part.PADDING: "2",
    Part.CELL: "1;32",
    Part.FILTERS: "32",
    Part.BIAS: "35",
    Part.STRIDE: "1;33",
    Part.WEIGHTS: "36",
    Ink.TITLE: "1",
    Ink.HIGHLIGHT: "1;31",
}
_GROUPS = ("34", "35", "36", "32")


def say_picture(scene: Scene | None) -> None:
    """The picture on standard output with a blank line before it, or that there is none."""
    lines = [NOTHING] if scene is None else _shown(_drawn(scene))
    say("", *lines)


def picture_json(scene: Scene | None) -> dict[str, Any] | None:
    """The picture as a JSON value: its words, and its lines without colour, always with the same characters."""
    if scene is None:
        return None
    drawing = draw_cells(scene, _PIPED)
    return {"title": scene.title, "caption": scene.caption, "lines": drawing.lines}


def _drawn(scene: Scene) -> Drawing:
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _PIPED
    plain = not is_writable(sys.stdout.encoding or "ascii")
    return draw_cells(scene, max(_NARROWEST, min(_WIDEST, width)), ascii_only=plain)


def _shown(drawing: Drawing) -> list[str]:
    if not _has_colours():
        return drawing.lines
    return ["".join(_coloured(span) for span in row) for row in drawing.rows]


def _has_colours() -> bool:
    """As https://no-color.org has it, and only on a terminal that obeys."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") not in (None, "", "dumb")


def _coloured(span: Span) -> str:
    code = _GROUPS[span.index % len(_GROUPS)] if span.role is Part.GROUP else _COLOURS.get(span.role)
    return span.text if code is None else f"\x1b[{code}m{span.text}\x1b[0m"
