"""The history: every answer that counts, to filter, to look at again as it was, and the newest to take back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from questions.skills import SKILLS
from questions.wording import several
from trainer.answer_filter import EVERYTHING, BadFilter, read_filter
from trainer.domain import Review
from trainer.past import look_back
from trainer.scheduling.days import day_of
from trainer.store.errors import StoreError
from trainer.tui.activities import ScreenContext
from trainer.tui.browser import LAST_KEYS
from trainer.tui.history_rows import HistoryRows
from trainer.tui.messages import PracticeWanted
from trainer.tui.row_content import answer_head, answer_row
from trainer.tui.widgets.past_view import PastView

if TYPE_CHECKING:
    from trainer.journal import Journal

_PAUSE = 0.12
"""Seconds without a key until the store is asked for what was typed, or an answer that the cursor is on is told."""
_EMPTY = (
    "No answers yet.\n\nEvery answer you give will stand here, the newest first: the question as it was, what you "
    "typed, what was wrong with it and how it is worked out.\n\nEnter asks the first question."
)


class HistoryScreen(HistoryRows):
    """Rows are read as they come into sight; the question of the present one is drawn anew from its reference."""

    CSS_PATH = "history.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "open_details", "Read", tooltip="The question, your answer and the worked steps"),
        Binding("enter", "begin", "Practise", tooltip="The first question"),
        Binding("p", "practise", "Practise", tooltip="More questions of this skill, with fresh numbers"),
        Binding("k", "only_skill", "This skill", tooltip="Only answers to questions of this skill; again for all"),
        Binding("m", "only_slip", "This slip", tooltip="Only answers that show this misconception; again for all"),
        Binding("u", "undo", "Undo", tooltip="Take your newest answer out, as if it had not been given"),
        Binding("r", "redo", "Redo", tooltip="Bring the answer back that was taken out last"),
        *LAST_KEYS,
    ]
    hint = "/ filters: wrong, a skill, a misconception, today, 7d, 2026-03-01.."

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context)
        self._acting = False

    def compose_details(self) -> Iterable[Widget]:
        """One answer."""
        yield PastView(id="past")

    def on_mount(self) -> None:
        """Ask the store, behind the first frame."""
        self.query_one("#bar", Static).update(Content("History · reading the log …"))
        self.call_after_refresh(self._read_all)

    def on_practised(self) -> None:
        """What was practised from here stands above the others now."""
        self._read_all()

    # What is shown

    def _show_count(self) -> None:
        """So many rows, the first of them told of."""
        self.say_empty("" if self._total else _EMPTY)
        shown = several(self._total, "answer")
        if self._wanted != EVERYTHING:
            shown = f"{self._count:,} of {shown} · / changes the filter"
        self.query_one("#bar", Static).update(Content(f"History · {shown}"))
        self.rows.fill(self._count)
        self.show_details()
        self.refresh_bindings()

    def draw_row(self, index: int, width: int) -> Content:
        """An answer, or a sign that it is being read."""
        review = self._pages.row(index)
        if review is None:
            self.call_later(self._want_page)
            return Content("…")
        return answer_row(review, width)

    def on_row_list_resized(self) -> None:
        """Other columns."""
        self.query_one("#head", Static).update(answer_head(self.rows.row_width))

    def show_details(self) -> None:
        """The answer that the cursor rests on."""
        self._look_back()

    @work(exclusive=True, group="details")
    async def _look_back(self) -> None:
        # Not on this thread: the family of its skill may have to be imported.
        review, before = self.present, self._past
        if review is None:
            self._want_page()
            self._past = None
            self.query_one(PastView).show(None)
            return
        if before is not None:
            if before.review == review:
                return
            await asyncio.sleep(_PAUSE)
        self._past = await asyncio.to_thread(look_back, review)
        self.query_one(PastView).show(self._past)

    # The filter

    def filter_by(self, words: str) -> None:
        """Read the words; nothing changes while they name nothing."""
        self._filter_by(words)

    @work(exclusive=True, group="filter")
    async def _filter_by(self, words: str) -> None:
        await asyncio.sleep(_PAUSE)
        try:
            wanted = read_filter(words, self._names.skills, self._names.misconceptions, day_of(self._lent.clock()))
        except BadFilter as error:
            self.tell(f"{error}.", "$text-warning")
            return
        if wanted == self._wanted:
            self.tell("")
            return
        self._wanted = wanted
        self._read_all()

    def action_only_skill(self) -> None:
        """Only this skill, or all again."""
        if self.present is not None:
            self._toggle(self.present.skill)

    def action_only_slip(self) -> None:
        """Only this misconception, or all again."""
        if self.present is not None and self.present.misconceptions:
            self._toggle(self.present.misconceptions[0])

    def _toggle(self, word: str) -> None:
        words = self.words.split()
        self.words = " ".join(each for each in words if each != word) if word in words else " ".join((*words, word))

    # Other keys

    def action_begin(self) -> None:
        """The first question there is."""
        self.post_message(PracticeWanted())

    def action_practise(self) -> None:
        """More of its kind."""
        if self.present is not None:
            self.post_message(PracticeWanted(only=(self.present.skill,), from_screen=True))

    def action_undo(self) -> None:
        """Take the newest answer out."""
        self._do(lambda journal: journal.undo(self._lent.clock()), "Taken out", "r brings it back.")

    def action_redo(self) -> None:
        """Bring it back."""
        self._do(lambda journal: journal.redo(self._lent.clock()), "Back again", "u takes it out.")

    def _do(self, act: Callable[[Journal], Review | None], done: str, more: str) -> None:
        """Change something, unless a change is on its way: a key that is pressed twice changes once."""
        if not self._acting:
            self._acting = True
            self._carry_out(act, done, more)

    @work
    async def _carry_out(self, act: Callable[[Journal], Review | None], done: str, more: str) -> None:
        try:
            review = await self._lent.gateway.ask(act)
            await self._load(f"{done}: the answer to {review.skill}. {more}" if review else "")
        except StoreError as error:
            self.tell(f"Not done: {error}", "bold $text-warning")
        finally:
            self._acting = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what the present answer allows."""
        if action == "begin":
            return self.has_class("-empty")
        if action == "redo":
            return self._redoable is not None and not self.typing
        if action not in ("practise", "only_skill", "only_slip", "undo"):
            return super().check_action(action, parameters)
        review = self.present
        if review is None or self.typing:
            return False
        match action:
            case "practise":
                return review.skill in SKILLS
            case "only_slip":
                return bool(review.misconceptions)
            case "undo":
                return self._wanted == EVERYTHING and self.rows.cursor == 0
        return True
