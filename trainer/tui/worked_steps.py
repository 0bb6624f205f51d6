"""Worked steps in whatever room there is: laid out anew for each width, so that columns stay columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from trainer.tui.feedback import steps_content, worked_content
from trainer.tui.widgets.heights import measure_again
from trainer.tui.widgets.steady import SteadyText

if TYPE_CHECKING:
    from questions.question import Step


class WorkedSteps(SteadyText):
    """A head, the steps, and a foot; hidden while there is nothing to show."""

    def __init__(self, *, id: str | None = None, classes: str | None = None, brief: bool = False) -> None:
        """In brief no factor is told."""
        super().__init__(id=id, classes=classes)
        self._brief = brief
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
        if self.content_size.width not in (0, self._width):
            self._width = self.content_size.width
            self._lay_out()

    def _lay_out(self) -> None:
        """For the width it has, or had when it was to be seen last."""
        head, steps, foot = self._parts
        told = (steps_content if self._brief else worked_content)(steps, self._width or None)
        self.update(Content("\n").join(part for part in (head, told, foot) if part))
        measure_again(self)
