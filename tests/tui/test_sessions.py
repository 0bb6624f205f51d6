"""From the first question to the summary, and out at any moment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable
from itertools import pairwise
from pathlib import Path

import pytest

from tests.helpers.answers import known_mistake, right_answer, unknown_mistake
from tests.helpers.clock import Clock
from tests.tui.harness import CONV2D, Desk, go_through, running
from trainer.domain import DEFAULT_LEARNER, Outcome, Review
from trainer.scheduling.cards import fold
from trainer.session import SessionPlan
from trainer.store import Store


async def test_whole_session(tmp_path: Path) -> None:
    """Twelve questions, some wrong, some given up: the summary tells each, and the file holds them all."""
    with Store.open(tmp_path / "log.db") as store:
        async with running(SessionPlan(), first=CONV2D, store=store) as desk:
            asked = []
            for number in range(12):
                asked.append(desk.question)
                assert desk.lines[0].strip().startswith(f"question {number + 1} of 12")
                if number % 4 == 1:
                    await go_through(desk, [lambda question: known_mistake(question)[0]])
                elif number % 4 == 3:
                    await desk.press("?", "enter")
                else:
                    await go_through(desk, [right_answer])
            assert desk.shows("Done for today. 6 of 12 right.")
            assert (desk.text.count("✓ right"), desk.text.count("✗ wrong"), desk.text.count("? unknown")) == (6, 3, 3)
            assert len({question.identity for question in asked}) == 12
            skills = [question.reference.skill for question in asked]
            assert all(one != other for one, other in pairwise(skills))
    with Store.open(tmp_path / "log.db") as store:
        reviews = [event for event in store.active_events(DEFAULT_LEARNER) if isinstance(event, Review)]
        assert [review.reference for review in reviews] == [str(question.reference) for question in asked]
        assert Counter(review.outcome for review in reviews) == {
            Outcome.CORRECT: 6, Outcome.WRONG: 3, Outcome.DONT_KNOW: 3,
        }  # fmt: skip
        assert store.cards(DEFAULT_LEARNER) == store.rebuild(DEFAULT_LEARNER, fold)
        assert store.verify(DEFAULT_LEARNER) == []


async def test_go_on() -> None:
    """After the summary G asks another round with its own number of questions; then a summary of both follows."""
    async with running(SessionPlan(limit=2), first=CONV2D) as desk:
        await go_through(desk, [right_answer] * 2)
        assert desk.shows("Done for today. 2 of 2 right.")
        await desk.press("g")
        assert desk.lines[0].strip().startswith("question 3 of 4")
        await go_through(desk, [right_answer] * 2)
        assert desk.shows("Done for today. 4 of 4 right.")
        assert len(desk.reviews) == 4


async def test_ten_minutes() -> None:
    """A session ends with the question during which its ten minutes run out."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        desk.clock.forward(minutes=9)
        await go_through(desk, [right_answer])
        desk.clock.forward(minutes=1)
        await go_through(desk, [right_answer])
        assert desk.shows("Done for today. 2 of 2 right.")


async def _nothing(desk: Desk) -> None:
    """The first question stands."""


async def _half_typed(desk: Desk) -> None:
    await desk.press("1", "2")


async def _answered(desk: Desk) -> None:
    await desk.type("7920")


async def _overridden(desk: Desk) -> None:
    await desk.type("7920")
    await desk.press("4")


async def _at_the_setup(desk: Desk) -> None:
    await desk.type(unknown_mistake(desk.question))


async def _at_the_second(desk: Desk) -> None:
    await desk.type("7920")
    await desk.press("enter")


@pytest.mark.parametrize(
    ("steps", "kept", "key"),
    [
        (_nothing, 0, "escape"),
        (_half_typed, 0, "escape"),
        (_answered, 1, "escape"),
        (_overridden, 1, "escape"),
        (_at_the_setup, 1, "escape"),
        (_at_the_second, 1, "escape"),
        (_half_typed, 0, "ctrl+q"),
        (_overridden, 1, "ctrl+q"),
        (_at_the_setup, 1, "ctrl+q"),
    ],
)
async def test_leave(steps: Callable[[Desk], Awaitable[None]], kept: int, key: str) -> None:
    """Left at any moment, everything that was judged is recorded."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        await steps(desk)
        if steps is _half_typed and key == "escape":
            await desk.press("escape")  # which empties the field
        await desk.press_at_once(key)
        if key == "escape":
            await desk.settle()
            assert desk.shows(
                "Left early; every answer is kept."
                if kept
                else "Enter asks the first question; p finds out what you know already."
            )
    assert len(desk.reviews) == kept
    assert desk.app.failure == ""


async def test_left_session_has_no_other_round() -> None:
    """Only a finished session offers one; a session that was left goes on where it was."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        await desk.type("7920")
        await desk.press("escape")
        assert "Go on" in desk.footer
        assert "weakest" not in desk.footer
        await desk.press("g")
        assert desk.session.number == 2
        assert desk.session.limit == 12


@pytest.mark.parametrize("key", ["enter", "escape"])
async def test_summary_closes(key: str) -> None:
    """Enter and escape lead from the summary back home."""
    async with running(SessionPlan(limit=1), first=CONV2D) as desk:
        await go_through(desk, [right_answer])
        await desk.press(key)
        assert desk.shows("answered today")


async def test_only_one_skill() -> None:
    """A session of one skill asks nothing else, and begins with it whatever the plan file says."""
    async with running(SessionPlan(limit=3, only=("bias.effect",)), first=CONV2D) as desk:
        await go_through(desk, [right_answer] * 3)
        assert [review.skill for review in desk.reviews] == ["bias.effect"] * 3


@pytest.mark.parametrize("keys", [["g", "g"], ["g", "enter"], ["enter", "g"]])
async def test_keys_in_one_burst(keys: list[str]) -> None:
    """Two keys that arrive together at the summary end no program and lose no answer."""
    async with running(SessionPlan(limit=1), first=CONV2D) as desk:
        await go_through(desk, [right_answer])
        await desk.burst(*keys)
        assert desk.app.is_running
        assert len(desk.reviews) == 1


async def test_next_day() -> None:
    """What was answered wrong is due the next morning, and home offers it."""
    clock = Clock()
    async with running(SessionPlan(limit=1), first=CONV2D, clock=clock) as desk:
        await desk.press("?", "enter")
        assert desk.shows("tomorrow")
        clock.forward(days=1)
        await desk.press("enter")
        assert desk.shows("1 skill is due.")
        await desk.press("enter")
        assert desk.question.reference.skill == "conv2d.parameters"
