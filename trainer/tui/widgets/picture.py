"""A picture of a layer in the terminal app: drawn to the width there is, in the colours of the theme."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from trainer.tui.widgets.heights import measure_again

if TYPE_CHECKING:
    from questions.picture.scene import Part, Scene
    from trainer.drawing.cells import Drawing, Span

_ROLES = ("input", "output", "kernel", "depth", "tap", "padding", "cell", "filters", "bias", "stride", "weights",
          "title", "arrow", "highlight", "group-even", "group-odd")  # fmt: skip
"""The values of the roles that have a look of their own; what is not here looks like text."""


class PictureView(Widget):
    """Shows a scene, or nothing. `most_lines` is the height it may take, `if_need_be` where that is too low to draw.

    Its lines go to the terminal as they are drawn: never read as markup, never wrapped.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"picture--{role}" for role in _ROLES}
    DEFAULT_CSS = """
    PictureView {
        width: 1fr;
        height: auto;
        & .picture--input, & .picture--weights, & .picture--group-even { color: $text-primary; }
        & .picture--output, & .picture--filters, & .picture--group-odd { color: $text-success; }
        & .picture--kernel, & .picture--depth, & .picture--tap { color: $text-warning; }
        & .picture--padding, & .picture--arrow { color: $foreground 80%; }
        & .picture--cell { color: $text-success; text-style: bold; }
        & .picture--stride { color: $text-warning; text-style: bold; }
        & .picture--bias, & .picture--title { text-style: bold; }
        & .picture--highlight { color: $text-error; text-style: bold; }
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._scene: Scene | None = None
        self._highlight: Part | None = None
        self._heights: tuple[int | None, ...] = (None,)
        self._drawn: tuple[int, Drawing] | None = None

    def show(
        self,
        scene: Scene | None,
        highlight: Part | None = None,
        *,
        most_lines: int | None = None,
        if_need_be: int | None = None,
    ) -> None:
        """Draw this scene from now on, one part of it highlighted; None clears the place."""
        if scene is None is self._scene:
            return
        lines = self._height(self.content_size.width)
        self._scene, self._highlight = scene, highlight
        more = range(most_lines + 1, if_need_be + 1) if most_lines is not None and if_need_be is not None else ()
        self._heights = (most_lines, *more)
        self._drawn = None
        self.clear_cached_dimensions()
        # A screen is laid out anew only for another number of lines: that takes longer than the drawing.
        if not lines or self._height(self.content_size.width) != lines:
            measure_again(self)
        self.refresh()

    @property
    def scene(self) -> Scene | None:
        """What is shown."""
        return self._scene

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the picture has at this width."""
        del container, viewport
        return self._height(width)

    def render_line(self, y: int) -> Strip:
        """One line of the picture."""
        width = self.content_size.width
        look = self.rich_style
        if not width or y >= self._height(width):
            return Strip.blank(width, look)
        row = _joined(self._drawing(width).rows[y])
        segments = [Segment(text, look + self._look(name) if name else look) for text, name in row]
        return Strip(segments).adjust_cell_length(width, look)

    def _look(self, name: str) -> Style:
        return self.get_component_rich_style(f"picture--{name}", partial=True)

    def _height(self, width: int) -> int:
        return len(self._drawing(width).rows) if self._scene is not None and width else 0

    def _drawing(self, width: int) -> Drawing:
        from trainer.drawing.cells import Drawing, draw_cells

        if self._drawn is None or self._drawn[0] != width:
            drawing = Drawing(())
            if self._scene is not None:
                for height in self._heights:
                    drawing = draw_cells(self._scene, width, height, highlight=self._highlight)
                    if not drawing.words_alone:
                        break
            self._drawn = (width, drawing)
        return self._drawn[1]


def _joined(row: tuple[Span, ...]) -> list[tuple[str, str]]:
    """Texts with the names of their looks, neighbours of one look together; blanks go with what is before them."""
    joined: list[tuple[str, str]] = []
    for span in row:
        name = _name(span)
        if joined and (joined[-1][1] == name or span.text.isspace()):
            joined[-1] = (joined[-1][0] + span.text, joined[-1][1])
        else:
            joined.append((span.text, name))
    return joined


def _name(span: Span) -> str:
    role = str(span.role.value)
    if role == "group":
        return "group-odd" if span.index % 2 else "group-even"
    return role if role in _ROLES else ""
