"""The lab: turn the settings of a convolution. What the learner's keys do; the desk shows what comes of it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.events import Click

from trainer.lab.code import code
from trainer.lab.comparing import PAIRS, Pair
from trainer.lab.controls import BY_AXIS, Control
from trainer.tui.lab_desk import LabDesk
from trainer.tui.widgets.lab_controls import LabControls

_ALONE = frozenset({"axis", "pin", "unpin", "compare", "copy", "picture", "undo", "page", "leave", "end"})
"""What does not work while a value is typed."""


class LabScreen(LabDesk):
    """Draws a Bench. Escape goes back to whatever lies below, or ends the program where nothing does."""

    CSS_PATH = "lab.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "axis", "Axis", tooltip="Change all axes together, or one alone"),
        Binding("p", "pin", "Pin", tooltip="Keep this layer and compare with what you change from here"),
        Binding("p", "unpin", "Unpin", tooltip="Back to one layer alone"),
        Binding("m", "compare", "Pairs", tooltip="Ready-made comparisons, one after the other"),
        Binding("g", "picture(True)", "Picture", tooltip="Show the picture of the layer above the figures"),
        Binding("g", "picture(False)", "Figures", tooltip="Back to the figures"),
        Binding("c", "copy", "Copy", show=False, tooltip="Copy the code in the chosen framework"),
        Binding("z", "undo", "Undo", tooltip="Back to the settings before"),
        Binding("pagedown", "page(1)", "Read on", show=False, tooltip="Scroll what does not fit"),
        Binding("pageup", "page(-1)", "Read back", show=False, tooltip="Scroll back"),
        Binding("escape", "leave", "Back", tooltip="Back to where you came from"),
        Binding("escape", "end", "Quit", tooltip="End the program"),
    ]

    def on_mount(self) -> None:
        """The controls have the keys."""
        self._controls.focus()

    # What the learner does

    def on_turning_lines_turned(self, message: LabControls.Turned) -> None:
        """The next value that is possible."""
        self.bench.turn(Control(message.turned), message.direction)
        self._draw()

    def on_turning_lines_chosen(self) -> None:
        """Another control, or a value that is begun: what was said before is over."""
        self.bench.note = ""
        self._draw_note()
        self._offer_keys()

    def on_turning_lines_taken(self, message: LabControls.Taken) -> None:
        """A value that was typed; one that is not possible stays in its field."""
        if not self.bench.take(Control(message.taken), message.text):
            self._controls.reopen(message.taken, message.text)
        self._draw()

    def on_click(self, event: Click) -> None:
        """A click on the code copies it."""
        if event.widget is not None and event.widget.id == "code":
            self.action_copy()

    def action_axis(self) -> None:
        """All axes together, or one alone."""
        self.bench.next_axis()
        self._draw()

    def action_pin(self) -> None:
        """Keep this layer for comparison."""
        self.bench.pin()
        self._draw()

    def action_unpin(self) -> None:
        """One layer alone again."""
        self.bench.unpin()
        self._draw()

    def action_compare(self) -> None:
        """The next ready-made comparison."""
        self.bench.compare_next()
        self._draw()

    def action_undo(self) -> None:
        """The settings before."""
        self.bench.undo()
        self._draw()

    def action_copy(self) -> None:
        """The code, into the clipboard of the terminal."""
        written = next(each for each in code(self.bench.settings) if each.framework == self.bench.settings.framework)
        if written.calls:
            self.app.copy_to_clipboard(written.text)
            first, *more = written.text.split("\n")
            count = f" {1 + len(more)} lines" if more else ""
            self.bench.note = f"Copied{count}: {first}{' …' if more else ''}"
        else:
            self.bench.note = f"There is no code to copy: {written.reason}"
        self._draw_note()

    def action_picture(self, shown: bool) -> None:
        """The picture where there is no room for both, or the figures again."""
        self.set_class(shown, "-picture")
        self._draw_picture()
        self.refresh_bindings()

    def action_page(self, direction: int) -> None:
        """Scroll what does not fit."""
        for place in ("#panels", "#numbers", "#aside", "#why"):
            area = self.query_one(place, VerticalScroll)
            area.scroll_relative(y=direction * max(1, area.size.height - 2), animate=False)

    def action_leave(self) -> None:
        """Back to the screen below."""
        self.app.pop_screen()

    def action_end(self) -> None:
        """Out of the program, where there is no screen below."""
        self.app.exit(return_code=0)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what works now; while a value is typed, only the way out of its field."""
        if self.is_mounted and self._controls.typing:
            return action not in _ALONE
        match action:
            case "leave" | "end":
                return (action == "end") is (self.app.screen_stack[0] is self)
            case "axis":
                return self.bench.settings.rank > 1 and self._controls.control in BY_AXIS
            case "pin":
                return self.bench.pinned is None
            case "unpin":
                return self.bench.pinned is not None
            case "undo":
                return self.bench.can_undo
            case "picture":
                return not self._has_panel and parameters != (self.has_class("-picture"),)
        return True

    def more_commands(self) -> Iterable[SystemCommand]:
        """The ready-made comparisons, for the command palette."""
        for pair in PAIRS:
            yield SystemCommand(f"Compare {pair.title}", pair.lesson, partial(self._compare, pair))

    def _compare(self, pair: Pair) -> None:
        self.bench.compare(pair)
        self._draw()
