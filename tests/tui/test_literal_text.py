"""Prompts, steps, feedback and what was typed are data: whatever looks like markup shows as it is written."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.checker import Verdict
from questions.generator import generate
from questions.question import Proof, Question, Reference, Step
from questions.skills import SKILLS
from questions.submission import AnswerKind, Unreadable, read_submission
from tests.tui.harness import CONV2D, running
from tests.tui.scripted import ask
from trainer.domain import Mode, Moment
from trainer.journal import Journal
from trainer.planfile import HomeFigures
from trainer.session import SessionPlan
from trainer.store.errors import StoreDamaged, StoreFull
from trainer.tui.feedback import steps_content, verdict

HOSTILE = (
    "[out_channels] [stride=2] [/] [/bold] [bold]b[/bold] [@click=app.quit]quit[/] [link=http://x]l[/] $primary {x}"
)
ANSWER = "7920"


def _hostile_question() -> Question:
    question = generate(Reference.parse(CONV2D))
    content = question.content
    steps = (Step(f"1st {HOSTILE}", "[a]·[b]", "[1]·[2]", "[/]"), Step(f"2nd {HOSTILE}"), Step("Last."))
    slips = (
        replace(content.misconceptions[0], cause=f"cause {HOSTILE}", lesson=f"lesson {HOSTILE}", working="[w]"),
        *content.misconceptions[1:],
    )
    return replace(
        question,
        content=replace(
            content,
            prompt=f"prompt {HOSTILE}",
            explanation=steps,
            misconceptions=slips,
            hints=(f"nudge {HOSTILE}", f"way {HOSTILE}"),
            prove=lambda: Proof(pytorch=f"torch {HOSTILE}\n    {HOSTILE}"),
        ),
    )


@pytest.fixture
def hostile(monkeypatch: pytest.MonkeyPatch) -> Question:
    """A question full of markup, asked again and again."""
    question = _hostile_question()
    ask(monkeypatch, [question] * 5)
    return question


async def test_hints_and_code(hostile: Question) -> None:
    """Hints below the prompt, and the code that proves the answer."""
    async with running(SessionPlan(), size=(100, 40)) as desk:
        await desk.press("ctrl+t", "ctrl+t")
        assert desk.shows(f"Hint 1 of 2: nudge {HOSTILE}")
        assert desk.shows(f"Hint 2 of 2: way {HOSTILE}")
        await desk.press("?", "c")
        assert desk.shows(f"torch {HOSTILE} {HOSTILE}")


async def test_question_and_feedback(hostile: Question) -> None:
    """Prompt, diagnosis and steps of a typed answer."""
    slip = hostile.content.misconceptions[0]
    async with running(SessionPlan(), size=(100, 40)) as desk:
        assert desk.shows(f"prompt {HOSTILE}")
        await desk.type(str(slip.value))
        for text in (
            f"{slip.value:,} is what you get if cause {HOSTILE}: [w]. lesson {HOSTILE}",
            f"1. 1st {HOSTILE}",
            f"2. 2nd {HOSTILE}",
        ):
            assert desk.shows(text), text
        assert desk.shows("[a]·[b] = [1]·[2] = [/]")


async def test_given_steps(hostile: Question) -> None:
    """The steps that are given after an "I don't know"."""
    async with running(SessionPlan(), size=(100, 40)) as desk:
        await desk.press("?", "enter")
        assert desk.shows("The steps are given")
        assert desk.shows(f"1. 1st {HOSTILE}")


async def test_back_of_a_card(hostile: Question) -> None:
    """Both sides of a flashcard."""
    async with running(SessionPlan(mode=Mode.FLASHCARD), size=(100, 40)) as desk:
        assert desk.shows(f"prompt {HOSTILE}")
        await desk.press("space")
        assert desk.shows(f"2. 2nd {HOSTILE}")


async def test_typed_text() -> None:
    """What was typed, in the field and where it is quoted as unreadable."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        for text in ("[out_channels]", "[/]", "[@click=app.quit]x[/]", "\\[b]"):
            reason = read_submission(AnswerKind.INTEGER, text)
            assert isinstance(reason, Unreadable)
            await desk.type(text)
            assert any(line.strip(" ▊▎") == text for line in desk.lines)
            assert desk.shows(f"Not counted: {reason.reason}")
            await desk.clear()


async def test_trouble() -> None:
    """A store's sentence, which holds the name of a file."""
    from tests.tui.stores import TroubledStore

    store = TroubledStore()
    async with running(SessionPlan(), first=CONV2D, store=store, size=(160, 24)) as desk:
        store.trouble = StoreFull(f"The disk with {HOSTILE} is full.")
        await desk.type_at_once(ANSWER)
        await desk.until(lambda: desk.shows(f"Not saved yet: The disk with {HOSTILE} is full."))
        store.trouble = None
        await desk.settle()


async def test_trouble_at_home() -> None:
    """The same on home."""

    class Unreadable(Journal):
        def figures(self, now: Moment) -> HomeFigures:
            raise StoreDamaged(f"{HOSTILE} is damaged.")

    async with running(make_journal=lambda store, now: Unreadable(store, "test", None, now), size=(160, 24)) as desk:
        assert desk.shows(f"{HOSTILE} is damaged.")


async def test_summary(monkeypatch: pytest.MonkeyPatch) -> None:
    """The title of a skill."""
    skill = SKILLS["conv2d.parameters"]
    monkeypatch.setattr(
        "trainer.tui.screens.summary.SKILLS", {skill.id: replace(skill, title="[/] [out_channels] [b]x")}
    )
    async with running(SessionPlan(limit=1), first=CONV2D) as desk:
        await desk.type(ANSWER)
        await desk.press("enter")
        assert desk.shows("[/] [out_channels] [b]x")


_words = st.text(st.sampled_from("[]/\\@=$a (){}\"'"), max_size=30)


@given(_words, _words, _words)
def test_any_text(sentence: str, formula: str, result: str) -> None:
    """Any text in a step or a diagnosis comes out as it went in."""
    shown = steps_content([Step(f"<{sentence}>", f"<{formula}>", "", f"<{result}>")]).plain
    assert f"1. <{sentence}>" in shown
    assert f"<{formula}> = <{result}>" in shown


@given(_words, _words)
def test_any_diagnosis(cause: str, lesson: str) -> None:
    """Any text in a diagnosis comes out as it went in."""
    from random import Random

    from tests.helpers.clock import Clock
    from trainer.session import PracticeSession, Result

    clock = Clock()
    session = PracticeSession({}, SessionPlan(), Random(1), clock(), first=Reference.parse(CONV2D))
    slip = replace(session.question.content.misconceptions[0], cause=f"<{cause}>", lesson=f"<{lesson}>")
    session.answer(str(slip.value), clock())
    [result] = session.results
    session.results[0] = Result(result.question, result.review, Verdict(correct=False, misconceptions=(slip,)))
    shown = verdict(session).plain
    assert f"<{cause}>" in shown
    assert f"<{lesson}>" in shown
