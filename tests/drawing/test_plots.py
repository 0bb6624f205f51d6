"""Plots: as wide and high as asked, true to their values, and in plain ASCII where that is wanted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.drawing.plots.bars import bar, sparkline
from trainer.drawing.plots.columns import Axis, Column, draw_columns, room
from trainer.drawing.plots.heat import draw_heat, draw_legend
from trainer.drawing.plots.ink import Row, text_of

TODAY = date(2026, 3, 4)
VALUES = st.lists(st.none() | st.floats(0, 1e6), min_size=1, max_size=90)
WIDTHS = st.integers(12, 130)


def _whole(value: float) -> str:
    return f"{min(value, 99_999):.0f}"


def _lines(rows: list[Row]) -> list[str]:
    return [text_of(row) for row in rows]


@given(VALUES, WIDTHS, st.integers(1, 9), st.booleans())
def test_columns_keep_to_their_place(values: list[float | None], width: int, height: int, ascii_only: bool) -> None:
    """So many rows over the axis, none too wide; plain ASCII if asked for."""
    columns = [Column(value, f"{number} Mar") for number, value in enumerate(values)]
    axis = Axis(max((value or 0 for value in values), default=0), _whole, line=3)
    lines = _lines(draw_columns(columns, axis, width, height, ascii_only=ascii_only))
    assert height + 1 <= len(lines) <= height + 2
    assert max(map(len, lines)) <= width
    assert not ascii_only or all(line.isascii() for line in lines)


@given(VALUES, WIDTHS)
def test_columns_are_true(values: list[float | None], width: int) -> None:
    """The highest reaches the top, what is something shows, what is nothing does not, and more is never lower."""
    shown = values[-room(width) :]
    most = max(value or 0 for value in shown)
    lines = _lines(
        draw_columns([Column(value) for value in values], Axis(most, _whole, gutter=5), width, 4, ascii_only=False)
    )
    step = max(1, min(4, room(width) // len(shown)))
    heights = []
    for number in range(len(shown)):
        cells = [line.ljust(width)[6 + number * step] for line in lines[:4]]
        heights.append(sum(" ▁▂▃▄▅▆▇█".index(cell) for cell in cells))
    for value, height in zip(shown, heights, strict=True):
        assert (height > 0) == bool(value)
        assert height == 32 or not value or value < most
    ranked = sorted(range(len(shown)), key=lambda number: shown[number] or 0)
    assert [heights[number] for number in ranked] == sorted(heights)


def test_line_and_base() -> None:
    """A line stands as high as its value where the columns do not reach it; the axis begins at the base."""
    axis = Axis(1, "{:.0%}".format, line=0.9, base=0.5)
    columns = [Column(1.0), Column(0.75), Column(None), Column(0.2)]
    assert _lines(draw_columns(columns, axis, 22, 5, ascii_only=False)) == [
        " 100%│███",
        "  90%│███▔▔▔▔▔▔▔▔▔▔▔▔▔",
        "     │███ ▄▄▄",
        "     │███ ███",
        "     │███ ███     ▁▁▁",
        "  50%└────────────────",
    ]
    for line, row, sign in (
        (0.85, 1, "┄"),
        (0.95, 0, "┄"),
        (0.7, 3, "▔"),
        (0.72, 3, "▔"),
        (0.97, 0, "┄"),
        (0.5, 4, "┄"),
    ):
        lines = _lines(draw_columns([Column(None)], replace(axis, line=line), 22, 5, ascii_only=False))
        assert lines[row] == f"{line:>5.0%}│{sign * 4}"
    assert _lines(draw_columns([Column(None)], axis, 22, 5, ascii_only=True))[1] == "  90%|----"


def test_labels_do_not_touch() -> None:
    """Each under its column; one that has no room is left out."""
    columns = [Column(1, label) for label in ("2 Mar", "", "4 Mar", "", "", "9 Mar", "late")]
    lines = _lines(draw_columns(columns, Axis(1, _whole), 6 + 16, 1, ascii_only=False))
    assert lines[-1] == "      2 Mar     9 Mar"


@given(st.floats(0, 10), st.integers(0, 50), st.booleans())
def test_bar(value: float, width: int, ascii_only: bool) -> None:
    """As many cells as asked; full at the most, something for something, nothing for nothing."""
    drawn = bar(value, 10, width, ascii_only=ascii_only)
    assert len(drawn) == width
    assert bool(drawn.strip()) == bool(value and width)
    assert drawn == ("=" if ascii_only else "█") * width or value < 10
    assert not ascii_only or drawn.isascii()


def test_sparkline() -> None:
    """No value, nothing, little, and the most are four different signs."""
    assert sparkline([None, 0.0, 0.01, 0.5, 1.0], 1, ascii_only=False) == "·_▁▄█"
    assert sparkline([None, 0.0, 0.01, 0.5, 1.0], 1, ascii_only=True) == "._.:#"


@pytest.mark.parametrize("width", [10, 34, 76, 110, 200])
@pytest.mark.parametrize("ascii_only", [False, True])
def test_heat(width: int, ascii_only: bool) -> None:
    """Every day of the weeks shown has a cell, today the last one; nothing is wider than asked."""
    answers = {TODAY - timedelta(days=ago): ago + 1 for ago in range(0, 400, 2)}
    lines = _lines(draw_heat(answers, (1, 5, 9, 20), TODAY, width, ascii_only=ascii_only))
    legend = _lines(draw_legend((1, 5, 9, 20), width, ascii_only=ascii_only))
    assert len(lines) == 8
    assert max(map(len, lines)) <= width
    assert not ascii_only or all(line.isascii() for line in lines + legend)
    assert [line[:3].strip() for line in lines] == ["", "Mon", "", "Wed", "", "Fri", "", "Sun"]
    assert len(lines[3]) > len(lines[4]), "Wednesday the 4th of March is today"
    cells = 2 if width >= 4 + 2 * 53 else 1
    assert len(lines[7][4:].replace(" ", "")) == min(53, (width - 4) // cells) - 1, "but for Sunday of this week"


def test_heat_shades() -> None:
    """The darker the more, nothing for a day without an answer; one cell a week or two, as there is room."""
    answers = {TODAY: 20, TODAY - timedelta(days=1): 5, TODAY - timedelta(days=2): 1}
    lines = _lines(draw_heat(answers, (1, 5, 9, 20), TODAY, 16, ascii_only=False))
    assert [line[-1] for line in lines[1:]] == ["░", "▒", "█", "·", "·", "·", "·"]
    assert lines[1] == "Mon · · · · · ░"
    assert lines[0] == "    Feb     Mar"
    assert _lines(draw_legend((1, 5, 9, 20), 80, ascii_only=True)) == [
        "    . 0    - 1-4    + 5-8    * 9-19    # 20+    answers a day"
    ]
    assert _lines(draw_legend((3, 4), 20, ascii_only=False)) == ["    · 0    ░ 3", "    ▒ 4+", "    answers a day"]
    assert _lines(draw_legend((), 80, ascii_only=False)) == ["    · 0    answers a day"]
