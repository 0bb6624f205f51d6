"""The rating rule: what an answer says about memory. Time is shown to the learner, never rated."""

from __future__ import annotations

from trainer.domain import Outcome, Rating


def rate(outcome: Outcome, *, nudges: int = 0, setup_revealed: bool = False, setup_right: bool = False) -> Rating:
    """The rating of a judged answer.

    Right and unaided is Good; right after a nudge, or a wrong number followed by the right set-up (an arithmetic
    slip), is Hard; wrong, given up, or with the set-up revealed is Again. Easy is the learner's own choice alone.
    """
    if outcome is Outcome.SELF_RATED:
        raise ValueError("a self-rated flashcard is rated by the learner")
    if outcome is Outcome.CORRECT:
        if setup_revealed:
            return Rating.AGAIN
        return Rating.HARD if nudges else Rating.GOOD
    if outcome is Outcome.WRONG and setup_right and not setup_revealed:
        return Rating.HARD
    return Rating.AGAIN
