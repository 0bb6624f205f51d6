"""The list of an interview's questions: number and mark of each, the present one in brackets; a click goes there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.events import Click, Resize
from textual.message import Message
from textual.widgets import Static

from trainer.interview.session import Mark

SIGNS = {Mark.ANSWERED: "●", Mark.UNREADABLE: "!", Mark.OPEN: "○", Mark.UNSEEN: "·"}
LEGEND = "● answered  ○ open  ! not a plain answer  · not seen"
_CELL = 6


def marks_content(marks: Sequence[Mark], number: int, per_line: int) -> Content:
    """`[ 3●]  4○  …`, so many in a line."""
    cells = [
        Content.styled(f"[{place:>2}{SIGNS[mark]}] ", "bold reverse")
        if place == number
        else Content(f" {place:>2}{SIGNS[mark]}  ")
        for place, mark in enumerate(marks, 1)
    ]
    lines = [cells[start : start + per_line] for start in range(0, len(cells), per_line)]
    return Content("\n").join([Content("").join(line) for line in lines])


class InterviewMarks(Static):
    """As many lines as the width makes necessary."""

    @dataclass
    class Chosen(Message):
        """A question was clicked."""

        number: int

    def __init__(self) -> None:
        super().__init__(id="marks")
        self._marks: list[Mark] = []
        self._number = 1

    def show(self, marks: list[Mark], number: int) -> None:
        """These marks, the question of this number the present one."""
        self._marks, self._number = marks, number
        self._lay_out()

    def on_resize(self, _event: Resize) -> None:
        """As many in a line as there is room for."""
        self._lay_out()

    def on_click(self, event: Click) -> None:
        """Go to the question that was clicked."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        number = offset.y * self._per_line + offset.x // _CELL + 1
        if offset.x // _CELL < self._per_line and number <= len(self._marks):
            self.post_message(self.Chosen(number))

    @property
    def _per_line(self) -> int:
        return max(1, self.content_size.width // _CELL)

    def _lay_out(self) -> None:
        self.update(marks_content(self._marks, self._number, self._per_line))
