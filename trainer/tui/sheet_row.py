"""A row of the cheat sheet as a widget: its formula with blanks, each of which can be clicked."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.style import Style
from textual.widgets import Static

from questions.cheatsheet import BLANK, Gap, Row
from trainer.tui.blanks import Mark

NAMES = 25
_PRESENT = "[__]"
_SIGNS = {Mark.RIGHT: "✓", Mark.WRONG: "✗", Mark.SHOWN: ""}
_STYLES = {
    Mark.HIDDEN: "bold",
    Mark.RIGHT: "bold $text-success",
    Mark.WRONG: "bold $text-error",
    Mark.SHOWN: "underline",
}


class SheetRow(Static):
    """Shows one row; a click on it asks for its blank."""

    class Chosen(Message):
        """A blank was clicked, by its number on the sheet."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, row: Row, first: int) -> None:
        super().__init__()
        self._row = row
        self._first = first
        self._shown: tuple[Mapping[int, Mark], int] | None = None

    def show(self, marks: Mapping[int, Mark], present: int) -> None:
        """Show the blanks as they stand; `present` is the number of the one that is being filled in."""
        shown = (marks, present if present in marks else -1)
        if shown != self._shown:
            self._shown = shown
            self.update(row_content(self._row, marks, present))

    def on_click(self, event: Click) -> None:
        """Choose the blank under the mouse, or the first one of the row."""
        event.stop()
        self.post_message(self.Chosen(event.style.meta.get("blank", self._first)))


def row_content(row: Row, marks: Mapping[int, Mark], present: int) -> Content:
    """`▸ 2-d convolution   C_out·(k_h·k_w·[__]) + C_out✓`: a sign and a style for every blank, never a colour alone."""
    numbers = iter(marks)
    parts = [Content(f"{'▸' if present in marks else ' '} {row.name:<{NAMES}}")]
    for part in row.parts:
        if isinstance(part, Gap):
            number = next(numbers)
            parts.append(_blank(part, number, marks[number], present=number == present))
        else:
            parts.append(Content(part))
    return Content("").join(parts)


def _blank(gap: Gap, number: int, mark: Mark, *, present: bool) -> Content:
    hidden = _PRESENT if present else BLANK
    text = hidden if mark is Mark.HIDDEN else f"{gap.text}{_SIGNS[mark]}"
    style = f"{_STYLES[mark]} reverse" if present else _STYLES[mark]
    return Content(text).stylize(style).stylize(Style.from_meta({"blank": number}))
