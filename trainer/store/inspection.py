"""A store that is only looked at: everything the doctor asks of it, and not a byte changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Self

from sqlalchemy import FromClause, Select, and_, func, inspect, select

from trainer.domain import Card, Event
from trainer.store import cache, integrity, log, preferences, schema
from trainer.store.connection import Database, connect, read_only_database
from trainer.store.errors import StoreDamaged
from trainer.store.interviews import looked_at
from trainer.store.mapping import event_from_row
from trainer.store.port import Fold, KeptInterview
from trainer.store.recording import rebuilt
from trainer.store.tables import cards, events, interviews, learners, settings
from trainer.store.text import decoded


class Inspection:
    """Opens a store of any version we know without upgrading it. Every method may raise StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database
        with database.reading() as connection:
            self.version = schema.known_version(connection, database)

    @classmethod
    def open(cls, url: str | Path) -> Self:
        """The store at a path or URL. Raises StoreError where nothing can be looked at."""
        if isinstance(url, str) and "://" in url and not url.startswith("sqlite:///"):
            database = connect(url)
        else:
            database = read_only_database(Path(str(url).removeprefix("sqlite:///")))
        try:
            with database.translating():
                return cls(database)
        except BaseException:
            database.engine.dispose()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._database.engine.dispose()

    @property
    def path(self) -> Path | None:
        """Its file, if it is in one."""
        return self._database.path

    @property
    def name(self) -> str:
        """What it is called in messages."""
        return self._database.name

    def faults(self) -> list[str]:
        """What the database's own check finds."""
        try:
            with self._database.reading() as connection:
                return integrity.faults(connection)
        except StoreDamaged:
            return ["so much of it that the check cannot be finished"]

    def misshapen(self) -> list[str]:
        """The tables and indexes that are not as this version makes them."""
        with self._database.reading() as connection:
            return schema.misshapen(connection)

    def lawless(self) -> list[str]:
        """The ids of rows that the schema does not allow."""
        with self._database.reading() as connection:
            return integrity.lawless(connection)

    def counts(self) -> dict[str, int]:
        """Events and cards of each learner's log, by learner, those without a row of their own included."""
        with self._database.reading() as connection:
            counted = dict.fromkeys(_names(connection.execute(select(learners.c.id)).scalars()), 0)
            rows = connection.execute(select(events.c.learner, func.count()).group_by(events.c.learner))
            for name, number in rows:
                counted[_name(name)] = number
        return counted

    def rows(self) -> Iterator[tuple[str, Event | None, bool]]:
        """Every row of the log: its id, the event if it is one, and whether its digest is that event's."""
        with self._database.reading() as connection:
            for row in connection.execute(select(events), execution_options={"yield_per": log.PAGE}):
                try:
                    event = event_from_row(row)
                except StoreDamaged:
                    yield str(row.id), None, False
                else:
                    yield event.id, event, log.is_of(event, row)

    def without_learner(self) -> list[str]:
        """Learners who have events or cards, but no row of their own."""
        known = select(learners.c.id)
        with self._database.reading() as connection:
            found = set[str]()
            for table in (events, cards):
                statement = select(table.c.learner).distinct().where(table.c.learner.not_in(known))
                found.update(_names(connection.execute(statement).scalars()))
        return sorted(found)

    def aimless(self, kind: str) -> list[str]:
        """The ids of undos, or of overriding reviews, whose target is no event of the same learner and skill."""
        by, target = events.alias("by"), events.alias("target")
        with self._database.reading() as connection:
            return [str(id_) for id_ in connection.execute(_aimless(by, target, kind)).scalars()]

    def unreadable_settings(self, learner: str) -> list[str]:
        """The keys of settings that cannot be read."""
        with self._database.reading() as connection:
            if not inspect(connection).has_table(settings.name):
                return []
            return preferences.settings(connection, learner)[1]

    def interviews(self) -> list[tuple[str, str, KeptInterview | None]]:
        """Every mock interview by learner: its id, whose it is, and the interview if its row can be read."""
        with self._database.reading() as connection:
            if not inspect(connection).has_table(interviews.name):
                return []
            return [(id_, _name(whose), kept) for id_, whose, kept in looked_at(connection)]

    def cards(self, learner: str) -> dict[str, Card]:
        """The cached cards."""
        with self._database.reading() as connection:
            return cache.cards(connection, learner)

    def rebuilt(self, learner: str, fold: Fold) -> dict[str, Card]:
        """The cards as the log says."""
        with self._database.reading() as connection:
            return rebuilt(connection, learner, fold)


def _aimless(by: FromClause, target: FromClause, kind: str) -> Select[tuple[str]]:
    same = and_(target.c.id == by.c.target, target.c.learner == by.c.learner, target.c.skill == by.c.skill)
    return (
        select(by.c.id)
        .select_from(by.outerjoin(target, same))
        .where(by.c.target.is_not(None), by.c.kind == kind, target.c.id.is_(None))
        .order_by(by.c.id)
    )


def _names(stored: Iterator[str] | list[str]) -> list[str]:
    return [_name(name) for name in stored]


def _name(stored: str) -> str:
    """The learner's name; where it is none that we would have written, as it stands."""
    try:
        return decoded(stored)
    except ValueError:
        return str(stored)
