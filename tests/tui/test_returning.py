"""Where a session leads when it is over: on, back to where it began, or home; and its answers, read again."""

from __future__ import annotations

import pytest

from tests.helpers.answers import known_mistake, right_answer
from tests.tui.harness import CONV2D, go_through, running
from trainer.domain import Mode
from trainer.session import Phase, SessionPlan
from trainer.tui.screens.history import HistoryScreen
from trainer.tui.screens.skills import SkillsScreen
from trainer.tui.screens.summary import SummaryScreen

SIZES = [(80, 24), (120, 40)]


@pytest.mark.parametrize("answered", [False, True])
async def test_from_the_skills_and_back(answered: bool) -> None:
    """Esc leads back to the skill that was practised, and what was answered counts there."""
    async with running() as desk:
        await desk.press("s")
        await desk.press("down", "down")
        assert isinstance(desk.app.screen, SkillsScreen)
        before = desk.app.screen.present
        assert before is not None
        await desk.burst("enter", "enter")
        assert desk.question.reference.skill == before.skill.id
        if answered:
            await desk.type(right_answer(desk.question))
        await desk.press("escape")
        if answered:
            assert isinstance(desk.app.screen, SummaryScreen)
            await desk.press("enter")
        assert isinstance(desk.app.screen, SkillsScreen)
        now = desk.app.screen.present
        assert now is not None
        assert now.skill.id == before.skill.id
        assert (now.figures.correct, before.figures.correct) == (int(answered), 0)
        await desk.press("escape")
        assert desk.shows("Practise")


async def test_from_the_history_and_back() -> None:
    """The new answer stands first there."""
    async with running(SessionPlan(limit=1), first=CONV2D) as desk:
        await go_through(desk, [right_answer])
        await desk.press("enter")
        await desk.press("h")
        await desk.press("p")
        await desk.type(right_answer(desk.question))
        await desk.press("escape", "escape")
        assert isinstance(desk.app.screen, HistoryScreen)
        assert desk.shows("History · 2 answers")


async def test_what_was_left_goes_on() -> None:
    """The same question, without the time that the summary was read; its number stays."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        await go_through(desk, [right_answer])
        asked = desk.question
        desk.clock.forward(seconds=5)
        await desk.press("escape")
        assert desk.shows("Left early")
        assert "g Go on" in desk.footer
        desk.clock.forward(minutes=3)
        await desk.burst("g", "g")
        assert desk.question is asked
        assert desk.shows("question 2 of 12")
        desk.clock.forward(seconds=6)
        await desk.clear()
        await desk.type(right_answer(asked))
        assert desk.reviews[-1].taken_ms == 11_000


async def test_left_at_a_solution_it_goes_on_with_the_next() -> None:
    """What was answered is answered."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        await desk.type(right_answer(desk.question))
        await desk.press("escape")
        await desk.press("g")
        assert desk.shows("question 2 of 12")
        assert desk.session.phase is Phase.ASKING


async def test_a_turned_card_that_was_left_is_still_turned() -> None:
    """It waits for its rating."""
    async with running(SessionPlan(mode=Mode.FLASHCARD), first=CONV2D) as desk:
        await desk.press("space", "3")
        await desk.press("space", "escape")
        await desk.press("g")
        assert desk.shows("How well did you know it?")
        await desk.press("2")
        assert len(desk.reviews) == 2


@pytest.mark.parametrize("size", SIZES)
async def test_an_answer_is_read_again(size: tuple[int, int]) -> None:
    """Question, diagnosis and steps of the row that the cursor is on; Esc leads back."""
    async with running(SessionPlan(limit=2), first=CONV2D, size=size) as desk:
        text, slip = known_mistake(desk.question)
        await desk.type(text)
        await desk.press("enter")
        await desk.type(right_answer(desk.question))
        await desk.press("enter")
        assert desk.lines[4].startswith("  ▸   1  ✗ wrong")
        await desk.burst("space", "space")
        await desk.settle()
        if desk.shows("Done for today"):  # two at once: there and back
            await desk.press("space")
        assert desk.shows(slip.feedback)
        assert desk.shows("Your answer 1 of 2")
        await desk.press("escape")
        await desk.press("down", "space")
        assert desk.shows("✓ right")
        assert desk.shows("Your answer 2 of 2")


@pytest.mark.parametrize("size", [(60, 20), *SIZES])
async def test_rows_stay_in_columns(size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    """A long title is cut, and what stands behind it begins in the same column in every row."""
    async with running(SessionPlan(limit=4), size=size) as desk:
        await go_through(desk, [right_answer] * 4)
        rows = [line for line in desk.lines if "✓ right" in line]
        assert len(rows) == 4
        assert len({row.index(":") for row in rows}) == 1
        assert all(len(row) <= size[0] for row in rows)
