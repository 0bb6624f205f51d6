"""What the trainer remembers of a learner: the events of the log, and the card that is folded from them.

Everything here is plain frozen data. The log is the truth; a card is a cache that can be rebuilt from it.
Times are timezone-aware UTC; `utc_offset` is the learner's local offset in minutes when it happened, so that
"which day was that for the learner" stays answerable wherever the log is read later.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from trainer.moments import DAY_BEGINS, DEFAULT_LEARNER, Mode, Moment, Outcome, Rating

__all__ = [
    "DAY_BEGINS",
    "DEFAULT_LEARNER",
    "Card",
    "DirectAnswer",
    "Event",
    "Hit",
    "Memory",
    "Mode",
    "Moment",
    "Outcome",
    "Rating",
    "Reset",
    "Review",
    "Success",
    "Suspension",
    "Undo",
    "order_key",
]


@dataclass(frozen=True, slots=True)
class Review:
    """One recorded answer.

    `prompt` and `expected` are kept as they were shown, so that history outlives a change of the generator.
    `submission` is what the learner typed, untouched; `setup` the set-up typed after an unexplained wrong number.
    `hints` counts the help there was: hints asked for, and steps given with the question; 0 is an unaided answer.
    `replaces` is the id of the review that an override stands in for; its `at` is then the original answer's time.
    """

    id: str
    learner: str
    at: datetime
    utc_offset: int
    skill: str
    level: int
    reference: str
    prompt: str
    expected: str
    submission: str
    outcome: Outcome
    misconceptions: tuple[str, ...]
    rating: Rating
    rated_by_learner: bool
    hints: int
    setup: str | None
    taken_ms: int
    mode: Mode
    replaces: str | None = None

    @property
    def unaided_success(self) -> bool:
        """Right, by verdict, with no hint, and not overridden to Again."""
        return self.outcome is Outcome.CORRECT and self.hints == 0 and self.rating is not Rating.AGAIN

    @property
    def recalled(self) -> bool:
        """A flashcard that the learner, with no hint, rated Good or Easy."""
        return self.outcome is Outcome.SELF_RATED and self.hints == 0 and self.rating >= Rating.GOOD

    @property
    def direct(self) -> bool:
        """Judged by what was asked for, not by the learner alone."""
        return self.outcome is not Outcome.SELF_RATED

    @property
    def failure(self) -> bool:
        """Wrong or given up, and not excused: a slip of arithmetic is rated Hard, the learner may rate it higher."""
        return self.outcome in (Outcome.WRONG, Outcome.DONT_KNOW) and self.rating is Rating.AGAIN


@dataclass(frozen=True, slots=True)
class Undo:
    """A tombstone: the event `target` counts no longer. The target may itself be an Undo (then it is redone)."""

    id: str
    learner: str
    at: datetime
    utc_offset: int
    skill: str
    target: str


@dataclass(frozen=True, slots=True)
class Suspension:
    """From here on the skill is out of the schedule (`suspended`), or back in it."""

    id: str
    learner: str
    at: datetime
    utc_offset: int
    skill: str
    suspended: bool


@dataclass(frozen=True, slots=True)
class Reset:
    """From here on the skill counts as never seen; what came before stays in the log."""

    id: str
    learner: str
    at: datetime
    utc_offset: int
    skill: str


Event = Review | Undo | Suspension | Reset


def order_key(event: Event) -> tuple[datetime, str]:
    """The order in which events are folded. Total, and the same on every machine that holds the same events."""
    return (event.at, event.id)


@dataclass(frozen=True, slots=True)
class Memory:
    """FSRS memory. `last_day` and `due` are the learner's local days (a day begins at 4 a.m.)."""

    stability: float
    difficulty: float
    last_day: date
    due: date


@dataclass(frozen=True, slots=True)
class DirectAnswer:
    """One typed answer as readiness sees it. `right` is right and unaided, `plain` that no arithmetic was typed."""

    reference: str
    day: date
    level: int
    right: bool
    plain: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """How often answers to a skill were explained by this misconception, and when last."""

    misconception: str
    times: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Success:
    """A local day with an unaided success, and the time of its last one."""

    day: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of one skill for one learner, folded from the events of that skill.

    `relearn_due` pulls the due day forward after a failure, whatever the memory says.
    `level_day` is the local day of the first unaided success at the present level, if there was one.
    `first_day` is the local day of the first answer; `recent` the last three direct answers with fresh numbers, oldest
    first; `chances` how many answers a misconception could have shown in, `hits` those that did, by id; `succeeded`
    the last two days with an unaided success; `recalls` how many flashcards the learner knew without a hint. `last_at`
    and `last_id` name the newest event that went into it.
    """

    learner: str
    skill: str
    last_at: datetime
    last_id: str
    memory: Memory | None = None
    relearn_due: date | None = None
    level: int = 1
    level_day: date | None = None
    answers: int = 0
    unaided_successes: int = 0
    lapses: int = 0
    suspended: bool = False
    first_day: date | None = None
    recent: tuple[DirectAnswer, ...] = ()
    chances: int = 0
    hits: tuple[Hit, ...] = ()
    succeeded: tuple[Success, ...] = ()
    recalls: int = 0

    @property
    def due(self) -> date | None:
        """The local day on which plain FSRS at 90 % brings the skill back, or None if it was never answered."""
        if self.memory is None:
            return None
        return min(self.memory.due, self.relearn_due) if self.relearn_due else self.memory.due
