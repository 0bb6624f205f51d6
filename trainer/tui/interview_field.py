"""The field of an interview. Keys that move on act when they arrive, so that no digit typed after them is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Key
from textual.widgets import Input

_AT_ONCE = {
    "enter": "submit",
    "up": "screen.move(-1)",
    "down": "screen.move(1)",
    "ctrl+g": "screen.go_to",
    "ctrl+s": "screen.hand_in",
}


KEYS: list[BindingType] = [
    Binding("enter", "submit", "Answer", tooltip="Take this answer and go on; it can be changed until the end"),
    Binding("down", "screen.move(1)", "Next", tooltip="The question after; what is typed stays"),
    Binding("up", "screen.move(-1)", "Previous", tooltip="The question before; what is typed stays"),
    Binding("pageup", "screen.page(-1)", "Page up", tooltip="The part of a long question above", show=False),
    Binding("pagedown", "screen.page(1)", "Page down", tooltip="The part of a long question below", show=False),
]
_EDITING: list[BindingType] = [
    replace(binding, description="")
    for binding in Input.BINDINGS
    if isinstance(binding, Binding) and binding.key != "enter"
]
"""What any field has; without words, since help tells of ours."""


class InterviewField(Input, inherit_bindings=False):
    """What is typed is a draft; Enter takes it and goes on."""

    # Not inherited but listed behind ours: the footer has their order, and keys that stay where they are when the
    # first question is left, so that a second click on the same place does the same.
    BINDINGS: ClassVar[list[BindingType]] = [*KEYS, *_EDITING]

    def __init__(self, submit: Callable[[], object]) -> None:
        super().__init__(id="answer")
        self._submit = submit

    async def on_key(self, event: Key) -> None:
        """Act at once on a key that moves on."""
        action = _AT_ONCE.get(event.key)
        if action and not self.disabled:
            event.stop()
            event.prevent_default()
            await self.run_action(action)

    async def action_submit(self) -> None:
        """Take the answer."""
        self._submit()


class NumberField(Input):
    """The number of a question to go to."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", "Go", tooltip="To the question of that number")]

    def __init__(self, submit: Callable[[str], object]) -> None:
        super().__init__(id="number", restrict="[0-9]*", max_length=2, placeholder="the number of a question")
        self._submit = submit

    async def on_key(self, event: Key) -> None:
        """Enter goes there when it arrives."""
        if event.key == "enter" and not self.disabled:
            event.stop()
            event.prevent_default()
            self._submit(self.value)

    async def action_submit(self) -> None:
        """Go there."""
        self._submit(self.value)
