"""What plots are made of: pieces of text, each with a look; and the characters of parts of a cell."""

from __future__ import annotations

from enum import StrEnum


class Look(StrEnum):
    """What a piece stands for. Its characters say so too: no look carries anything alone."""

    PLAIN = "plain"
    MUTED = "muted"
    STRONG = "strong"
    FILL = "fill"
    GOOD = "good"
    LOW = "low"
    MARK = "mark"


Piece = tuple[str, Look]
Row = tuple[Piece, ...]

EIGHTHS = 8
_UPWARDS = " ▁▂▃▄▅▆▇█"
_RIGHTWARDS = " ▏▎▍▌▋▊▉█"
_UPWARDS_ASCII = " ..::||##"
_RIGHTWARDS_ASCII = " ----===="
_SHADES, _SHADES_ASCII = "·░▒▓█", ".-+*#"


def upwards(eighths: int, *, ascii_only: bool) -> str:
    """A cell that is filled from below."""
    return (_UPWARDS_ASCII if ascii_only else _UPWARDS)[min(max(eighths, 0), EIGHTHS)]


def rightwards(eighths: int, *, ascii_only: bool) -> str:
    """A cell that is filled from the left."""
    return (_RIGHTWARDS_ASCII if ascii_only else _RIGHTWARDS)[min(max(eighths, 0), EIGHTHS)]


def shade(level: int, *, ascii_only: bool) -> str:
    """A cell as dark as its level, from 0, nothing, to 4."""
    return (_SHADES_ASCII if ascii_only else _SHADES)[min(max(level, 0), len(_SHADES) - 1)]


def text_of(row: Row) -> str:
    """A row without its looks and without blanks at its end."""
    return "".join(text for text, _ in row).rstrip()


def eighths_of(value: float, most: float, cells: int) -> int:
    """How many eighths of so many cells a value fills; never nothing where there is something."""
    if value <= 0 or most <= 0:
        return 0
    return min(max(1, round(value / most * cells * EIGHTHS)), cells * EIGHTHS)
