"""The interviews that are over: Enter opens a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from trainer.interview.report import Summary
from trainer.interview.shelf import summaries
from trainer.interview.words import summary_line
from trainer.store.errors import StoreError
from trainer.tui.widgets.footer import Footer

if TYPE_CHECKING:
    from trainer.tui.interview_flow import InterviewFlow


class _Reports(OptionList, can_focus=False):
    """The keys belong to the screen, which names them in the footer."""


class InterviewListScreen(Screen[None]):
    """The newest first."""

    CSS_PATH = "interview_list.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", tooltip="The report of this interview"),
        Binding("up", "choose(-1)", "Up", tooltip="A newer interview"),
        Binding("down", "choose(1)", "Down", tooltip="An older interview"),
        Binding("escape", "dismiss", "Back", tooltip="Back to the choice"),
    ]

    def __init__(self, flow: InterviewFlow) -> None:
        super().__init__()
        self._flow = flow
        self._summaries: list[Summary] = []

    def compose(self) -> ComposeResult:
        """A head, the list."""
        yield Static("Interviews, the newest first", id="head")
        yield Static("reading …", id="notice")
        yield _Reports(id="list")
        yield Footer()

    def on_mount(self) -> None:
        """Read them behind the first frame."""
        self.call_after_refresh(self._load)

    @work
    async def _load(self) -> None:
        notice = self.query_one("#notice", Static)
        try:
            self._summaries = await self._flow.context.gateway.ask(summaries)
        except StoreError as error:
            notice.update(Content(str(error)))
            return
        notice.update(Content("" if self._summaries else "No interview is over yet."))
        notice.display = not self._summaries
        self._list.add_options([Option(self._line(number)) for number in range(len(self._summaries))])
        self._list.highlighted = 0 if self._summaries else None
        self.refresh_bindings()

    def action_choose(self, by: int) -> None:
        """A newer or an older one."""
        (self._list.action_cursor_down if by > 0 else self._list.action_cursor_up)()

    def action_open(self) -> None:
        """The chosen one."""
        self._list.action_select()

    def on_option_list_option_highlighted(self, message: OptionList.OptionHighlighted) -> None:
        """A sign stands before the chosen one, which its colour alone would not tell."""
        for number in range(len(self._summaries)):
            self._list.replace_option_prompt_at_index(number, self._line(number, message.option_index))

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """By key or by click."""
        self._flow.report(self._summaries[message.option_index].id)

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """Without an interview there is nothing to open, and of one nothing to choose."""
        least = {"open": 1, "choose": 2}.get(action, 0)
        return len(self._summaries) >= least

    def _line(self, number: int, chosen: int = 0) -> Content:
        return Content(f"{'▸' if number == chosen else ' '} {summary_line(self._summaries[number])}")

    @property
    def _list(self) -> _Reports:
        return self.query_one(_Reports)
