"""The command palette offers what the screen's keys do."""

from __future__ import annotations

from tests.tui.harness import running
from trainer.session import SessionPlan

CONV2D = "conv2d.parameters/v1/1/7"


async def test_palette_in_the_drill() -> None:
    """What the present phase allows is there, under the words of the footer; what it forbids is not."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        asking = {command.title for command in desk.app.get_system_commands(desk.app.screen)}
        assert {"I don't know", "Leave"} <= asking
        assert not {"Next", "Good"} & asking
        await desk.press("?")
        answered = {command.title for command in desk.app.get_system_commands(desk.app.screen)}
        assert {"Next", "Again", "Hard", "Good", "Easy", "Leave"} <= answered


async def test_a_command_of_the_palette_acts() -> None:
    """Chosen in the palette, an action does what its key does."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        await desk.press("ctrl+p")
        await desk.press(*"know", "enter")
        await desk.settle()
        await desk.until(lambda: desk.shows("The answer is"))
        assert len(desk.reviews) == 1
