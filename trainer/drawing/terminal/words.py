"""The words around a drawing: title, what is highlighted, the legend, what is not to scale, the caption."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import IntEnum

from questions.picture.scene import Entry, Part, Scene
from trainer.drawing.terminal.canvas import Canvas, text_width
from trainer.drawing.terminal.layout import Arranged
from trainer.drawing.terminal.signs import ARROWS, MARK, SIGNS, Ink, Role
from trainer.drawing.terminal.wrapping import wrapped

_ENLARGED = ("kernel", "padding")
_REMARKS = {
    "taps": "the holes of the kernel are too small to draw",
    "groups": "only the first slice of channels is drawn, thicker than it is",
    "depth": "the kernel is drawn deeper than it is",
    "channels": "channels not to scale",
    "sizes": "sizes not to scale",
    "stretched": "depth not to scale",
}
_COLUMN_GAP = 3
_LEAST_COLUMN = 34
_LEAST_HANGING = 8


class Words(IntEnum):
    """How much is said around the drawing."""

    ALL = 4
    CLOSE = 3
    """Without blank lines."""
    NO_CAPTION = 2
    NO_LEGEND = 1
    ALONE = 0
    """Only what is highlighted, and what is not to scale."""

    @classmethod
    def from_most(cls) -> Iterator[Words]:
        """From all to nothing."""
        return iter(cls)


def said(scene: Scene, words: Words, drawn: Arranged, width: int, highlight: Part | None) -> Canvas:
    """The drawing with the words around it."""
    sheet = Canvas(highlight)
    blank = words is Words.ALL
    row = 0
    if words >= Words.NO_LEGEND and scene.title:
        row = _put(sheet, row, wrapped(scene.title, width), Ink.TITLE) + blank
    sheet.paste(drawn.canvas, row, -drawn.canvas.left)
    row += drawn.canvas.height
    below = row
    reminder = scene.reminder(highlight) if highlight else ""
    if reminder:
        row = _hanging(sheet, row + blank, MARK, reminder, width, Ink.HIGHLIGHT)
    entries = tuple([entry for entry in scene.legend if drawn.has_sign(entry.part)])
    if words >= Words.NO_CAPTION and entries:
        row = _legend(sheet, row + (blank and row == below), entries, drawn, width)
    remark = _remark(drawn)
    if remark:
        row = _put(sheet, row, wrapped(remark, width), Ink.LABEL)
    if words >= Words.CLOSE and scene.caption:
        _put(sheet, row + blank, wrapped(scene.caption, width), Ink.PLAIN)
    return sheet


def _legend(sheet: Canvas, row: int, entries: tuple[Entry, ...], drawn: Arranged, width: int) -> int:
    """One entry below the other, or in columns where they are short enough."""
    longest = max(text_width(entry.text) for entry in entries) + 2
    columns = max(1, min(len(entries), (width + _COLUMN_GAP) // (max(longest, _LEAST_COLUMN) + _COLUMN_GAP)))
    each = (width + _COLUMN_GAP) // columns - _COLUMN_GAP
    lowest = row
    for first in range(0, len(entries), columns):
        row = lowest
        for number, entry in enumerate(entries[first : first + columns]):
            sign = drawn.signs.get(entry.part, SIGNS[entry.part])
            place = Canvas(sheet.highlight)
            lowest = max(lowest, row + _hanging(place, 0, sign, entry.text, each, entry.part))
            sheet.paste(place, row, number * (each + _COLUMN_GAP))
    return lowest


def _hanging(sheet: Canvas, row: int, sign: str, text: str, width: int, role: Role) -> int:
    """A sign with its text, what is wrapped pushed in; the text alone where there is no room. Gives the next row."""
    pushed = text_width(sign) + 1 if width >= _LEAST_HANGING else 0
    sheet.put(row, 0, sign if pushed else "", role)
    of_text = Ink.HIGHLIGHT if role in (Ink.HIGHLIGHT, sheet.highlight) else Ink.PLAIN
    for line in wrapped(text, width - pushed):
        sheet.put(row, pushed, line, of_text)
        row += 1
    return row


def _remark(drawn: Arranged) -> str:
    larger = [f"the {name}" for name in _ENLARGED if name in drawn.remarks]
    verb = "is drawn larger than it is" if len(larger) == 1 else "are drawn larger than they are"
    parts = [f"{' and '.join(larger)} {verb}"] if larger else []
    parts += [
        text
        for remark, text in _REMARKS.items()
        if remark in drawn.remarks and not (remark == "depth" and "kernel" in drawn.remarks)
    ]
    if drawn.unshown:
        parts.append("steps " + ", ".join(f"{ARROWS[move.axis]} {move.step}" for move in drawn.unshown))
    return f"({'; '.join(parts)})" if parts else ""


def _put(sheet: Canvas, row: int, lines: Iterable[str], role: Role) -> int:
    for line in lines:
        sheet.put(row, 0, line, role)
        row += 1
    return row
