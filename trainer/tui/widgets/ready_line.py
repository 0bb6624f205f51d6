"""A line that shows one of a few texts time and again, such as the keys of a state: each is worked out once."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Hashable

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

_MOST = 64
"""Texts that are kept."""


class ReadyLine(Widget):
    """A widget of one line. Textual works a line out anew whenever it is painted, which takes longer than all else."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._ready: dict[Hashable, Strip] = {}

    @abstractmethod
    def state(self) -> Hashable:
        """All that the line depends on besides its width, in the looks that it has now."""

    @abstractmethod
    def segments(self) -> list[Segment]:
        """The line as it is now."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """The line, filled up to the width there is."""
        width, look = self.outer_size.width, self.rich_style
        filters, background = self.get_line_filters(), self.background_colors[1]
        state = (self.state(), width, look, background, *filters)
        if state not in self._ready:
            strip = Strip(self.segments()).adjust_cell_length(width, look)
            for each in filters:
                strip = strip.apply_filter(each, background)
            if len(self._ready) >= _MOST:
                self._ready.clear()
            self._ready[state] = strip
        strip = self._ready[state]
        if crop.column_span != (0, width):
            strip = strip.crop(*crop.column_span)
        return [strip] * crop.height
