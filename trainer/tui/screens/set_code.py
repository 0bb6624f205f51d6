"""A set that somebody shares: its code or its file is typed or pasted, what it would draw is shown, Enter keeps it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from questions.sets.errors import SetError
from questions.sets.titles import LONGEST_TITLE
from trainer.tui.controls import without_controls
from trainer.tui.long_work import LongWork, Show, Stopped, progress_words
from trainer.tui.set_field import SetField
from trainer.tui.set_flow import Done, SetFlow, kept_words
from trainer.tui.set_offer import NothingYet, Offered, offered
from trainer.tui.set_rows import offer_facts
from trainer.tui.widgets.facts import Facts
from trainer.tui.widgets.footer import Footer
from trainer.tui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from questions.sets.question_set import QuestionSet

_PAUSE = 0.12
"""Seconds without a key until what was typed is looked at."""
_EMPTY = (
    "Type or paste the code that somebody gave you: groups of five letters and digits. Capitals and hyphens do not "
    "matter. A set that was edited has no code; then type the name of its file."
)
_NAMES = {"typed": "Code", "title": "Title"}


class SetCodeScreen(Screen[Done]):
    """A slip of the pen in a code shows at once, by its check digit."""

    CSS_PATH = "set_code.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-tall")]  # noqa: RUF012 - as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "done", "Keep", tooltip="Draw the questions and keep the set"),
        Binding("up", "choose(-1)", "Up", tooltip="To the code"),
        Binding("down", "choose(1)", "Down", tooltip="To the title"),
        Binding("pageup", "page(-1)", "Page up", show=False, tooltip="A page back"),
        Binding("pagedown", "page(1)", "Page down", show=False, tooltip="A page further"),
        Binding("escape", "leave", "Back", tooltip="Back to the sets, without this one"),
    ]

    def __init__(self, flow: SetFlow) -> None:
        super().__init__()
        self._flow = flow
        self._offered: Offered | None = None
        self._work: LongWork | None = None

    def compose(self) -> ComposeResult:
        """Two lines to type in, and what the first of them stands for."""
        yield TopBar(Content("Take a set that somebody shares"))
        for name, label in _NAMES.items():
            with Horizontal(classes="line"):
                yield Static(Content(label), classes="name")
                yield SetField(id=name, compact=True, max_length=LONGEST_TITLE if name == "title" else 0)
        yield Static(id="notice")
        with VerticalScroll(id="page", can_focus=False):
            yield Facts(id="told")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """The code is typed first."""
        self.query_one("#typed", SetField).focus()
        self._show(None, "")

    # What the learner does

    def on_input_changed(self, event: Input.Changed) -> None:
        """Another code."""
        if event.input.id == "typed":
            self._offered = None
            self.refresh_bindings()
            self._look(event.value)

    def on_descendant_focus(self) -> None:
        """The other line has other keys."""
        self.refresh_bindings()

    def action_choose(self, by: int) -> None:
        """The other line."""
        self.query_one("#title" if by > 0 else "#typed", SetField).focus()

    def action_page(self, by: int) -> None:
        """Scroll what is told."""
        page = self.query_one("#page", VerticalScroll)
        (page.scroll_page_down if by > 0 else page.scroll_page_up)(animate=False)

    def action_done(self) -> None:
        """Keep it."""
        self._make()

    def action_leave(self) -> None:
        """Without it; what is being drawn is given up."""
        if self._work is not None:
            self._work.stop()
        if self.is_current:
            self.dismiss(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what was understood can be kept."""
        if self._work is not None:
            return action not in ("done", "choose")
        if action == "done":
            return self._offered is not None and not self._offered.preview.trouble
        if action == "choose":
            above = self.focused is not None and self.focused.id == "typed"
            return parameters == (1 if above else -1,)
        return True

    # What follows from it

    @work(exclusive=True, group="look")
    async def _look(self, text: str) -> None:
        if not text.strip():
            self._show(None, "")
            return
        await asyncio.sleep(_PAUSE)
        try:
            self._show(await asyncio.to_thread(offered, text, self._flow.shelf), "")
        except NothingYet as error:
            self._show(None, _sentence(error))
        except SetError as error:
            self._show(None, f"✗ {_sentence(error)}")

    @work
    async def _make(self) -> None:
        found = self._offered
        if self._work is not None or found is None or found.preview.trouble:
            return
        self._work = LongWork(self._show_drawing)
        self.refresh_bindings()
        title, shelf = self.query_one("#title", SetField).value, self._flow.shelf

        def make(show: Show) -> tuple[QuestionSet, str, bool]:
            made = found.make(title, show)
            before = {kept.name for kept in shelf.list()}
            name = shelf.save(made)
            return made, name, name not in before

        try:
            made, name, new = await self._work.run(make)
        except Stopped:
            return
        except SetError as error:
            self._work = None
            self._tell(_sentence(error))
            self.refresh_bindings()
        else:
            self.dismiss(Done(name, kept_words(made.title, made.code, new=new)))

    def _show(self, found: Offered | None, told: str) -> None:
        self._offered = found
        facts = offer_facts(found.preview, found.notes) if found else () if told else (Content(_EMPTY),)
        self.query_one("#told", Facts).show(facts)
        title = without_controls(found.preview.title) if found else "as it is called already"
        self.query_one("#title", SetField).placeholder = title
        self._tell(told)
        self.refresh_bindings()

    def _show_drawing(self, done: int, of: int) -> None:
        if self.is_attached:
            self._tell(progress_words("Drawing", done, of))

    def _tell(self, text: str) -> None:
        notice = self.query_one("#notice", Static)
        notice.update(Content(without_controls(text)))
        notice.display = bool(text)


def _sentence(error: Exception) -> str:
    text = str(error)
    return f"{text[:1].upper()}{text[1:]}."
