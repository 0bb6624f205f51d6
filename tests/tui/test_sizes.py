"""Everything fits: at 80×24 nothing is cut off at the side, and what is too long for the page can be reached."""

from __future__ import annotations

from random import Random

import pytest
from textual.containers import VerticalScroll
from textual.widgets import Footer, Input

from questions.generator import generate
from questions.question import Question, Reference
from questions.skills import SKILLS
from tests.helpers.answers import known_mistake, right_answer, unknown_mistake
from tests.helpers.clock import Clock
from tests.helpers.driver import Driver
from tests.store.memory import MemoryStore
from tests.tui.harness import Desk, running
from tests.tui.scripted import ask
from trainer.domain import Mode
from trainer.journal import Journal
from trainer.scheduling.days import day_of
from trainer.session import PracticeSession, SessionPlan
from trainer.telling import due_line, told
from trainer.tui.screens.summary import SummaryScreen
from trainer.tui.widgets.key_line import KeyLine

SIZES = [(80, 24), (120, 40)]


def _length(question: Question) -> int:
    return len(question.content.prompt) + sum(len(str(step)) for step in question.content.explanation)


def _longest(skill: str) -> Question:
    """The wordiest of 90 questions of a skill."""
    version = SKILLS[skill].version
    references = [Reference(skill, version, level, seed) for level in (1, 2, 3) for seed in range(30)]
    return max((generate(reference) for reference in references), key=_length)


async def _everything(desk: Desk) -> str:
    """The words of the page, read by scrolling down with the keys."""
    pages = [desk.words]
    page = desk.app.screen.query(VerticalScroll).first()
    while page.scroll_y < page.max_scroll_y:
        await desk.press(*["down"] * 6)
        pages.append(desk.words)
    return " ".join(pages)


def _no_wider(desk: Desk) -> None:
    """Nothing lies to the right of the screen."""
    for page in desk.app.screen.query(VerticalScroll):
        assert page.max_scroll_x == 0
    for keys in (*desk.app.screen.query(Footer), *desk.app.screen.query(KeyLine)):
        assert keys.max_scroll_x == 0
    assert all(len(line) <= desk.app.size.width for line in desk.lines)


@pytest.mark.parametrize(("skill", "size"), [*((skill, SIZES[0]) for skill in SKILLS), ("conv3d.parameters", SIZES[1])])
async def test_question_and_answer(skill: str, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole prompt and the field are there at once; diagnosis, steps, schedule and keys after the answer."""
    question = _longest(skill)
    ask(monkeypatch, [question] * 3)
    async with running(SessionPlan(), size=size) as desk:
        assert desk.shows(question.content.prompt)
        assert desk.shows("I don't know")
        _no_wider(desk)
        text, slip = known_mistake(question)
        await desk.type(text)
        _no_wider(desk)
        assert desk.shows(f"Rated Again; comes back tomorrow. {question.reference}")
        assert desk.shows(f"✗ Not yet: {told(text)}. The answer is")
        assert desk.shows(slip.feedback)
        words = await _everything(desk)
        for step in question.content.explanation:
            reasons = [idle.meaning for idle in step.idle]
            assert all(told in words for told in reasons or [" ".join(step.sentence.split())])
            if step.formula or step.substitution:  # else the one factor is the result itself, as the sentence says
                assert all(factor.meaning in words for factor in step.factors)
            assert step.result in words


@pytest.mark.parametrize(
    ("skill", "size"),
    [("conv2d.parameters", SIZES[0]), ("conv3d.parameters", SIZES[0]), ("conv3d.parameters", SIZES[1])],
)
async def test_given_steps(skill: str, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    """Under the longest given steps the field can be seen, and so can what is said about unreadable text."""
    question = _longest(skill)
    ask(monkeypatch, [question] * 3)
    async with running(SessionPlan(), size=size) as desk:
        await desk.press("?", "enter")
        assert desk.shows("The steps are given")
        page, field = desk.app.screen.query_one("#page"), desk.app.screen.query_one(Input)
        assert page.region.contains_region(field.region)
        await desk.type("2 80+")
        assert desk.shows("Not counted:")
        assert page.region.contains_region(field.region)
        _no_wider(desk)


@pytest.mark.parametrize("size", SIZES)
async def test_setup(size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    """Prompt, field, what is asked for and a notice fit on one page."""
    question = _longest("conv3d.parameters")
    ask(monkeypatch, [question] * 3)
    async with running(SessionPlan(), size=size) as desk:
        await desk.type(unknown_mistake(question))
        await desk.type("1")
        assert desk.shows(question.content.prompt)
        assert desk.shows("Type the arithmetic rather than its result")
        assert desk.shows("Enter alone shows the solution.")
        _no_wider(desk)


@pytest.mark.parametrize("size", SIZES)
async def test_card(size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    """The back of a card begins with the answer; the ratings stand in the footer, whatever the length of the steps."""
    question = _longest("conv3d.parameters")
    ask(monkeypatch, [question] * 3)
    async with running(SessionPlan(mode=Mode.FLASHCARD), size=size) as desk:
        await desk.press("space")
        assert desk.shows(f"Answer: {question.content.answer:,}")
        for word in ("Rate", "Leave"):
            assert word in desk.footer
        words = await _everything(desk)
        assert "How well did you know it? Rate it from 1 to 4." in words
        _no_wider(desk)


@pytest.mark.parametrize("size", SIZES)
async def test_summary(size: tuple[int, int]) -> None:
    """Each question has one line in the summary, also when there are more of them than lines on the screen."""
    clock = Clock()
    journal = Journal(MemoryStore(), "test", None, clock())
    session = PracticeSession({}, SessionPlan(limit=26, minutes=None), Random(1), clock())
    Driver(session, journal, clock, seconds=754).finish(right_answer)
    async with running(size=size, clock=clock) as desk:
        desk.app.push_screen(SummaryScreen(session, clock, finished=True))
        await desk.settle()
        _no_wider(desk)
        assert desk.shows("26 of 26 right.")
        for number, result in enumerate(session.results, 1):
            due = due_line(session.asking.due(result.review.skill, clock()), day_of(clock()))
            (row,) = [" ".join(line.split()).rstrip(" ▁▂▃▄▅▆▇█") for line in desk.lines if "▸" in line]
            assert row.startswith(f"▸ {number} ✓ right {SKILLS[result.review.skill].title[:12]}")
            assert row.endswith(f" 12:34 Good {due}")
            await desk.press("down")


@pytest.mark.parametrize("size", SIZES)
async def test_home(size: tuple[int, int]) -> None:
    """Home shows its figures, what to do, and every key."""
    async with running(size=size) as desk:
        _no_wider(desk)
        for text in (
            "answered today",
            "Enter asks the first question; p finds out what you know already.",
            "Practise",
            "Flashcards",
            "Quit",
            "palette",
        ):
            assert desk.shows(text)
