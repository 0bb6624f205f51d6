"""Bars and sparklines: one value, or many, in one line."""

from __future__ import annotations

from collections.abc import Sequence

from trainer.drawing.plots.ink import EIGHTHS, eighths_of, rightwards, upwards


def bar(value: float, most: float, width: int, *, ascii_only: bool) -> str:
    """A value as a bar to the right, of so many cells at `most`; padded with blanks."""
    eighths = eighths_of(value, most, width)
    cells = (rightwards(eighths - cell * EIGHTHS, ascii_only=ascii_only) for cell in range(width))
    return "".join(cells)


def sparkline(values: Sequence[float | None], most: float, *, ascii_only: bool) -> str:
    """Values as cells filled from below; a dot where there is none, and a low line for nothing of something."""
    signs = []
    for value in values:
        if value is None:
            signs.append("." if ascii_only else "·")
        else:
            signs.append(upwards(max(1, eighths_of(value, most, 1)), ascii_only=ascii_only) if value else "_")
    return "".join(signs)
