"""Everything but typing can be done with the mouse alone, in every screen."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from tests.helpers.answers import right_answer
from tests.tui.harness import CONV2D, Desk, running
from tests.tui.mouse import click
from trainer.domain import Mode, Rating
from trainer.session import SessionPlan
from trainer.tui.screens.cheatsheet import CheatSheetScreen
from trainer.tui.screens.drill import DrillScreen
from trainer.tui.screens.help import HelpScreen
from trainer.tui.screens.home import HomeScreen
from trainer.tui.screens.lab import LabScreen
from trainer.tui.screens.summary import SummaryScreen


async def _wheel(desk: Desk, place: str, *, down: bool) -> None:
    from textual.events import MouseScrollDown, MouseScrollUp

    widget = desk.app.screen.query_one(place)
    kind = MouseScrollDown if down else MouseScrollUp
    x, y = widget.region.x + 2, widget.region.y + 2
    for _ in range(4):
        desk.app.screen._forward_event(kind(widget, x, y, 0, 0, 0, False, False, False, x, y))
        await desk.settle()


async def test_a_session_by_mouse() -> None:
    """From home through a question to the summary and home again; only the answer is typed."""
    async with running(size=(80, 20)) as desk:
        await click(desk, "Practise")
        assert isinstance(desk.app.screen, DrillScreen)
        await click(desk, "Hint")
        assert desk.shows("Hint 1 of")
        await click(desk, "Picture")
        await click(desk, "No picture")
        answer = right_answer(desk.question)
        field = desk.app.screen.query_one(Input)
        await desk.pilot.click(Input)
        field.value = answer
        await desk.settle()
        await click(desk, "Answer")
        assert desk.shows("✓")
        await desk.click_key("4")
        assert desk.reviews[-1].rating is Rating.EASY
        await click(desk, "Next")
        await click(desk, "I don't know")
        assert len(desk.reviews) == 2
        await click(desk, "Leave")
        assert isinstance(desk.app.screen, SummaryScreen)
        await click(desk, "Done for today")
        assert isinstance(desk.app.screen, HomeScreen)


async def test_the_line_of_what_lies_below_scrolls() -> None:
    """A click on the line that says what lies below the page brings it into sight."""
    async with running(SessionPlan(), first="conv3d.parameters/v1/3/4", size=(60, 18)) as desk:
        await desk.press("?")
        page = desk.app.screen.query_one("#page")
        before = page.scroll_y
        await click(desk, "▼ Below")
        assert page.scroll_y > before
        await _wheel(desk, "#page", down=False)
        assert page.scroll_y < page.max_scroll_y


async def test_a_card_by_mouse() -> None:
    """A click turns the card, on the footer's word or on the card itself; a rating brings the next."""
    async with running(SessionPlan(mode=Mode.FLASHCARD), first=CONV2D) as desk:
        await click(desk, "Turn the card")
        assert desk.shows("Answer:")
        await desk.click_key("3")
        assert len(desk.reviews) == 1
        await desk.pilot.click("#prompt")
        await desk.settle()
        assert desk.shows("Answer:")


async def test_a_click_on_a_question_answers_nothing() -> None:
    """Where an answer is typed, or stands there already, a click on the page does nothing."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        await desk.pilot.click("#prompt")
        await desk.settle()
        assert desk.log == []
        assert desk.session.phase.name == "ASKING"


async def test_the_cheat_sheet_by_mouse() -> None:
    """Blanks are chosen, shown and hidden again; the wheel scrolls; the footer leaves."""
    async with running() as desk:
        await click(desk, "Cheat sheet")
        assert isinstance(desk.app.screen, CheatSheetScreen)
        await click(desk, "Next")
        assert desk.shows("blank 2 of")
        await click(desk, "Show")
        await click(desk, "Hide")
        sheet = desk.app.screen.query_one("#sheet")
        before = sheet.scroll_y
        await _wheel(desk, "#sheet", down=True)
        assert sheet.scroll_y > before
        await click(desk, "Leave")
        assert isinstance(desk.app.screen, HomeScreen)


async def test_the_lab_by_mouse() -> None:
    """Controls are turned, layers pinned, the code is copied with a click on it, the footer leaves."""
    async with running(size=(120, 40)) as desk:
        await click(desk, "Lab")
        assert isinstance(desk.app.screen, LabScreen)
        await desk.pilot.click("#code")
        await desk.settle()
        assert desk.shows("Copied: nn.Conv2d(3, 10, 3)")
        await click(desk, "Pin")
        await click(desk, "Unpin")
        await click(desk, "Back")
        assert isinstance(desk.app.screen, HomeScreen)


@pytest.mark.parametrize("place", ["c", "l", "comma", "enter"])
async def test_help_by_mouse(place: str) -> None:
    """The bar at the top of a screen, whose footer has no room for it, leads to help."""
    async with running() as desk:
        await desk.press(place)
        await desk.pilot.click(offset=(4, 0))
        await desk.settle()
        assert isinstance(desk.app.screen, HelpScreen)
