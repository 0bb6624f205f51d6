"""Who waits for whom, where several programs write at once. SQLite lets one write at a time; these do nothing there."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from trainer.store.sqlite_file import APPLICATION_ID
from trainer.store.tables import learners
from trainer.store.text import encoded


def alone(connection: Connection) -> None:
    """Keep out, until the transaction ends, whoever else would change the schema or merge histories."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(APPLICATION_ID)))


def hold(connection: Connection, learner: str, at: int) -> None:
    """Keep out whoever else would write for the learner, who is added, as known since `at`, if unknown."""
    identity = encoded(learner)
    chosen = select(learners.c.id).where(learners.c.id == identity).with_for_update()
    if connection.execute(chosen).first() is not None:
        return
    row = {"id": identity, "name": identity, "created_at": at}
    if connection.dialect.name != "postgresql":
        connection.execute(learners.insert().values(row))
        return
    from sqlalchemy.dialects.postgresql import insert

    # Another program may add the same learner now: the insert waits for it, and the row is locked after that.
    connection.execute(insert(learners).values(row).on_conflict_do_nothing())
    connection.execute(chosen)
