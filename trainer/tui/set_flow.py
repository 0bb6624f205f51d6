"""What the screen of the sets leads to: a new set, a code, an export; each over it, imported when it is wanted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.app import App

from trainer.set_shelf import SetShelf

if TYPE_CHECKING:
    from trainer.set_shelf import Kept


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it: the name of the set that is kept now, and what to tell."""

    name: str
    told: str


Then = Callable[[Done | None], None]


class SetFlow:
    """Pushes each screen; `then` hears what came of it, None where nothing did."""

    def __init__(self, app: App[object], shelf: SetShelf) -> None:
        self._app = app
        self.shelf = shelf

    def new(self, then: Then) -> None:
        """The form of a new set."""
        from trainer.tui.screens.set_form import SetFormScreen

        self._app.push_screen(SetFormScreen(self), then)

    def code(self, then: Then) -> None:
        """A code, or a file that somebody shares."""
        from trainer.tui.screens.set_code import SetCodeScreen

        self._app.push_screen(SetCodeScreen(self), then)

    def export(self, kept: Kept) -> None:
        """The set as a file for another program."""
        from trainer.tui.screens.set_export import SetExportScreen

        self._app.push_screen(SetExportScreen(self, kept))


def kept_words(title: str, code: str | None, *, new: bool) -> str:
    """What is told of a set that was kept."""
    if not new:
        return f"“{title}” is kept already."
    return f"Kept “{title}”. " + (f"The code {code} draws it anywhere." if code else "It has no code; e writes it.")
