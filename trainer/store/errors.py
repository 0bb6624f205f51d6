"""What can go wrong with a store, each with one sentence for the learner. Imports neither sqlite3 nor SQLAlchemy."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path
from typing import ClassVar


class StoreError(Exception):
    """A store could not be used; the message is a sentence for the learner.

    `retryable`: the very same call may succeed later on the same Store, and nothing of it has been kept so far.
    """

    retryable: ClassVar[bool] = False


class StoreBusy(StoreError):
    """Another program holds the file for longer than we wait."""

    retryable = True


class StoreFull(StoreError):
    """The disk is full."""

    retryable = True


class StoreUnreachable(StoreError):
    """The file or the server cannot be reached, or reading and writing it fails."""

    retryable = True


class StoreReadOnly(StoreError):
    """The file or its directory may not be written."""


class StoreDamaged(StoreError):
    """The file is, or was, a store, but its content cannot be read. `event_id` names the row, where it is one row."""

    def __init__(self, message: str, event_id: str | None = None) -> None:
        super().__init__(message)
        self.event_id = event_id


class StoreNewer(StoreError):
    """The store has a schema that this version of convdrill does not know."""


class StoreMissing(StoreError):
    """There is no file where the store should be."""


class NotAStore(StoreError):
    """The file is something else; it is left alone."""


class StoreConflict(StoreError):
    """The log already has an event of this id with other content."""


class EventRefused(StoreError):
    """An event or a card that cannot be kept as it is: a naive time, an impossible id, a number out of range."""


# Primary result codes, https://www.sqlite.org/rescode.html
_PERM, _BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 3, 5, 6, 8, 10, 11, 13, 14, 26
_CONSTRAINT, _MISMATCH, _TOOBIG = 19, 20, 18
# Extended ones: a change to be taken back, in a file that is only looked at; a key that is there already.
_READONLY_ROLLBACK = 8 | 3 << 8
_TAKEN = (19 | 8 << 8, 19 | 6 << 8)
# Less than this free, and an input/output error is most likely a full disk: SQLite reports ENOSPC as
# SQLITE_IOERR where it grows its shared-memory file.
_NEXT_TO_NOTHING = 256 * 1024


def full(name: str) -> StoreFull:
    return StoreFull(f"The disk with {name} is full; free some space and try again.")


def read_only(name: str) -> StoreReadOnly:
    return StoreReadOnly(f"{name} cannot be written: it, or its directory, is read-only.")


def damaged(name: str) -> StoreDamaged:
    return StoreDamaged(f"{name} is damaged and was left as it is; restore a backup (convdrill restore).")


def translated(error: BaseException, name: str, path: Path | None = None) -> StoreError:
    """What `error`, raised by SQLAlchemy, a database driver or the operating system, means for the store `name`."""
    cause: BaseException = getattr(error, "orig", None) or error
    if isinstance(cause, StoreError):
        return cause
    if isinstance(cause, OSError):
        return _from_os(cause, name)
    if isinstance(cause, UnicodeDecodeError):  # the driver cannot read what SQLite says of a damaged schema
        return damaged(name)
    code = getattr(cause, "sqlite_errorcode", None)
    if code == _READONLY_ROLLBACK:
        return unfinished(name)
    if code in _TAKEN:  # a row that no look for it has found: the table and its index do not agree
        return damaged(name)
    if isinstance(code, int):
        return _from_sqlite(code & 0xFF, cause, name, path)
    if type(cause).__module__.partition(".")[0] == "psycopg":
        from trainer.store.server_errors import from_postgresql

        return from_postgresql(cause, name)
    if type(cause).__name__ == "TimeoutError":  # SQLAlchemy's pool: another thread keeps the only connection
        return StoreBusy(f"{name} is in use; try again in a moment.")
    if type(cause).__name__ in ("IntegrityError", "DataError", "OverflowError"):
        return EventRefused(f"{name} cannot keep this event: {cause}.")
    return StoreUnreachable(f"{name} cannot be used: {_first_line(cause)}.")


def unfinished(name: str) -> StoreUnreachable:
    return StoreUnreachable(f"{name} was left in the middle of a change, which convdrill stats lets SQLite take back.")


def _from_sqlite(code: int, cause: BaseException, name: str, path: Path | None) -> StoreError:
    if code in (_BUSY, _LOCKED):
        return StoreBusy(f"{name} is in use by another program; try again in a moment.")
    if code == _FULL:
        return full(name)
    if code in (_READONLY, _PERM):
        return read_only(name)
    if code in (_CORRUPT, _NOTADB):
        return damaged(name)
    if code in (_CONSTRAINT, _MISMATCH, _TOOBIG):
        return EventRefused(f"{name} cannot keep this event: {cause}.")
    if code in (_IOERR, _CANTOPEN) and path is not None:
        if _space_left(path) < _NEXT_TO_NOTHING:
            return full(name)
        if not is_writable(path):
            return read_only(name)
    return StoreUnreachable(f"{name} cannot be read or written: {_first_line(cause)}.")


def _from_os(cause: OSError, name: str) -> StoreError:
    if cause.errno in (errno.ENOSPC, errno.EDQUOT):
        return full(name)
    if cause.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return read_only(name)
    return StoreUnreachable(f"{name} cannot be opened: {cause.strerror or cause}.")


def is_writable(path: Path) -> bool:
    """Whether the file and the directory around it may be written (SQLite keeps its log beside the file)."""
    return os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


def _space_left(path: Path) -> float:
    try:
        return shutil.disk_usage(path.parent).free
    except OSError:  # the directory is gone or out of reach, which is another failure than a full disk
        return float("inf")


def _first_line(cause: BaseException) -> str:
    return (str(cause).strip().splitlines() or [type(cause).__name__])[0].rstrip(".")
