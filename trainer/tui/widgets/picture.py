"""A picture of a layer in the terminal app: drawn to the width there is, in the colours of the theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

if TYPE_CHECKING:
    from questions.picture.scene import Part, Scene
    from trainer.drawing.cells import Drawing, Span

_STYLES = {
    "input": "$text-primary",
    "output": "$text-success",
    "kernel": "$text-warning",
    "depth": "$text-warning",
    "tap": "$text-warning",
    "padding": "$text-muted",
    "cell": "bold $text-success",
    "filters": "$text-success",
    "bias": "bold",
    "stride": "bold $text-warning",
    "weights": "$text-primary",
    "title": "bold",
    "arrow": "$text-muted",
    "highlight": "bold $text-error",
}
"""By the value of the role; what is not here has the colour of text."""
_GROUPS = ("$text-primary", "$text-success")
"""Neighbouring slices differ; their numbers tell them all apart."""


class PictureView(Static):
    """Shows a scene, or nothing. `most_lines` is the height it may take."""

    DEFAULT_CSS = """
    PictureView {
        width: 1fr;
        height: auto;
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes, markup=False)
        self._scene: Scene | None = None
        self._highlight: Part | None = None
        self._most_lines: int | None = None
        self._drawn: tuple[int, Drawing] | None = None

    def show(self, scene: Scene | None, highlight: Part | None = None, *, most_lines: int | None = None) -> None:
        """Draw this scene from now on, one part of it highlighted; None clears the place."""
        self._scene, self._highlight, self._most_lines = scene, highlight, most_lines
        self._drawn = None
        self.clear_cached_dimensions()
        self.refresh(layout=True)

    @property
    def scene(self) -> Scene | None:
        """What is shown."""
        return self._scene

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's call
        """As many lines as the picture has at this width."""
        return len(self._drawing(width).rows) if self._scene is not None and width else 0

    def render(self) -> Content:
        """The picture at the width of the widget. What is written in it is text, never markup."""
        if self._scene is None or not self.content_size.width:
            return Content("")
        lines = (Content.assemble(*map(_styled, row)) for row in self._drawing(self.content_size.width).rows)
        return Content("\n").join(lines)

    def _drawing(self, width: int) -> Drawing:
        from trainer.drawing.cells import draw_cells

        assert self._scene is not None  # noqa: S101 - both callers have looked
        if self._drawn is None or self._drawn[0] != width:
            drawing = draw_cells(self._scene, width, self._most_lines, highlight=self._highlight)
            self._drawn = (width, drawing)
        return self._drawn[1]


def _styled(span: Span) -> Content:
    role = str(span.role.value)
    style = _GROUPS[span.index % len(_GROUPS)] if role == "group" else _STYLES.get(role, "")
    return Content.styled(span.text, style) if style else Content(span.text)
