"""A store on a server as a SQLite file: the same rows, verified, to be opened anywhere."""

from __future__ import annotations

from pathlib import Path

from trainer.store import log, schema
from trainer.store.backup import Verified, made
from trainer.store.connection import Database, connect, sqlite_database
from trainer.store.errors import translated
from trainer.store.tables import learners, metadata


def copy_from_server(url: str, target: Path) -> Verified:
    """Copy the store at the URL into the new file `target`. Raises StoreError; then there is no file.

    The copy is of one moment, and everybody goes on answering meanwhile.
    """
    database = connect(url)
    try:
        with database.reading() as connection:
            schema.known_version(connection, database)
        schema.ensure(database)
        return made(target, lambda partial: _copied(database, partial))
    except OSError as error:
        raise translated(error, str(target), target) from error
    finally:
        database.engine.dispose()


def _copied(source: Database, target: Path) -> int:
    """Copy row by row; how many events there were at that moment."""
    file = sqlite_database(target)
    try:
        with source.reading() as there, file.writing() as here:
            counted = log.count(there)
            schema.create(here)
            here.execute(learners.delete())  # the one there always is comes with the others
            for table in metadata.sorted_tables:
                rows = there.execute(table.select(), execution_options={"yield_per": log.PAGE})
                for page in rows.mappings().partitions():
                    here.execute(table.insert(), [dict(row) for row in page])
    finally:
        file.engine.dispose()
    return counted
