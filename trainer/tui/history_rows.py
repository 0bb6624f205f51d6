"""The rows of the history: how many there are, read from the store page by page as they come into sight."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import work

from trainer.answer_filter import EVERYTHING
from trainer.domain import Review
from trainer.past import Names, Past, names_in_log
from trainer.store.activity import to_redo
from trainer.store.errors import StoreError
from trainer.tui.activities import ScreenContext
from trainer.tui.browser import Browser
from trainer.tui.pages import SIZE as PAGE
from trainer.tui.pages import Pages

if TYPE_CHECKING:
    from trainer.journal import Journal


class HistoryRows(Browser):
    """A browser of the answers that are wanted, and of the one that could be brought back."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._lent = context
        self._wanted = EVERYTHING
        self._names = Names()
        self._count = self._total = 0
        self._past: Past | None = None
        self._redoable: Review | None = None
        self._pages: Pages[Review] = Pages(self._read_page, self._page_came)
        self._fetching = False

    @property
    def present(self) -> Review | None:
        """The answer that the cursor is on, if it is there already."""
        cursor = self.rows.cursor
        return self._pages.row(cursor) if cursor is not None else None

    @abstractmethod
    def _show_count(self) -> None: ...

    @work(exclusive=True, group="read")
    async def _read_all(self) -> None:
        await self._load()

    async def _load(self, told: str = "") -> None:
        """How many there are, and the first of them; then whether there is one to bring back."""
        wanted = self._wanted

        def count(journal: Journal) -> tuple[int, int, Names, Sequence[Review]]:
            store, whose = journal.store, journal.learner
            total = journal.totals(self._lent.clock()).reviews
            some = total if wanted == EVERYTHING else store.count_answers(whose, wanted)
            return some, total, names_in_log(journal.cards), store.answers(whose, wanted, 0, PAGE)

        try:
            self._count, self._total, self._names, first = await self._lent.gateway.ask(count)
            self._pages.begin(first)
            self._past = None
            self._show_count()
            self.tell(told or ("No answer fits these words." if self._total and not self._count else ""))
            found = await self._lent.gateway.ask(lambda journal: to_redo(journal.store.latest(journal.learner)))
        except StoreError as error:
            self.tell(str(error), "bold $text-warning")
            return
        self._redoable = found[1] if found else None
        self.refresh_bindings()

    async def _read_page(self, offset: int, limit: int) -> Sequence[Review]:
        wanted = self._wanted
        return await self._lent.gateway.ask(
            lambda journal: journal.store.answers(journal.learner, wanted, offset, limit)
        )

    def _want_page(self) -> None:
        if not self._fetching and self._pages.lacking:
            self._fetching = True
            self._fetch()

    @work(group="pages")
    async def _fetch(self) -> None:
        try:
            await self._pages.fetch()
        except StoreError as error:
            self.tell(str(error), "bold $text-warning")
        finally:
            self._fetching = False

    def _page_came(self) -> None:
        self.rows.refresh()
        if self._past is None:
            self.show_details()
        self.refresh_bindings()
