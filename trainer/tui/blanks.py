"""The blanks of the cheat sheet: which are open and how they came to be, and which one is filled in next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from questions.cheatsheet import LETTERS, Gap, Row, fits


class Mark(Enum):
    """How a blank stands."""

    HIDDEN = "blank"
    RIGHT = "right"
    WRONG = "wrong"
    SHOWN = "shown"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a blank is: in which row of the sheet, and the how-manieth of it."""

    row: int
    gap: int


class Blanks:
    """Every blank of these rows, in order. Nothing is kept: a new sheet is blank again."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = tuple(rows)
        self.places = tuple(Place(row, gap) for row, each in enumerate(rows) for gap in range(len(each.gaps)))
        self.marks = [Mark.HIDDEN for _ in self.places]
        self.at = 0
        """The blank that is to be filled in."""
        self._tried: set[int] = set()

    @property
    def row(self) -> Row:
        """The row of the present blank."""
        return self.rows[self.places[self.at].row]

    @property
    def gap(self) -> Gap:
        """What belongs in the present blank."""
        return self.row.gaps[self.places[self.at].gap]

    @property
    def is_open(self) -> bool:
        """Whether the present blank is filled in."""
        return self.marks[self.at] is not Mark.HIDDEN

    @property
    def all_open(self) -> bool:
        """Whether no blank is left."""
        return Mark.HIDDEN not in self.marks

    @property
    def others_left(self) -> bool:
        """Whether a blank is left besides the present one."""
        return any(mark is Mark.HIDDEN for number, mark in enumerate(self.marks) if number != self.at)

    def of_row(self, row: int) -> dict[int, Mark]:
        """The marks of a row by the number of the blank."""
        return {number: self.marks[number] for number, place in enumerate(self.places) if place.row == row}

    @property
    def any_filled(self) -> bool:
        """Whether anything was filled in, right or wrong."""
        return bool(self._tried)

    def count(self, mark: Mark) -> int:
        """How many stand like this."""
        return self.marks.count(mark)

    def move(self, by: int) -> None:
        """To the next blank or the one before, in a circle."""
        self.at = (self.at + by) % len(self.places)

    def move_on(self) -> None:
        """To the next blank that is not open; nowhere if all are."""
        after = [*range(self.at + 1, len(self.marks)), *range(self.at + 1)]
        self.at = next((number for number in after if self.marks[number] is Mark.HIDDEN), self.at)

    def fill(self, typed: str) -> Mark:
        """Open the present blank with what was typed there; it stays hidden after the first wrong try.

        Raises ExpressionError for what cannot be read, which is no try.
        """
        if fits(self.row, self.gap, typed, LETTERS):
            self.marks[self.at] = Mark.RIGHT
        elif self.is_open or self.at in self._tried:
            self.marks[self.at] = Mark.WRONG
        self._tried.add(self.at)
        return self.marks[self.at]

    def show(self) -> None:
        """Open the present blank unfilled."""
        self.marks[self.at] = Mark.SHOWN

    def hide(self) -> None:
        """Make the present blank one again."""
        self.marks[self.at] = Mark.HIDDEN
        self._tried.discard(self.at)

    def show_all(self) -> None:
        """Open whatever is still blank."""
        self.marks = [Mark.SHOWN if mark is Mark.HIDDEN else mark for mark in self.marks]

    def hide_all(self) -> None:
        """Begin again."""
        self.marks = [Mark.HIDDEN for _ in self.marks]
        self._tried.clear()
        self.at = 0
