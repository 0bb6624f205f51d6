"""The list of an interview's questions: number and mark of each, the present one in brackets; a click goes there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from textual.content import Content
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

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


class InterviewMarks(Widget):
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
        if (marks, number) != (self._marks, self._number):
            self._marks, self._number = marks, number
            self.refresh(layout=True)

    def render(self) -> Content:
        """As many in a line as there is room for."""
        return marks_content(self._marks, self._number, _per_line(self.content_size.width))

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        """As many lines as that makes."""
        return max(1, ceil(len(self._marks) / _per_line(width)))

    def on_click(self, event: Click) -> None:
        """Go to the question that was clicked."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        per_line = _per_line(self.content_size.width)
        number = offset.y * per_line + offset.x // _CELL + 1
        if offset.x // _CELL < per_line and number <= len(self._marks):
            self.post_message(self.Chosen(number))


def _per_line(width: int) -> int:
    return max(1, width // _CELL)
