"""Keys meant for something else: Enter pressed twice, digits of the next answer; and time under another screen."""

from __future__ import annotations

import pytest

from tests.helpers.answers import known_mistake, right_answer, unknown_mistake
from tests.tui.harness import CONV2D, running
from trainer.domain import Outcome, Rating
from trainer.session import Phase, SessionPlan
from trainer.tui.drill_guard import PAUSE


class Hand:
    """Seconds as the learner's fingers go; they stand still until they are moved."""

    at = 0.0

    def __call__(self) -> float:
        return self.at


async def test_enter_twice_after_a_mistake() -> None:
    """The diagnosis stays until there was time to see it; a right answer lets go on at once."""
    hand = Hand()
    async with running(SessionPlan(), first=CONV2D, seconds=hand) as desk:
        text, slip = known_mistake(desk.question)
        await desk.burst(*text, "enter", "enter")
        assert desk.shows(slip.feedback)
        hand.at += PAUSE - 0.01
        await desk.press("enter")
        assert desk.shows(slip.feedback)
        hand.at += 0.02
        await desk.press("enter")
        assert desk.shows("question 2 of 12")
        await desk.burst(*right_answer(desk.question), "enter", "enter")
        assert desk.shows("question 3 of 12")


async def test_enter_twice_does_not_skip_the_setup() -> None:
    """Nor does the Enter that leaves the set-up out skip the solution."""
    hand = Hand()
    async with running(SessionPlan(), first=CONV2D, seconds=hand) as desk:
        await desk.burst(*unknown_mistake(desk.question), "enter", "enter")
        assert desk.shows("Type your set-up")
        hand.at += 1
        await desk.burst("enter", "enter")
        assert desk.shows("The answer is 7,920")
        hand.at += 1
        await desk.press("enter")
        assert desk.shows("question 2 of 12")


@pytest.mark.parametrize("typed", ["1e3", "144", "33", "2.2e2"])
async def test_a_number_typed_ahead_rates_no_mistake_up(typed: str) -> None:
    """Its digits come at once, and none of them makes a wrong answer Hard, Good or Easy."""
    async with running(SessionPlan(), first=CONV2D, seconds=Hand()) as desk:
        await desk.type(known_mistake(desk.question)[0])
        await desk.burst(*typed)
        [review] = desk.reviews
        assert (review.outcome, review.rating, review.rated_by_learner) == (Outcome.WRONG, Rating.AGAIN, False)


@pytest.mark.parametrize("give_up", [False, True])
async def test_a_mistake_is_rated_up_by_the_same_key_twice(give_up: bool) -> None:
    """The learner's word stands, once it is meant; another digit begins anew."""
    hand = Hand()
    async with running(SessionPlan(), first=CONV2D, seconds=hand) as desk:
        if give_up:
            await desk.press("?")
        else:
            await desk.type(known_mistake(desk.question)[0])
        await desk.press("3")
        asked = "question given up" if give_up else "wrong answer"
        assert desk.shows(f"Good for a {asked}? 3 once more rates it so.")
        hand.at += 1
        await desk.press("2")
        assert desk.shows("2 once more")
        hand.at += 1
        await desk.press("3")
        hand.at += 1
        await desk.press("3")
        assert not desk.shows("once more")
        assert [review.rating for review in desk.reviews] == [Rating.GOOD]
        await desk.press("1")
        assert [review.rating for review in desk.reviews] == [Rating.AGAIN]


async def test_a_bare_number_is_no_setup() -> None:
    """However it is written: the rule never rates a wrong number above Hard, and that only for arithmetic."""
    async with running(SessionPlan(), first="conv2d.parameters/v1/1/1") as desk:
        await desk.type(unknown_mistake(desk.question))
        for text in ("7920", "7.92e3", "7.92k"):
            await desk.clear()
            await desk.type(text)
            assert desk.session.phase is Phase.SETUP
        assert [review.rating for review in desk.reviews] == [Rating.AGAIN]


@pytest.mark.parametrize("keys", [("f1", "escape"), ("ctrl+p", "escape")])
async def test_time_under_another_screen_is_not_counted(keys: tuple[str, str]) -> None:
    """While help or the palette lies over a question, its time stands still."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        desk.clock.forward(seconds=10)
        await desk.press(keys[0])
        desk.clock.forward(minutes=5)
        await desk.press(keys[1])
        desk.clock.forward(seconds=7)
        await desk.type("7920")
        assert [review.taken_ms for review in desk.reviews] == [17_000]
