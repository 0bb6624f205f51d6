"""The learner's desk: one store, the cards in it, and the plan for the next start.

Everything that records goes through `Journal.record`. It is meant for one thread: the terminal app gives it a thread
of its own, the line mode and the commands use it directly.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from trainer.domain import DEFAULT_LEARNER, Card, Event, Moment, Outcome, Review, Undo
from trainer.identifiers import IdMaker
from trainer.next_start import first_reference, home_figures, start_plan
from trainer.planfile import HomeFigures, remembered_events, store_name, write_plan
from trainer.scheduling.cards import fold
from trainer.scheduling.days import day_of, day_start
from trainer.settings import LearnerSettings
from trainer.store.activity import to_redo, to_undo
from trainer.store.counts import DayCount, SkillDay, SlipCount, WeekCount
from trainer.store.errors import StoreDamaged, StoreError
from trainer.store.port import EventStore, Figures, KeptInterview


class Journal:
    """Records events and keeps the cards at hand. Plan file and backups follow a record, which never waits for them:
    `catch_up` is for after it, and `close` leaves no plan behind that is older than the log.
    """

    def __init__(
        self,
        store: EventStore,
        name: str,
        plan_file: Path | None,
        now: Moment,
        learner: str = DEFAULT_LEARNER,
        make_backup: Callable[[datetime], object] | None = None,
    ) -> None:
        self._store = store
        self._name = name
        self._plan_file = plan_file
        self._learner = learner
        self._make_backup = make_backup
        self._backup_failure = ""
        self._rng = Random()
        self._new_id = IdMaker()
        self._day = day_of(now)
        self._figures: Figures | None = store.figures(learner, day_start(now))
        self._cards = cards_of(store, learner, self._figures.reviews)
        self._settings = store.settings(learner)
        # Kept even if the log holds fewer now, until a restore forgets it: the doctor is to notice.
        self._most_events = remembered_events(plan_file)
        self._unplanned: Moment | None = None
        """When that was recorded which the plan file does not know of yet."""

    @property
    def store(self) -> EventStore:
        """The log, to read from; what is recorded goes through the journal."""
        return self._store

    @property
    def learner(self) -> str:
        """Whose it is."""
        return self._learner

    @property
    def cards(self) -> dict[str, Card]:
        """All of the learner's cards, by skill."""
        return dict(self._cards)

    @property
    def settings(self) -> LearnerSettings:
        """What the learner has set."""
        return self._settings

    def change_settings(self, changes: Mapping[str, object], now: Moment) -> LearnerSettings:
        """Set these, None for the default; all settings since. Raises BadSetting and StoreError."""
        self._settings = self._store.change_settings(self._learner, changes)
        self._unplanned = now
        return self._settings

    def record(self, events: Sequence[Event], now: Moment) -> dict[str, Card]:
        """Make the events durable and give all cards since. Raises StoreError; then nothing is recorded.

        Repeating a call that failed is safe: what is in the log already is not recorded twice.
        """
        if not events:
            return self.cards
        if any(event.learner != self._learner for event in events):
            raise ValueError(f"this is the journal of {self._learner}")
        self._take_in(self._store.record(events, fold), events, now)
        return self.cards

    def interviews(self) -> list[KeptInterview]:
        """The learner's interviews, the newest first. Raises StoreError."""
        return self._store.interviews(self._learner)

    def reviews(self, ids: Sequence[str]) -> list[Review]:
        """Those of these reviews that count. Raises StoreError."""
        return self._store.reviews(self._learner, ids)

    def keep_interview(self, interview: KeptInterview, events: Sequence[Event], now: Moment) -> dict[str, Card]:
        """Keep it, durably, with the answers that it ends with, or neither; all cards since. Raises StoreError."""
        if interview.learner != self._learner:
            raise ValueError(f"this is the journal of {self._learner}")
        updated = self._store.keep_interview(interview, events, fold)
        if events:
            self._figures = None  # its answers may be of another day, and older than others: counted anew
            self._take_in(updated, events, now)
        return self.cards

    def drop_interview(self, id_: str) -> None:
        """Forget an interview that has not ended. Raises StoreError."""
        self._store.drop_interview(self._learner, id_)

    def undo(self, now: Moment) -> Review | None:
        """Take out the newest answer that counts, of whichever session; it. Raises StoreError."""
        events = self._store.latest(self._learner)
        review = to_undo(events)
        if review is not None:
            self._take_back([review], events, now)
        return review

    def redo(self, now: Moment) -> Review | None:
        """Bring back the answer that was taken out last, unless one was given since; it. Raises StoreError."""
        events = self._store.latest(self._learner)
        found = to_redo(events)
        if found is None:
            return None
        undos, review = found
        self._take_back(undos, events, now)
        return review

    def figures(self, now: Moment) -> HomeFigures:
        """What home shows."""
        return home_figures(self._cards, self.totals(now), now, self._settings)

    def totals(self, now: Moment) -> Figures:
        """Counts over the whole log."""
        if self._figures is None or day_of(now) != self._day:
            self._day, self._figures = day_of(now), self._store.figures(self._learner, day_start(now))
        return self._figures

    def answers_by_day(self, since: date | None, longest_ms: int) -> list[DayCount]:
        """See EventStore, as with the next ones."""
        return self._store.answers_by_day(self._learner, since, longest_ms)

    def answers_by_week(self, since: date | None) -> list[WeekCount]:
        return self._store.answers_by_week(self._learner, since)

    def slips_by_week(self, since: date | None) -> list[SlipCount]:
        return self._store.slips_by_week(self._learner, since)

    def skill_days(self) -> list[SkillDay]:
        return self._store.skill_days(self._learner)

    def write_plan(self, now: Moment) -> None:
        """Keep the next start's first question and figures at hand."""
        if self._plan_file is None:
            return
        reference = first_reference(self._cards, now, self._rng, self._settings)
        self._most_events = max(self._most_events, self.totals(now).events)
        plan = start_plan(self._name, now, reference, self.figures(now))
        write_plan(self._plan_file, replace(plan, events=self._most_events, learner=self._learner))

    def catch_up_plan(self) -> None:
        """Write the plan if something was recorded or set since. If the log cannot be counted now, later."""
        if self._unplanned is not None:
            with suppress(StoreError):
                self.write_plan(self._unplanned)
                self._unplanned = None

    def catch_up(self, now: Moment) -> str:
        """After an answer: the plan, and a backup if one is due. What to tell the learner if that could not be made.

        A failure is told once; nothing of it touches what is recorded.
        """
        self.catch_up_plan()
        if self._make_backup is None:
            return ""
        try:
            self._make_backup(now.at)
        except (StoreError, OSError) as error:
            if not self._backup_failure:
                self._backup_failure = f"No backup could be made, but your answers are recorded. {error}"
                return self._backup_failure
        return ""

    def close(self) -> None:
        """Bring the plan up to date, and release the store."""
        try:
            self.catch_up_plan()
        finally:
            self._store.close()

    def _take_in(self, updated: Mapping[str, Card], events: Sequence[Event], now: Moment) -> None:
        """These events are durable, and these are the cards of their skills."""
        for skill in {event.skill for event in events}:
            if skill in updated:
                self._cards[skill] = updated[skill]
            else:
                self._cards.pop(skill, None)
        self._count(events, now)
        self._unplanned = now

    def _take_back(self, targets: Sequence[Event], events: Sequence[Event], now: Moment) -> None:
        # Later than all there is, also where the clock was set back: their order decides what can be redone.
        at = max(now.at, max(event.at for event in events) + timedelta(microseconds=1))
        undone = [
            Undo(self._new_id(at), self._learner, at, now.utc_offset, target.skill, target.id) for target in targets
        ]
        self.record(undone, now)

    def _count(self, events: Sequence[Event], now: Moment) -> None:
        """Bring the figures up to date after a record: by one answer here, by more when somebody wants to see them."""
        first, old = events[0], self._figures
        if len(events) > 1 or not isinstance(first, Review) or old is None or day_of(now) != self._day:
            self._figures = None
            return
        self._figures = replace(
            old,
            events=old.events + 1,
            reviews=old.reviews + 1,
            verdicts=old.verdicts + (first.outcome is not Outcome.SELF_RATED),
            correct=old.correct + (first.outcome is Outcome.CORRECT),
            recent=old.recent + 1,
            last_id=first.id,
        )


def cards_of(store: EventStore, learner: str, reviews: int) -> dict[str, Card]:
    """The cached cards; made anew from the log where they are unreadable, missing, or of another version."""
    try:
        cards = store.cards(learner)
    except StoreDamaged:
        return store.write_cards(learner, fold)
    return cards if cards or not reviews else store.write_cards(learner, fold)


def open_journal(
    url: str, plan_file: Path | None, clock: Callable[[], Moment], learner: str = DEFAULT_LEARNER
) -> Journal:
    """Open (or make) the store and read the learner's cards. Raises StoreError."""
    from trainer.store.backups import AutomaticBackups
    from trainer.store.store import Store

    store = Store.open(url)
    try:
        now = clock()
        make_backup = AutomaticBackups(store.path).make_if_due if store.path else None
        journal = Journal(store, store_name(url), plan_file, now, learner, make_backup)
        journal.write_plan(now)
    except BaseException:
        store.close()
        raise
    return journal
