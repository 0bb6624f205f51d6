"""What a store offers, whoever implements it: SQLite here, PostgreSQL, or the tests' store in memory."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from trainer.answer_filter import AnswerFilter
from trainer.domain import Card, Event, Reset, Review, Suspension
from trainer.settings import LearnerSettings
from trainer.store.counts import DayCount, QuestionCount, SkillDay, SlipCount, WeekCount

Fold = Callable[[Card | None, Sequence[Event]], Card]
"""`fold(None, every active event of a skill, in order)` makes its card; `fold(card, newer events)` continues it.

Pure, and given at least one event. The card names the newest event it was given (`last_at`, `last_id`)."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts over one learner's log. Undone reviews count nowhere but in `events`.

    `events` counts every event of the log; it only ever grows, so it tells whether anything was recorded since.
    `verdicts` are the reviews that were marked (a flashcard's are not), `correct` those marked right;
    `recent` the reviews since the moment asked for; `last_id` the newest event, by `order_key`.
    """

    events: int = 0
    reviews: int = 0
    verdicts: int = 0
    correct: int = 0
    recent: int = 0
    last_id: str | None = None

    @property
    def accuracy(self) -> float | None:
        """The share of right answers among those that were marked; None before the first."""
        return self.correct / self.verdicts if self.verdicts else None


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of a merge: how many events were new, how many there already, and the ids that hold others."""

    new: int = 0
    known: int = 0
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SkillFigures:
    """Of one skill, since its last reset: the answers that count, those that were marked, those marked right."""

    answers: int = 0
    verdicts: int = 0
    correct: int = 0

    @property
    def accuracy(self) -> float | None:
        """The share of right answers among those that were marked; None before the first."""
        return self.correct / self.verdicts if self.verdicts else None


@dataclass(frozen=True, slots=True)
class KeptInterview:
    """One interview as it is kept: whose, since when, whether its answers are in the log, and all else as JSON."""

    id: str
    learner: str
    started: datetime
    ended: bool
    body: str


class EventStore(Protocol):
    """The append-only log of events and the cards folded from it."""

    def record(self, events: Sequence[Event], fold: Fold) -> dict[str, Card]:
        """Keep all `events` (of one learner), or none; durable on return. The cards of the skills concerned.

        An event that is there already is left as it is, so a failed or doubtful call can simply be repeated.
        A skill whose events are all undone has no card.
        """

    def cards(self, learner: str) -> dict[str, Card]:
        """The learner's cards by skill."""

    def merge(self, events: Iterable[Event], fold: Fold) -> Merged:
        """Keep every event that is not there yet, of whichever learners, and bring their cards up to date; or nothing.

        The events are taken one after the other and need not fit into memory; whatever is raised while they are, is
        raised again, with nothing kept. Of two events with one id the one that is there, or came first, stays.
        """

    def events(self, learner: str, skill: str | None = None, *, newest_first: bool = False) -> Iterator[Event]:
        """Every event, by `order_key`, or the other way round."""

    def active_events(self, learner: str, skill: str | None = None, *, newest_first: bool = False) -> Iterator[Event]:
        """The events that count, by `order_key`: neither undone ones nor the Undos themselves."""

    def latest(self, learner: str) -> list[Event]:
        """As much of the log as `activity.to_undo` and `activity.to_redo` need, so that they need not read all of it.

        The newest answers down to one that counts and one that is no override, the Undos since that one with their
        targets, and of all these the overrides and Undos.
        """

    def rebuild(self, learner: str, fold: Fold) -> dict[str, Card]:
        """The cards as the log says, whatever is cached. Writes nothing."""

    def write_cards(self, learner: str, fold: Fold) -> dict[str, Card]:
        """Replace the cached cards by rebuilt ones."""

    def figures(self, learner: str, since: datetime) -> Figures:
        """Counts for a first screen."""

    def answers_by_day(self, learner: str, since: date | None, longest_ms: int) -> list[DayCount]:
        """Every local day with an answer, from `since` on, oldest first; an answer takes at most `longest_ms`."""

    def answers_by_week(self, learner: str, since: date | None) -> list[WeekCount]:
        """Every week, skill and level with a verdict from that local day on, sorted."""

    def slips_by_week(self, learner: str, since: date | None) -> list[SlipCount]:
        """Every week, skill and set of misconceptions of wrong answers from that local day on, sorted."""

    def skill_days(self, learner: str) -> list[SkillDay]:
        """Every skill with the local days on which it was answered or reset, sorted."""

    def answers(self, learner: str, wanted: AnswerFilter, offset: int, limit: int) -> list[Review]:
        """Of the answers that count and are wanted, the newest first, up to `limit` after the first `offset`."""

    def count_answers(self, learner: str, wanted: AnswerFilter) -> int:
        """How many answers count and are wanted."""

    def changes(self, learner: str) -> list[Suspension | Reset]:
        """The suspensions and resets that count, by `order_key`."""

    def skill_figures(self, learner: str) -> dict[str, SkillFigures]:
        """Counts by skill; a skill that was not answered since its last reset has none."""

    def question_counts(self, learner: str, references: Collection[str]) -> list[QuestionCount]:
        """Of these questions those that were answered, sorted; flashcards are no answers."""

    def learners(self) -> list[str]:
        """Everybody who has a log or settings here, sorted; the default learner is always among them."""

    def settings(self, learner: str) -> LearnerSettings:
        """What the learner has set; the defaults for one who is unknown."""

    def change_settings(self, learner: str, changes: Mapping[str, object]) -> LearnerSettings:
        """Set these, None for the default, all or none; durable on return. All settings since. Raises BadSetting."""

    def keep_interview(self, interview: KeptInterview, events: Sequence[Event], fold: Fold) -> dict[str, Card]:
        """Keep the interview in place of what is kept of it, and record `events`, both or neither; as `record`.

        One that has ended can be rewritten as ended, with no events or those that are there. Else StoreConflict.
        """

    def interviews(self, learner: str) -> list[KeptInterview]:
        """Those that go on and those that are over, the newest first."""

    def drop_interview(self, learner: str, id_: str) -> None:
        """Forget an interview that has not ended; there is nothing of it in the log."""

    def reviews(self, learner: str, ids: Sequence[str]) -> list[Review]:
        """Those of these reviews that count, by `order_key`."""

    def verify(self, learner: str) -> list[str]:
        """The ids of events whose content no longer matches its digest, or cannot be read at all."""

    def close(self) -> None:
        """Release the file or the connection. Idempotent."""
