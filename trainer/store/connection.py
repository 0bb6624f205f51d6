"""Engines: how a store's database is connected to, and how its transactions begin."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import QueuePool

from trainer.store.errors import StoreDamaged, StoreError, is_writable, translated
from trainer.store.sqlite_file import examine, has_log, is_alone, log_left, prepare

BUSY_SECONDS = 5.0
"""How long a transaction waits for another program before it is given up as busy."""

_WRITING = "convdrill_writing"
_POSTGRESQL = ("postgresql+psycopg", "postgresql", "postgres")  # the short ones are what servers' owners hand out


@dataclass(frozen=True)
class Database:
    """An engine, its name for messages (never with a password), and its file if it has one."""

    engine: Engine
    name: str
    path: Path | None
    reading_options: Mapping[str, Any] = field(default_factory=dict)
    _failures: set[type[Exception]] = field(default_factory=set, init=False)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database throughout."""
        with self.translating(), self._reader.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that keeps other writers out from its start, and is durable once left.

        On SQLite by BEGIN IMMEDIATE. On PostgreSQL whoever writes locks the learner's row first.
        """
        with self.translating(), self._writer.begin() as connection:
            yield connection

    @cached_property
    def _reader(self) -> Engine:
        return self.engine.execution_options(**self.reading_options)

    @cached_property
    def _writer(self) -> Engine:
        return self.engine.execution_options(**{_WRITING: True})

    @contextmanager
    def translating(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, sqlite3.Error, UnicodeDecodeError) as error:
            told = translated(error, self.name, self.path)
            self._failures.add(type(told))
            raise told from error
        except StoreDamaged as error:
            self._failures.add(type(error))
            raise

    def close(self) -> None:
        """Let go of it. What turned out damaged stays as it was found, with the log of a killed program beside it."""
        is_damaged = any(issubclass(failure, StoreDamaged) for failure in self._failures)
        with log_left(self.path) if is_damaged and self.path else nullcontext():
            self.engine.dispose()


def connect(url: str | Path) -> Database:
    """The database of a path, `sqlite:///path` or `postgresql+psycopg://…`; a SQLite file is checked, or made."""
    if isinstance(url, Path):
        return sqlite_database(url)
    scheme, separator, rest = url.partition("://")
    if not separator:
        return sqlite_database(Path(url))
    if scheme == "sqlite" and rest.startswith("/") and rest[1:] not in ("", ":memory:"):
        return sqlite_database(Path(rest[1:]))
    if scheme in _POSTGRESQL:
        return _postgresql_database(url)
    raise StoreError(
        f"A store is a file, sqlite:///path or postgresql+psycopg://user@host/database, not {scheme}://… as given."
    )


def sqlite_database(path: Path, *, foreign_keys: bool = True) -> Database:
    """The store in the file `path`, made if there is none. One connection, whichever thread uses it."""
    if not path.name or "\x00" in str(path):
        raise StoreError(f"{str(path)!r} cannot be the name of a store.")
    # SQLite keeps its log beside the real file, so that is where to look.
    path = Path(os.path.realpath(path))
    prepare(path)
    return _sqlite_database(path, partial(_sqlite_connection, str(path), foreign_keys=foreign_keys))


def read_only_database(path: Path, *, finished: bool = False) -> Database:
    """The store in the file `path`, which is only looked at: neither it nor a log beside it is changed or joined.

    `finished`: nobody writes to the file and it has no log, as a backup; then nothing is made beside it either, and
    SQLite's check includes the constraints, which it does not read of a file that could not be written.
    """
    path = Path(os.path.realpath(path))
    try:
        examine(path)
        if is_writable(path):
            way = ("mode=rw" if is_alone(path) else "immutable=1") if finished else "mode=ro"
        else:
            way = "mode=ro" if has_log(path) else "immutable=1"
    except OSError as error:
        raise translated(error, str(path), path) from error
    return _sqlite_database(path, partial(_sqlite_connection, f"{path.as_uri()}?{way}", looking=True))


def _sqlite_database(path: Path, creator: Callable[[], sqlite3.Connection]) -> Database:
    engine = create_engine(
        "sqlite://",
        creator=creator,
        # The store is used by one thread at a time, but not always by the one that opened it. A second thread waits.
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=BUSY_SECONDS,
    )
    event.listen(engine, "begin", _begin)
    return Database(engine, str(path), path)


def _sqlite_connection(address: str, *, foreign_keys: bool = True, looking: bool = False) -> sqlite3.Connection:
    """Connect to a path, or to a URI that is only looked at."""
    # https://docs.sqlalchemy.org/en/21/dialects/sqlite.html, "Enabling Non-Legacy SQLite Transactional Modes": with
    # isolation_level None the driver begins nothing by itself and `_begin` does. From Python 3.12 on that depends on
    # the legacy transaction control, today the default, which Python announces to change.
    legacy: dict[str, Any] = {}
    if hasattr(sqlite3, "LEGACY_TRANSACTION_CONTROL"):
        legacy["autocommit"] = sqlite3.LEGACY_TRANSACTION_CONTROL
    connection: sqlite3.Connection = sqlite3.connect(
        address, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, uri=looking, **legacy
    )
    # Bytes that are no UTF-8 come back as lone surrogates, which `text.decoded` refuses, naming the row; the driver's
    # own error would name nothing.
    connection.text_factory = partial(str, encoding="utf-8", errors="surrogateescape")
    try:
        connection.execute("PRAGMA synchronous = FULL")
        # macOS only: fsync alone does not reach the disk there.
        connection.execute("PRAGMA fullfsync = ON")
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        connection.execute(f"PRAGMA query_only = {'ON' if looking else 'OFF'}")
    except BaseException:
        # The first look at the file. Whoever frees the disk or replaces the file must not find it still open.
        connection.close()
        raise
    return connection


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get(_WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def write_ahead(database: Database) -> None:
    """Switch a SQLite store to write-ahead logging, which the file then remembers.

    SQLite does not wait for other connections here by itself.
    """
    deadline = monotonic() + BUSY_SECONDS
    raw = database.engine.raw_connection()
    try:
        while True:
            try:
                raw.cursor().execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > deadline:
                    raise translated(error, database.name, database.path) from error
                sleep(0.01)
            else:
                return
    finally:
        raw.close()


def _postgresql_database(address: str) -> Database:
    from trainer.store.postgresql import READING, open_engine

    engine, name = open_engine(address, BUSY_SECONDS)
    return Database(engine, name, None, READING)
