"""Who waits for whom, where several programs write at once. SQLite lets one write at a time; these do nothing there."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, func, select

from trainer.store.sqlite_file import APPLICATION_ID
from trainer.store.tables import learners
from trainer.store.text import encoded

_LOCKED = select(learners.c.id).where(learners.c.id == bindparam("learner")).with_for_update()  # built once


def alone(connection: Connection) -> None:
    """Keep out, until the transaction ends, whoever else would change the schema or merge histories."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(APPLICATION_ID)))


def hold(connection: Connection, learner: str, at: int) -> None:
    """Keep out whoever else would write for the learner, who is added, as known since `at`, if unknown."""
    identity = encoded(learner)
    if connection.execute(_LOCKED, {"learner": identity}).first() is not None:
        return
    row = {"id": identity, "name": identity, "created_at": at}
    if connection.dialect.name != "postgresql":
        connection.execute(learners.insert().values(row))
        return
    from sqlalchemy.dialects.postgresql import insert

    # Another program may add the same learner now: the insert waits for it, and the row is locked after that.
    connection.execute(insert(learners).values(row).on_conflict_do_nothing())
    connection.execute(_LOCKED, {"learner": identity})
