"""Flashcards: think, turn the card, rate oneself."""

from __future__ import annotations

import pytest

from tests.tui.harness import CONV2D, running
from trainer.domain import Mode, Outcome, Rating
from trainer.session import Phase, SessionPlan
from trainer.telling import RATINGS

CARDS = SessionPlan(mode=Mode.FLASHCARD)


@pytest.mark.parametrize("key", ["space", "enter"])
async def test_turn(key: str) -> None:
    """Space and enter turn the card: answer, steps, and the four ratings."""
    async with running(CARDS, first=CONV2D) as desk:
        assert not desk.shows("7,920")
        await desk.press(key)
        assert desk.shows("Answer: 7,920")
        assert desk.shows(desk.question.content.explanation[0].sentence)
        assert desk.shows("How well did you know it?")
        assert all(desk.shows(f"{rating:d} {name}") for rating, name in RATINGS.items())
        assert desk.log == []


async def test_rate() -> None:
    """Each rating is recorded as the learner's own, without a verdict, and the next card follows by itself."""
    async with running(CARDS, first=CONV2D) as desk:
        for number, rating in enumerate(Rating, 1):
            assert desk.lines[0].strip().startswith(f"flashcard {number} of 12")
            assert desk.session.phase is Phase.ASKING
            await desk.press("space")
            desk.clock.forward(seconds=12)
            await desk.press(str(int(rating)))
            review = desk.reviews[-1]
            assert (review.rating, review.rated_by_learner, review.outcome) == (rating, True, Outcome.SELF_RATED)
            assert (review.mode, review.submission, review.taken_ms) == (Mode.FLASHCARD, "", 12_000)
        assert len(desk.log) == 4


async def test_turned_card_waits_for_a_rating() -> None:
    """A turned card stays: neither enter nor space goes on without a rating."""
    async with running(CARDS, first=CONV2D) as desk:
        await desk.press("space")
        before = desk.text
        await desk.press("enter", "space")
        assert desk.text == before
        assert desk.log == []


async def test_no_rating_before_the_turn() -> None:
    """The front of a card cannot be rated, nor given up."""
    async with running(CARDS, first=CONV2D) as desk:
        before = desk.text
        await desk.press("1", "2", "3", "4", "?")
        assert desk.text == before
        assert desk.log == []


async def test_session_of_cards() -> None:
    """A whole session of cards ends with a summary that counts cards and claims no verdict."""
    async with running(SessionPlan(limit=4, mode=Mode.FLASHCARD), first=CONV2D) as desk:
        for key in "3143":
            await desk.press("space", key)
        assert desk.shows("Done for today. 4 cards rated.")
        assert desk.text.count("· rated") == 4
        assert [int(review.rating) for review in desk.reviews] == [3, 1, 4, 3]
        await desk.press("g")
        assert desk.lines[0].strip().startswith("flashcard 5 of 8")
