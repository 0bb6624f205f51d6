"""Shows lines that are drawn for the width there is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from trainer.drawing.plots.ink import Look, Row

_STYLES = {
    Look.PLAIN: "",
    Look.MUTED: "$foreground 75%",
    Look.STRONG: "bold",
    Look.FILL: "$text-primary",
    Look.GOOD: "$text-success",
    Look.LOW: "$text-warning",
    Look.MARK: "$text-accent",
}

Draw = Callable[[int], Sequence[Row]]
"""From the width in cells to the lines."""


class Plot(Widget):
    """Draws anew when its width changes; never wraps, and never reads a line as markup."""

    DEFAULT_CSS = """
    Plot {
        width: 1fr;
        height: auto;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._draw: Draw | None = None
        self._drawn: tuple[int, Content] | None = None

    def show(self, draw: Draw) -> None:
        """Show these lines from now on."""
        self._draw, self._drawn = draw, None
        self.clear_cached_dimensions()
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as there are at this width."""
        del container, viewport
        return len(self._content(width).split("\n")) if self._draw is not None and width else 0

    def render(self) -> Content:
        """The lines."""
        return self._content(self.content_size.width)

    def _content(self, width: int) -> Content:
        if self._drawn is None or self._drawn[0] != width:
            rows = self._draw(width) if self._draw is not None and width else ()
            self._drawn = (width, plot_content(rows))
        return self._drawn[1]


def plot_content(rows: Sequence[Row]) -> Content:
    """The lines with their looks."""
    lines = [Content.assemble(*((text, _STYLES[look]) for text, look in row)) for row in rows]
    return Content("\n").join(lines)
