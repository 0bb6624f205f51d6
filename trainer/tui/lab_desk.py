"""What the lab shows: what changes with the settings of a convolution, what does not, and why."""

from __future__ import annotations

from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.geometry import Size
from textual.screen import Screen
from textual.widgets import Static

from trainer.lab.bench import Bench
from trainer.lab.controls import MEANINGS
from trainer.lab.settings import LabSettings, make
from trainer.tui.lab_content import (
    code_content,
    comparison_content,
    figures_content,
    input_text,
    title,
    why_content,
)
from trainer.tui.smoothness import breathe
from trainer.tui.widgets.footer import Footer
from trainer.tui.widgets.lab_controls import LabControls
from trainer.tui.widgets.picture import PictureView
from trainer.tui.widgets.top_bar import TopBar

_WIDE, _VERY_WIDE, _TALL, _FULL, _LEGEND = 120, 140, 30, 40, 44
"""Columns and rows from which there is room for more: a panel for picture and code, more lines of reasons, all
formulas, a legend."""
_LEAST_PICTURE, _LEAST_ABOVE_CODE = 16, 12
"""Lines that a picture may take even where there are fewer; where screens are high enough for the code below it."""
_HELLO = "Turn a control: what changes is marked ◆, what stays =, and here it says why."


class LabDesk(Screen[None]):
    """Draws a Bench, in as many panes as there is room for."""

    def __init__(self, settings: LabSettings | None = None, note: str = "") -> None:
        super().__init__()
        self.bench = Bench(settings or LabSettings(), note)
        self._offered: tuple[bool, ...] = ()
        self._put: dict[str, tuple[Content, int]] = {}
        self._picture_room = 0

    def compose(self) -> ComposeResult:
        """A title; controls at the left, what they come to at the right; why; the keys."""
        self._fit(self.app.size)  # before there is anything that would have to be styled anew
        yield TopBar(id="title")
        with Horizontal(id="body"):
            with Vertical(id="left"), VerticalScroll(id="list", can_focus=False):
                yield LabControls(self.bench.settings, id="controls")
            with VerticalScroll(id="panels", can_focus=False):
                with VerticalScroll(id="numbers", can_focus=False):
                    yield Static(id="figures")
                with VerticalScroll(id="aside", can_focus=False):
                    yield PictureView(id="picture")
                    yield Static(id="code")
        with VerticalScroll(id="why", can_focus=False):
            yield Static(id="note")
            yield Static(id="reasons")
        yield Footer(show_command_palette=False)

    async def on_resize(self, event: Resize) -> None:
        """Lay out for this width, and write the figures for it."""
        self._fit(event.size)
        self.call_after_refresh(self._draw)
        await breathe()

    def _fit(self, size: Size) -> None:
        self.set_class(size.width >= _WIDE, "-wide")
        self.set_class(size.width >= _VERY_WIDE, "-very-wide")
        self.set_class(size.height >= _TALL, "-tall")

    @property
    def _controls(self) -> LabControls:
        return self.query_one("#controls", LabControls)

    def _draw(self) -> None:
        bench = self.bench
        settings, told = bench.settings, bench.told
        self._controls.show(settings, bench.axis)
        if self.has_class("-pinned") is (bench.pinned is None):
            self.set_class(bench.pinned is not None, "-pinned")
            self.call_after_refresh(self._draw)  # other panes stand there then
        self._show("#title", Content(f"lab · {title(settings)} · {input_text(settings)}"))
        width = self._room("#numbers")
        full = self.has_class("-wide") and self.size.height >= _FULL
        shown = (
            figures_content(settings, told, width, full=full)
            if bench.pinned is None
            else comparison_content(bench.pinned, settings, width)
        )
        self._show("#figures", shown, width)
        aside = self._room("#aside")
        self._show("#code", code_content(settings, told, aside), aside)
        room = self._room("#why")
        said = Content.styled(bench.lesson, "bold") if bench.lesson else Content("" if bench.note else _HELLO)
        self._show("#reasons", why_content(told, room) if told else said, room)
        self._draw_note()
        self._offer_keys()
        self.call_after_refresh(self._draw_picture)  # so that the figures do not wait for it

    @property
    def _has_panel(self) -> bool:
        """Whether the picture has a place of its own."""
        return self.has_class("-very-wide") or (self.has_class("-wide") and self.bench.pinned is None)

    def _draw_picture(self) -> None:
        from questions.picture import scene_of

        view = self.query_one("#picture", PictureView)
        if not (self._has_panel or self.has_class("-picture")):
            return
        scene = scene_of(make(self.bench.settings), self.bench.settings.input_shape)
        if scene is not None:
            legend = scene.legend if self._has_panel and self.size.height >= _LEGEND else ()
            scene = replace(scene, title="", caption="", legend=legend)
        room = self.query_one("#panels").size.height
        if self._has_panel:
            room -= len(self._put["#code"][0].plain.split("\n")) + 1
        least = _LEAST_ABOVE_CODE if self._has_panel and self.size.height >= _FULL else _LEAST_PICTURE
        if (scene, room) != (view.scene, self._picture_room):
            self._picture_room = room
            view.show(scene, most_lines=max(least, room))

    def _room(self, place: str) -> int:
        """The columns that a text has there, with or without a scrollbar; in a hidden pane those it would have."""
        width = self.query_one(place).scrollable_content_region.width
        return int(width) or self.query_one("#panels").scrollable_content_region.width

    def _show(self, place: str, content: Content, width: int = 0) -> None:
        """Put the content there. The screen is laid out anew only where it may take another number of lines."""
        old, old_width = self._put.get(place, (Content(""), -1))
        if (old, old_width) == (content, width) and old.spans == content.spans:
            return
        self._put[place] = content, width
        again = _lines(old, width) != _lines(content, width) or old_width != width
        self.query_one(place, Static).update(content, layout=again)

    def _offer_keys(self) -> None:
        """The footer is made anew only where another key works: that takes longer than all the rest."""
        actions = ("axis", "pin", "undo", "page", "picture")
        offered = tuple([bool(self.check_action(action, ())) for action in actions])
        if offered != self._offered:
            self._offered = offered
            self.refresh_bindings()

    def _draw_note(self) -> None:
        chosen = self._controls.control
        text = self.bench.note or f"{chosen}: {MEANINGS[chosen].removeprefix(f'{chosen}: ')}"
        content = Content.styled(text, "bold" if self.bench.note else "$foreground 80%")
        self._show("#note", content, self._room("#why"))
        self.query_one("#why", VerticalScroll).scroll_home(animate=False)


def _lines(content: Content, width: int) -> tuple[int, ...]:
    """How many lines each line takes that may have to be wrapped: equal answers take equally many in all."""
    lengths = [len(line) for line in content.plain.split("\n")]
    return (len(lengths), *[length for length in lengths if length > width > 0])
