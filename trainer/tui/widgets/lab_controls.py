"""The controls of the lab, a line each."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from trainer.lab.controls import MEANINGS, Control, controls, shown
from trainer.lab.settings import LabSettings
from trainer.tui.widgets.turning import TurningLines

_LABEL, _VALUE = 14, 11


class LabControls(TurningLines):
    """Shows the settings; what is to be turned or taken it tells the screen, which knows what is possible."""

    def __init__(self, settings: LabSettings, *, id: str) -> None:
        super().__init__(Control.FILTERS if Control.FILTERS in controls(settings) else Control.KERNEL, id=id)
        self._settings = settings
        self._axis: int | None = None

    @property
    def control(self) -> Control:
        """The chosen one."""
        return Control(self.chosen)

    def show(self, settings: LabSettings, axis: int | None) -> None:
        """Other settings, and the axis that is turned alone."""
        there = controls(settings)
        other_lines = there != controls(self._settings)
        self._settings, self._axis = settings, axis
        if self.chosen not in there:
            self.chosen = Control.KIND
        self.refresh(layout=other_lines)

    def lines(self) -> Sequence[str]:
        """Every control that the layer has."""
        return controls(self._settings)

    def line(self, number: int) -> Content:
        """A control with its value; the chosen one on the axis that is turned."""
        control = controls(self._settings)[number]
        value = shown(self._settings, control, self._axis if control == self.chosen else None)
        return self.turning(control, f"{control:<{_LABEL}}", value, _VALUE)

    def buttons_at(self, name: str) -> int:
        """Behind the value, however long it is."""
        return 2 + _LABEL + max(_VALUE, len(shown(self._settings, Control(name), self._axis)))

    def meaning(self, name: str) -> str:
        """What the control is."""
        return MEANINGS[Control(name)]
