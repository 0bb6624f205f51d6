"""Lines of prose and of names with what belongs to them, laid out anew for each width so that columns stay columns."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from trainer.tui.controls import without_controls
from trainer.tui.widgets.heights import measure_again

Fact = Content | tuple[str, str]
"""A line as it is, or a name and a text."""

_NAMES = 11
_NARROWEST = 24
"""With fewer columns a text goes on at the left, below its name."""


class Facts(Static):
    """Shows facts; hidden while there are none."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._facts: Sequence[Fact] = ()
        self._width = 0
        self.display = False

    def show(self, facts: Sequence[Fact]) -> None:
        """These from now on."""
        self._facts = facts
        self.display = bool(facts)
        self._lay_out()

    def on_resize(self) -> None:
        """Wrap to a new width; a new height alone changes nothing."""
        if self.content_size.width != self._width:
            self._lay_out()

    def _lay_out(self) -> None:
        self._width = self.content_size.width
        self.update(facts_content(self._facts, self._width or None))
        measure_again(self)


def facts_content(facts: Sequence[Fact], width: int | None = None) -> Content:
    """The facts as lines; the texts behind names are wrapped in a column of their own."""
    return Content("\n").join(fact if isinstance(fact, Content) else _named(*fact, width) for fact in facts)


def _named(name: str, text: str, width: int | None) -> Content:
    shown = without_controls(" ".join(text.split()))
    head = (f"{name:<{_NAMES}}", "bold")
    if width is None or width < _NARROWEST:
        return Content.assemble(head, Content(shown))
    lines = textwrap.wrap(shown, width - _NAMES, break_on_hyphens=False)
    return Content.assemble(head, Content(("\n" + " " * _NAMES).join(lines)))
