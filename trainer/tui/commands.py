"""The command palette: what the keys of the screen do, what else can be opened from there, and the themes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from textual.app import App, SystemCommand
from textual.screen import Screen

from trainer.tui.activities import ACTIVITIES
from trainer.tui.messages import ActivityWanted, CheatSheetWanted, LabWanted
from trainer.tui.themes import FIRST_NAMES

_REPLACED = {"Keys"}
"""Of Textual's own commands, what our help does better."""
_TEXTUALS = {"app.focus_next", "app.focus_previous", "screen.copy_text"}
"""What every screen of Textual's can do; in a list of what there is to do it would only be in the way."""
_EXERCISES = {"DrillScreen", "InterviewScreen", "InterviewRubricScreen"}
_AT_ANY_TIME = ("settings",)
"""The activities that do not disturb an exercise."""


def screen_commands(app: App[Any], screen: Screen[Any]) -> Iterable[SystemCommand]:
    """A command for each key of the screen that works now; then those that the screen has beside its keys."""
    told = set()
    for active in screen.active_bindings.values():
        binding = active.binding
        ours = binding.description and binding.action not in _TEXTUALS
        if ours and active.enabled and active.node is screen and binding.action not in told:
            told.add(binding.action)
            act = partial(app.run_action, binding.action, screen)
            yield SystemCommand(binding.description, binding.tooltip or f"key: {binding.key}", act)
    yield from getattr(screen, "more_commands", tuple)()


def activity_commands(screen: Screen[Any]) -> Iterable[SystemCommand]:
    """What home leads to, from wherever else that makes sense: an exercise is not left for another one."""
    exercise = type(screen).__name__ in _EXERCISES
    offered = {active.binding.description for active in screen.active_bindings.values() if active.node is screen}
    for activity in ACTIVITIES.values():
        binding = activity.binding
        if activity.is_shown(screen) or binding.description in offered:
            continue
        if not exercise or activity.name in _AT_ANY_TIME:
            yield SystemCommand(
                binding.description, binding.tooltip, partial(screen.post_message, ActivityWanted(activity.name))
            )
    if exercise:
        return
    for title, told, message in (
        ("Cheat sheet", "The formulas on one page, with blanks to fill in", CheatSheetWanted()),
        ("Lab", "Turn the settings of a convolution and see what changes", LabWanted()),
    ):
        if title not in offered and type(screen).__name__ not in ("CheatSheetScreen", "LabScreen"):
            yield SystemCommand(title, told, partial(screen.post_message, message))


def general_commands(app: App[Any], textuals: Iterable[SystemCommand]) -> Iterable[SystemCommand]:
    """Help, our themes and the terminal's own by their names, then Textual's commands, one of which has all themes."""
    yield SystemCommand("Help", "What this screen is for, and all of its keys (F1)", partial(app.run_action, "help"))
    for name in FIRST_NAMES:
        if name != app.theme:
            choose = partial(setattr, app, "theme", name)
            yield SystemCommand(f"Theme {name}", "Change the colours, and keep them", choose)
    yield from (command for command in textuals if command.title not in _REPLACED)
