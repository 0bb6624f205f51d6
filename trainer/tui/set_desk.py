"""What is done with the sets of the list: drawn, read to be asked, deleted; each in another thread."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import work

from questions.sets.errors import SetError
from questions.sets.preview import drawn
from questions.sets.recipe import new_seed
from trainer.set_shelf import Kept
from trainer.tui.activities import ScreenContext
from trainer.tui.long_work import LongWork, Show, progress_words
from trainer.tui.set_flow import Done, kept_words
from trainer.tui.set_list import WARNING, SetList
from trainer.tui.set_rows import KeptRow
from trainer.tui.themed_app import ThemedApp

if TYPE_CHECKING:
    from questions.sets.blueprints import Blueprint
    from questions.sets.question_set import QuestionSet


@dataclass(frozen=True, slots=True)
class Asked:
    """The set that is deleted when the key is pressed once more, and the code that draws it again."""

    name: str
    title: str
    code: str | None


class SetDesk(SetList):
    """One thing at a time: a key that is pressed twice acts once."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context)
        self._asked: Asked | None = None
        self._acting = False

    def show_details(self) -> None:
        """Of another set; what was asked of the one before is over."""
        row = self.present
        if self._asked is not None and not (isinstance(row, KeptRow) and row.kept.name == self._asked.name):
            self._asked = None
        super().show_details()

    def filter_by(self, words: str) -> None:
        """Other rows; a question is over."""
        self._asked = None
        super().filter_by(words)

    @work
    async def _draw(self, blueprint: Blueprint) -> None:
        """Draw a starter with numbers of its own, and keep it."""
        if self._acting:
            return
        self._acting = True
        recipe = blueprint.recipe(new_seed())

        def make(show: Show) -> tuple[QuestionSet, str]:
            made = drawn(blueprint.title, recipe, show)
            return made, self._shelf.save(made)

        try:
            made, name = await LongWork(self._show_drawing).run(make)
            self.reload(Done(name, kept_words(made.title, made.code, new=True)))
        except SetError as error:
            self.tell(str(error), WARNING)
        finally:
            self._acting = False

    async def _loaded(self, kept: Kept) -> QuestionSet | None:
        """The set with its questions drawn; None where that cannot be, which is told. What is odd in it is told too."""
        if self._acting:
            return None
        self._acting = True
        self.tell("Reading the set …")
        try:
            read = await asyncio.to_thread(self._shelf.read, kept.name)
        except SetError as error:
            self.tell(f"{str(error)[0].upper()}{str(error)[1:]}.", WARNING)
            return None
        finally:
            self._acting = False
        self.tell("")
        for note in read.notes:
            if isinstance(self.app, ThemedApp):
                self.app.warn(f"Of this set, {note}.")
        return read.set

    @work
    async def _ask_to_delete(self, row: KeptRow) -> None:
        """Tell what would bring it back, which shows when its code has drawn it; the same key then deletes it."""
        if self._acting:
            return
        self._acting = True
        self.tell("Reading the set …")
        try:
            code = (await asyncio.to_thread(self._shelf.load, row.kept.name)).code
            back = f"Its code {code} draws it again." if code else "It was edited: no code brings it back."
        except SetError:
            code, back = None, "It cannot be read, so no code brings it back."
        finally:
            self._acting = False
        self._asked = Asked(row.kept.name, row.name, code)
        self.tell(f"Delete “{row.name}”? {back} d deletes it.", "bold")
        self.refresh_bindings()

    @work
    async def _delete(self, asked: Asked) -> None:
        if self._acting:
            return
        self._acting = True
        back = f" c and its code {asked.code} bring it back." if asked.code else ""
        try:
            await asyncio.to_thread(self._shelf.delete, asked.name)
            self.reload(Done("", f"Deleted “{asked.title}”.{back}"))
        except SetError as error:
            self.tell(f"Not deleted: {error}", WARNING)
        finally:
            self._acting = False

    def _show_drawing(self, done: int, of: int) -> None:
        if self.is_attached and self._acting:
            self.tell(progress_words("Drawing", done, of))
