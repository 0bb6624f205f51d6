"""The name of the file that a set is written to: proposed for the chosen format, or typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from trainer.exports.formats import Format
from trainer.exports.writing import proposed_name


@dataclass(frozen=True, slots=True)
class Wish:
    """What a key means: the row of a format, the name that stands there, and how often the cursor was moved by then.

    Two that are equal were meant alike: nothing was chosen or typed between them.
    """

    row: int
    typed: str
    moves: int


@dataclass(frozen=True, slots=True)
class Named:
    """A name, the row of the format that it is for, and whether nobody typed it."""

    row: int
    name: str
    proposed: bool


class FileNames:
    """A name that no file has, for each format; one that was typed keeps its stem, and gets the format's suffix."""

    def __init__(self, title: str, formats: Sequence[Format]) -> None:
        """`formats` stand in the rows."""
        self._title = title
        self._formats = formats
        self._shown = Named(-1, "", proposed=True)

    def name(self, row: int, typed: str) -> Named:
        """The name for this format where the typed one stands, which may be another format's. Reads the folder."""
        form, proposed = self._formats[row], typed == self._shown.name and self._shown.proposed
        if row == self._shown.row and typed:
            return Named(row, typed, proposed)
        if proposed or not typed:
            return Named(row, proposed_name(self._title, form.ending), proposed=True)
        path = Path(typed)
        known = bool(path.name) and path.suffix in {each.suffix for each in self._formats}
        return Named(row, str(path.with_suffix(form.suffix)) if known else typed, proposed=False)

    def show(self, named: Named) -> None:
        """This one stands there now."""
        self._shown = named
