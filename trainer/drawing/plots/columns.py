"""Columns side by side over an axis, as in a calendar: one for each day or week."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from trainer.drawing.plots.ink import EIGHTHS, Look, Piece, Row, eighths_of, upwards

_WIDEST = 4


@dataclass(frozen=True, slots=True)
class Column:
    """A value, or None where there is none; what stands under it, as far as there is room; and its look."""

    value: float | None
    label: str = ""
    look: Look = Look.FILL


@dataclass(frozen=True, slots=True)
class Axis:
    """The value at the top, how a value is written (in no more than `gutter` signs), and where a line is drawn.

    `base` is the value at the bottom; what is lower still shows as something. `gutter` is the width of the numbers at
    the left, so that plots below each other begin alike.
    """

    most: float
    written: Callable[[float], str]
    line: float | None = None
    base: float = 0
    gutter: int = 5


def room(width: int, gutter: int = 5) -> int:
    """How many columns fit at the most."""
    return max(1, width - gutter - 1)


def draw_columns(columns: Sequence[Column], axis: Axis, width: int, height: int, *, ascii_only: bool) -> list[Row]:
    """The newest columns that fit, as wide as they fit, in so many rows; the axis and its labels below them."""
    columns = columns[-room(width, axis.gutter) :]
    step = max(1, min(_WIDEST, room(width, axis.gutter) // max(1, len(columns))))
    bar = max(1, step - 1)
    most = axis.most if axis.most > axis.base else axis.base + 1
    line_row, dash = None, ""
    if axis.line is not None:
        line_row, dash = _line(axis.line - axis.base, most - axis.base, height, ascii_only=ascii_only)
    rows = []
    for level in reversed(range(height)):
        written = axis.written(most) if level == height - 1 else ""
        if level == line_row and axis.line is not None:
            written = axis.written(axis.line)
        pieces: list[Piece] = [(f"{written:>{axis.gutter}}", Look.MUTED), ("|" if ascii_only else "│", Look.MUTED)]
        for column in columns:
            filled = _eighths(column.value, axis, most, height) - level * EIGHTHS
            blank = dash if level == line_row else " "
            body = upwards(filled, ascii_only=ascii_only) if filled > 0 else blank
            pieces.append((body * bar, column.look if filled > 0 else Look.MARK))
            if step > bar:
                pieces.append((blank, Look.MARK))
        rows.append(tuple(pieces))
    span = step * len(columns)
    floor = f"+{'-' * span}" if ascii_only else f"└{'─' * span}"
    rows.append(((f"{axis.written(axis.base):>{axis.gutter}}", Look.MUTED), (floor, Look.MUTED)))
    labels = _labels([column.label for column in columns], step, width - axis.gutter - 1)
    if labels.strip():
        rows.append(((" " * (axis.gutter + 1) + labels, Look.MUTED),))
    return rows


def _eighths(value: float | None, axis: Axis, most: float, height: int) -> int:
    if not value:
        return 0
    return max(1, eighths_of(value - axis.base, most - axis.base, height))


def _line(above: float, span: float, height: int, *, ascii_only: bool) -> tuple[int, str]:
    """The row, from below, of a value so far above the base, and the sign that is as high in its cell as the value."""
    rows = min(max(above / span, 0), 1) * height
    row = min(height - 1, max(0, int(rows - 0.25)))
    if ascii_only:
        return row, "-"
    return row, "▔" if rows - row >= 0.75 else "┄"


def _labels(labels: Sequence[str], step: int, width: int) -> str:
    """Each under its column, as far as it does not touch the one before."""
    line = ""
    for number, label in enumerate(labels):
        start = number * step
        if label and (not line or start > len(line)) and start + len(label) <= width:
            line = line.ljust(start) + label
    return line
