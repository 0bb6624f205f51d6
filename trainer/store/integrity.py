"""What SQLite itself says of a store's pages and constraints."""

from __future__ import annotations

import sqlite3

from sqlalchemy import CheckConstraint, Connection, or_, select, text

from trainer.store.connection import Database, read_only_database
from trainer.store.errors import damaged
from trainer.store.sqlite_file import has_log
from trainer.store.tables import events

LARGEST = 16 * 2**20
"""Bytes up to which every opening checks the whole file; it takes a few milliseconds for each megabyte."""
SMALL = 4 * 2**20
"""Bytes up to which it also checks that the indexes say what the tables say, which takes half as long again."""

_FAULTS = 20
"""Of more faults than these no more can be learned."""


def check_pages(database: Database) -> None:
    """Raise StoreDamaged if SQLite finds a page that cannot be what it should be. Larger stores are not looked at."""
    path = database.path
    if path is None or (size := path.stat().st_size) > LARGEST:
        return
    check = "integrity_check" if size <= SMALL else "quick_check"
    # The last to close a file writes its log into it, so a file that may be damaged is only looked at.
    looked = read_only_database(path) if has_log(path) else database
    try:
        with looked.reading() as connection:
            found = connection.exec_driver_sql(f"PRAGMA {check}(1)").scalar()
    finally:
        if looked is not database:
            looked.engine.dispose()
    if found != "ok":
        raise damaged(database.name)


def faults(connection: Connection) -> list[str]:
    """What SQLite's full check finds, in its own words; nothing for another database. It may fail as well."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        return []
    rows = driver.execute(f"PRAGMA integrity_check({_FAULTS})").fetchall()
    found = [line for (fault,) in rows for line in str(fault).splitlines() if not line.startswith("***")]
    return [] if found == ["ok"] else found


def lawless(connection: Connection) -> list[str]:
    """The ids of rows of the log that break a constraint of theirs, as no program of ours can have written them.

    SQLite's own check leaves the constraints out where a file is only read.
    """
    rules = [text(f"NOT ({rule.sqltext})") for rule in events.constraints if isinstance(rule, CheckConstraint)]
    return [str(id_) for id_ in connection.execute(select(events.c.id).where(or_(*rules))).scalars()]
