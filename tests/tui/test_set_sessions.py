"""Practice and mock interviews about a set, in the terminal app."""

from __future__ import annotations

from questions.sets.question_set import QuestionSet
from questions.sets.recipe import Recipe, chosen_skills
from tests.helpers.clock import Clock
from tests.interview.holding import journal_of
from tests.making import right
from tests.store.memory import MemoryStore
from tests.tui.harness import CONV2D, Desk, running
from trainer.domain import Mode, Review
from trainer.interview.plan import set_plan
from trainer.session import SessionPlan
from trainer.tui.app import ConvdrillApp
from trainer.tui.screens.home import HomeScreen
from trainer.tui.screens.interview import InterviewScreen
from trainer.tui.screens.interview_setup import InterviewSetupScreen
from trainer.tui.screens.summary import SummaryScreen

COUNTED = ("conv2d.parameters", "conv1d.parameters", "conv3d.parameters", "pointwise.parameters")
SET = QuestionSet.drawn("Counting", Recipe(chosen_skills(COUNTED), (1,), 4, 3))


async def test_exactly_the_set() -> None:
    """From the first question to the summary, though the plan of the last session had another first one."""
    plan = SessionPlan(minutes=None, references=SET.references)
    async with running(plan, first=CONV2D) as desk:
        for number, question in enumerate(SET.questions(), 1):
            assert desk.shows(f"question {number} of 4 · {question.id}")
            assert desk.shows("from the set")
            await desk.type(right(question))
            assert desk.shows(f"question {number} of the set")
            await desk.press("enter")
        assert isinstance(desk.app.screen, SummaryScreen)
        events = [event for event in desk.store.events("me") if isinstance(event, Review)]
        assert [event.reference for event in events] == [*map(str, SET.references)]


async def test_what_was_failed_comes_last() -> None:
    """With its own numbering, and why it comes."""
    async with running(SessionPlan(minutes=None, ask_setup=False, references=SET.references)) as desk:
        for number in range(1, 5):
            assert desk.shows(f"question {number} of 4 ·")
            await desk.type("1" if number == 2 else right(desk.question))
            await desk.press("enter")
        assert desk.shows("again 1 of 1 ·") and desk.shows("failed three questions ago")
        assert desk.question.reference.skill == SET.references[1].skill
        await desk.type(right(desk.question))
        await desk.press("enter")
        assert isinstance(desk.app.screen, SummaryScreen)


async def test_skipping_in_a_set() -> None:
    """The question comes behind the others; where there is no other, that is said."""
    async with running(SessionPlan(minutes=None, references=SET.references[:2])) as desk:
        await desk.press("ctrl+n")
        assert desk.shows(f"question 2 of 2 · {SET.references[1].question_id}")
        assert desk.shows("Skipped: it comes after the others of the set.")
        await desk.type(right(desk.question))
        await desk.press("enter")
        assert desk.shows(f"question 1 of 2 · {SET.references[0].question_id}") and not desk.shows("Skipped")
        await desk.press("ctrl+n")
        assert desk.shows("There is no other question left.")
        assert desk.shows(f"question 1 of 2 · {SET.references[0].question_id}")


async def test_the_help_of_a_set() -> None:
    """Its numbers are not fresh; after the set practice is as ever."""
    async with running(SessionPlan(limit=2, minutes=None, references=SET.references[:1])) as desk:
        await desk.press("f1")
        assert desk.shows("The questions of a set in its order") and not desk.shows("each with fresh numbers")
        await desk.press("escape")
        await desk.type(right(desk.question))
        await desk.press("enter", "g")
        await desk.press("f1")
        assert desk.shows("One question after the other, each with fresh numbers")


async def test_going_on_after_a_set() -> None:
    """An ordinary round."""
    plan = SessionPlan(limit=3, minutes=None, references=SET.references[:1])
    async with running(plan) as desk:
        await desk.type(right(next(SET.questions())))
        await desk.press("enter")
        await desk.press("g")
        assert desk.shows("question 2 of 4") and not desk.shows("from the set")


async def test_the_set_as_cards() -> None:
    """Turned and rated."""
    plan = SessionPlan(minutes=None, references=SET.references, mode=Mode.FLASHCARD)
    async with running(plan) as desk:
        for number in range(1, 5):
            assert desk.shows(f"flashcard {number} of 4 · {SET.references[number - 1].question_id}")
            await desk.press("enter")
            await desk.press("3")
        assert isinstance(desk.app.screen, SummaryScreen)


def _app(clock: Clock, store: MemoryStore) -> ConvdrillApp:
    plan = set_plan(SET.title, SET.references, 7)
    return ConvdrillApp(
        lambda: journal_of(clock, store),
        None,
        None,
        clock,
        opens=lambda context: InterviewSetupScreen(context, plan, SET.references),
    )


async def test_an_interview_about_the_set() -> None:
    """Only the minutes can be chosen; then its questions come in its order."""
    clock, store = Clock(), MemoryStore()
    app = _app(clock, store)
    async with app.run_test(size=(80, 24)) as pilot:
        desk = Desk(app, pilot, clock, store)
        await desk.settle()
        assert desk.shows("About the set “Counting”: 4 questions, in its order.")
        assert desk.shows("Minutes ◂ 7 ▸")
        assert not any(desk.shows(row) for row in ("Tiers ", "Level ", "Questions "))
        await desk.press("right")
        assert desk.shows("Minutes ◂ 10 ▸")
        await desk.press("enter")
        assert isinstance(app.screen, InterviewScreen)
        for number, reference in enumerate(SET.references, 1):
            assert desk.shows(f"Question {number} of 4 · {reference.question_id}")
            await desk.press("down")
        await desk.press("escape")
        assert isinstance(app.screen, InterviewSetupScreen | HomeScreen)
