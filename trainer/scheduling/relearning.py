"""Successive relearning within a session: what was failed returns until it succeeds once without aid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from trainer.domain import Outcome, Rating, Review
from trainer.scheduling.policy import OURS, Policy


@dataclass(frozen=True, slots=True)
class _Failed:
    reference: str
    faded: bool
    before: bool
    """Whether the skill was on the list already when this question was failed."""
    helped: bool = False
    """Whether its last answer was no failure: right with help, or a slip of arithmetic."""


class Relearning:
    """The skills that were failed in this session and have not succeeded since."""

    def __init__(self, policy: Policy = OURS) -> None:
        self._policy = policy
        self._failed: dict[str, _Failed] = {}

    @property
    def waiting(self) -> frozenset[str]:
        """Skills whose relearning question is still to come; the schedule leaves them alone meanwhile."""
        return frozenset(self._failed)

    @property
    def helped(self) -> frozenset[str]:
        """Those of them whose last answer was not wrong, but not right without help either."""
        return frozenset(skill for skill, failed in self._failed.items() if failed.helped)

    def is_faded(self, skill: str) -> bool:
        """Whether the skill's next question comes with the worked steps that lead up to the answer."""
        return skill in self._failed and self._failed[skill].faded

    def note(self, review: Review) -> None:
        """Take in a review: a rating of Again puts the skill on the list, an unaided success takes it off.

        After "I don't know" the next question is a completion of a worked example; then come plain ones again. A
        flashcard has no verdict: the learner's rating takes it off, unless a hint was needed.
        """
        if not self._policy.relearning:
            return
        earlier = self._failed.get(review.skill)
        again = earlier is not None and earlier.reference == review.reference
        if review.rating is Rating.AGAIN:
            before = earlier is not None and (not again or earlier.before)
            completed = earlier is not None and earlier.faded  # the steps stood with this question
            faded = earlier.faded if earlier and again else review.outcome is Outcome.DONT_KNOW and not completed
            helped = review.outcome is Outcome.CORRECT and not review.rated_by_learner
            self._failed[review.skill] = _Failed(review.reference, faded, before, helped)
        elif review.unaided_success or (review.outcome is Outcome.SELF_RATED and not review.hints):
            self._failed.pop(review.skill, None)
        elif earlier is not None and again and not earlier.before:
            # Its rating was raised: a slip of arithmetic, or the learner's own judgement.
            self._failed.pop(review.skill)
        elif earlier is not None:
            self._failed[review.skill] = replace(earlier, helped=True)

    def ripe(self, asked: Sequence[str]) -> str | None:
        """A failed skill to ask now, the longest waiting first, or None: ripe after some other questions."""
        for skill in self._failed:
            others = 0
            for earlier in reversed(asked):
                if earlier == skill:
                    break
                others += 1
            if others >= self._policy.others_first:
                return skill
        return None
