"""The scrollbar beside the drill's page: there where there is more than fits, and good for the mouse."""

from __future__ import annotations

import pytest

from tests.tui.harness import CONV2D, Desk, running
from trainer.domain import Mode
from trainer.session import SessionPlan
from trainer.tui.question_page import QuestionPage
from trainer.tui.widgets.page_bar import PageBar

CARDS = SessionPlan(mode=Mode.FLASHCARD)
LONG = "conv3d.parameters/v1/3/4"


def _thumb(desk: Desk) -> list[int]:
    """The lines in which the bar's thumb is to be seen: painted in reverse, or in part."""
    bar = desk.app.screen.query_one(PageBar)
    strips = bar.render_lines(bar.size.region)
    return [y for y, [segment] in enumerate(strips) if segment.text != " " or (segment.style and segment.style.reverse)]


async def test_only_where_it_is_needed() -> None:
    """Nothing while all fits; with more than fits a thumb at the top, at the end one at the bottom."""
    async with running(CARDS, first=LONG) as desk:
        assert _thumb(desk) == []
        await desk.press("space")
        page, bar = desk.app.screen.query_one(QuestionPage), desk.app.screen.query_one(PageBar)
        assert page.max_scroll_y > 0
        assert _thumb(desk)[0] == 0
        assert _thumb(desk)[-1] < bar.size.height - 1
        await desk.press("end")
        await desk.until(lambda: _thumb(desk)[0] > 0)
        assert _thumb(desk)[-1] == bar.size.height - 1
        await desk.press("3")
        assert page.scroll_y == 0


@pytest.mark.parametrize("size", [(80, 24), (120, 24)])
async def test_it_takes_no_room_from_the_text(size: tuple[int, int]) -> None:
    """No text is wrapped anew because the page has become longer than the screen."""
    async with running(CARDS, first=LONG, size=size) as desk:
        page = desk.app.screen.query_one(QuestionPage)
        before = page.query_one("#prompt").size
        await desk.press("space")
        assert page.max_scroll_y > 0
        assert page.query_one("#prompt").size == before


async def test_by_mouse() -> None:
    """A click below the thumb is a page down, one above it a page up; dragging it scrolls."""
    async with running(CARDS, first=LONG, size=(60, 18)) as desk:
        await desk.press("space")
        page, bar = desk.app.screen.query_one(QuestionPage), desk.app.screen.query_one(PageBar)
        await desk.pilot.click(PageBar, offset=(0, bar.size.height - 1))
        await desk.settle()
        assert page.scroll_y > 0
        await desk.pilot.click(PageBar, offset=(0, 0))
        await desk.settle()
        assert page.scroll_y == 0
        await desk.pilot.mouse_down(PageBar, offset=(0, 1))
        await desk.pilot.hover(PageBar, offset=(0, 4))
        await desk.pilot.mouse_up(PageBar, offset=(0, 4))
        await desk.settle()
        assert page.scroll_y > 0


async def test_what_lies_below_follows() -> None:
    """The line that names what lies below is right after a turn and after scrolling."""
    async with running(CARDS, first=LONG) as desk:
        assert "▼" not in desk.text
        await desk.press("space")
        assert desk.shows("▼ Below: steps")
        await desk.press("end")
        await desk.until(lambda: "▼" not in desk.text)
    async with running(CARDS, first=CONV2D, size=(80, 40)) as desk:
        await desk.press("space")
        assert "▼" not in desk.text
