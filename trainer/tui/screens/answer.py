"""One answer of a session, read again: the question, what was typed, the diagnosis, the worked steps."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen

from trainer.domain import Review
from trainer.past import look_back
from trainer.tui.widgets.footer import Footer
from trainer.tui.widgets.past_view import PastView
from trainer.tui.widgets.top_bar import TopBar


class AnswerScreen(Screen[None]):
    """Lies over the summary, as the details of the history do over its list."""

    CSS_PATH = "answer.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,space,enter", "leave", "Back", tooltip="Back to the summary; the arrows scroll"),
    ]

    def __init__(self, review: Review, place: str) -> None:
        super().__init__()
        self._review = review
        self._place = place

    def compose(self) -> ComposeResult:
        """Which answer it is, the answer, the keys."""
        yield TopBar(Content(f"Your answer {self._place}"))
        with VerticalScroll(id="page"):
            yield PastView(id="past")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """The arrows scroll."""
        self.query_one("#page").focus()
        self._look_back()

    @work
    async def _look_back(self) -> None:
        # Not on this thread: the question is drawn anew.
        self.query_one(PastView).show(await asyncio.to_thread(look_back, self._review))

    def action_leave(self) -> None:
        """Back, once: the key may be pressed twice."""
        if self.is_current:
            self.app.pop_screen()
