"""Worked steps in whatever room there is: laid out anew for each width, so that columns stay columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from trainer.tui.feedback import worked_content
from trainer.tui.widgets.heights import measure_again

if TYPE_CHECKING:
    from questions.question import Step


class WorkedSteps(Static):
    """A head, the steps, and a foot; hidden while there is nothing to show."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._parts: tuple[Content, tuple[Step, ...], Content] = (Content(""), (), Content(""))
        self._width = 0
        self.display = False

    def show(self, steps: Sequence[Step], *, head: Content | None = None, foot: Content | None = None) -> None:
        """Show these steps between the head and the foot; without any of them nothing is shown."""
        self._parts = (head or Content(""), tuple(steps), foot or Content(""))
        self.display = any(self._parts)
        self._lay_out()

    def on_resize(self) -> None:
        """Wrap the lines to a new width; a new height alone changes nothing."""
        if self.content_size.width != self._width:
            self._lay_out()

    def _lay_out(self) -> None:
        head, steps, foot = self._parts
        self._width = self.content_size.width
        told = worked_content(steps, self._width or None)
        self.update(Content("\n").join(part for part in (head, told, foot) if part))
        measure_again(self)
