"""The lines that are typed in about a set: its title, its code, the name of a file."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

_OTHERS = [binding for binding in Binding.make_bindings(Input.BINDINGS) if binding.key != "enter"]


class SetField(Input, inherit_bindings=False):
    """Leaves Enter and the arrows up and down to the screen, which says what they do."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.done", "Keep", tooltip="Draw the questions and keep the set"),
        Binding("up", "screen.choose(-1)", "Up", tooltip="To the line above"),
        Binding("down", "screen.choose(1)", "Down", tooltip="To the line below"),
        *_OTHERS,
    ]


class FileField(Input, inherit_bindings=False):
    """The name of a file: Enter writes it, the arrows lead back to the formats."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.done", "Write", tooltip="Write the file"),
        Binding("up,down", "screen.formats", "Formats", show=False, tooltip="Back to the formats, with this name"),
        *_OTHERS,
    ]
