"""A look at a SQLite store's pages before anything is read from it or written to it."""

from __future__ import annotations

from trainer.store.connection import Database
from trainer.store.errors import damaged

LARGEST = 16 * 2**20
"""Bytes up to which every opening checks the whole file; it takes about a millisecond for each megabyte."""


def check_pages(database: Database) -> None:
    """Raise StoreDamaged if SQLite finds a page that cannot be what it should be. Larger stores are not looked at."""
    path = database.path
    if path is None or path.stat().st_size > LARGEST:
        return
    with database.reading() as connection:
        found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    if found != "ok":
        raise damaged(database.name)
