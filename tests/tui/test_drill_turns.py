"""Skipping, undoing, switching between typed answers and cards, working out, and questions that seem wrong."""

from __future__ import annotations

import json

import pytest

from tests.helpers.answers import unknown_mistake
from tests.tui.harness import CONV2D, running
from trainer.domain import Mode, Undo
from trainer.paths import doubts_file
from trainer.session import SessionPlan


async def test_skip() -> None:
    """Another question of another skill; nothing is recorded, and the number stays."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        await desk.press("ctrl+t", "5", "ctrl+n")
        assert desk.question.reference.skill != "conv2d.parameters"
        assert desk.shows("question 1 of 12")
        assert not desk.shows("Hint 1")
        assert desk.log == []
        await desk.type(desk.question.expected)
        assert [review.skill for review in desk.reviews] == [desk.question.reference.skill]


async def test_skip_of_the_only_skill() -> None:
    """Fresh numbers."""
    async with running(SessionPlan(only=("macs.conv",))) as desk:
        before = desk.question
        await desk.press("ctrl+n")
        assert desk.question.reference.skill == "macs.conv"
        assert desk.question.identity != before.identity


async def test_undo_of_the_answer_shown() -> None:
    """It counts no longer, and its skill is asked again with fresh numbers, under the same number."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        await desk.type("1")
        assert desk.session.phase.name == "SETUP" or desk.shows("Not yet")
        if desk.session.phase.name == "SETUP":
            await desk.press("enter")
        assert "Undo" in desk.footer
        await desk.press("u")
        assert desk.reviews == []
        assert isinstance(desk.log[-1], Undo)
        assert desk.question.reference.skill == "conv2d.parameters"
        assert str(desk.question.reference) != CONV2D
        assert desk.shows("question 1 of 12")
        await desk.type(desk.question.expected)
        assert [review.unaided_success for review in desk.reviews] == [True]
        await desk.press("enter")
        assert desk.question.reference.skill != "conv2d.parameters"  # what was failed and taken back waits no more


async def test_undo_of_the_answer_before() -> None:
    """The present question stays, with one answer fewer behind it."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        await desk.type("7920")
        await desk.press("enter")
        asked = desk.question
        await desk.press("ctrl+z")
        assert desk.question is asked
        assert desk.reviews == []
        assert desk.shows("question 1 of 12")
        await desk.press("ctrl+z")
        assert len(desk.log) == 2


@pytest.mark.parametrize("first", [Mode.TYPED, Mode.FLASHCARD])
async def test_switch(first: Mode) -> None:
    """In the middle, for this question and those that follow."""
    async with running(SessionPlan(mode=first), first=CONV2D) as desk:
        if first is Mode.TYPED:
            await desk.press("7", "ctrl+o")
            assert desk.shows("flashcard 1 of 12")
            await desk.press("space", "3")
            assert [review.mode for review in desk.reviews] == [Mode.FLASHCARD]
            await desk.press("ctrl+o")
            assert desk.shows("question 2 of 12")
        else:
            await desk.press("ctrl+o")
        await desk.type(desk.question.expected)
        assert desk.reviews[-1].mode is Mode.TYPED


async def test_scratch() -> None:
    """Arithmetic that ends with an equals sign is worked out; that alone is no answer."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        await desk.type("8*8*11 =")
        assert desk.shows("8*8*11 = 704")
        for text in ("7/2=", "2**13=", "abc="):
            await desk.type(text)
        assert desk.shows("7/2 = 3.5")
        assert desk.shows("2**13 = 8,192")
        assert desk.shows("is not understood")
        assert desk.log == []
        await desk.clear()
        await desk.type("7920")
        assert not desk.shows("= 704")
        assert len(desk.reviews) == 1


async def test_enter_takes_what_was_worked_out() -> None:
    """The result stands in the field: Enter is the answer, and what is typed instead replaces it."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        await desk.type("20*(6*6*11)=")
        await desk.press("enter")
        assert desk.shows("✓ Correct: 7,920")
        assert [review.submission for review in desk.reviews] == ["7920"]
    async with running(SessionPlan(), first=CONV2D) as desk:
        await desk.type("6*6*11=")
        await desk.type("7920")
        assert [review.submission for review in desk.reviews] == ["7920"]


async def test_of_a_setup_the_arithmetic_stays() -> None:
    """A set-up is not its result: what was worked out can be handed in as it was typed."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        await desk.type(unknown_mistake(desk.question))
        await desk.type("20*6*6*11=")
        assert desk.shows("20*6*6*11 = 7,920")
        await desk.press("enter")
        assert desk.reviews[-1].setup == "20*6*6*11"


@pytest.mark.parametrize("reference", ["parameters.effect/v1/3/2", "parameters.which/v1/2/4", "output.keras/v1/2/5"])
async def test_elsewhere_the_field_is_empty_again(reference: str) -> None:
    """Where no number is asked for, what was worked out is no answer: 1 would be a choice."""
    async with running(SessionPlan(), first=reference) as desk:
        await desk.type("3-2=")
        assert desk.shows("3-2 = 1")
        await desk.press("enter")
        assert desk.shows("Not counted")
        assert desk.log == []


@pytest.mark.parametrize("key", ["escape", "ctrl+z"])
async def test_what_is_typed_goes_first(key: str) -> None:
    """Esc and ^z empty the field, and the footer says so; once it is empty they leave, and take an answer back."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        await desk.type("7920")
        await desk.press("enter")
        assert "esc Leave" in desk.footer
        await desk.press("7", "x")
        assert "esc Clear" in desk.footer
        await desk.press(key)
        assert "esc Leave" in desk.footer
        assert [review.submission for review in desk.reviews] == ["7920"]
        await desk.press(key)
        assert desk.shows("Left early") is (key == "escape")
        assert (desk.reviews == []) is (key == "ctrl+z")


async def test_a_question_that_seems_wrong() -> None:
    """Its reference is kept in a file that is named, with what was typed; pressed again, the key takes that back."""
    async with running(SessionPlan(), first=CONV2D, size=(120, 40), notifications=True) as desk:
        await desk.type("7921")
        await desk.press("enter", "w")
        await desk.until(lambda: desk.shows("Noted as wrong; w takes that back."))
        assert desk.shows(doubts_file().name)
        assert not desk.app.query("Toast")
        (line,) = doubts_file().read_text("utf-8").splitlines()
        assert json.loads(line)["reference"] == CONV2D
        assert json.loads(line)["typed"] == "7921"
        await desk.press("w")
        await desk.until(lambda: desk.shows("No longer noted as wrong."))
        assert doubts_file().read_text("utf-8") == ""
        await desk.press("w")
        await desk.until(lambda: desk.shows("Noted as wrong"))
        await desk.press("enter")
        assert not desk.shows("Noted as wrong")
        assert len(doubts_file().read_text("utf-8").splitlines()) == 1


async def test_a_doubt_that_cannot_be_kept() -> None:
    """It is said, and the key offers to note it as before."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        doubts_file().mkdir(parents=True)
        await desk.type("7920")
        await desk.press("w")
        await desk.until(lambda: desk.shows("could not be noted"))
        doubts_file().rmdir()
        await desk.press("w")
        await desk.until(lambda: desk.shows("Noted as wrong"))


async def test_a_placement_is_not_turned() -> None:
    """Its questions are chosen to tell what is known: none is skipped, undone or turned into a card."""
    async with running(SessionPlan(placement=True, ask_setup=False, minutes=None)) as desk:
        asked = desk.question
        await desk.press("ctrl+n", "ctrl+o")
        assert desk.question is asked
        assert "Skip" not in desk.footer
