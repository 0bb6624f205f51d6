"""What screens to look something up in have in common: a filter, a list, and what is told of the row it is on.

Where there is room the details stand beside the list or below it; where not, Enter opens them in its place.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Static

from trainer.tui.widgets.footer import Footer
from trainer.tui.widgets.row_list import RowList

WIDE = 100
"""Columns from which on the details stand beside the list."""


LAST_KEYS: list[BindingType] = [
    # Not in the footer, where there is no room for it: the line above the list says it.
    Binding("slash", "filter", "Filter", key_display="/", show=False, tooltip="Type words that narrow the list"),
    Binding("escape", "close_details", "To the list", tooltip="Back to the list"),
    Binding("escape", "leave", "Back", tooltip="Back to where you came from"),
]
"""For the end of a subclass's bindings, and so of its footer."""


class FilterInput(Input):
    """Where words to filter by are typed. Enter or ↓ leads to the list, Esc empties it first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.to_list", "To the list", tooltip="Keep these words and go to the list"),
        Binding("down", "screen.to_list", "To the list", show=False, tooltip="Keep these words and go to the list"),
        Binding("escape", "screen.clear_filter", "Clear", tooltip="Without these words, back to the list"),
    ]


class Details(VerticalScroll, can_focus=True):
    """What is told of one row."""


class Browser(Screen[None]):
    """Subclasses draw the rows, fill the details, and answer `filter_by`."""

    AUTO_FOCUS = "#rows"
    """Else the first keys, if they come fast, would be words for the filter."""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - as Textual declares it
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-tall")]  # noqa: RUF012
    DEFAULT_CSS = """
    Browser {
        & #bar { height: auto; max-height: 2; padding: 0 1; background: $panel; color: $foreground; }
        & #filter { padding: 0 1; }
        & #body { height: 1fr; layout: vertical; }
        &.-wide #body { layout: horizontal; }
        & #left { height: 1fr; width: 1fr; }
        & #head { height: 1; padding: 0 1 0 2; color: $foreground 70%; text-style: underline; }
        & #details { display: none; height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
        & #details > * { height: auto; margin-right: 1; }
        &.-wide #details { display: block; width: 40%; border-left: solid $foreground 50%; padding: 0 0 0 1; }
        &.-wide #details:focus { border-left: thick $primary; }
        &.-narrow.-open #left, &.-narrow.-open #filter { display: none; }
        &.-narrow.-open #details { display: block; height: 1fr; border: none; }
        & #empty { padding: 1 2; display: none; }
        &.-empty #body, &.-empty #filter { display: none; }
        &.-empty #empty { display: block; height: 1fr; }
        & #notice { height: auto; max-height: 3; padding: 0 1; }
    }
    """
    hint: ClassVar[str] = ""
    """What the filter says while nothing is typed."""

    def compose(self) -> ComposeResult:
        """A bar, the filter, the list with its details, a line for what happened, the keys."""
        yield Static(id="bar")
        yield from self.compose_offers()
        yield FilterInput(id="filter", compact=True, placeholder=self.hint)
        with Container(id="body"):
            with Container(id="left"):
                yield Static(id="head")
                yield RowList(self.draw_row, id="rows")
            with Details(id="details"):
                yield from self.compose_details()
        yield Static(id="empty")
        yield Static(id="notice")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """The keys go to the list."""
        self.query_one("#notice").display = False
        self.rows.focus()

    # What subclasses say

    def compose_offers(self) -> Iterable[Widget]:
        """What can be done whatever row the cursor is on, above the filter."""
        return ()

    def compose_details(self) -> Iterable[Widget]:
        """The places in the details."""
        return ()

    # No abstract methods: Textual's classes have a metaclass of their own.

    def draw_row(self, index: int, width: int) -> Content:
        """A row of the list as one line."""
        raise NotImplementedError

    def show_details(self) -> None:
        """Tell of the row that the cursor is on."""
        raise NotImplementedError

    def filter_by(self, words: str) -> None:
        """Only rows that fit these words from now on."""
        raise NotImplementedError

    # What they use

    @property
    def rows(self) -> RowList:
        """The list."""
        return self.query_one(RowList)

    @property
    def words(self) -> str:
        """What is typed to filter by."""
        return self.query_one(FilterInput).value

    @words.setter
    def words(self, text: str) -> None:
        self.query_one(FilterInput).value = text

    @property
    def opened(self) -> bool:
        """Whether the details stand in place of the list, or have the keys beside it."""
        return self.has_class("-open")

    @property
    def typing(self) -> bool:
        """Whether the keys go to the filter."""
        return isinstance(self.focused, FilterInput)

    def tell(self, text: str, style: str = "") -> None:
        """One line above the keys; an empty one takes it away."""
        notice = self.query_one("#notice", Static)
        notice.update(Content.styled(text, style))
        notice.display = bool(text)

    def say_empty(self, text: str) -> None:
        """Say this in place of a list; nothing for the list."""
        self.query_one("#empty", Static).update(Content(text))
        self.set_class(bool(text), "-empty")

    # Keys

    def on_input_changed(self, event: Input.Changed) -> None:
        """Every letter narrows."""
        self.filter_by(event.value)

    def on_row_list_moved(self, _message: RowList.Moved) -> None:
        """Other details, other keys."""
        self.tell("")
        self.query_one(Details).scroll_home(animate=False)
        self.show_details()
        self.refresh_bindings()

    def on_row_list_opened(self, _message: RowList.Opened) -> None:
        """A double click opens."""
        self.action_open_details()

    def on_descendant_focus(self) -> None:
        """Other keys work in the filter than in the list."""
        if not self.opened and isinstance(self.focused, Details):
            self.add_class("-open")
        elif self.opened and not isinstance(self.focused, Details):
            self.remove_class("-open")
        self.refresh_bindings()

    def action_filter(self) -> None:
        """The keys go to the filter."""
        self.remove_class("-open")
        self.query_one(FilterInput).focus()

    def action_to_list(self) -> None:
        """From the filter to the list, or out of the details."""
        self.remove_class("-open")
        self.rows.focus()

    def action_clear_filter(self) -> None:
        """All rows again."""
        self.words = ""
        self.action_to_list()

    def action_open_details(self) -> None:
        """The details in place of the list, or their keys."""
        self.add_class("-open")
        self.call_after_refresh(self.query_one(Details).focus)  # which cannot have the keys before it is there

    def action_close_details(self) -> None:
        """The list again."""
        self.action_to_list()

    def action_leave(self) -> None:
        """Back, once: the key may be pressed twice."""
        if self.is_current:
            self.dismiss()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what works in the filter, in the list or in the details."""
        del parameters
        match action:
            case "filter":
                return not self.typing and not self.has_class("-empty")
            case "open_details":
                return not self.typing and not self.opened and self.rows.cursor is not None
            case "close_details":
                return self.opened
            case "leave":
                return not self.opened and not self.typing
        return True
