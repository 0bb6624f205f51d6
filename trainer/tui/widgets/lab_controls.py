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
_DIGITS = frozenset("0123456789")


class LabControls(Widget, can_focus=True):
    """Shows the settings; what is to be turned it tells the screen, which knows what is possible."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "choose(-1)", "Choose", key_display="↑↓", tooltip="Choose a control"),
        Binding("down", "choose(1)", "Choose the next", show=False, tooltip="Choose the next control"),
        Binding("right,plus", "turn(1)", "Change", key_display="←→", tooltip="The next value that is possible"),
        Binding("left,minus", "turn(-1)", "Change down", show=False, tooltip="The value before that is possible"),
        Binding("enter", "type", "Type", tooltip="Type a value; a digit begins it, too"),
    ]

    class Turned(Message):
        """A control is to be turned."""

        def __init__(self, control: Control, direction: int) -> None:
            super().__init__()
            self.turned = control
            self.direction = direction

    class Chosen(Message):
        """Another control is chosen."""

    class Typed(Message):
        """A value is to be typed for the chosen control; `text` is its beginning."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, settings: LabSettings, *, id: str) -> None:
        super().__init__(id=id)
        self._settings = settings
        self._axis: int | None = None
        self.chosen = Control.FILTERS if Control.FILTERS in controls(settings) else Control.KERNEL

    def show(self, settings: LabSettings, axis: int | None) -> None:
        """Other settings, and the axis that is turned alone."""
        self._settings, self._axis = settings, axis
        there = controls(settings)
        if self.chosen not in there:
            self.chosen = Control.KIND
        self.refresh(layout=True)

    def render(self) -> Content:
        """A line for each control."""
        return Content("\n").join(self._line(control) for control in controls(self._settings))

    def _line(self, control: Control) -> Content:
        chosen = control is self.chosen
        value = shown(self._settings, control, self._axis if chosen else None)
        text = f"{'▸' if chosen else ' '} {control:<{_LABEL}} "
        style = "bold reverse" if chosen else ""
        return Content.assemble(
            (text, style), (f"{value:>{_VALUE}}", style or "bold"), (_BUTTONS, style or "$text-primary")
        )

    def action_choose(self, by: int) -> None:
        """Another control; behind the last comes the first."""
        there = controls(self._settings)
        self._choose(there[(there.index(self.chosen) + by) % len(there)])

    def action_turn(self, direction: int) -> None:
        """The chosen control's next value."""
        self.post_message(self.Turned(self.chosen, direction))

    def action_type(self) -> None:
        """Type a value."""
        self.post_message(self.Typed(""))

    def on_key(self, event: events.Key) -> None:
        """A digit begins a value."""
        if event.character is not None and event.character in _DIGITS:
            event.stop()
            event.prevent_default()
            self.post_message(self.Typed(event.character))

    def on_click(self, event: events.Click) -> None:
        """Choose the line; its signs turn it."""
        offset = event.get_content_offset(self)
        there = controls(self._settings)
        if offset is None or not 0 <= offset.y < len(there):
            return
        self._choose(there[offset.y])
        place = offset.x - (2 + _LABEL + 1 + max(_VALUE, len(shown(self._settings, self.chosen))))
        if 0 <= place < len(_BUTTONS):
            self.post_message(self.Turned(self.chosen, -1 if place < 2 else 1))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """What the control under the pointer is."""
        there = controls(self._settings)
        self.tooltip = Content(MEANINGS[there[event.y]]) if 0 <= event.y < len(there) else None

    def _choose(self, control: Control) -> None:
        if control is self.chosen:
            return
        self.chosen = control
        self.refresh()
        line = controls(self._settings).index(control)
        if self.parent is not None and isinstance(self.parent, Widget):
            self.parent.scroll_to_region(Region(0, line, 1, 1), animate=False)
        self.post_message(self.Chosen())
