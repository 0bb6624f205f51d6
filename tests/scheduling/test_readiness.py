"""When a skill is ready, and what is lacking."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.making import review
from tests.scheduling.building import TODAY, WRONG, at
from trainer.domain import Mode, Outcome, Rating, Review
from trainer.scheduling.cards import fold
from trainer.scheduling.evidence import typed_as_result
from trainer.scheduling.readiness import Readiness, Ready, readiness

HARD = "one answer at level 3"
TYPED = "one answer at level 3, typed as its result, not as arithmetic"
TOP: dict[str, Any] = {"level": 3}
_count = iter(range(10**6))


def answer(day: int, **changed: Any) -> Review:
    """A right answer with fresh numbers, typed as a number."""
    return review(at(day), **({"reference": f"conv2d.parameters/v1/1/{next(_count)}", "expected": "280"} | changed))


def state(*reviews: Review) -> Readiness:
    return readiness(fold(None, reviews), TODAY)


def test_ready() -> None:
    """Three right and unaided, over two days, one at level 3 as a plain number; then nothing is lacking."""
    assert state(answer(-1), answer(-1, **TOP), answer(0)) == Readiness(Ready.YES)


def test_provisional_where_only_the_days_are_missing() -> None:
    """All on one day; the next day would do."""
    found = state(answer(0), answer(0, **TOP), answer(0))
    assert found == Readiness(Ready.PROVISIONAL, ("one answer on another day",))
    assert found.line == "provisional: one answer on another day"


def test_never_answered() -> None:
    """All is lacking."""
    expected = ("3 right answers", HARD)
    assert readiness(None, TODAY) == Readiness(Ready.NO, expected)


@pytest.mark.parametrize(
    ("reviews", "lacking"),
    [
        ([answer(-1), answer(0)], ("1 right answer more", HARD)),
        ([answer(-1, **TOP), answer(0)], ("1 right answer more",)),
        ([answer(-2), answer(-1), answer(0)], (HARD,)),
        ([answer(-1), answer(0), answer(0, submission="10*27+10", **TOP)], (TYPED,)),
        ([answer(-1, **TOP), answer(0), answer(0, **WRONG)], ("3 right answers", HARD)),
        ([answer(0, **TOP)], ("2 right answers more", "one answer on another day")),
        ([answer(-1, **TOP)], ("2 right answers more",)),
    ],
)  # fmt: skip
def test_what_is_lacking(reviews: list[Review], lacking: tuple[str, ...]) -> None:
    """In words, and nothing that comes by itself."""
    assert state(*reviews) == Readiness(Ready.NO, lacking)


@pytest.mark.parametrize(
    "breaking",
    [
        WRONG,
        {"outcome": Outcome.DONT_KNOW, "rating": Rating.AGAIN},
        {"hints": 1, "rating": Rating.HARD},
        {"rating": Rating.AGAIN, "rated_by_learner": True},
        {"outcome": Outcome.WRONG, "rating": Rating.HARD, "setup": "1*1"},
    ],
    ids=["wrong", "given up", "hint", "rated again", "slip"],
)
def test_the_last_three_count(breaking: dict[str, Any]) -> None:
    """Anything but a right, unaided answer begins the count anew; three later ones forget it."""
    before = [answer(-2, **TOP), answer(-1, **TOP), answer(-1, **TOP)]
    assert state(*before).state is Ready.YES
    assert state(*before, answer(0, **breaking)).state is Ready.NO
    assert state(*before, answer(-1, **breaking), answer(-1, **TOP), answer(0), answer(0)).state is Ready.YES


def test_flashcards_and_the_same_numbers_prove_nothing() -> None:
    """A self-rated card is no direct answer; a question answered before is not fresh, but failing it counts."""
    first, second = answer(-1, **TOP), answer(-1)
    card = review(at(0), mode=Mode.FLASHCARD, outcome=Outcome.SELF_RATED)
    assert state(first, second, card).state is Ready.NO
    assert state(first, second, answer(0, reference=second.reference)).state is Ready.NO
    assert state(first, second, answer(0), answer(0, reference=second.reference, **WRONG)).state is Ready.NO


def test_yesterday_and_tomorrow() -> None:
    """Ready does not pass with time alone: the schedule's due days ask for the next proof."""
    card = fold(None, [answer(-1), answer(-1, **TOP), answer(0)])
    assert readiness(card, TODAY + timedelta(days=90)).state is Ready.YES


@pytest.mark.parametrize(
    ("submission", "expected", "plain"),
    [
        ("280", "280", True),
        (" 2,800 ", "2800", True),
        ("2 800", "2800", True),
        ("2.8k", "2800", True),
        ("2.8e3", "2800", True),
        ("10*27+10", "280", False),
        ("280*1", "280", False),
        ("3²", "9", False),
        ("-(-280)", "280", False),
        ("(10, 3, 3, 3)", "(10, 3, 3, 3)", True),
        ("10x3x3", "(10, 3, 3)", True),
        ("10 3 3", "(10, 3, 3)", True),
        ("torch.Size([10, 3, 3])", "(10, 3, 3)", True),
        ("b", "b", True),
        ("t", "True", True),
        ("M*(K*K*D)+M", "M*(K*K*D) + M", True),
        ("(n+2*p-k)//s+1", "(n + 2*p - k)//s + 1", True),
        ("(C*K)", "(C*K)", True),
    ],
)
def test_typed_as_in_an_interview(submission: str, expected: str, plain: bool) -> None:
    """A number where a number is wanted; where letters or words are wanted there is nothing to multiply out."""
    assert typed_as_result(submission, expected) is plain
