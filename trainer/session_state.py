"""What a session is in, and what its actions come to: plain data and the phases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from trainer.aid import UNAIDED, Aid
from trainer.config import Config
from trainer.moments import DEFAULT_LEARNER, Mode, Outcome

if TYPE_CHECKING:
    from questions.checker import Verdict
    from questions.question import Question, Reference
    from trainer.domain import Event, Review

QUESTIONS, MINUTES = Config().questions, Config().minutes


class Phase(Enum):
    """What the session waits for."""

    ASKING = auto()
    SETUP = auto()
    TURNED = auto()
    ANSWERED = auto()
    DONE = auto()


class OutOfTurn(RuntimeError):
    """The driver asked for something that the present phase does not allow."""


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """What kind of session, and whose: `limit` questions, `minutes` long (None: no limit), of `only` these skills.

    A `placement` asks what tells most about what is known, and ends as soon as that is settled. With `references` it
    asks these in order, all of them, and then what was failed; `limit` is then that of a round after it.
    """

    limit: int = QUESTIONS
    minutes: int | None = MINUTES
    only: tuple[str, ...] = ()
    mode: Mode = Mode.TYPED
    ask_setup: bool = True
    placement: bool = False
    learner: str = DEFAULT_LEARNER
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a session stands: a question's number, and of how many; `again` where a set's failed skills come back."""

    number: int
    limit: int
    again: bool = False

    def told(self, kind: str) -> str:
        """`question 3 of 12`; `again 1 of 2`."""
        return f"{'again' if self.again else kind} {self.number} of {self.limit}"


@dataclass(frozen=True, slots=True)
class Judged:
    """What an action came to: the events to store, and for an answer its verdict."""

    events: tuple[Event, ...]
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """One question of the session with the review that stands for it, and the aid it was answered with."""

    question: Question
    review: Review
    verdict: Verdict | None
    aid: Aid = UNAIDED


def score_words(judged: Sequence[Result], references: Sequence[Reference] = ()) -> str:
    """`6 of 9 right.`; of a set, whose questions are the `references`, `6 of 8 right; after the set 1 of 2.`"""
    own = [result for result in judged if not references or result.question.reference in references]
    told = f"{_right(own)} of {len(own)} right"
    if len(own) == len(judged):
        return f"{told}."
    return f"{told}; after the set {_right(judged) - _right(own)} of {len(judged) - len(own)}."


def _right(results: Sequence[Result]) -> int:
    return sum(result.review.outcome is Outcome.CORRECT for result in results)
