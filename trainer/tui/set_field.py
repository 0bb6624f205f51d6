"""The lines that are typed in about a set: its title, its code, the name of a file."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input


class SetField(Input):
    """Leaves Enter and the arrows up and down to the screen, which says what they do."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.done", "Keep", tooltip="Keep the set"),
        Binding("up", "screen.choose(-1)", "Up", tooltip="To the line above"),
        Binding("down", "screen.choose(1)", "Down", tooltip="To the line below"),
    ]
