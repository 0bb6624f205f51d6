"""Statements over `learners` and `settings`."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import Connection, select

from trainer.settings import KEYS, LearnerSettings, from_value, to_value
from trainer.store.errors import StoreDamaged
from trainer.store.tables import learners
from trainer.store.tables import settings as table
from trainer.store.text import decoded, encoded


def names(connection: Connection) -> list[str]:
    """All learners, sorted."""
    try:
        return sorted(decoded(name) for name in connection.execute(select(learners.c.id)).scalars())
    except ValueError as error:
        raise StoreDamaged("The name of a learner is damaged; restore a backup (convdrill restore).") from error


def settings(connection: Connection, learner: str) -> tuple[LearnerSettings, list[str]]:
    """The learner's settings, and the keys whose values cannot be read; these count as not set.

    Keys of a later version are left alone.
    """
    found, unreadable = LearnerSettings(), []
    rows = connection.execute(select(table.c.key, table.c.value).where(table.c.learner == encoded(learner)))
    for key, value in rows.all():
        if key not in KEYS:
            continue
        try:
            found = found.changed({key: getattr(from_value(key, json.loads(value)), key)})
        except (ValueError, TypeError, RecursionError):
            unreadable.append(str(key))
    return found, unreadable


def change(connection: Connection, learner: str, changes: Mapping[str, object]) -> None:
    """Keep these values, which have been checked; a default that is brought back needs no row."""
    for key, value in changes.items():
        connection.execute(table.delete().where(table.c.learner == encoded(learner), table.c.key == key))
        if value is not None:
            row = {"learner": encoded(learner), "key": key, "value": json.dumps(to_value(value))}
            connection.execute(table.insert().values(row))
