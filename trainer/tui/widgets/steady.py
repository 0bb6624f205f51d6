"""A text that changes often: laid out anew only where its height changes, left alone where nothing does."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.content import Content
from textual.visual import VisualType
from textual.widgets import Static

from trainer.tui.widgets.laid_out_once import LaidOutOnce

if TYPE_CHECKING:
    from textual.css.styles import RulesMap


class SteadyText(Static, LaidOutOnce):
    """A Static of a width that its place decides. Laying a screen out takes far longer than painting a line of it."""

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Show this, painting and laying out no more than it needs."""
        before = self.visual
        if not isinstance(content, Content) or not isinstance(before, Content):
            super().update(content, layout=layout)
        elif not before.is_same(content):
            super().update(content, layout=layout and self._lines(content) != self.content_size.height)

    def put(self, content: Content) -> None:
        """Show this, or nothing at all where it is empty."""
        self.update(content)
        self.display = bool(content)

    def _lines(self, content: Content) -> int:
        """How many lines it gets; -1 where it has no place yet."""
        width, styles = self.content_size.width, self.styles
        if not width:
            return -1
        lines = (
            content.get_height(cast("RulesMap", styles), width) if styles.is_auto_height else self.content_size.height
        )
        least, most = (limit.cells if limit is not None else None for limit in (styles.min_height, styles.max_height))
        return min(max(lines, least or 0), lines if most is None else most)
