"""What each failure is called, and whether trying again is of use."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from types import SimpleNamespace

import pytest

from trainer.store import errors
from trainer.store.errors import StoreError, translated


def _sqlite(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "expected", "retryable"),
    [
        (sqlite3.SQLITE_FULL, "StoreFull", True),
        (sqlite3.SQLITE_READONLY, "StoreReadOnly", False),
        (sqlite3.SQLITE_READONLY_DBMOVED, "StoreReadOnly", False),
        (sqlite3.SQLITE_BUSY, "StoreBusy", True),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "StoreBusy", True),
        (sqlite3.SQLITE_LOCKED, "StoreBusy", True),
        (sqlite3.SQLITE_CORRUPT, "StoreDamaged", False),
        (sqlite3.SQLITE_NOTADB, "StoreDamaged", False),
        (sqlite3.SQLITE_CANTOPEN, "StoreUnreachable", True),
        (sqlite3.SQLITE_IOERR_FSYNC, "StoreUnreachable", True),
        (sqlite3.SQLITE_CONSTRAINT_CHECK, "EventRefused", False),
        (sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, "StoreDamaged", False),
        (sqlite3.SQLITE_CONSTRAINT_UNIQUE, "StoreDamaged", False),
        (sqlite3.SQLITE_ERROR, "StoreUnreachable", True),
    ],
)
def test_sqlite(tmp_path: Path, code: int, expected: str, retryable: bool) -> None:
    """SQLite's result codes, extended ones too, become a named error and a sentence with the file's name."""
    error = translated(_sqlite(code), "my.db", tmp_path / "my.db")
    assert type(error).__name__ == expected
    assert error.retryable is retryable
    assert "my.db" in str(error)
    assert str(error).endswith(".")


def test_full_in_disguise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An input/output error on a disk with nothing left is a full disk."""
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=0))
    error = translated(_sqlite(sqlite3.SQLITE_IOERR_SHMSIZE), "my.db", tmp_path / "my.db")
    assert isinstance(error, errors.StoreFull)


@pytest.mark.parametrize(("number", "expected"), [(28, "StoreFull"), (30, "StoreReadOnly"), (5, "StoreUnreachable")])
def test_operating_system(number: int, expected: str) -> None:
    """Errors of the operating system are told apart in the same way."""
    assert type(translated(OSError(number, "as the system says it"), "my.db")).__name__ == expected


def test_already_translated() -> None:
    """One of our own errors stays what it is."""
    error = errors.StoreBusy("busy")
    assert translated(error, "my.db") is error


def test_every_error_has_a_sentence() -> None:
    """Every error is a StoreError, and says what it means."""
    for name in vars(errors).values():
        if isinstance(name, type) and issubclass(name, Exception):
            assert issubclass(name, StoreError)
            assert name.__doc__
