"""Statements over `interviews`: each is one row, rewritten whole with every change of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, select

from trainer.store.errors import StoreConflict, StoreDamaged
from trainer.store.mapping import from_microseconds, to_microseconds
from trainer.store.port import KeptInterview
from trainer.store.tables import interviews as table
from trainer.store.text import decoded, encoded


def put(connection: Connection, interview: KeptInterview, *, again: bool) -> None:
    """Make this the row of its id. One that has ended stays ended; `again` is whether all its answers are there."""
    mine = (table.c.learner == encoded(interview.learner), table.c.id == interview.id)
    ended = connection.execute(select(table.c.ended).where(*mine)).scalar_one_or_none()
    if ended and not (interview.ended and again):
        raise StoreConflict("This interview was ended elsewhere; nothing was changed.")
    row = {"started": to_microseconds(interview.started), "ended": interview.ended, "body": encoded(interview.body)}
    if ended is None:
        row |= {"id": interview.id, "learner": encoded(interview.learner)}
        connection.execute(table.insert().values(row))
    else:
        connection.execute(table.update().where(*mine).values(row))


def of(connection: Connection, learner: str) -> list[KeptInterview]:
    """The learner's interviews, the newest first."""
    chosen = select(table).where(table.c.learner == encoded(learner))
    rows = connection.execute(chosen.order_by(table.c.started.desc(), table.c.id.desc()))
    return [_interview(row) for row in rows]


def drop(connection: Connection, learner: str, id_: str) -> None:
    """Take away an interview that has not ended."""
    connection.execute(table.delete().where(table.c.learner == encoded(learner), table.c.id == id_, ~table.c.ended))


def looked_at(connection: Connection) -> Iterator[tuple[str, str, KeptInterview | None]]:
    """Everybody's, by learner, the oldest first: id, whose, and the interview if the row can be read as one."""
    rows = connection.execute(select(table).order_by(table.c.learner, table.c.started, table.c.id))
    for row in rows:
        try:
            interview = _interview(row)
        except StoreDamaged:
            yield str(row.id), str(row.learner), None
        else:
            yield interview.id, interview.learner, interview


def _interview(row: Sequence[Any]) -> KeptInterview:
    id_, learner, started, ended, body = row
    try:
        whose, told = decoded(str(learner)), decoded(str(body))
        return KeptInterview(str(id_), whose, from_microseconds(started), bool(ended), told)
    except (ValueError, TypeError, OverflowError) as error:
        raise StoreDamaged(f"The interview {id_!s:.64} is damaged; restore a backup (convdrill restore).") from error
