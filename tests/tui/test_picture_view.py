"""The widget that shows a picture: as wide as it is, in every theme, and text is only text."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.pilot import Pilot

from questions.layers.notation import read_call
from questions.picture import Part, Scene, scene_of
from questions.picture.scene import Bar, Row
from trainer.drawing.cells import draw_cells
from trainer.tui.widgets.picture import PictureView

CONV2D = scene_of(read_call("nn.Conv2d(8, 10, 3, groups=2)", "pytorch").layer, (8, 12, 12))


class _Wall(App[None]):
    """An app with nothing but a picture."""

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield PictureView()

    @property
    def lines(self) -> list[str]:
        """What stands on the screen."""
        strips = self.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


@asynccontextmanager
async def _wall(
    scene: Scene | None, highlight: Part | None = None, width: int = 80
) -> AsyncIterator[tuple[_Wall, Pilot[None]]]:
    app = _Wall()
    async with app.run_test(size=(width, 60)) as pilot:
        app.query_one(PictureView).show(scene, highlight)
        await pilot.pause()
        yield app, pilot


def _shown(app: _Wall, lines: list[str]) -> bool:
    return app.lines[: len(lines)] == lines


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "ansi-dark", "ansi-light"])
async def test_themes(theme: str) -> None:
    """The same signs in every theme, also when the theme changes."""
    assert CONV2D is not None
    async with _wall(CONV2D, Part.DEPTH) as (app, pilot):
        app.theme = theme
        await pilot.pause()
        assert _shown(app, draw_cells(CONV2D, 80, highlight=Part.DEPTH).lines), "\n".join(app.lines)


async def test_it_is_drawn_anew_for_another_width() -> None:
    """As wide as its place."""
    assert CONV2D is not None
    async with _wall(CONV2D) as (app, pilot):
        for width in (50, 100):
            await pilot.resize_terminal(width, 60)
            await pilot.pause()
            assert _shown(app, draw_cells(CONV2D, width).lines), "\n".join(app.lines)


async def test_another_scene_and_none() -> None:
    """What was shown is gone, with the lines that it took."""
    assert CONV2D is not None
    async with _wall(CONV2D) as (app, pilot):
        view = app.query_one(PictureView)
        view.show(CONV2D, most_lines=12)
        await pilot.pause()
        assert view.size.height == len(draw_cells(CONV2D, 80, 12).rows) <= 12
        view.show(None)
        await pilot.pause()
        assert view.size.height == 0
        assert not any(app.lines)


async def test_colours_tell_parts_apart() -> None:
    """The kernel and the output have different colours where there are colours."""
    async with _wall(CONV2D) as (app, _):
        colours = {}
        for strip in app.screen._compositor.render_strips():
            for segment in strip:
                for sign in "█■":
                    if sign in segment.text and segment.style:
                        colours[sign] = segment.style.color
        assert len(set(colours.values())) == 2


async def test_foreign_text_is_text() -> None:
    """Markup in a name is shown, not obeyed."""
    rows = (Row("[bold]layer[/] [@click=app.quit]x[/]", 0, bars=(Bar(Part.DEPTH, 1, 1, "[/]"),)),)
    async with _wall(Scene("[red]title", "[/] caption", rows=rows)) as (app, pilot):
        text = "\n".join(app.lines)
        assert "[bold]layer[/] [@click=app.quit]x[/]" in text
        assert "[red]title" in text
        await pilot.click(PictureView, offset=(20, 2))
        assert app.is_running
