"""The key for a hint, in every state in which it works."""

from __future__ import annotations

from threading import Event

import pytest

from tests.helpers.answers import right_answer, unknown_mistake
from tests.tui.harness import CONV2D, Desk, Door, running
from trainer.domain import Mode, Outcome, Rating
from trainer.session import SessionPlan

WARNING = "The next hint is the set-up; with it even a right answer is rated Again."


def _offered(desk: Desk) -> bool:
    return "Hint" in desk.footer


async def test_one_at_a_time() -> None:
    """Each press shows the next hint below the prompt; what was typed stays; at the end the key is gone."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        hints = desk.question.content.hints
        await desk.press(*"20*")
        for number, hint in enumerate(hints, 1):
            assert _offered(desk)
            assert not desk.shows(hint)
            await desk.press("ctrl+t")
            assert desk.shows(f"Hint {number} of {len(hints)}: {hint}")
            assert desk.shows(desk.question.content.prompt)
            assert desk.shows("20*")
            assert desk.shows(WARNING) is (number == len(hints) - 1)
        assert not _offered(desk)
        before = desk.text
        await desk.press("ctrl+t")
        assert desk.text == before
        assert desk.log == []
        await desk.type("(6*6*11)")
        assert desk.shows("✓ Correct: 7,920")
        assert not desk.shows("Hint 1 of")
        assert desk.reviews[0].submission == "20*(6*6*11)"


@pytest.mark.parametrize(
    ("hints", "said", "rating"),
    [
        (1, "Right with 1 hint, so Hard; comes back tomorrow.", Rating.HARD),
        (2, "Right with 2 hints, so Hard; comes back tomorrow.", Rating.HARD),
        (3, "Right with the set-up shown, so Again; comes back tomorrow.", Rating.AGAIN),
    ],
)
async def test_what_it_costs_is_said(hints: int, said: str, rating: Rating) -> None:
    """The line below the answer gives the reason of the rating, and the review the number of hints."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        await desk.press(*["ctrl+t"] * hints)
        await desk.type(right_answer(desk.question))
        assert desk.shows(said)
        [review] = desk.reviews
        assert (review.hints, review.rating, review.outcome) == (hints, rating, Outcome.CORRECT)
        await desk.press("3")
        assert desk.shows("Rated Good by you")
        await desk.press("enter")
        assert _offered(desk)
        assert not desk.shows("Hint 1 of")


async def test_at_the_set_up() -> None:
    """The nudges stay while the set-up is typed, and no further one is offered; Hard if it is right."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        await desk.press("ctrl+t")
        await desk.type(unknown_mistake(desk.question))
        assert desk.shows("Type your set-up")
        assert desk.shows("Hint 1 of 3")
        assert not _offered(desk)
        await desk.type("20*(6*6*11)")
        assert desk.shows("slip of arithmetic")
        assert not desk.shows("Hint 1 of 3")
        assert [(review.hints, review.rating) for review in desk.reviews] == [(1, Rating.HARD)]


async def test_unreadable_after_a_hint() -> None:
    """What cannot be read keeps the hints and is said so."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        await desk.press("ctrl+t")
        await desk.type("2 80+")
        assert desk.shows("Not counted:")
        assert desk.shows("Hint 1 of 3")
        await desk.press("ctrl+t")
        assert desk.shows("Hint 2 of 3")


async def test_flashcard() -> None:
    """Before the card is turned; recorded, rated by the learner alone, without a word about the rating."""
    async with running(SessionPlan(mode=Mode.FLASHCARD), first=CONV2D) as desk:
        await desk.press("ctrl+t", "ctrl+t")
        assert desk.shows("Hint 2 of 3")
        assert not desk.shows(WARNING)
        await desk.press("space")
        assert not desk.shows("Hint 1 of 3")
        assert not _offered(desk)
        await desk.press("4")
        assert [(review.hints, review.rating) for review in desk.reviews] == [(2, Rating.EASY)]


async def test_the_field_stays_in_sight() -> None:
    """With all hints on a small screen, the field and what is typed into it can still be seen."""
    async with running(SessionPlan(), first="conv3d.parameters/v1/3/4") as desk:
        await desk.press(*["ctrl+t"] * 3)
        assert desk.shows("The set-up:")
        await desk.press(*"123")
        page, field = desk.app.screen.query_one("#page"), desk.app.screen.query_one("#answer")
        assert page.region.contains_region(field.region)
        assert desk.shows("123")


async def test_the_question_can_be_read_again() -> None:
    """Where prompt and hints fill more than the page, the arrow keys scroll while an answer is typed."""
    async with running(SessionPlan(), first="summary.reading/v1/3/1") as desk:
        await desk.press(*["ctrl+t"] * 3)
        assert not desk.shows("Keras prints this summary")
        await desk.press("1", *["up"] * 12)
        assert desk.shows("Keras prints this summary")
        await desk.press("2")
        await desk.press(*["down"] * 12)
        assert desk.shows("12")


@pytest.mark.parametrize(
    ("keys", "hints", "outcome"),
    [
        (("ctrl+t",), 1, None),
        (("ctrl+t", "ctrl+t"), 2, None),
        (("ctrl+t", "?", "ctrl+t", "?"), 1, Outcome.DONT_KNOW),
        (("7", "9", "2", "0", "ctrl+t", "enter"), 1, Outcome.CORRECT),
        (("7", "9", "2", "0", "enter", "ctrl+t"), 0, Outcome.CORRECT),
    ],
)
async def test_before_the_session_is_made(
    keys: tuple[str, ...], hints: int, outcome: Outcome | None, gate: Event
) -> None:
    """What was pressed while the question stood there already happens in its order, as if the session had been."""
    door = Door()
    door.open()
    async with running(SessionPlan(), first=CONV2D, door=door) as desk:
        await desk.until(lambda: desk.shows("11 (height × width × channels)"))
        await desk.until(lambda: _offered(desk))
        await desk.press_at_once(*keys)
        gate.set()
        if outcome is None:
            await desk.until(lambda: desk.shows(f"Hint {hints} of 3"))
            assert not desk.shows(f"Hint {hints + 1} of 3")
            return
        await desk.until(lambda: desk.shows("✓ Correct") or desk.shows("The answer is"))
        await desk.settle()
        assert [(review.hints, review.outcome) for review in desk.reviews] == [(hints, outcome)]


async def test_unreadable_before_the_session_is_made(gate: Event) -> None:
    """What was entered too early and cannot be read is said so, and stays said."""
    door = Door()
    door.open()
    async with running(SessionPlan(), first=CONV2D, door=door) as desk:
        await desk.press_at_once(*"20+", "enter")
        gate.set()
        await desk.until(lambda: desk.shows("Not counted:"))
        await desk.settle()
        assert desk.shows("Not counted:")
        assert desk.shows("20+")
