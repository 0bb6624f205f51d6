"""Home: what is due, what is new, what was done today, and where its keys lead."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from questions.skills import SKILLS
from tests.helpers.answers import right_answer
from tests.helpers.clock import Clock
from tests.store.memory import MemoryStore
from tests.tui.harness import CONV2D, Desk, Door, go_through, running
from trainer.domain import DEFAULT_LEARNER, Mode, Outcome
from trainer.scheduling.days import day_of
from trainer.session import SessionPlan


def _figures(desk: Desk) -> tuple[int, int, int]:
    """The three figures as they stand on the screen."""
    found = {}
    for line in desk.lines:
        number, _, name = line.strip().partition("  ")
        if name in ("due", "new", "answered today"):
            found[name] = int(number)
    return found["due"], found["new"], found["answered today"]


async def test_first_start() -> None:
    """Nothing is due, every skill is new, nothing was answered, and the learner is told what happens here."""
    async with running() as desk:
        assert _figures(desk) == (0, len(SKILLS), 0)
        assert desk.shows("Welcome.")
        assert desk.shows("Enter asks the first question; p finds out what you know already.")


async def test_later() -> None:
    """What was answered counts today; days later it is due, and today's count begins again."""
    clock, store = Clock(), MemoryStore()
    async with running(SessionPlan(limit=2), first=CONV2D, store=store, clock=clock) as desk:
        await go_through(desk, [right_answer, right_answer])
        await desk.press("enter")
        assert _figures(desk) == (0, len(SKILLS) - 2, 2)
        assert desk.shows("Nothing is due; Enter brings something new.")
    clock.forward(days=40)
    async with running(store=store, clock=clock) as desk:
        assert _figures(desk) == (2, len(SKILLS) - 2, 0)
        assert desk.shows("2 skills are due.")
        assert not desk.shows("Welcome.")


async def test_new_skills_used_up() -> None:
    """Where the day has no room for another new skill, home does not promise one."""
    store = MemoryStore()
    store.change_settings(DEFAULT_LEARNER, {"new_per_day": 2})
    async with running(SessionPlan(limit=2), first=CONV2D, store=store) as desk:
        await go_through(desk, [right_answer, right_answer])
        await desk.press("enter")
        told = " ".join(" ".join(desk.lines).split())
        assert "Today's new skills are done (2 of 2); Enter asks again what was new today" in told
        seen = {review.skill for review in desk.reviews}
        await desk.press("enter")
        assert desk.question.reference.skill in seen


async def test_enter_starts() -> None:
    """Enter asks the first of twelve questions."""
    async with running() as desk:
        await desk.press("enter")
        assert desk.lines[0].strip().startswith("question 1 of 12")
        assert desk.shows(desk.question.content.prompt)


async def test_f_starts_flashcards() -> None:
    """F shows the first of twelve cards, its front only."""
    async with running() as desk:
        await desk.press("f")
        assert desk.lines[0].strip().startswith("flashcard 1 of 12")
        assert desk.shows(desk.question.content.prompt)
        assert not desk.shows("Answer:")
        await desk.press("space", "3")
        assert [(review.mode, review.outcome) for review in desk.reviews] == [(Mode.FLASHCARD, Outcome.SELF_RATED)]


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_quits(key: str) -> None:
    """Q ends the program, and so does the key that ends every Textual program."""
    async with running() as desk:
        await desk.press_at_once(key)
        assert not desk.app.is_running
        assert desk.app.return_code == 0
        assert desk.app.failure == ""


async def test_before_the_store_is_open() -> None:
    """Without a plan file home says that the store is being opened; its keys work already."""
    door = Door()
    async with running(door=door) as desk:
        assert desk.shows("opening the store")
        await desk.press_at_once("enter")
        assert desk.lines[0].strip() == ""
        assert desk.shows("opening the store")
        door.open()
        await desk.settle()
        assert desk.shows(desk.question.content.prompt)


async def test_figures_of_the_plan_file() -> None:
    """With a plan file its figures stand there before the store is open, and the store's afterwards."""
    door = Door()
    async with running(first=CONV2D, door=door) as desk:
        assert _figures(desk) == (0, 5, 0)
        door.open()
        await desk.settle()
        assert _figures(desk) == (0, len(SKILLS), 0)


async def test_first_question_of_the_plan_file() -> None:
    """Practice from home begins with the question that the store's cards ask for, whatever the plan file said."""
    async with running(first="conv3d.parameters/v1/1/7") as desk:
        await desk.press("enter")
        assert desk.question.reference.skill == "conv2d.parameters"


async def test_leaves_no_files(tmp_path: Path) -> None:
    """The app itself writes nothing: all that is kept goes through the journal it is given."""
    async with running() as desk:
        await desk.press("enter")
        await desk.type("1")
    assert list(tmp_path.rglob("*")) == []


async def test_what_is_known_of_the_learner() -> None:
    """Readiness, what the nearest skill lacks, and the week ahead; none of it before the first answer."""
    clock, store = Clock(), MemoryStore()
    store.change_settings(DEFAULT_LEARNER, {"interview_date": day_of(clock()) + timedelta(days=12)})
    async with running(store=store, clock=clock) as desk:
        assert not desk.shows("Ready")
        await desk.press("enter")
        await desk.type(right_answer(desk.question))
        await desk.press("escape", "enter")
        assert desk.shows("Interview in 12 days")
        assert desk.shows(f"Ready 0 of {len(SKILLS)} skills, 1 begun")
        assert desk.shows("Nearest") and desk.shows("lacks 2 right answers more")
        assert desk.shows("Due today –")
        assert not desk.shows("Weakest")


async def test_p_finds_out_what_is_known() -> None:
    """A placement begins."""
    async with running() as desk:
        await desk.press("p")
        assert desk.session.plan.placement


@pytest.mark.parametrize(("name", "screen"), [("Cheat sheet", "CheatSheetScreen"), ("Flashcards", "DrillScreen")])
async def test_the_menu_can_be_clicked(name: str, screen: str) -> None:
    """A click does what the key does."""
    async with running() as desk:
        row = next(number for number, line in enumerate(desk.lines) if name in line)
        await desk.pilot.click(offset=(desk.lines[row].index(name) + 1, row))
        await desk.settle()
        assert type(desk.app.screen).__name__ == screen
