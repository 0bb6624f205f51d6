"""The layers of a network one below the other, each with the shape of its output and bars to compare."""

from __future__ import annotations

from questions.picture.scene import Bar, Part, Row
from trainer.drawing.terminal.canvas import Canvas, text_width
from trainer.drawing.terminal.signs import SIGNS, Ink
from trainer.drawing.terminal.wrapping import cut

_GAP = 2
_LEAST_BAR = 10
_LONGEST_BAR = 30
CHAIN_SIGNS = SIGNS | {Part.INPUT: "▒", Part.OUTPUT: "█", Part.FILTERS: "▒", Part.WEIGHTS: "░"}
"""Solid signs for the bars."""


def draw_chain(rows: tuple[Row, ...], width: int, height: int | None, highlight: Part | None) -> Canvas:
    """One line per layer if its bars fit beside its name, else two; layers that find no room are counted."""
    title = max(text_width(row.title) for row in rows)
    text = max(text_width(row.text) for row in rows)
    parts = tuple(dict.fromkeys(bar.part for row in rows for bar in row.bars))
    labels = {
        part: max(text_width(bar.label) for row in rows for bar in row.bars if bar.part is part) for part in parts
    }
    room = width - text - _GAP - sum(labels.values()) - len(parts) * (_GAP + 1)
    bar = min(_LONGEST_BAR, (room - min(title, room)) // len(parts)) if parts else 0
    inline = bar >= _LEAST_BAR or not parts
    if not inline:
        bar = max(1, min(_LONGEST_BAR, (width - sum(labels.values()) - len(parts) * (_GAP + 1)) // max(1, len(parts))))
    title = max(1, min(title, width - text - _GAP))
    shown, left_out = _shown(rows, height, 1 if inline else 2)
    sheet = Canvas(highlight)
    line = 0
    for row in shown:
        if row is None:
            sheet.put(line, 0, cut(f"… {left_out} more {'layer' if left_out == 1 else 'layers'} …", width), Ink.ARROW)
            line += 1
            continue
        sheet.put(line, 0, cut(row.title, title), Ink.PLAIN)
        at = title + _GAP
        sheet.put(line, at if inline else max(at, width - text_width(row.text)), cut(row.text, width - at), Ink.LABEL)
        if row.bars and not inline:
            line += 1
        column = at + text + _GAP if inline else 1
        for part in parts:
            _bar(sheet, line, column, next((each for each in row.bars if each.part is part), None), bar)
            column += bar + 1 + labels[part] + _GAP
        line += 1
    return sheet


def _bar(sheet: Canvas, line: int, column: int, bar: Bar | None, longest: int) -> None:
    if bar is None:
        return
    length = max(1, round(longest * bar.size / max(1, bar.most))) if bar.size else 0
    sheet.put(line, column, CHAIN_SIGNS[bar.part] * min(length, longest), bar.part)
    sheet.put(line, column + length + 1, bar.label, Ink.LABEL)
    sheet.mark(bar.part, line, column + length + 1 + text_width(bar.label))


def _shown(rows: tuple[Row, ...], height: int | None, each: int) -> tuple[list[Row | None], int]:
    """The first and the last layers, None where some are left out, and how many those are."""
    if height is None or len(rows) * each <= height:
        return list(rows), 0
    kept = max(0, (height - 1) // each)
    first = (kept + 1) // 2
    last = kept - first
    return [*rows[:first], None, *(rows[-last:] if last else ())], len(rows) - kept
