"""The report of an interview: score, comparison, families, every question, every mistake with its steps."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Static

from trainer.interview.export import export
from trainer.interview.report import InterviewReport
from trainer.interview.shelf import open_report
from trainer.interview.words import SIGNS, Section, sections
from trainer.store.errors import StoreError
from trainer.tui.controls import without_controls
from trainer.tui.widgets.footer import Footer
from trainer.tui.widgets.heights import measure_again

if TYPE_CHECKING:
    from trainer.tui.activities import ScreenContext

_STYLES = {"✓": "$text-success", "✗": "$text-error", "?": "$text-warning"}


def report_content(found: list[Section]) -> Content:
    """Every section: its heading accented, its lines below; a sign has its colour besides."""
    parts: list[Content] = []
    for section in found:
        parts.append(Content.styled(without_controls(section.title), "bold $text-primary"))
        parts += [_line(without_controls(line)) for line in section.lines]
        parts.append(Content(""))
    return Content("\n").join(parts[:-1])


def _line(text: str) -> Content:
    shown = Content(text)
    for sign in SIGNS.values():
        place = text.find(sign)
        if 0 <= place <= 4 and sign[0] in _STYLES:
            return shown.stylize(_STYLES[sign[0]], place, place + len(sign))
    return shown


class InterviewReportScreen(Screen[None]):
    """Read again from the store each time, so that it says what counts now."""

    CSS_PATH = "interview_report.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll(-1)", "Up", show=False, tooltip="A line up"),
        Binding("down", "scroll(1)", "Down", show=False, tooltip="A line down"),
        Binding("pageup,b", "page(-1)", "Page up", show=False, tooltip="A page up"),
        Binding("m", "export('md')", "Markdown", tooltip="Write it as Markdown into the current directory"),
        Binding("h", "export('html')", "HTML", tooltip="Write it as one HTML file into the current directory"),
        Binding("escape,enter", "dismiss", "Back", tooltip="Back to where you came from"),
        # The last one, so that nothing moves when the end is reached and it goes.
        Binding("space,pagedown", "page(1)", "Read on", tooltip="A page further down"),
    ]

    def __init__(self, context: ScreenContext, id_: str) -> None:
        super().__init__()
        self._lent = context
        self._interview = id_
        self._report: InterviewReport | None = None
        self._width = 0
        self._more = False

    def compose(self) -> ComposeResult:
        """One page to scroll, and a line for what was exported."""
        with VerticalScroll(id="report", can_focus=False):
            yield Static("reading the report …", id="body")
        yield Static(id="notice")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Read it behind the first frame."""
        self._tell("")
        for name in ("scroll_y", "virtual_size", "size"):
            self.watch(self._page, name, self._scrolled, init=False)
        self.call_after_refresh(self._load)

    def on_resize(self, _event: Resize) -> None:
        """Steps are laid out anew for another width."""
        self.call_after_refresh(self._show)

    @work
    async def _load(self) -> None:
        try:
            self._report = await self._lent.gateway.ask(lambda journal: open_report(journal, self._interview))
        except StoreError as error:
            self._tell(str(error))
            return
        if self._report is None:
            self._tell("There is no report of this interview.")
        self._width = 0
        self._show()
        self.refresh_bindings()

    @work
    async def action_export(self, form: str) -> None:
        """Write a file, and say which."""
        report = self._report
        if report is None:
            return
        try:
            path = await asyncio.to_thread(export, report, Path.cwd(), form)
        except OSError as error:
            self._tell(f"It could not be written: {error.strerror or error}")
        else:
            self._tell(f"Written to {path}")

    def action_scroll(self, by: int) -> None:
        """A line."""
        self._page.scroll_relative(y=by, animate=False)

    def action_page(self, by: int) -> None:
        """A page."""
        (self._page.scroll_page_down if by > 0 else self._page.scroll_page_up)(animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a report that is there can be exported, and read on only where there is more of it."""
        if action == "page" and parameters == (1,):
            return self._more
        return self._report is not None if action in ("export", "scroll", "page") else True

    @property
    def _page(self) -> VerticalScroll:
        return self.query_one("#report", VerticalScroll)

    def _scrolled(self) -> None:
        self.call_after_refresh(self._look_below)  # all of it is known only then

    def _look_below(self) -> None:
        """The footer is made anew only where the end comes into sight or goes out of it."""
        more = self._page.scroll_y < self._page.max_scroll_y
        if more != self._more:
            self._more = more
            self.refresh_bindings()

    def _show(self) -> None:
        body = self.query_one("#body", Static)
        width = body.content_size.width
        if self._report is not None and width and width != self._width:
            self._width = width
            body.update(report_content(sections(self._report, width)))
            measure_again(body)

    def _tell(self, text: str) -> None:
        notice = self.query_one("#notice", Static)
        notice.update(Content(text))
        notice.display = bool(text)
