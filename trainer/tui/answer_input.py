"""The line that an answer is typed in, and what it suggests when it is empty."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

HINTS = {
    "integer": "a number, or arithmetic such as 12*7+3",
    "formula": "a formula in the letters of the question",
    "shape": "the sizes in order, such as 4x5x6",
    "choice": "the letter of your choice",
    "truth": "true or false",
}
SETUP_HINT = "your set-up, such as 12*7+3"


class AnswerInput(Input):
    """Leaves the question mark to the screen: no answer contains one. Says in the footer what Enter does."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", "Answer", tooltip="Judge what is typed")]

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether the key is text for the answer."""
        return character != "?" and super().check_consume_key(key, character)
