"""The activities that home leads to: the key of each, and the screen that is imported when it is wanted."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.screen import Screen

from trainer.config import ConfigFile
from trainer.moments import Moment
from trainer.tui.gateway import Gateway

if TYPE_CHECKING:
    from trainer.tui.recorder import Recorder


@dataclass(frozen=True, slots=True)
class ScreenContext:
    """What the app lends to the screen of an activity: the way to the store, whose it is, how the program is set."""

    gateway: Gateway
    recorder: Recorder
    clock: Callable[[], Moment]
    learner: str
    config: ConfigFile = field(default_factory=ConfigFile)


MakeScreen = Callable[[ScreenContext], Screen[None]]
"""Makes the screen that an app opens on."""


@dataclass(frozen=True, slots=True)
class Activity:
    """One of them: its key at home, `activity('NAME')`, and `module:class` of a screen made of a ScreenContext."""

    name: str
    binding: Binding
    screen: str

    def make(self, context: ScreenContext) -> Screen[None]:
        """A new screen for it."""
        module, _, name = self.screen.partition(":")
        screen: Screen[None] = getattr(importlib.import_module(module), name)(context)
        return screen

    def is_shown(self, screen: object) -> bool:
        """Whether that screen is one of it."""
        module, _, name = self.screen.partition(":")
        return (type(screen).__module__, type(screen).__name__) == (module, name)


_ALL: tuple[Activity, ...] = (
    Activity(
        "interview",
        Binding(
            "i", "activity('interview')", "Interview", tooltip="A mock interview against the clock, judged at the end"
        ),
        "trainer.tui.screens.interview_setup:InterviewSetupScreen",
    ),
    Activity(
        "sets",
        Binding("e", "activity('sets')", "Sets", tooltip="Question sets to make, share, practise, and export"),
        "trainer.tui.screens.sets:SetsScreen",
    ),
    Activity(
        "statistics",
        Binding("t", "activity('statistics')", "Statistics", tooltip="Your days, retention, what comes due, mistakes"),
        "trainer.tui.screens.statistics:StatisticsScreen",
    ),
    Activity(
        "skills",
        Binding(
            "s", "activity('skills')", "Skills", tooltip="The tree of skills: how far each is, practise or suspend one"
        ),
        "trainer.tui.screens.skills:SkillsScreen",
    ),
    Activity(
        "history",
        Binding("h", "activity('history')", "History", tooltip="Every answer, to filter, look at again and undo"),
        "trainer.tui.screens.history:HistoryScreen",
    ),
    Activity(
        "settings",
        Binding(
            "comma",
            "activity('settings')",
            "Settings",
            key_display=",",
            tooltip="Interview date, limits of a day, theme, length of a session",
        ),
        "trainer.tui.screens.settings:SettingsScreen",
    ),
)
"""In the order of their keys at home."""

ACTIVITIES = {activity.name: activity for activity in _ALL}
