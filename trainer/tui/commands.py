"""The command palette: what the keys of the screen do."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from textual.app import App, SystemCommand
from textual.screen import Screen


def screen_commands(app: App[Any], screen: Screen[Any]) -> Iterable[SystemCommand]:
    """A command for each key of the screen that works now; then those that the screen has beside its keys."""
    told = set()
    for active in screen.active_bindings.values():
        binding = active.binding
        if binding.description and active.enabled and active.node is screen and binding.action not in told:
            told.add(binding.action)
            act = partial(app.run_action, binding.action, screen)
            yield SystemCommand(binding.description, binding.tooltip or f"key: {binding.key}", act)
    yield from getattr(screen, "more_commands", tuple)()
