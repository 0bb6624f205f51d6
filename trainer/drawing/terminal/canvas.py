"""A sheet of character cells that is drawn on, and the drawing that comes of it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

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
    words_alone: bool = False
    """Whether there was too little room to draw anything."""

    @property
    def lines(self) -> list[str]:
        """The lines as text."""
        return ["".join(span.text for span in row) for row in self.rows]


@lru_cache(4096)
def sign_width(sign: str) -> int:
    """How many cells a character takes: none for one that is written over the last, two for a wide one."""
    if sign.isascii():
        return 1
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


@lru_cache(4096)
def text_width(text: str) -> int:
    """How many cells a text takes."""
    return len(text) if text.isascii() else sum(map(sign_width, text))


_Cell = tuple[str, Role, int]
_NOTHING: _Cell = (" ", Ink.PLAIN, 0)


class Canvas:
    """Cells by row and column; columns may be negative until the drawing is taken."""

    def __init__(self, highlight: Part | None = None) -> None:
        self.highlight = highlight
        self._rows: dict[int, dict[int, _Cell]] = {}

    def put(self, row: int, column: int, text: str, role: Role, index: int = 0) -> None:
        """Write a text over what stands there."""
        if role is self.highlight:
            role = Ink.HIGHLIGHT
        cells = self._rows.setdefault(row, {})
        for sign in text:
            width = sign_width(sign)
            if width:
                cells[column] = (sign, role, index)
            if width == 2:
                cells[column + 1] = ("", role, index)
            column += width

    def clear(self, row: int, first: int, last: int) -> None:
        """Make a stretch of cells blank, over what stands there."""
        self._rows.setdefault(row, {}).update(dict.fromkeys(range(first, last + 1), _NOTHING))

    def is_free(self, row: int, first: int, last: int) -> bool:
        """Whether nothing is written in a stretch of cells."""
        cells = self._rows.get(row, {})
        return all(cells.get(column, _NOTHING)[0] == " " for column in range(first, last + 1))

    def mark(self, part: Part, row: int, column: int) -> None:
        """Put the sign of what is highlighted here, if this is the part."""
        if part is self.highlight:
            self.put(row, column, MARK, Ink.HIGHLIGHT)

    def paste(self, other: Canvas, row: int, column: int) -> None:
        """Copy another canvas onto this one, its cell (0, 0) to the one given."""
        for y, cells in other._rows.items():
            self._rows.setdefault(row + y, {}).update({column + x: cell for x, cell in cells.items()})

    @property
    def parts(self) -> frozenset[Part]:
        """The parts of which something is to be seen."""
        roles = {cell[1] for cells in self._rows.values() for cell in cells.values()}
        marked = {self.highlight} if Ink.HIGHLIGHT in roles else set()
        return frozenset(role for role in roles | marked if isinstance(role, Part))

    @property
    def left(self) -> int:
        """The first column in use."""
        return min((min(cells) for cells in self._rows.values() if cells), default=0)

    @property
    def width(self) -> int:
        """Columns from 0 to the last in use."""
        return max((max(cells) for cells in self._rows.values() if cells), default=-1) + 1

    @property
    def height(self) -> int:
        """Rows from 0 to the last in use."""
        return max((row for row, cells in self._rows.items() if cells), default=-1) + 1

    def drawing(self) -> Drawing:
        """All that is written from row 0 on, moved to the left edge."""
        left = self.left
        return Drawing(tuple(_spans(self._rows.get(row, {}), left) for row in range(self.height)))


def _spans(cells: dict[int, _Cell], left: int) -> tuple[Span, ...]:
    """The cells of one row, neighbours in one role together."""
    used = [column for column, cell in cells.items() if cell[0] != " "]
    if not used:
        return ()
    spans: list[Span] = []
    signs: list[str] = []
    now: tuple[Role, int] = (Ink.PLAIN, 0)
    for column in range(left, max(used) + 1):
        sign, role, index = cells.get(column, _NOTHING)
        if (role, index) != now and signs:
            spans.append(Span("".join(signs), *now))
            signs = []
        now = (role, index)
        signs.append(sign)
    return (*spans, Span("".join(signs), *now))
