"""Copies of a SQLite store: made while it is in use, and looked at before they count as backups."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from trainer.store import log
from trainer.store.connection import BUSY_SECONDS, read_only_database
from trainer.store.errors import StoreDamaged, StoreError, damaged, is_writable, translated
from trainer.store.integrity import faults, lawless
from trainer.store.schema import known_version
from trainer.store.sqlite_file import examine, has_log


class BackupFailed(StoreError):
    """No backup was made; the store is as it was."""

    retryable = True


class NameTaken(BackupFailed):
    """A file of this name is there, perhaps since a moment ago."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What a copy holds: how many events, and the ids of those (of the ones looked at) that fail their digest."""

    events: int
    unsound: tuple[str, ...]


def verify(path: Path, newest: int | None = None) -> Verified:
    """Look at a copy that nobody writes to: SQLite's full check, its version, the digests of the newest events or all.

    Raises StoreError where it could not be used as a store. Changes nothing; makes nothing beside a copy of ours.
    """
    database = read_only_database(path, finished=not has_log(path))
    try:
        with database.reading() as connection:
            if faults(connection) or lawless(connection):
                raise damaged(database.name)
            known_version(connection, database)
            return Verified(log.count(connection), tuple(log.unsound(connection, newest=newest)))
    finally:
        database.engine.dispose()


def copy(source: Path, target: Path, newest: int | None = None, *, finished: bool = False) -> Verified:
    """Copy the store `source` to the new file `target`, which is there only once it is verified and on the disk.

    Nobody is kept from using `source` meanwhile; the copy is of one moment. With `finished` it is known that nobody
    writes to it and that it has no log. Raises StoreError.
    """
    try:
        _refuse_taken(target)
        examine(source)
        return made(target, lambda partial: _copied(source, partial, finished=finished), newest)
    except (StoreDamaged, OSError, sqlite3.Error, UnicodeDecodeError) as error:
        told = translated(error, str(target), target)
        if isinstance(told, StoreDamaged):
            told = BackupFailed(f"{source} is damaged, so no copy of it would be a backup; convdrill doctor says more.")
        raise told from error


def made(target: Path, make: Callable[[Path], int], newest: int | None = None) -> Verified:
    """Have `make` fill an empty file with the number of events it returns; verify it, then call it `target`.

    Whatever fails, nothing is left behind. Raises StoreError, OSError and what `make` does.
    """
    _refuse_taken(target)
    partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        counted = make(partial)
        found = verify(partial, newest)
        if found.events != counted:
            raise BackupFailed(f"The copy in {target} would hold {found.events} of {counted} events.")
        put_in_place(partial, target)
    finally:
        for left in (partial, *beside(partial)):
            with suppress(FileNotFoundError):
                left.unlink()
    return found


def _refuse_taken(target: Path) -> None:
    if target.exists():
        raise NameTaken(f"{target} is there already, and was not overwritten.")


def _copied(source: Path, target: Path, *, finished: bool) -> int:
    """Copy; how many events there were at that moment."""
    # Nobody writes to what cannot be written; and SQLite could not make its shared memory beside it.
    finished = finished or not (is_writable(source) or has_log(source))
    address = f"{Path(os.path.realpath(source)).as_uri()}?{'immutable=1' if finished else 'mode=ro'}"
    with (
        closing(sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)) as there,
        closing(sqlite3.connect(target, timeout=BUSY_SECONDS, isolation_level=None)) as here,
    ):
        try:
            there.execute("BEGIN")  # what is counted and what is copied is one state
            (counted,) = there.execute("SELECT count(*) FROM events").fetchone()
        except sqlite3.Error as error:
            raise translated(error, str(source), source) from error
        there.backup(here)
        here.execute("PRAGMA journal_mode = DELETE")  # a file that needs none beside it
    return int(counted)


def put_in_place(made: Path, target: Path) -> None:
    """Give the finished file its name, in one step and durably. Raises OSError; NameTaken for one that is taken."""
    _refuse_taken(target)
    written_out(made)
    made.replace(target)
    written_out(target.parent)


def written_out(path: Path) -> None:
    """Wait until a file or a directory is on the disk, where the system can tell. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError:
        if not path.is_dir():  # some systems cannot for directories
            raise
    finally:
        os.close(descriptor)


def beside(path: Path) -> list[Path]:
    """The files that SQLite keeps beside a database."""
    return [path.with_name(f"{path.name}{ending}") for ending in ("-wal", "-shm", "-journal")]
