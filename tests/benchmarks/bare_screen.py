"""A bare Textual program: header, prompt, input and footer. What convdrill's start is held to."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.widgets import Footer, Header, Input, Static

PROMPT = "How many parameters does it have?"


class BareScreen(App[None]):
    """Header, prompt, input, footer."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "quit", "Leave")]

    def compose(self) -> ComposeResult:
        """The four of them."""
        yield Header()
        yield Static(PROMPT, markup=False)
        yield Input()
        yield Footer()


if __name__ == "__main__":
    BareScreen().run()
