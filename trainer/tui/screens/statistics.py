"""Statistics: the days, retention, what comes due, accuracy, and misconceptions, on one page to scroll."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from trainer.config import session_length
from trainer.domain import DEFAULT_LEARNER, Mode
from trainer.drawing.plots.ink import Row
from trainer.progress import answer_sections, sections
from trainer.progress.paper import Paper
from trainer.progress.statistics import Range, Statistics, retention_of, statistics
from trainer.store.errors import StoreError
from trainer.tui.activities import ScreenContext
from trainer.tui.messages import PracticeWanted
from trainer.tui.widgets.footer import Footer
from trainer.tui.widgets.plot import Plot

_TITLES = {
    "days": "Days",
    "retention": "Retention",
    "due": "Due in the next weeks",
    "accuracy": "Accuracy",
    "mistakes": "Mistakes",
}
_COUNTING = "Counting …"
_EMPTY = (
    "Nothing has been answered yet. Here will stand a calendar of your days, how much you still knew when it came due, "
    "what comes due in the next weeks, and which mistakes become rarer.",
    "Enter asks the first question.",
)

Section = Callable[[Paper], Sequence[Row]]


class StatisticsScreen(Screen[None]):
    """One page; a digit jumps to a section, R changes how far back it looks."""

    CSS_PATH = "statistics.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "practise", "Practise", tooltip="A session, what is due first"),
        Binding("1", "jump('days')", "Days", tooltip="The calendar; answers and minutes a day; again: the top"),
        Binding(
            "2", "jump('retention')", "Retention", tooltip="How much you still knew when it came due; again: the top"
        ),
        Binding(
            "3",
            "jump('due')",
            "Due",
            tooltip="what comes due, and how ready you are; again: the top",
        ),
        Binding("4", "jump('accuracy')", "Accuracy", tooltip="Right answers, by family and by level; again: the top"),
        Binding("5", "jump('mistakes')", "Mistakes", tooltip="Misconceptions, week by week; again: the top"),
        Binding("r", "range", "Range", tooltip="The last 30 days, the last 90, or all"),
        Binding("down", "scroll(1)", "Down", show=False, tooltip="Scroll a line down"),
        Binding("up", "scroll(-1)", "Up", show=False, tooltip="Scroll a line up"),
        Binding("pagedown,space", "page(1)", "Page down", show=False, tooltip="Scroll a page down (also Space)"),
        Binding("pageup", "page(-1)", "Page up", show=False, tooltip="Scroll a page up"),
        Binding("home", "edge(-1)", "Top", show=False, tooltip="To the top of the page"),
        Binding("end", "edge(1)", "End", show=False, tooltip="To the end of the page"),
        Binding("escape", "leave", "Back", tooltip="Back to where you came from"),
    ]

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._lent = context
        self._range = Range.MONTH
        self._figures: Statistics | None = None
        self._at = ""
        self._tell_length()
        self._jumped_to = 0.0

    def compose(self) -> ComposeResult:
        """A bar with the ranges, the sections, the keys."""
        yield Static(id="bar")
        with VerticalScroll(id="page", can_focus=False):
            yield Static(Content(_COUNTING), id="note")
            for name in _TITLES:
                yield Static(id=f"title-{name}", classes="title")
                yield Plot(id=name)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """The figures are read behind the first frame."""
        self._show_titles()
        self.call_after_refresh(self._read)

    def on_resize(self) -> None:
        """A section that was jumped to is where it was, though what is above it has other heights."""
        if self._at and self._page.scroll_y == self._jumped_to:
            self.call_after_refresh(self._go_to, self._at)

    # What the learner does

    def action_practise(self) -> None:
        """Begin, where there is nothing to show yet."""
        self.post_message(PracticeWanted(Mode.TYPED))

    def action_jump(self, name: str) -> None:
        """To a section; from there back to the top."""
        if self._at == name and self._page.scroll_y == self._jumped_to:
            self.action_edge(-1)
            return
        self._at = name
        self._show_titles()
        self._go_to(name)

    def _go_to(self, name: str) -> None:
        self._page.scroll_to_widget(self.query_one(f"#title-{name}"), top=True, animate=False, immediate=True)
        self._jumped_to = self._page.scroll_y

    def action_range(self) -> None:
        """Look further back, round to the shortest."""
        self._range = self._range.next
        self._show_titles()
        self._read()

    def action_scroll(self, lines: int) -> None:
        """Down by so many lines, or up."""
        self._page.scroll_relative(y=lines, animate=False, immediate=True)

    def action_page(self, pages: int) -> None:
        """A page down or up; a line of the last one stays."""
        self.action_scroll(pages * max(1, self._page.size.height - 1))

    def action_edge(self, end: int) -> None:
        """To the top, or the end."""
        self._at = ""
        self._show_titles()
        self._page.scroll_to(y=self._page.max_scroll_y if end > 0 else 0, animate=False, immediate=True)

    def action_leave(self) -> None:
        """Back."""
        self.dismiss()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Sections to jump to, where there are some; else the way to the first question."""
        del parameters
        shown = self._figures is not None and not self._figures.empty
        if action in ("jump", "range"):
            return shown
        return self._figures is not None and not shown if action == "practise" else True

    # What is shown

    @property
    def _page(self) -> VerticalScroll:
        return self.query_one("#page", VerticalScroll)

    @work(exclusive=True)
    async def _read(self) -> None:
        gateway, now, range_ = self._lent.gateway, self._lent.clock(), self._range
        width = self.query_one("#days", Plot).content_size.width
        try:
            figures = await gateway.ask(lambda journal: statistics(journal, now, range_))
            self._figures = figures
            if figures.empty:
                self.refresh_bindings()
                self._tell("\n\n".join(_EMPTY))
                return
            counting = asyncio.create_task(gateway.ask(lambda journal: retention_of(journal, now, range_)))
            try:
                await self._draw(_sections(figures), width)
                self._tell("")
                self._show_titles()
                self.refresh_bindings()
                weeks = await counting
            finally:
                counting.cancel()
            await self._draw({"retention": partial(sections.retention_section, weeks, figures.desired)}, width)
        except StoreError as error:
            self._tell(str(error))

    async def _draw(self, drawing: Mapping[str, Section], width: int) -> None:
        """Not on this thread, as far as the width stays what it is."""
        drawn = await asyncio.to_thread(
            lambda: {name: (width, section(Paper(width))) for name, section in drawing.items()} if width else {}
        )
        for name, section in drawing.items():
            plot = self.query_one(f"#{name}", Plot)
            plot.show(partial(_on_paper, section), drawn.get(name))

    def _tell_length(self) -> None:
        """How long a session is, is for the learner to set."""
        bindings = self._bindings.key_to_bindings
        told = Content(f"{session_length(self._lent.config.config)}, what is due first")
        bindings["enter"] = [replace(each, tooltip=told.markup) for each in bindings["enter"]]

    def _show_titles(self) -> None:
        ranges = (f"[{each.title}]" if each is self._range else f" {each.title} " for each in Range)
        whose = "" if self._lent.learner == DEFAULT_LEARNER else f" · {self._lent.learner}"
        self.query_one("#bar", Static).update(Content(f"Statistics{whose} · {' '.join(ranges)}"))
        shown = self._figures is not None and not self._figures.empty
        for number, (name, title) in enumerate(_TITLES.items(), 1):
            sign = "▸" if name == self._at else " "
            place = self.query_one(f"#title-{name}", Static)
            place.display = shown
            place.update(Content(f"{sign} {number} {title}"))

    def _tell(self, text: str) -> None:
        note = self.query_one("#note", Static)
        note.update(Content(text))
        note.display = bool(text)


def _sections(figures: Statistics) -> dict[str, Section]:
    """All but retention, by their names."""
    return {
        "days": partial(sections.days_section, figures),
        "due": partial(sections.due_section, figures),
        "accuracy": partial(answer_sections.accuracy_section, figures),
        "mistakes": partial(answer_sections.mistakes_section, figures),
    }


def _on_paper(section: Section, width: int) -> Sequence[Row]:
    return section(Paper(width))
