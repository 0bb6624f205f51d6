"""Lines that are turned, one value in each: chosen with up and down, turned with left and right, or by mouse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget

BUTTONS = " − +"
_LONGEST = 40
_DIGITS = frozenset("0123456789")


class TurningLines(Widget, can_focus=True):
    """What is to be turned or taken it tells the screen, which knows what is possible.

    A value is typed in its line: the focus never moves, so that no key is lost however fast it comes. A subclass says
    which lines there are (None for one that cannot be chosen) and how each looks.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "choose(-1)", "Move", key_display="↑↓", tooltip="Choose a line"),
        Binding("down", "choose(1)", "Choose the next", show=False, tooltip="Choose the next line"),
        Binding("right,plus", "turn(1)", "Turn", key_display="←→", tooltip="The next value that is possible"),
        Binding("left,minus", "turn(-1)", "Turn down", show=False, tooltip="The value before that is possible"),
        Binding("enter", "type", "Set", tooltip="Type a value; a digit begins it, too"),
        Binding("enter", "take", "Take", tooltip="Set it to this value"),
        Binding("backspace", "erase", "Erase", show=False, tooltip="Take the last sign away"),
        Binding("escape", "cancel", "Cancel", tooltip="Leave the value as it was"),
    ]

    class Turned(Message):
        """A line is to be turned, one step up or down."""

        def __init__(self, turned: str, direction: int) -> None:
            super().__init__()
            self.turned = turned
            self.direction = direction

    class Taken(Message):
        """A value was typed for a line."""

        def __init__(self, taken: str, text: str) -> None:
            super().__init__()
            self.taken = taken
            self.text = text

    class Chosen(Message):
        """Another line is chosen, or a value is begun or given up."""

    def __init__(self, chosen: str, *, id: str) -> None:
        super().__init__(id=id)
        self.chosen = chosen
        self._typed: str | None = None
        self._selected = False

    # What a subclass says. No abstract methods: Textual's classes have a metaclass of their own.

    def lines(self) -> Sequence[str | None]:
        """The names of the lines from top to bottom; None for one that is only looked at."""
        raise NotImplementedError

    def line(self, number: int) -> Content:
        """How a line looks."""
        raise NotImplementedError

    def buttons_at(self, name: str) -> int:
        """The column that the signs of the line begin in."""
        raise NotImplementedError

    def meaning(self, name: str) -> str:
        """What the line is about, for the mouse that rests on it."""
        raise NotImplementedError

    # What every one does

    @property
    def typing(self) -> bool:
        """Whether a value is being typed."""
        return self._typed is not None

    def reopen(self, name: str, text: str) -> None:
        """What was typed is refused: it stays there, selected, and what is typed next replaces it."""
        if name == self.chosen and not self.typing:
            self._typed, self._selected = text, True
            self.refresh()

    def render(self) -> Content:
        """The lines."""
        return Content("\n").join(self.line(number) for number in range(len(self.lines())))

    def turning(self, name: str, label: str, value: str, width: int) -> Content:
        """A line of a label and its value, pushed to the right of a column of that width, with signs to turn it."""
        chosen = name == self.chosen
        if chosen and self._typed is not None:
            value = self._typed[1 - width :] + ("" if self._selected else "▏")
        style = "bold reverse" if chosen else ""
        look = f"{style} underline" if chosen and self._selected else style or "bold"
        text = f"{'▸' if chosen else ' '} {label}" + " " * (width - len(value))
        return Content.assemble((text, style), (value, look), (BUTTONS, style or "$text-primary"))

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """While a value is typed, only what ends it."""
        return (action in ("take", "erase", "cancel")) is self.typing

    def check_consume_key(self, key: str, character: str | None) -> bool:  # noqa: ARG002 - Textual's signature
        """Whether the key is part of a value."""
        return self.typing and character is not None and character.isprintable()

    def action_choose(self, by: int) -> None:
        """Another line; behind the last comes the first."""
        there = [name for name in self.lines() if name is not None]
        self._choose(there[(there.index(self.chosen) + by) % len(there)])

    def action_turn(self, direction: int) -> None:
        """The chosen line's next value."""
        self.post_message(self.Turned(self.chosen, direction))

    def action_type(self) -> None:
        """Type a value."""
        self._type("")

    def action_take(self) -> None:
        """Hand in what was typed."""
        typed = self._typed or ""
        self._type(None)
        if typed.strip():
            self.post_message(self.Taken(self.chosen, typed))

    def action_erase(self) -> None:
        """One sign less."""
        self._type((self._typed or "")[:-1])

    def action_cancel(self) -> None:
        """The value stays as it was."""
        self._type(None)

    def on_key(self, event: events.Key) -> None:
        """A digit begins a value; from then on every sign is part of it."""
        character = event.character
        if character is None or not character.isprintable():
            return
        if self.typing or character in _DIGITS:
            event.stop()
            event.prevent_default()
            self._add(character)

    def on_paste(self, event: events.Paste) -> None:
        """A value from the clipboard, taken with Enter like a typed one."""
        event.stop()
        text = "".join(sign for sign in event.text if sign.isprintable())
        self._add(text)

    def on_click(self, event: events.Click) -> None:
        """Choose the line; its signs turn it."""
        offset = event.get_content_offset(self)
        there = self.lines()
        if offset is None or not 0 <= offset.y < len(there):
            return
        name = there[offset.y]
        if name is None:
            return
        self._choose(name)
        place = offset.x - self.buttons_at(name)
        if 0 <= place < len(BUTTONS):
            self.post_message(self.Turned(name, -1 if place < 2 else 1))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """What the line under the pointer is."""
        there = self.lines()
        name = there[event.y] if 0 <= event.y < len(there) else None
        self.tooltip = Content(self.meaning(name)) if name is not None else None

    def _choose(self, name: str) -> None:
        self._type(None)
        if name == self.chosen:
            return
        self.chosen = name
        self.refresh()
        if isinstance(self.parent, Widget):
            number = list(self.lines()).index(name)
            self.parent.scroll_to_region(Region(0, number, 1, 1), animate=False)
        self.post_message(self.Chosen())

    def _add(self, text: str) -> None:
        before = "" if self._selected else self._typed or ""
        self._type((before + text)[:_LONGEST])

    def _type(self, text: str | None) -> None:
        if text == self._typed and not self._selected:
            return
        self._typed, self._selected = text, False
        self.refresh()
        self.post_message(self.Chosen())
