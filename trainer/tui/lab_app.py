"""The lab alone, started from the command line: no store, no session."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual.app import App, SystemCommand
from textual.screen import Screen

from trainer.lab.settings import LabSettings
from trainer.tui.commands import screen_commands
from trainer.tui.screens.lab import LabScreen


class LabApp(App[int]):
    """One screen, the lab, set to a layer."""

    TITLE = "convdrill lab"

    def __init__(self, settings: LabSettings) -> None:
        super().__init__(css_path=["app.tcss", "screens/lab.tcss"])
        self._settings = settings

    def get_default_screen(self) -> Screen[None]:
        """The lab."""
        return LabScreen(self._settings)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What the keys do, then Textual's own commands."""
        yield from screen_commands(self, screen)
        yield from super().get_system_commands(screen)
