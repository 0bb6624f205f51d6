"""A list of any length with a cursor. Rows are drawn when they come into sight; it keeps none of them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

_MARK, _NO_MARK = "▸ ", "  "
"""The row of the cursor, never by its colour alone."""


class RowList(ScrollView, can_focus=True):
    """`draw(index, width)` gives a row as one line, so many columns wide. Headings are rows that the cursor passes."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"row-list--row", "row-list--cursor", "row-list--heading"}
    DEFAULT_CSS = """
    RowList {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        & > .row-list--heading { text-style: bold; color: $text-primary; }
        & > .row-list--cursor {
            color: $block-cursor-blurred-foreground;
            background: $block-cursor-blurred-background;
            text-style: bold;
        }
        &:focus > .row-list--cursor {
            color: $block-cursor-foreground;
            background: $block-cursor-background;
            text-style: bold;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Down", show=False, tooltip="To the next row"),
        Binding("up", "move(-1)", "Up", show=False, tooltip="To the row before"),
        Binding("pagedown", "page(1)", "Page down", show=False, tooltip="A page further"),
        Binding("pageup", "page(-1)", "Page up", show=False, tooltip="A page back"),
        Binding("home", "go(0)", "First", show=False, tooltip="To the first row"),
        Binding("end", "go(-1)", "Last", show=False, tooltip="To the last row"),
    ]

    @dataclass
    class Moved(Message):
        """The cursor stands on another row."""

        index: int

    @dataclass
    class Opened(Message):
        """A row was clicked twice."""

        index: int

    class Resized(Message):
        """Its rows are as wide as they were not before."""

    def __init__(self, draw: Callable[[int, int], Content], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._draw = draw
        self._count = 0
        self._headings: Collection[int] = ()
        self.cursor: int | None = None
        """The row it is on; None where there is none that it could be on."""
        self.moves = 0
        """How often it was moved, which is known before the messages about it arrive."""

    def fill(self, count: int, *, cursor: int = 0, headings: Collection[int] = ()) -> None:
        """So many rows from now on, the cursor on this one, or near it where there is no such row."""
        self._count, self._headings = count, headings
        self.virtual_size = Size(0, count)
        self.cursor = self._nearest(min(max(cursor, 0), count - 1), 1)
        self._see_cursor()
        self.refresh()

    @property
    def row_width(self) -> int:
        """Columns that a row has."""
        return max(0, self.scrollable_content_region.width - len(_MARK))

    def action_move(self, by: int) -> None:
        """To a neighbouring row."""
        if self.cursor is not None:
            self._go(self.cursor + by, by)

    def action_page(self, by: int) -> None:
        """As many rows as there are in sight."""
        if self.cursor is not None:
            self._go(min(max(self.cursor + by * max(1, self.size.height - 1), 0), self._count - 1), by)

    def action_go(self, index: int) -> None:
        """To the first row, or the last."""
        self._go(index if index >= 0 else self._count - 1, 1 if index >= 0 else -1)

    def on_click(self, event: events.Click) -> None:
        """The cursor follows the mouse; twice opens."""
        index = event.y + round(self.scroll_y)
        if not 0 <= index < self._count or index in self._headings:
            return
        self._go(index, 1)
        if event.chain == 2:
            self.post_message(self.Opened(index))

    def on_resize(self) -> None:
        """The row of the cursor stays in sight."""
        self._see_cursor()
        self.post_message(self.Resized())

    def watch_show_vertical_scrollbar(self) -> None:
        """A scrollbar takes a column of the rows, or gives it back, and the list is as large as before."""
        self.call_after_refresh(self.post_message, self.Resized())

    def render_line(self, y: int) -> Strip:
        """One row."""
        width, index = self.row_width + len(_MARK), y + round(self.scroll_y)
        if index >= self._count or width <= len(_MARK):
            return Strip.blank(width, self.rich_style)
        at_cursor, is_heading = index == self.cursor, index in self._headings
        row = self._draw(index, self.row_width).truncate(self.row_width, ellipsis=True)
        if at_cursor:
            row = Content(row.plain)  # one colour, which can be read on that of the cursor
        name = "cursor" if at_cursor else "heading" if is_heading else "row"
        line = Content.assemble(_MARK if at_cursor else "" if is_heading else _NO_MARK, row)
        strips = Visual.to_strips(self, line, width, 1, self.get_visual_style(f"row-list--{name}"), pad=True)
        return strips[0] if strips else Strip.blank(width, self.rich_style)

    def _go(self, index: int, direction: int) -> None:
        found = self._nearest(index, direction)
        if found is None or found == self.cursor:
            if index < 0 or index in self._headings:
                self.scroll_to(y=0, animate=False)  # what stands above the first row can be seen, too
            return
        self.cursor = found
        self.moves += 1
        self._see_cursor()
        self.refresh()
        self.post_message(self.Moved(found))

    def _nearest(self, index: int, direction: int) -> int | None:
        """The row, or the next one that is no heading; behind the last one the one before."""
        for step in (direction, -direction):
            place = index
            while 0 <= place < self._count:
                if place not in self._headings:
                    return place
                place += step
        return None

    def _see_cursor(self) -> None:
        if self.cursor is None:
            return
        above = 1 if self.cursor - 1 in self._headings else 0
        self.scroll_to_region(Region(0, self.cursor - above, 1, 1 + above), animate=False, force=True)
