"""The rating rule, case by case."""

from __future__ import annotations

import pytest

from trainer.domain import Outcome, Rating
from trainer.scheduling.rating import rate


@pytest.mark.parametrize(
    ("outcome", "aid", "rating"),
    [
        (Outcome.CORRECT, {}, Rating.GOOD),
        (Outcome.CORRECT, {"nudges": 1}, Rating.HARD),
        (Outcome.CORRECT, {"nudges": 2, "setup_revealed": True}, Rating.AGAIN),
        (Outcome.CORRECT, {"setup_revealed": True}, Rating.AGAIN),
        (Outcome.WRONG, {}, Rating.AGAIN),
        (Outcome.WRONG, {"setup_right": True}, Rating.HARD),
        (Outcome.WRONG, {"setup_right": True, "setup_revealed": True}, Rating.AGAIN),
        (Outcome.DONT_KNOW, {}, Rating.AGAIN),
        (Outcome.DONT_KNOW, {"setup_right": True}, Rating.AGAIN),
    ],
)
def test_the_rule(outcome: Outcome, aid: dict[str, int], rating: Rating) -> None:
    """Unaided is Good, a nudge or a slip Hard, all else Again."""
    assert rate(outcome, **aid) is rating  # type: ignore[arg-type]  # a table of keyword arguments


def test_easy_is_never_given_by_the_rule() -> None:
    """Easy only by the learner's own choice."""
    for outcome in (Outcome.CORRECT, Outcome.WRONG, Outcome.DONT_KNOW):
        for nudges in (0, 1):
            for revealed in (False, True):
                for right in (False, True):
                    given = rate(outcome, nudges=nudges, setup_revealed=revealed, setup_right=right)
                    assert given is not Rating.EASY


def test_a_flashcard_is_rated_by_the_learner() -> None:
    """Without a verdict there is nothing for the rule to say."""
    with pytest.raises(ValueError, match="learner"):
        rate(Outcome.SELF_RATED)
