"""The lab alone, started from the command line: no store, no session."""

from __future__ import annotations

from textual.screen import Screen

from trainer.config import ConfigFile
from trainer.lab.settings import LabSettings
from trainer.tui.screens.lab import LabScreen
from trainer.tui.themed_app import ThemedApp


class LabApp(ThemedApp):
    """One screen, the lab, set to a layer."""

    TITLE = "convdrill lab"

    def __init__(self, settings: LabSettings, config: ConfigFile | None = None) -> None:
        super().__init__(config, ["app.tcss", "screens/lab.tcss"])
        self._settings = settings

    def get_default_screen(self) -> Screen[None]:
        """The lab."""
        return LabScreen(self._settings)
