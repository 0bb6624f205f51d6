"""The list of the sets: those that are kept, how far the learner is with each, and starters; read in other threads."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from textual import work
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from questions.sets.blueprints import blueprints
from questions.sets.errors import SetError
from questions.sets.preview import Preview, blueprint_preview, set_preview
from trainer.progress.set_answers import set_answers
from trainer.set_shelf import Kept, SetShelf
from trainer.store.errors import StoreError
from trainer.tui.activities import ScreenContext
from trainer.tui.browser import Browser
from trainer.tui.set_flow import Done
from trainer.tui.set_rows import (
    KeptRow,
    Row,
    StarterRow,
    damaged_facts,
    head_facts,
    set_facts,
    set_head,
    set_row,
)
from trainer.tui.widgets.code_line import CodeLine
from trainer.tui.widgets.facts import Fact, Facts

if TYPE_CHECKING:
    from trainer.journal import Journal
    from trainer.store.counts import QuestionCount

_PAUSE = 0.12
"""Seconds that the cursor rests on a set before it is looked at."""
WARNING = "bold $text-warning"


class SetList(Browser):
    """A browser of the shelf. A file that is no set is a row like others, and says why."""

    hint = "/ filters: part of a title or of a code"

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._lent = context
        self._shelf = SetShelf()
        self._all: list[Row] = []
        self._shown: list[Row | str] = []
        """Rows, and the headings as texts."""
        self._previews: dict[str, Preview] = {}
        self._wish: Done | None = None
        """The set that the cursor goes to, and what is told, when the shelf is read next."""

    def compose_details(self) -> Iterable[Widget]:
        """What a set is, its code, what else is told of it."""
        yield Facts(id="told")
        yield CodeLine(id="code")
        yield Facts(id="more")

    def on_mount(self) -> None:
        """Read the shelf, behind the first frame."""
        self.query_one("#bar", Static).update(Content("Sets · reading the folder …"))
        self.query_one(CodeLine).display = False
        self.call_after_refresh(self.reload)

    @property
    def present(self) -> Row | None:
        """What the cursor is on."""
        cursor = self.rows.cursor
        row = self._shown[cursor] if cursor is not None and cursor < len(self._shown) else None
        return None if isinstance(row, str) else row

    @property
    def present_set(self) -> Kept | None:
        """The set that the cursor is on, if it can be used."""
        row = self.present
        return row.kept if isinstance(row, KeptRow) and not row.kept.problem else None

    # Read

    def reload(self, done: Done | None = None) -> None:
        """The shelf as it is now; the cursor goes to what was done."""
        self._wish = done or self._wish
        self._read()

    @work(exclusive=True, group="read")
    async def _read(self) -> None:
        """The shelf and what was answered, as they are now; one that cannot be read stops nothing else."""
        trouble = ""
        kept: tuple[Kept, ...] = ()
        counts: dict[str, QuestionCount] = {}
        try:
            kept = await asyncio.to_thread(self._shelf.list)
            wanted = {str(reference) for each in kept for reference in each.references}
            found = await self._lent.gateway.ask(lambda journal: _counts(journal, wanted)) if wanted else []
            counts = {each.reference: each for each in found}
        except (SetError, StoreError) as error:
            trouble = str(error)
        starters = await asyncio.to_thread(blueprints)
        rows = [KeptRow(each, set_answers(each.references, counts)) for each in kept]
        rows.sort(key=lambda row: (row.name.casefold(), row.kept.name))
        self._all = [*rows, *map(StarterRow, starters)]
        self._previews = {}
        wish, self._wish = self._wish, None
        self._show_all(wish.name if wish else "")
        if trouble:
            self.tell(trouble, WARNING)
        elif wish:
            self.tell(wish.told)

    @work(exclusive=True, group="details")
    async def _look(self) -> None:
        """What the set is about that the cursor rests on."""
        row = self.present
        if row is None or (isinstance(row, KeptRow) and row.kept.problem) or row.key in self._previews:
            self._show_preview(row, self._previews.get(row.key) if row else None)
            return
        if self._previews:
            await asyncio.sleep(_PAUSE)
        try:
            preview = await asyncio.to_thread(self._preview, row)
        except SetError as error:  # it was changed meanwhile
            self.tell(str(error), WARNING)
            return
        self._previews[row.key] = preview
        self._show_preview(row, preview)

    def _preview(self, row: Row) -> Preview:
        if isinstance(row, StarterRow):
            return blueprint_preview(row.blueprint)
        return set_preview(self._shelf.unchecked(row.kept.name))

    # What is shown

    def filter_by(self, words: str) -> None:
        """Only rows that have all of the words; the cursor stays on its row if that is one of them."""
        before = self.present
        self._fill(words, before.key if before else "")
        self.tell("" if self._shown or not self._all else "No set fits these words.")

    def _fill(self, words: str, key: str) -> None:
        wanted = words.casefold().split()
        found = [row for row in self._all if all(word in row.searched for word in wanted)]
        kept = [row for row in found if isinstance(row, KeptRow)]
        starters = [row for row in found if isinstance(row, StarterRow)]
        self._shown = []
        if kept or not wanted:
            self._shown += ["Your sets" if kept else "Your sets: none yet", *kept]
        if starters:
            self._shown += ["Starters: Enter draws one", *starters]
        headings = {place for place, row in enumerate(self._shown) if isinstance(row, str)}
        keys = ["" if isinstance(row, str) else row.key for row in self._shown]
        cursor = keys.index(key) if key in keys else self.rows.cursor or 0
        self.rows.fill(len(self._shown), cursor=cursor, headings=headings)
        self._show_head()
        self.show_details()
        self.refresh_bindings()

    def _show_all(self, name: str) -> None:
        before = self.present
        self._fill(self.words, f"kept {name}" if name else before.key if before else "")
        kept = [row for row in self._all if isinstance(row, KeptRow)]
        asked, answered = sum(row.answers.count for row in kept), sum(row.answers.answered for row in kept)
        told = f" · {answered:,} of {asked:,} answered" if asked else ""
        bar = f"Sets · {len(kept):,} kept{told}" if kept else "Sets · what a study group shares: the same questions"
        self.query_one("#bar", Static).update(Content(bar))

    def draw_row(self, index: int, width: int) -> Content:
        """A set, a starter or a heading."""
        row = self._shown[index]
        return Content(row) if isinstance(row, str) else set_row(row, width)

    def on_row_list_resized(self) -> None:
        """Other columns."""
        self._show_head()

    def _show_head(self) -> None:
        self.query_one("#head", Static).update(set_head(self.rows.row_width))

    def show_details(self) -> None:
        """The set that the cursor rests on."""
        self._look()

    def _show_preview(self, row: Row | None, preview: Preview | None) -> None:
        told: Sequence[Fact] = ()
        if isinstance(row, KeptRow) and row.kept.problem:
            told = damaged_facts(row)
        elif preview is not None:
            told = head_facts(preview)
        self.query_one("#told", Facts).show(told)
        code = self.query_one(CodeLine)
        code.display = isinstance(row, KeptRow) and preview is not None
        code.show(preview.code if preview else None)
        self.query_one("#more", Facts).show(set_facts(preview, row) if row is not None and preview is not None else ())


def _counts(journal: Journal, wanted: set[str]) -> list[QuestionCount]:
    return journal.store.question_counts(journal.learner, wanted)
