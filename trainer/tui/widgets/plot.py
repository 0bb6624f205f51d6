"""Shows lines that are drawn for the width there is; only those in sight are made ready for the terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.geometry import Size
from textual.selection import Selection
from textual.strip import Strip
from textual.widget import Widget

from trainer.drawing.plots.ink import Look, Piece, Row

_NAMES = {look: f"plot--{look.name.lower()}" for look in Look}

Draw = Callable[[int], Sequence[Row]]
"""From the width in cells to the lines."""


class Plot(Widget):
    """Draws anew when its width changes; never wraps, and never reads a line as markup."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(_NAMES.values())
    DEFAULT_CSS = """
    Plot {
        width: 1fr;
        height: auto;
        & .plot--muted { color: $foreground 75%; }
        & .plot--strong { text-style: bold; }
        & .plot--fill { color: $text-primary; }
        & .plot--good { color: $text-success; }
        & .plot--low { color: $text-warning; }
        & .plot--mark { color: $text-accent; }
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._draw: Draw | None = None
        self._drawn: tuple[int, Sequence[Row]] | None = None

    def show(self, draw: Draw, drawn: tuple[int, Sequence[Row]] | None = None) -> None:
        """Show these lines from now on; `drawn` are those of a width where they are drawn already."""
        self._draw = draw
        self._drawn = (drawn[0], [_joined(row) for row in drawn[1]]) if drawn is not None else None
        self.clear_cached_dimensions()
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as there are at this width."""
        del container, viewport
        return len(self._rows(width))

    def render_line(self, y: int) -> Strip:
        """One line."""
        width, look = self.content_size.width, self.rich_style
        rows = self._rows(width)
        if y >= len(rows):
            return Strip.blank(width, look)
        segments = [Segment(text, self.get_component_rich_style(_NAMES[kind])) for text, kind in rows[y]]
        strip = Strip(segments).adjust_cell_length(width, look)
        span = self.text_selection.get_span(y) if self.text_selection is not None else None
        if span is not None:
            start, end = span[0], width if span[1] == -1 else span[1]
            before, chosen, after = strip.crop(0, start), strip.crop(start, end), strip.crop(end, width)
            chosen = chosen.apply_style(self.screen.get_component_rich_style("screen--selection"))
            strip = Strip.join([before, chosen, after])
        return strip.apply_offsets(0, y)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """What of it was marked with the mouse, to be copied."""
        lines = ("".join(text for text, _ in row) for row in self._rows(self.content_size.width))
        return selection.extract("\n".join(lines)), "\n"

    def _rows(self, width: int) -> Sequence[Row]:
        if self._draw is None or not width:
            return ()
        if self._drawn is None or self._drawn[0] != width:
            self._drawn = (width, [_joined(row) for row in self._draw(width)])
        return self._drawn[1]


def _joined(row: Row) -> Row:
    """Neighbours of one look together, blanks with what stands before them: drawing takes its time by the piece."""
    joined: list[Piece] = []
    for text, look in row:
        if joined and (look is joined[-1][1] or text.isspace()):
            joined[-1] = (joined[-1][0] + text, joined[-1][1])
        else:
            joined.append((text, look))
    return tuple(joined)
