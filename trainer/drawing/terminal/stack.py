"""The lines of positions of a receptive field, one above the other, with the cone of what is seen."""

from __future__ import annotations

from dataclasses import dataclass

from questions.picture.scene import Part, Row
from trainer.drawing.terminal.canvas import Canvas, text_width
from trainer.drawing.terminal.signs import SIGNS, Ink
from trainer.drawing.terminal.wrapping import cut

_LARGEST_STEP = 2.0
_GAP = 2
STACK_SIGNS = {Part.TAP: SIGNS[Part.PADDING], Part.INPUT: SIGNS[Part.PADDING]}
"""Positions that are skipped, or not seen."""


@dataclass(frozen=True, slots=True)
class _Grid:
    """Columns of positions: `first` is the column of point 0, `step` the columns from one point to the next."""

    first: float
    step: float

    def column(self, row: Row, position: int) -> int:
        return round(self.first + (row.first / 2 + position * row.step) * self.step)


def draw_stack(rows: tuple[Row, ...], width: int, height: int | None, highlight: Part | None) -> Canvas:
    """The rows, with the lines of the cone between them where there is height for it."""
    title = max(text_width(row.title) for row in rows)
    text = max(text_width(row.text) for row in rows)
    low = min(row.first / 2 for row in rows)
    points = max(row.first / 2 + (row.size - 1) * row.step for row in rows) - low + 1
    room = width - title - text - 2 * _GAP
    inline = room >= points
    room = room if inline else width
    step = min(_LARGEST_STEP, 1.0 if points * 2 - 1 > room >= points else max(1, room - 1) / max(1.0, points - 1))
    left = title + _GAP if inline else max(0, (room - round((points - 1) * step)) // 2)
    grid = _Grid(left - low * step, step)
    texts_at = left + round((points - 1) * step) + 1 + _GAP
    each = 1 if inline else 2
    cone = height is None or len(rows) * (each + 1) - 1 <= height
    sheet = Canvas(highlight)
    line = 0
    for number, row in enumerate(rows):
        if number and cone:
            _cone(sheet, line, grid, rows[number - 1], row, width)
            line += 1
        if inline:
            sheet.put(line, 0, row.title, Ink.LABEL)
            sheet.put(line, texts_at, row.text, Ink.LABEL)
        else:
            sheet.put(line, 0, cut(row.title, width - text_width(row.text) - 1), Ink.LABEL)
            sheet.put(line, max(0, width - text_width(row.text)), cut(row.text, width), Ink.LABEL)
            line += 1
        _positions(sheet, line, grid, row, Part.KERNEL if number else Part.CELL, width)
        line += 1
    return sheet


def _positions(sheet: Canvas, line: int, grid: _Grid, row: Row, seen: Part, width: int) -> None:
    for position in range(row.size):
        sheet.put(line, grid.column(row, position), SIGNS[Part.PADDING], Part.INPUT)
    for start, length in row.seen:
        for position in range(start, start + length):
            sheet.put(line, grid.column(row, position), SIGNS[seen], seen)
    if row.seen and _ends(grid, row)[1] + 1 < width:
        sheet.mark(seen, line, _ends(grid, row)[1] + 1)


def _ends(grid: _Grid, row: Row) -> tuple[int, int]:
    first, last = row.seen[0][0], row.seen[-1][0] + row.seen[-1][1] - 1
    return grid.column(row, first), grid.column(row, last)


def _cone(sheet: Canvas, line: int, grid: _Grid, upper: Row, lower: Row, width: int) -> None:
    if upper.seen and lower.seen:
        for above, below in zip(_ends(grid, upper), _ends(grid, lower), strict=True):
            sign = "│" if above == below else "╱" if below < above else "╲"
            sheet.put(line, (above + below) // 2, sign, Ink.ARROW)
    via = cut(lower.via, width)
    for column in (1, max(0, width - text_width(via))):
        if sheet.is_free(line, column - 1, column + text_width(via)) and column + text_width(via) <= width:
            sheet.put(line, column, via, Ink.ARROW)
            return
