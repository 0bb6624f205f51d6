"""One choice of an interview: its name, its value between two arrows, and what that means."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static


class PlanRow(Horizontal):
    """The chosen row has a pointer. A click on an arrow turns the value."""

    @dataclass
    class Turned(Message):
        """An arrow was clicked, or the row itself (`by` is 0)."""

        what: str
        by: int

    def __init__(self, what: str, name: str) -> None:
        super().__init__(id=f"row-{what}", classes="row")
        self.what = what
        self._label = name

    def compose(self) -> ComposeResult:
        """Pointer and name, an arrow, the value, an arrow, the meaning."""
        yield Static(Content(f"  {self._label}"), classes="name")
        yield Static("◂", classes="less")
        yield Static(Content(""), classes="value")
        yield Static("▸", classes="more")
        yield Static(Content(""), classes="meaning")

    def show(self, value: str, meaning: str, *, chosen: bool) -> None:
        """The value, and whether the arrow keys turn it."""
        pointer = "›" if chosen else " "
        self.query_one(".name", Static).update(Content.styled(f"{pointer} {self._label}", "bold" if chosen else ""))
        self.query_one(".value", Static).update(Content.styled(value, "bold"))
        self.query_one(".meaning", Static).update(Content(meaning))

    def on_click(self, event: Click) -> None:
        """Turn it by an arrow, or choose it."""
        clicked = event.widget
        by = 0 if clicked is None else 1 if clicked.has_class("more") else -1 if clicked.has_class("less") else 0
        self.post_message(self.Turned(self.what, by))
