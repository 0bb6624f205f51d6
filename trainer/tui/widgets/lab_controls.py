"""The controls of the lab, a line each: chosen with up and down, turned with left and right, or with the mouse."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget

from trainer.lab.controls import MEANINGS, Control, controls, shown
from trainer.lab.settings import LabSettings

_LABEL, _VALUE = 14, 11
_BUTTONS = " − +"
_LONGEST = 40
_DIGITS = frozenset("0123456789")


class LabControls(Widget, can_focus=True):
    """Shows the settings; what is to be turned or taken it tells the screen, which knows what is possible.

    A value is typed in its line: the focus never moves, so that no key is lost however fast it comes.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "choose(-1)", "Move", key_display="↑↓", tooltip="Choose a control"),
        Binding("down", "choose(1)", "Choose the next", show=False, tooltip="Choose the next control"),
        Binding("right,plus", "turn(1)", "Turn", key_display="←→", tooltip="The next value that is possible"),
        Binding("left,minus", "turn(-1)", "Turn down", show=False, tooltip="The value before that is possible"),
        Binding("enter", "type", "Set", tooltip="Type a value; a digit begins it, too"),
        Binding("enter", "take", "Take", tooltip="Set the control to this value"),
        Binding("backspace", "erase", "Erase", show=False, tooltip="Take the last sign away"),
        Binding("escape", "cancel", "Cancel", tooltip="Leave the value as it was"),
    ]

    class Turned(Message):
        """A control is to be turned."""

        def __init__(self, turned: Control, direction: int) -> None:
            super().__init__()
            self.turned = turned
            self.direction = direction

    class Taken(Message):
        """A value was typed for a control."""

        def __init__(self, taken: Control, text: str) -> None:
            super().__init__()
            self.taken = taken
            self.text = text

    class Chosen(Message):
        """Another control is chosen, or a value is begun or given up."""

    def __init__(self, settings: LabSettings, *, id: str) -> None:
        super().__init__(id=id)
        self._settings = settings
        self._axis: int | None = None
        self._typed: str | None = None
        self._selected = False
        self.chosen = Control.FILTERS if Control.FILTERS in controls(settings) else Control.KERNEL

    @property
    def typing(self) -> bool:
        """Whether a value is being typed."""
        return self._typed is not None

    def show(self, settings: LabSettings, axis: int | None) -> None:
        """Other settings, and the axis that is turned alone."""
        there = controls(settings)
        other_lines = there != controls(self._settings)
        self._settings, self._axis = settings, axis
        if self.chosen not in there:
            self.chosen = Control.KIND
        self.refresh(layout=other_lines)

    def reopen(self, control: Control, text: str) -> None:
        """What was typed is refused: it stays there, selected, and what is typed next replaces it."""
        if control is self.chosen and not self.typing:
            self._typed, self._selected = text, True
            self.refresh()

    def render(self) -> Content:
        """A line for each control."""
        return Content("\n").join(self._line(control) for control in controls(self._settings))

    def _line(self, control: Control) -> Content:
        chosen = control is self.chosen
        value = shown(self._settings, control, self._axis if chosen else None)
        if chosen and self._typed is not None:
            value = self._typed[1 - _VALUE :] + ("" if self._selected else "▏")
        text = f"{'▸' if chosen else ' '} {control:<{_LABEL}}"
        style = "bold reverse" if chosen else ""
        look = f"{style} underline" if chosen and self._selected else style or "bold"
        text += " " * (_VALUE - len(value))
        return Content.assemble((text, style), (value, look), (_BUTTONS, style or "$text-primary"))

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """While a value is typed, only what ends it."""
        return (action in ("take", "erase", "cancel")) is self.typing

    def check_consume_key(self, key: str, character: str | None) -> bool:  # noqa: ARG002 - Textual's signature
        """Whether the key is part of a value."""
        return self.typing and character is not None and character.isprintable()

    def action_choose(self, by: int) -> None:
        """Another control; behind the last comes the first."""
        there = controls(self._settings)
        self._choose(there[(there.index(self.chosen) + by) % len(there)])

    def action_turn(self, direction: int) -> None:
        """The chosen control's next value."""
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
        there = controls(self._settings)
        if offset is None or not 0 <= offset.y < len(there):
            return
        self._choose(there[offset.y])
        place = offset.x - (2 + _LABEL + max(_VALUE, len(shown(self._settings, self.chosen, self._axis))))
        if 0 <= place < len(_BUTTONS):
            self.post_message(self.Turned(self.chosen, -1 if place < 2 else 1))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """What the control under the pointer is."""
        there = controls(self._settings)
        self.tooltip = Content(MEANINGS[there[event.y]]) if 0 <= event.y < len(there) else None

    def _choose(self, control: Control) -> None:
        self._type(None)
        if control is self.chosen:
            return
        self.chosen = control
        self.refresh()
        if isinstance(self.parent, Widget):
            line = controls(self._settings).index(control)
            self.parent.scroll_to_region(Region(0, line, 1, 1), animate=False)
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
