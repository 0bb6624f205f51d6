"""The store: events are recorded, and the cards of their skills brought up to date, in one durable transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Self

from trainer.answer_filter import AnswerFilter
from trainer.domain import Card, Event, Reset, Review, Suspension, Undo, order_key
from trainer.settings import LearnerSettings
from trainer.store import answers, cache, counting, interviews, log, preferences, schema
from trainer.store.activity import active_events
from trainer.store.connection import Database, connect, read_only_database
from trainer.store.counts import DayCount, QuestionCount, SkillDay, SlipCount, WeekCount
from trainer.store.integrity import check_pages
from trainer.store.locks import alone, hold
from trainer.store.mapping import event_row, to_microseconds
from trainer.store.port import Figures, Fold, KeptInterview, Merged, SkillFigures
from trainer.store.recording import folded, rebuilt, recorded, rows_of, unknown


class Store:
    """An `EventStore` in a SQLite file or a PostgreSQL database.

    Meant for one thread at a time; with a file, a second one waits its turn.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, url: str | Path) -> Self:
        """The store at a path or URL, made if there is none, upgraded (after a backup) if it is an older one."""
        database = connect(url)
        try:
            with database.translating():
                check_pages(database)
                schema.ensure(database)
        except BaseException:
            database.close()
            raise
        return cls(database)

    @classmethod
    def look(cls, path: Path) -> Self:
        """The store in a file that cannot be written, only to be read: one of this version, as it is."""
        database = read_only_database(path)
        try:
            with database.translating():
                check_pages(database)
                with database.reading() as connection:
                    schema.check_current(connection, database)
        except BaseException:
            database.engine.dispose()
            raise
        return cls(database)

    @property
    def path(self) -> Path | None:
        """Its file, if it is in one."""
        return self._database.path

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        self._database.close()

    def record(self, events: Sequence[Event], fold: Fold) -> dict[str, Card]:
        if not events:
            return {}
        learner = events[0].learner
        if any(event.learner != learner for event in events):
            raise ValueError("the events of one call belong to one learner")
        rows = rows_of(events)
        with self._database.writing() as connection:
            hold(connection, learner, to_microseconds(events[0].at))
            return recorded(connection, learner, events, rows, fold)[0]

    def cards(self, learner: str) -> dict[str, Card]:
        with self._database.reading() as connection:
            return cache.cards(connection, learner)

    def merge(self, events: Iterable[Event], fold: Fold) -> Merged:
        counted = Merged()
        conflicts: list[str] = []
        touched: dict[tuple[str, str], None] = {}
        with self._database.writing() as connection:
            alone(connection)
            held: set[str] = set()
            remaining = iter(events)
            while batch := list(islice(remaining, log.PAGE)):
                fresh, in_conflict = unknown(connection, batch)
                if unheld := dict.fromkeys(event.learner for event in fresh if event.learner not in held):
                    for learner in unheld:
                        first = min(event.at for event in fresh if event.learner == learner)
                        hold(connection, learner, to_microseconds(first))
                    held.update(unheld)
                    fresh, in_conflict = unknown(connection, batch)  # they may have answered until they were held
                log.append(connection, [event_row(event) for event in fresh])
                touched.update(dict.fromkeys((event.learner, event.skill) for event in fresh))
                known = len(batch) - len(fresh) - len(in_conflict)
                counted = Merged(counted.new + len(fresh), counted.known + known)
                conflicts += in_conflict
            for learner, skill in touched:
                active = active_events(log.of_skill(connection, learner, skill))
                cache.put(connection, learner, skill, folded(learner, skill, None, active, fold) if active else None)
        return replace(counted, conflicts=tuple(conflicts))

    def events(self, learner: str, skill: str | None = None, *, newest_first: bool = False) -> Iterator[Event]:
        """Read in pages, with no transaction in between: what is recorded meanwhile may or may not appear."""
        after = None
        while True:
            with self._database.reading() as connection:
                page = log.page(connection, learner, skill, after, newest_first=newest_first)
            yield from page
            if len(page) < log.PAGE:
                return
            after = order_key(page[-1])

    def active_events(self, learner: str, skill: str | None = None, *, newest_first: bool = False) -> Iterator[Event]:
        """Read in pages, as `events` is; what is undone meanwhile may still appear."""
        with self._database.reading() as connection:
            out = log.undone_ids(connection, learner, skill)
        return (
            event
            for event in self.events(learner, skill, newest_first=newest_first)
            if not isinstance(event, Undo) and (event.skill, event.id) not in out
        )

    def latest(self, learner: str) -> list[Event]:
        with self._database.reading() as connection:
            return log.latest(connection, learner)

    def rebuild(self, learner: str, fold: Fold) -> dict[str, Card]:
        with self._database.reading() as connection:
            return rebuilt(connection, learner, fold)

    def write_cards(self, learner: str, fold: Fold) -> dict[str, Card]:
        with self._database.writing() as connection:
            hold(connection, learner, log.first_time(connection, learner))
            cards = rebuilt(connection, learner, fold)
            cache.replace(connection, learner, cards.values())
        return cards

    def figures(self, learner: str, since: datetime) -> Figures:
        with self._database.reading() as connection:
            return log.figures(connection, learner, to_microseconds(since))

    def answers_by_day(self, learner: str, since: date | None, longest_ms: int) -> list[DayCount]:
        with self._database.reading() as connection:
            return counting.by_day(connection, learner, since, longest_ms)

    def answers_by_week(self, learner: str, since: date | None) -> list[WeekCount]:
        with self._database.reading() as connection:
            return counting.by_week(connection, learner, since)

    def slips_by_week(self, learner: str, since: date | None) -> list[SlipCount]:
        with self._database.reading() as connection:
            return counting.slips_by_week(connection, learner, since)

    def skill_days(self, learner: str) -> list[SkillDay]:
        with self._database.reading() as connection:
            return counting.skill_days(connection, learner)

    def answers(self, learner: str, wanted: AnswerFilter, offset: int, limit: int) -> list[Review]:
        with self._database.reading() as connection:
            return answers.answers(connection, learner, wanted, offset, limit)

    def count_answers(self, learner: str, wanted: AnswerFilter) -> int:
        with self._database.reading() as connection:
            return answers.count(connection, learner, wanted)

    def changes(self, learner: str) -> list[Suspension | Reset]:
        with self._database.reading() as connection:
            return answers.changes(connection, learner)

    def skill_figures(self, learner: str) -> dict[str, SkillFigures]:
        with self._database.reading() as connection:
            return answers.by_skill(connection, learner)

    def question_counts(self, learner: str, references: Collection[str]) -> list[QuestionCount]:
        with self._database.reading() as connection:
            return answers.by_question(connection, learner, references)

    def learners(self) -> list[str]:
        with self._database.reading() as connection:
            return preferences.names(connection)

    def settings(self, learner: str) -> LearnerSettings:
        with self._database.reading() as connection:
            return preferences.settings(connection, learner)[0]

    def change_settings(self, learner: str, changes: Mapping[str, object]) -> LearnerSettings:
        with self._database.writing() as connection:
            hold(connection, learner, to_microseconds(datetime.now(UTC)))
            changed = preferences.settings(connection, learner)[0].changed(changes)
            preferences.change(connection, learner, changes)
        return changed

    def keep_interview(self, interview: KeptInterview, events: Sequence[Event], fold: Fold) -> dict[str, Card]:
        learner = interview.learner
        if any(event.learner != learner for event in events):
            raise ValueError("the answers of an interview belong to its learner")
        rows = rows_of(events)
        with self._database.writing() as connection:
            hold(connection, learner, to_microseconds(interview.started))
            cards, fresh = recorded(connection, learner, events, rows, fold)
            interviews.put(connection, interview, again=not fresh)
        return cards

    def interviews(self, learner: str) -> list[KeptInterview]:
        with self._database.reading() as connection:
            return interviews.of(connection, learner)

    def drop_interview(self, learner: str, id_: str) -> None:
        with self._database.writing() as connection:
            interviews.drop(connection, learner, id_)

    def reviews(self, learner: str, ids: Sequence[str]) -> list[Review]:
        with self._database.reading() as connection:
            return log.reviews(connection, learner, ids)

    def verify(self, learner: str) -> list[str]:
        with self._database.reading() as connection:
            return log.unsound(connection, learner)
