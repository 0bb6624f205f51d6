"""What both of our apps have: the themes, the configuration, help on F1, and the command palette."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from textual import work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.filter import LineFilter, Monochrome, NoColor
from textual.screen import Screen

from trainer.config import ConfigFile
from trainer.settings import BadSetting
from trainer.tui.themes import begin_with


class ThemedApp(App[int]):
    """Begins with the theme of its configuration, and keeps another one that is chosen, wherever that is done."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", "Help", show=False, tooltip="What this screen is for, and all of its keys"),
    ]

    def __init__(self, config: ConfigFile | None, css_path: list[str]) -> None:
        super().__init__(css_path=list(css_path))
        self.config = config or ConfigFile()
        self._troubles = [*self.config.troubles]
        if told := begin_with(self, self.config):
            self._troubles.append(told)
        self._worn = self.theme
        self._one_change = asyncio.Lock()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """With NO_COLOR, a theme of the terminal's own colours must lose them: as greys they would all be one."""
        fitting = NoColor() if self.native_ansi_color else Monochrome()
        filters = super().get_line_filters()
        return [fitting if isinstance(each, (Monochrome, NoColor)) else each for each in filters]

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What the keys of the screen do, what can be opened from there, and what works everywhere; each once."""
        from trainer.tui.commands import general_commands, screen_commands

        everything = (
            *screen_commands(self, screen),
            *self.wider_commands(screen),
            *general_commands(self, super().get_system_commands(screen)),
        )
        first: dict[str, SystemCommand] = {}
        for command in everything:
            first.setdefault(command.title, command)
        return first.values()

    def wider_commands(self, _screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What can be opened from the screen beside what its keys open."""
        return ()

    def on_ready(self) -> None:
        """Tell what of the configuration does not hold; the program goes on without it."""
        for trouble in self._troubles:
            self.warn(trouble)

    def action_help(self) -> None:
        """What the present screen is for, and its keys."""
        from trainer.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    def watch_theme(self, name: str) -> None:
        """A theme that was chosen while the app runs is kept."""
        if self.is_running and name != self._worn:
            self._worn = name
            self.keep_theme(name)

    def wear(self, name: str) -> None:
        """Show this theme; whoever calls this keeps it, or not."""
        self._worn = name
        self.theme = name

    @work
    async def keep_theme(self, name: str) -> None:
        """Write it into the configuration."""
        try:
            await self.configure({"theme": name})
        except (BadSetting, OSError) as error:
            self.warn(f"The theme is not kept: {error}")

    async def configure(self, changes: Mapping[str, object]) -> None:
        """Change the configuration and its file, not on this thread. Raises BadSetting and OSError."""
        async with self._one_change:
            await asyncio.to_thread(self.config.change, changes)

    def warn(self, message: str) -> None:
        """Tell the learner what went wrong beside what they do."""
        if self.is_running:
            self.notify(message, severity="warning", timeout=10, markup=False)
