"""The sign and the role of everything that is drawn, and the plain characters for terminals that lack the others."""

from __future__ import annotations

from enum import Enum

from questions.picture.scene import Part


class Ink(Enum):
    """The roles of what is no part of the layer."""

    PLAIN = "plain"
    TITLE = "title"
    LABEL = "label"
    ARROW = "arrow"
    HIGHLIGHT = "highlight"


Role = Part | Ink

SIGNS = {
    Part.INPUT: "┌",
    Part.OUTPUT: "┌",
    Part.KERNEL: "█",
    Part.DEPTH: "▓",
    Part.TAP: "█",
    Part.GROUP: "1",
    Part.PADDING: "·",
    Part.CELL: "■",
    Part.FILTERS: "░",
    Part.BIAS: "+",
    Part.STRIDE: "→",
    Part.WEIGHTS: "▒",
}
HOLE = "░"
"""Within a dilated kernel, where there is no tap."""
NEXT_KERNEL = "▒"
EMPTY_CELL = "□"
MARK = "◄"
"""Beside the part that is highlighted."""
UNKNOWN = "?"
ARROWS = ("→", "↓", "↗")
"""Along the axes: across, down, into."""

_PLAIN = {
    **dict.fromkeys("─━═╌", "-"),
    **dict.fromkeys("│┃┆", "|"),
    **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯", "+"),
    "╱": "/",
    "╲": "\\",
    "█": "#",
    "▓": "%",
    "▒": "=",
    "░": ":",
    "·": ".",
    "■": "@",
    "□": "o",
    "→": ">",
    "↓": "v",
    "↗": "/",
    "↑": "^",
    "◄": "<",
    "×": "x",
    "−": "-",
    "–": "-",
    "…": "...",
    "•": "-",
    "γ": "gamma",
    "β": "beta",
    "≈": "~",
    "≥": ">=",
    "≤": "<=",
    "’": "'",
}
_TABLE = str.maketrans(_PLAIN)


def plain(text: str) -> str:
    """The text in ASCII; a sign that has no plain form becomes a question mark. A word's length may change."""
    return text.translate(_TABLE).encode("ascii", "replace").decode("ascii")


def group_sign(index: int) -> str:
    """What fills the slice of one group: its number, and letters from the tenth on."""
    digits = "123456789abcdefghijklmnopqrstuvwxyz"
    return digits[index % len(digits)]


def is_writable(encoding: str) -> bool:
    """Whether an encoding has all the signs that pictures are drawn with."""
    try:
        "".join(_PLAIN).encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
