"""What the sections of the statistics are written on: how wide it is, and how words and bars fill it."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from datetime import date

from trainer.drawing.plots.heat import MONTHS
from trainer.drawing.plots.ink import Look, Row

NAME = 18
"""The width of the names before bars."""
_BAR = 40
_LEAST_BAR = 4


@dataclass(frozen=True, slots=True)
class Paper:
    """How wide the lines may be, and whether they are plain ASCII."""

    width: int
    ascii_only: bool = False


def day_words(day: date) -> str:
    """`2 Mar`."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def bar_cells(room: int) -> int:
    """How long a bar is; where there is hardly any room for one, there is none."""
    return min(_BAR, room) if room >= _LEAST_BAR else 0


def said(paper: Paper, text: str, look: Look = Look.MUTED) -> list[Row]:
    """A sentence, wrapped."""
    return [((line, look),) for line in textwrap.wrap(text, max(10, paper.width))]
