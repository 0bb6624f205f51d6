"""A typed answer: judged at once, diagnosed, worked out, rated, recorded."""

from __future__ import annotations

import pytest

from tests.helpers.answers import (
    known_mistake,
    right_answer,
    right_setup,
    unknown_mistake,
    unreadable,
    wrong_setup,
)
from tests.tui.harness import CONV2D, Desk, go_through, running
from trainer.domain import Outcome, Rating, Undo
from trainer.session import Phase, SessionPlan
from trainer.telling import told

# conv2d.parameters/v1/1/1: 20 filters of 6×6 on 11 channels, without biases: 7,920.
FORMULA = "parameters.formula/v1/1/1"


def _shows_all_steps(desk: Desk) -> bool:
    """Whether the worked steps are there, as far as one page reaches."""
    steps = desk.session.results[-1].question.content.explanation
    return all(desk.shows(step.sentence) for step in steps[:2])


@pytest.mark.parametrize("text", ["7,920", "20×(6*6*11)", "7.92e3", "７９２０"])
async def test_right(text: str) -> None:
    """A right answer, however it is written, is told at once with its steps, rated Good and recorded as typed."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        desk.clock.forward(seconds=75)
        await desk.type(text)
        assert desk.shows("✓ Correct: 7,920")
        assert _shows_all_steps(desk)
        assert desk.shows("Rated Good; comes back in 2 days.")
        assert desk.shows(CONV2D)
        [review] = desk.reviews
        assert (review.outcome, review.rating, review.submission) == (Outcome.CORRECT, Rating.GOOD, text)
        assert (review.reference, review.expected, review.taken_ms) == (CONV2D, "7920", 75_000)


@pytest.mark.parametrize("reference", [CONV2D, FORMULA])
async def test_known_mistake(reference: str) -> None:
    """A wrong answer that a misconception leads to is diagnosed in terms of this layer; no set-up is asked for."""
    async with running(SessionPlan(), first=reference) as desk:
        text, slip = known_mistake(desk.question)
        await desk.type(text)
        assert desk.shows(f"✗ Not yet: {told(text)}. The answer is")
        assert desk.shows(slip.feedback)
        assert _shows_all_steps(desk)
        assert desk.shows("Rated Again; comes back tomorrow.")
        [review] = desk.reviews
        assert (review.outcome, review.rating) == (Outcome.WRONG, Rating.AGAIN)
        assert slip.id in review.misconceptions


async def test_two_mistakes_with_one_value() -> None:
    """Where two misconceptions give the same wrong number, both are named."""
    async with running(SessionPlan(), first="bias.effect/v2/1/0") as desk:
        await desk.type("4750")
        assert desk.shows("2 different mistakes lead to this value:")
        assert set(desk.reviews[0].misconceptions) == {"bias_per_weight", "gave_total_instead"}
        for slip in desk.session.results[-1].question.content.misconceptions:
            assert desk.shows(slip.feedback) == (slip.value == 4750)


async def test_unknown_mistake_asks_for_the_setup() -> None:
    """A wrong number without a known reason keeps its solution back and asks for the set-up."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        wrong = unknown_mistake(desk.question)
        await desk.type(wrong)
        assert desk.shows(f"✗ Not yet: {told(wrong)}")
        assert desk.shows("Type your set-up")
        assert not desk.shows("7,920")
        assert [review.rating for review in desk.reviews] == [Rating.AGAIN]


async def test_right_setup() -> None:
    """The right set-up after a wrong number means a slip of arithmetic: Hard instead of Again, and both are kept."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        wrong, setup = unknown_mistake(desk.question), right_setup(desk.question)
        await desk.type(wrong)
        await desk.type(setup)
        assert desk.shows("Your set-up is right, so this was a slip of arithmetic.")
        assert desk.shows("The answer is 7,920")
        assert desk.shows("Rated Hard; comes back")
        [review] = desk.reviews
        assert (review.submission, review.setup, review.rating) == (wrong, setup, Rating.HARD)
        assert (review.outcome, review.rated_by_learner) == (Outcome.WRONG, False)


async def test_wrong_setup() -> None:
    """A wrong set-up leaves Again standing, and the solution follows."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        await desk.type(unknown_mistake(desk.question))
        await desk.type(wrong_setup(desk.question))
        assert desk.shows("The answer is 7,920")
        assert not desk.shows("slip of arithmetic")
        assert desk.shows("Rated Again; comes back tomorrow.")
        assert [review.rating for review in desk.reviews] == [Rating.AGAIN]


async def test_setup_with_a_known_mistake() -> None:
    """A set-up that is one of the misconceptions is diagnosed, and the review carries it."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        value, slip = known_mistake(desk.question)
        await desk.type(unknown_mistake(desk.question))
        await desk.type(f"{value}*1")
        assert desk.shows(slip.feedback)
        [review] = desk.reviews
        assert (review.misconceptions, review.rating) == ((slip.id,), Rating.AGAIN)


async def test_blank_setup() -> None:
    """Enter alone leaves the set-up out: the solution follows, and the first review stands."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        await desk.type(unknown_mistake(desk.question))
        before = desk.log
        await desk.press("enter")
        assert desk.shows("The answer is 7,920")
        assert desk.log == before


async def test_setup_that_cannot_be_read() -> None:
    """A set-up that is a bare number or unreadable is said so, nothing is recorded, and it can be typed again."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        await desk.type(unknown_mistake(desk.question))
        before = desk.log
        for text, reason in (("7921", "Type the arithmetic rather than its result"), ("6*6*", "Not counted")):
            await desk.type(text)
            assert desk.shows(reason)
            assert desk.log == before
            await desk.clear()
        await desk.type(right_setup(desk.question))
        assert desk.shows("slip of arithmetic")


async def test_unreadable() -> None:
    """What cannot be read is said so, the question and what was typed stand, and nothing is recorded."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        for text in ("", "   ", "2 80+", "__import__('os')", "9**9**9**9", "12.5", "abc", "1" * 300):
            await desk.type(text)
            assert desk.shows("Not counted:")
            assert desk.shows(desk.question.content.prompt)
            assert desk.shows(text) or len(text) > 70
            assert desk.session.phase is Phase.ASKING
            assert desk.session.number == 1
            assert desk.log == []
            await desk.clear()
        await desk.type(right_answer(desk.question))
        assert desk.shows("✓ Correct")
        assert not desk.shows("Not counted")
        assert len(desk.log) == 1


async def test_dont_know() -> None:
    """The question mark gives up: the worked example, Again, and no verdict of being wrong."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        await desk.press("7", "?")
        assert desk.shows("The answer is 7,920")
        assert not desk.shows("✗")
        assert _shows_all_steps(desk)
        assert desk.shows("Rated Again; comes back tomorrow.")
        [review] = desk.reviews
        assert (review.outcome, review.submission) == (Outcome.DONT_KNOW, "")


async def test_given_steps_after_dont_know() -> None:
    """The skill given up comes back in this session with its steps up to the answer, which is the learner's to do."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        await desk.press("?", "enter")
        asked = [desk.question]
        while desk.question.reference.skill != "conv2d.parameters":
            await go_through(desk, [right_answer])
            asked.append(desk.question)
        assert len(asked) in (3, 4, 5)  # after two to four other questions
        steps = desk.question.content.explanation
        assert desk.shows("The steps are given; do the last one.")
        given = desk.session.given_steps
        assert 0 < given < len(steps)
        assert all(desk.shows(str(step.sentence)) for step in steps[:given])
        assert not desk.shows(steps[given].sentence)
        assert not any(
            desk.shows(f"= {answer}") for answer in (desk.question.expected, f"{desk.question.content.answer:,}")
        )
        await desk.type(unreadable(desk.question))
        assert desk.shows("Not counted:")
        await desk.clear()
        await desk.type(right_answer(desk.question))
        assert desk.shows("✓ Correct")
        assert not desk.shows("The steps are given")
        assert desk.reviews[-1].hints == given
        assert desk.reviews[-1].rating is Rating.AGAIN


@pytest.mark.parametrize(
    ("key", "rating", "word", "due"),
    [
        ("1", Rating.AGAIN, "Again", "tomorrow"),
        ("2", Rating.HARD, "Hard", "tomorrow"),
        ("4", Rating.EASY, "Easy", "in 8 days"),
    ],
)
async def test_override(key: str, rating: Rating, word: str, due: str) -> None:
    """1 to 4 replace the rule's rating by the learner's own, shown with the next date: an undo and a new review."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        await desk.type(right_answer(desk.question))
        await desk.press(key)
        assert desk.shows(f"Rated {word} by you; comes back {due}.")
        [review] = desk.reviews
        assert (review.rating, review.rated_by_learner, review.outcome) == (rating, True, Outcome.CORRECT)
        assert [type(event) for event in desk.log].count(Undo) == 1


async def test_override_again_and_again() -> None:
    """The last of several ratings counts; the rule's own rating chosen again changes nothing."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        await desk.type(right_answer(desk.question))
        await desk.press("3")
        assert len(desk.log) == 1
        await desk.press("1", "4", "2")
        assert [(review.rating, review.rated_by_learner) for review in desk.reviews] == [(Rating.HARD, True)]
        assert desk.store.cards("me")["conv2d.parameters"].answers == 1
        await desk.press("enter")
        assert desk.session.number == 2


async def test_skill_is_hidden_until_answered() -> None:
    """The reference names the skill, so it is shown only with the solution; before that a question id stands there."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        assert desk.question.id in desk.lines[0]
        assert not desk.shows("conv2d.parameters")
        await desk.type("7920")
        assert desk.shows(CONV2D)


async def test_question_mark_is_never_text() -> None:
    """No answer contains a question mark: at a set-up, where it is no key, it does nothing."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        await desk.type(unknown_mistake(desk.question))
        before = desk.text
        await desk.press("?")
        assert desk.text == before


async def test_time_on_the_bar() -> None:
    """The bar tells how long the session has been going on, by the clock it is given."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        assert "0:00" in desk.lines[0]
        desk.clock.forward(seconds=83)
        await desk.type("7920")
        assert "1:23" in desk.lines[0]


SUMS = "receptive_field.stack/v1/2/5"


async def test_words_fit_what_is_asked_and_given() -> None:
    """A set-up may be a sum; where none was typed, none is spoken of; and no example gives a set-up away."""
    async with running(SessionPlan(), first=SUMS) as desk:
        assert desk.shows("such as 12*7+3")
        await desk.type("99999")
        assert desk.shows("✗ Not yet: 99,999")
        assert desk.shows("Type your set-up as arithmetic, before working it out")
        await desk.press("enter")
        assert desk.shows("No usual mistake gives this value; compare what you did with the steps.")
    async with running(SessionPlan(), first=SUMS) as desk:
        await desk.type("99999")
        await desk.type("99998+1")
        assert desk.shows("No usual mistake gives this value; compare your set-up with the steps.")


@pytest.mark.parametrize("seed", range(1, 7))
async def test_the_total_is_on_the_first_screen(seed: int) -> None:
    """At 80×24, below a diagnosis of three lines, the steps to the total can be seen without scrolling."""
    async with running(SessionPlan(), first=f"conv2d.parameters/v1/1/{seed}") as desk:
        slip = next(slip for slip in desk.question.content.misconceptions if slip.id == "forgot_in_channels")
        await desk.type(str(slip.value))
        steps = desk.question.content.explanation
        total = next(step for step in steps if step.sentence.startswith(("Weights and", "So the weights")))
        [line] = [line for line in desk.lines if total.sentence in line]
        assert total.result in line


@pytest.mark.parametrize(
    ("keys", "submission", "hints", "outcome"),
    [
        (("enter", "ctrl+t"), "7920", 0, Outcome.CORRECT),
        (("ctrl+t", "enter"), "7920", 1, Outcome.CORRECT),
        (("enter", "8"), "7920", 0, Outcome.CORRECT),
        (("enter", "?"), "7920", 0, Outcome.CORRECT),
        (("ctrl+t", "?", "enter"), "", 1, Outcome.DONT_KNOW),
    ],
)
async def test_keys_that_arrive_together_count_in_their_order(
    keys: tuple[str, ...], submission: str, hints: int, outcome: Outcome
) -> None:
    """What is pressed right after Enter neither joins the answer nor counts as help with it."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        await desk.burst(*"7920", *keys)
        [review] = desk.reviews
        assert (review.submission, review.hints, review.outcome) == (submission, hints, outcome)
