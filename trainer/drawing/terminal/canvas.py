"""A sheet of character cells that is drawn on, and the drawing that comes of it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import groupby

from questions.picture.scene import Part
from trainer.drawing.terminal.signs import MARK, Ink, Role


@dataclass(frozen=True, slots=True)
class Span:
    """Neighbouring cells in one role. `index` tells slices of one part apart (groups), as colours may."""

    text: str
    role: Role
    index: int = 0


@dataclass(frozen=True, slots=True)
class Drawing:
    """Lines of spans, without blanks at their ends."""

    rows: tuple[tuple[Span, ...], ...]

    @property
    def lines(self) -> list[str]:
        """The lines as text."""
        return ["".join(span.text for span in row) for row in self.rows]


def sign_width(sign: str) -> int:
    """How many cells a character takes: none for one that is written over the last, two for a wide one."""
    if sign.isascii():
        return 1
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def text_width(text: str) -> int:
    """How many cells a text takes."""
    return len(text) if text.isascii() else sum(map(sign_width, text))


class Canvas:
    """Cells by row and column; both may be negative until the drawing is taken."""

    def __init__(self, highlight: Part | None = None) -> None:
        self.highlight = highlight
        self._cells: dict[tuple[int, int], tuple[str, Role, int]] = {}

    def put(self, row: int, column: int, text: str, role: Role, index: int = 0) -> None:
        """Write a text over what stands there."""
        if role is self.highlight:
            role = Ink.HIGHLIGHT
        for sign in text:
            width = sign_width(sign)
            if width == 0:
                continue
            self._cells[row, column] = (sign, role, index)
            if width == 2:
                self._cells[row, column + 1] = ("", role, index)
            column += width

    def clear(self, row: int, first: int, last: int) -> None:
        """Make a stretch of cells blank, over what stands there."""
        for column in range(first, last + 1):
            self._cells[row, column] = (" ", Ink.PLAIN, 0)

    def is_free(self, row: int, first: int, last: int) -> bool:
        """Whether nothing is written in a stretch of cells."""
        nothing = (" ", Ink.PLAIN, 0)
        return all(self._cells.get((row, column), nothing)[0] == " " for column in range(first, last + 1))

    def mark(self, part: Part, row: int, column: int) -> None:
        """Put the sign of what is highlighted here, if this is the part."""
        if part is self.highlight:
            self.put(row, column, MARK, Ink.HIGHLIGHT)

    def paste(self, other: Canvas, row: int, column: int) -> None:
        """Copy another canvas onto this one, its cell (0, 0) to the one given."""
        for (y, x), cell in other._cells.items():
            self._cells[row + y, column + x] = cell

    @property
    def left(self) -> int:
        """The first column in use."""
        return min((column for _, column in self._cells), default=0)

    @property
    def width(self) -> int:
        """Columns from 0 to the last in use."""
        return max((column for _, column in self._cells), default=-1) + 1

    @property
    def height(self) -> int:
        """Rows from 0 to the last in use."""
        return max((row for row, _ in self._cells), default=-1) + 1

    def drawing(self) -> Drawing:
        """All that is written from row 0 on, moved to the left edge."""
        left = self.left
        lines: list[list[tuple[int, tuple[str, Role, int]]]] = [[] for _ in range(self.height)]
        for (row, column), cell in sorted(self._cells.items(), key=lambda item: item[0]):
            lines[row].append((column - left, cell))
        return Drawing(tuple(_spans(line) for line in lines))


def _spans(line: list[tuple[int, tuple[str, Role, int]]]) -> tuple[Span, ...]:
    cells: list[tuple[str, Role, int]] = []
    for column, (sign, role, index) in line:
        cells += [(" ", Ink.PLAIN, 0)] * (column - len(cells))
        cells.append((sign, Ink.PLAIN if sign == " " else role, index))
    while cells and cells[-1][0] == " ":
        cells.pop()
    return tuple(
        Span("".join(sign for sign, _, _ in same), role, index)
        for (role, index), same in groupby(cells, key=lambda cell: cell[1:])
    )
