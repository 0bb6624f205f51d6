"""The ways through the app with the mouse alone, text pasted; by key each has tests elsewhere."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.command import CommandPalette
from textual.containers import VerticalScroll

from tests.helpers.answered import kept, some_days
from tests.helpers.answers import right_answer
from tests.interview.holding import fixed
from tests.store.memory import MemoryStore
from tests.tui.harness import CONV2D, Desk, running
from tests.tui.mouse import click, click_key, from_palette, paste
from tests.tui.states import fixed_interview
from trainer.domain import Mode, Outcome, Rating, Reset, Suspension, Undo
from trainer.interview.record import from_kept
from trainer.paths import doubts_file
from trainer.session import SessionPlan
from trainer.tui.browser import FilterInput
from trainer.tui.screens.drill import DrillScreen
from trainer.tui.screens.home import HomeScreen
from trainer.tui.screens.interview import InterviewScreen
from trainer.tui.screens.interview_report import InterviewReportScreen
from trainer.tui.screens.interview_rubric import InterviewRubricScreen, RubricLine
from trainer.tui.screens.interview_setup import InterviewSetupScreen
from trainer.tui.screens.lab import LabScreen
from trainer.tui.screens.statistics import StatisticsScreen
from trainer.tui.widgets.interview_marks import InterviewMarks

__all__ = ["fixed_interview"]

Step = Callable[[Desk], Awaitable[None]]
HOME = {
    "Flashcards": ("f", "DrillScreen", "Leave"),
    "Interview": ("i", "InterviewSetupScreen", "Back"),
    "Sets": ("e", "SetsScreen", "Back"),
    "Statistics": ("t", "StatisticsScreen", "Back"),
    "Skills": ("s", "SkillsScreen", "Back"),
    "History": ("h", "HistoryScreen", "Back"),
    "Settings": ("comma", "SettingsScreen", "Back"),
    "Cheat sheet": ("c", "CheatSheetScreen", "Leave"),
    "Lab": ("l", "LabScreen", "Back"),
    "Placement": ("p", "DrillScreen", "Leave"),
    "Practise": ("enter", "DrillScreen", "Leave"),
}
"""What home leads to: its key, the screen, the word of the footer that leads back."""


@pytest.mark.parametrize("hand", ["keys", "mouse"])
@pytest.mark.parametrize("name", HOME)
async def test_from_home_and_back(name: str, hand: str) -> None:
    """Into each activity, and home again, which stands there as before."""
    key, screen, back = HOME[name]
    async with running(store=kept(MemoryStore(), *some_days())) as desk:
        home = desk.text
        await (desk.press(key) if hand == "keys" else click(desk, name))
        assert type(desk.app.screen).__name__ == screen
        await (desk.press("escape") if hand == "keys" else click_key(desk, back))
        assert isinstance(desk.app.screen, HomeScreen)
        assert desk.text == home


async def test_skip_code_lab_and_undo() -> None:
    """Beside the way of a session: each word of the footer does what its key does."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        asked = desk.question
        await click_key(desk, "Skip")
        assert desk.question is not asked
        assert desk.log == []
        await paste(desk, right_answer(desk.question))
        await click_key(desk, "Answer")
        await click_key(desk, "Code")
        assert desk.shows("As code: the value of the last line")
        await click_key(desk, "No code")
        await click_key(desk, "Lab")
        assert isinstance(desk.app.screen, LabScreen)
        await click_key(desk, "Back")
        await click_key(desk, "1")
        assert desk.reviews[-1].rating is Rating.AGAIN
        await click_key(desk, "Undo")
        assert desk.reviews == []
        assert isinstance(desk.log[-1], Undo)


async def test_switched_doubted_and_taken_back() -> None:
    """What has no word in the footer is in the palette, and can be clicked there."""
    async with running(SessionPlan(), first=CONV2D, size=(120, 40)) as desk:
        await from_palette(desk, "As a flashcard")
        assert desk.shows("flashcard 1 of 12")
        await click_key(desk, "Turn the card")
        await click_key(desk, "3")
        await from_palette(desk, "Typed")
        assert desk.shows("question 2 of 12")
        await from_palette(desk, "Undo the last answer")
        assert desk.reviews == []
        await click_key(desk, "I don't know")
        await from_palette(desk, "This question is wrong")
        await desk.until(doubts_file().exists)
        assert str(desk.question.reference) in doubts_file().read_text("utf-8")


async def test_a_scratch_line() -> None:
    """Arithmetic that ends with = is worked out, whoever hands it in."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        await paste(desk, "8*8*11 =")
        await click_key(desk, "Answer")
        assert desk.shows("8*8*11 = 704")
        assert desk.log == []


@pytest.mark.usefixtures("fixed_interview")
async def test_an_interview(tmp_path: Path) -> None:
    """From the choice through the questions, back and changed, to the rubric, the report and its file."""
    answers = [each.question.expected for each in fixed()]
    async with running() as desk:
        await click(desk, "Interview")
        await desk.pilot.click("#row-minutes .more")
        await click_key(desk, "Begin")
        assert isinstance(desk.app.screen, InterviewScreen)
        for text in (answers[0], "N", *answers[2:]):
            await paste(desk, text)
            await click_key(desk, "Answer")
        assert desk.shows("4 answers to hand in.")
        await click_key(desk, "Back")
        await click_key(desk, "Previous")
        await desk.pilot.click(InterviewMarks, offset=(1 + 6 + 3, 0))
        await desk.settle()
        await paste(desk, answers[1])
        await click_key(desk, "Next")
        await click_key(desk, "Go to")
        await paste(desk, "1")
        await click_key(desk, "Go")
        assert desk.app.screen.session.number == 1
        await click_key(desk, "Hand in")
        await click_key(desk, "Hand in")
        assert isinstance(desk.app.screen, InterviewRubricScreen)
        assert [review.outcome for review in desk.reviews] == [Outcome.CORRECT] * 4
        await desk.pilot.click(list(desk.app.screen.query(RubricLine))[1])
        await click_key(desk, "Report")
        assert isinstance(desk.app.screen, InterviewReportScreen)
        assert from_kept(desk.store.interviews("me")[0]).slots[0].ticks == (1,)
        page = desk.app.screen.query_one("#report", VerticalScroll)
        await click_key(desk, "Read on")
        assert page.scroll_y > 0
        await click_key(desk, "Markdown")
        assert [path.suffix for path in tmp_path.glob("interview-*")] == [".md"]
        await click_key(desk, "Back")
        assert isinstance(desk.app.screen, InterviewSetupScreen)
        await click_key(desk, "Reports")
        await click(desk, "4 of 4 right")
        assert isinstance(desk.app.screen, InterviewReportScreen)


async def test_the_skills() -> None:
    """Suspended, taken up, undone, reset, looked at, filtered, practised."""
    store = kept(MemoryStore(), *some_days())
    async with running(store=store) as desk:
        await click(desk, "Skills")
        await click(desk, "├ conv1d.parameters")
        for word in ("Suspend", "Take up", "Undo", "Undo"):
            await click_key(desk, word)
        kinds = [type(event) for event in desk.log[len(some_days()) :]]
        assert kinds == [Suspension, Suspension, Undo, Undo]
        await click_key(desk, "Reset")
        await click_key(desk, "Keep it")
        await click_key(desk, "Reset")
        await click_key(desk, "Yes, reset")
        assert any(isinstance(event, Reset) for event in desk.log)
        await click_key(desk, "Example")
        assert desk.shows("For example")
        await click_key(desk, "To the list")
        await desk.pilot.click(FilterInput)
        desk.app.screen.query_one(FilterInput).value = "flax"
        await desk.settle()
        await click_key(desk, "To the list")
        await click_key(desk, "Practise")
        assert desk.session.plan.only == ("weights.flax",)


async def test_the_history() -> None:
    """Filtered, opened, only its kind, undone, brought back, practised."""
    store = kept(MemoryStore(), *some_days())
    async with running(store=store) as desk:
        await click(desk, "History")
        await click_key(desk, "Undo")
        await click_key(desk, "Redo")
        assert len(desk.reviews) == len(some_days())
        await desk.pilot.click(FilterInput)
        desk.app.screen.query_one(FilterInput).value = "right"
        await desk.until(lambda: desk.shows("3 of 7 answers"))
        await click_key(desk, "To the list")
        await click(desk, "conv1d.parameters")
        await click_key(desk, "This skill")
        await desk.until(lambda: desk.shows("1 of 7 answers"))
        await click_key(desk, "Read")
        assert desk.shows("You typed")
        await click_key(desk, "Practise")
        assert desk.session.plan.only == ("conv1d.parameters",)


async def test_the_ranges_of_the_statistics() -> None:
    """Another range with each click, the third one is the first again."""
    async with running(store=kept(MemoryStore(), *some_days())) as desk:
        await click(desk, "Statistics")
        assert isinstance(desk.app.screen, StatisticsScreen)
        for shown in ("[90 days]", "[all]", "[30 days]"):
            await click_key(desk, "Range")
            assert shown in desk.lines[0]


async def test_the_palette() -> None:
    """The footer of home opens it; a click beside it closes it, a click on a line does what stands there."""
    async with running(size=(100, 30)) as desk:
        await click(desk, "palette")
        assert isinstance(desk.app.screen, CommandPalette)
        await desk.until(lambda: desk.shows("Flashcards"))
        await click(desk, "Flashcards")
        await desk.until(lambda: isinstance(desk.app.screen, DrillScreen))
        await desk.settle()
        assert desk.session.plan.mode is Mode.FLASHCARD
