"""The scrollbar of a page, beside it: it neither comes nor goes, so that no text is wrapped anew for it."""

from __future__ import annotations

from rich.color import Color
from rich.segment import Segment
from textual.geometry import Region
from textual.scrollbar import ScrollBar, ScrollTo
from textual.strip import Strip
from textual.widget import Widget

from trainer.tui.widgets.laid_out_once import LaidOutOnce


class PageBar(ScrollBar, LaidOutOnce):
    """Looks and works as Textual's own, which is laid out and painted apart from the page that it belongs to.

    It is painted for where the page is at that moment. `follow` paints it anew if that is not so any more.
    """

    def __init__(self, page: Widget) -> None:
        super().__init__()
        self._page = page
        self._painted: tuple[object, ...] = ()
        self._strips: list[Strip] = []

    def follow(self) -> None:
        """The page may have been scrolled, or have become longer or shorter."""
        if self._state() != self._painted:
            self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """One cell a line. Most lines are alike: the very same strip, so that Textual works it out once."""
        state = self._state()
        if state != self._painted:
            self._painted, self._strips = state, self._drawn()
        # While it is scrolled and laid out anew at once, its place may be ahead of its size.
        blank = Strip.blank(crop.width, self.rich_style)
        return [self._strips[y] if y < len(self._strips) else blank for y in crop.line_range]

    def action_scroll_up(self) -> None:
        """A page towards the beginning."""
        self._page.scroll_page_up()

    def action_scroll_down(self) -> None:
        """A page towards the end."""
        self._page.scroll_page_down()

    def on_scroll_to(self, message: ScrollTo) -> None:
        """The bar is dragged."""
        message.stop()
        self._page.scroll_to(y=message.y, animate=message.animate, duration=0.1)

    def _state(self) -> tuple[object, ...]:
        """All that its looks depend on."""
        page = self._page
        self.set_reactive(ScrollBar.window_virtual_size, page.virtual_size.height)
        self.set_reactive(ScrollBar.window_size, page.container_size.height)
        self.set_reactive(ScrollBar.position, self.validate_position(page.scroll_y))
        return (
            self.size, self.window_virtual_size, self.window_size, self.position, *self._colors(),
            *self.app.get_line_filters(),
        )  # fmt: skip

    def _colors(self) -> tuple[Color, Color]:
        """Of what lies behind it, and of itself."""
        styles = self._page.styles
        if self.grabbed:
            back, bar = styles.scrollbar_background_active, styles.scrollbar_color_active
        elif self.mouse_over:
            back, bar = styles.scrollbar_background_hover, styles.scrollbar_color_hover
        else:
            back, bar = styles.scrollbar_background, styles.scrollbar_color
        back = self.background_colors[1] + back
        return back.rich_color, (back + bar).rich_color

    def _drawn(self) -> list[Strip]:
        back, bar = self._colors()
        longer = self.window_size < self.window_virtual_size
        lines = self.renderer.render_bar(
            size=self.size.height,
            virtual_size=self.window_virtual_size,
            window_size=self.window_size if longer else 0,
            position=self.position,
            back_color=back,
            bar_color=bar,
        ).segments
        background, strips = self.background_colors[1], dict[Segment, Strip]()
        for line in lines:
            if line not in strips:
                strip = Strip([line], 1)
                for each in self.app.get_line_filters():
                    strip = strip.apply_filter(each, background)
                strips[line] = strip
        return [strips[line] for line in lines]
