"""The line that an answer is typed in, and what it suggests when it is empty."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Key
from textual.widgets import Input

HINTS = {
    "integer": "a number or arithmetic such as 12*7+3; ending in = it is worked out",
    "formula": "a formula in the letters of the question",
    "shape": "the sizes in order, such as 4x5x6",
    "choice": "the letter of your choice",
    "truth": "true or false",
}
SETUP_HINT = "your set-up, such as 12*7+3"


_AT_ONCE = {
    "enter": "submit", "ctrl+t": "screen.hint", "question_mark": "screen.dont_know", "escape": "screen.clear",
    "ctrl+z": "screen.clear",
}  # fmt: skip


class AnswerInput(Input):
    """Leaves the question mark to the screen: no answer contains one. Says in the footer what Enter does.

    The keys that judge, help or give up count when they arrive. On their usual way, up to the app and back, others
    overtake them: a digit after Enter would still become part of this answer, a hint after it count against it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", "Answer", tooltip="Judge what is typed")]

    def __init__(self, submit: Callable[[str], object], *, id: str | None = None) -> None:
        super().__init__(id=id, restrict="[^?]*", disabled=True)
        self._submit = submit

    async def on_key(self, event: Key) -> None:
        """Act at once on a key that is more than text. A field that is closed already leaves it to the screen."""
        action = _AT_ONCE.get(event.key)
        if action and not self.disabled and (await self.app.run_action(action, self) or action == "submit"):
            event.stop()
            event.prevent_default()

    async def action_submit(self) -> None:
        """Hand in what is typed."""
        self._submit(self.value)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether the key is text for the answer."""
        return character != "?" and super().check_consume_key(key, character)
