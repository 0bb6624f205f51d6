"""A heat map of days: weeks side by side, weekdays below each other, the darker the more."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from trainer.drawing.plots.ink import Look, Piece, Row, shade

_WEEKDAYS = ("Mon", "", "Wed", "", "Fri", "", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LEFT = 4
_MOST_WEEKS = 53


def draw_heat(
    answers: Mapping[date, int], steps: Sequence[int], today: date, width: int, *, ascii_only: bool
) -> list[Row]:
    """The weeks until today that fit; `steps` are the least numbers of each shade.

    Two cells a week where the weeks since the first answer have room for that, else one.
    """
    this_week = today - timedelta(days=today.weekday())
    ago = (this_week - min(answers, default=today)).days // 7 + 2
    room = max(1, width - _LEFT)
    cell = 2 if 2 * min(ago, _MOST_WEEKS) <= room else 1
    weeks = min(_MOST_WEEKS, room // cell)
    first = this_week - timedelta(weeks=weeks - 1)
    rows: list[Row] = [((" " * _LEFT + _months(first, weeks, cell), Look.MUTED),)]
    for weekday, name in enumerate(_WEEKDAYS):
        pieces: list[Piece] = [(f"{name:<{_LEFT}}", Look.MUTED)]
        for week in range(weeks):
            day = first + timedelta(days=7 * week + weekday)
            if day > today:
                break
            number = answers.get(day, 0)
            level = bisect_right(steps, number) if number else 0
            pieces.append((shade(level, ascii_only=ascii_only), Look.FILL if number else Look.MUTED))
            if cell > 1:
                pieces.append((" ", Look.PLAIN))
        rows.append(tuple(pieces))
    return rows


def draw_legend(steps: Sequence[int], width: int, *, ascii_only: bool) -> list[Row]:
    """Which numbers each shade stands for, in as many lines as that takes."""
    shades: list[tuple[int | None, str]] = [(0, "0")]
    for level, least in enumerate(steps, 1):
        above = steps[level] - 1 if level < len(steps) else None
        numbers = f"{least:,}+" if above is None else f"{least:,}" if above == least else f"{least:,}–{above:,}"
        shades.append((level, numbers.replace("–", "-") if ascii_only else numbers))
    rows: list[list[Piece]] = [[]]
    used = 0
    for dark, numbers in (*shades, (None, "answers a day")):
        sign = "" if dark is None else f"{shade(dark, ascii_only=ascii_only)} "
        if used + _LEFT + len(sign) + len(numbers) > width and rows[-1]:
            rows.append([])
            used = 0
        rows[-1] += [(" " * _LEFT + sign, Look.FILL if dark else Look.MUTED), (numbers, Look.MUTED)]
        used += _LEFT + len(sign) + len(numbers)
    return [tuple(row) for row in rows]


def _months(first: date, weeks: int, cell: int) -> str:
    """The name of each month over the week that its first day is in."""
    line = ""
    for week in range(weeks):
        last = first + timedelta(days=7 * week + 6)
        start = week * cell
        fits = start + 3 <= weeks * cell and (not line or start > len(line))
        begins = last.day <= 7 or (week == 0 and cell > 1 and last.day <= 14)  # else the next name would lack its room
        if begins and fits:
            line = line.ljust(start) + MONTHS[last.month - 1]
    return line
