"""The line of the cheat sheet that a blank is filled in on."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input


class BlankInput(Input):
    """Where a blank is filled in. Leaves ? and ! to the screen, and Enter too while it is empty."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Check", tooltip="Whether what you typed belongs in the marked blank")
    ]

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether the key is text for the blank."""
        return character not in ("?", "!") and super().check_consume_key(key, character)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is nothing to check in an empty field."""
        return bool(self.value.strip()) if action == "submit" else super().check_action(action, parameters)
