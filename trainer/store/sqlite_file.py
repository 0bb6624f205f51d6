"""A look at a SQLite file before SQLite itself may touch it, and the making of a new one.

A store's identity (`APPLICATION_ID`) is committed before the file is switched to write-ahead logging, so it is always
in the first page of the file itself, and its first bytes, read plainly, decide. SQLite, even asked to only read, may
leave `-wal` and `-shm` files beside a file of another program, or throw away a log whose main file is gone.
The layout of the header: https://www.sqlite.org/fileformat2.html#the_database_header
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from trainer.paths import backup_folder
from trainer.store.errors import (
    NotAStore,
    StoreDamaged,
    StoreMissing,
    StoreUnreachable,
    damaged,
    is_writable,
    read_only,
    translated,
)

APPLICATION_ID = 0x436E7644  # "CnvD"

_MAGIC = b"SQLite format 3\x00"
_HEADER = 100
_SHARED_FIRST, _SHARED_SIZE = 0x40000002, 510


def prepare(path: Path) -> None:
    """Make certain that `path` is a store of ours, or a new empty file; else a StoreError, with nothing touched."""
    try:
        if path.exists() and _holds_something(path):
            _check(path)
        else:
            _make(path)
    except OSError as error:
        raise translated(error, str(path), path) from error
    if not is_writable(path):
        raise read_only(str(path))


def examine(path: Path) -> None:
    """Make certain that `path` is a store of ours that can be looked at; else a StoreError. Raises OSError."""
    if not path.exists():
        raise StoreMissing(missing(path))
    if not _holds_something(path):
        raise damaged(str(path)) if has_log(path) else NotAStore(f"{path} is empty.")
    _check(path)


def _holds_something(path: Path) -> bool:
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise NotAStore(f"{path} is a directory, not a convdrill store.")
    if not stat.S_ISREG(mode):
        raise NotAStore(f"{path} is not a regular file, so it cannot be a convdrill store.")
    return path.stat().st_size > 0


def _check(path: Path) -> None:
    # Looked for first: another program may be closing the store, which writes the file and then removes its log.
    unfinished = has_log(path) or path.with_name(path.name + "-journal").exists()
    with path.open("rb") as file:
        header = file.read(_HEADER + 1)
    ours = header[68:72] == APPLICATION_ID.to_bytes(4, "big")
    if not header.startswith(_MAGIC) or len(header) <= _HEADER:
        if ours or header.startswith(_MAGIC) or unfinished:
            raise damaged(str(path))
        raise NotAStore(f"{path} is not a convdrill store; it was left as it is.")
    if not ours:
        raise NotAStore(f"{path} is a database of another program, not a convdrill store; it was left as it is.")
    if not unfinished and _is_malformed(path, header):
        raise damaged(str(path))


def _is_malformed(path: Path, header: bytes) -> bool:
    """Not as a finished transaction leaves it. While there is a log beside it, SQLite can still put all this right."""
    page_size = int.from_bytes(header[16:18], "big")
    page_size = 65536 if page_size == 1 else page_size
    pages = int.from_bytes(header[28:32], "big")
    is_page_size = 512 <= page_size <= 65536 and page_size & (page_size - 1) == 0
    is_table = header[_HEADER] in (0x05, 0x0D)  # where the list of tables begins: an inner page or a leaf
    return not is_page_size or not is_table or path.stat().st_size < page_size * pages


def _make(path: Path) -> None:
    """An empty file that only its owner may read. SQLite gives its own files beside it the same rights."""
    if has_log(path):
        raise StoreDamaged(f"{path} is missing or empty, but its log {path.name}-wal is there; restore a backup.")
    if back := way_back(path):
        what = f"{path} is empty" if path.exists() else f"There is no store at {path}"
        raise StoreDamaged(f"{what}, but {back}; to begin anew, move {backup_folder(path)} away.")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        file = next((str(parent) for parent in path.parents if parent.exists()), error.filename)
        raise StoreUnreachable(f"{path} cannot be made: {file} is not a directory.") from error
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def missing(path: Path) -> str:
    """That there is no store, in a sentence; with the way to its backups where there are some. Raises OSError."""
    back = way_back(path)
    return f"There is no store at {path}{f', but {back}' if back else ''}."


def way_back(path: Path) -> str:
    """How many backups there are, by their names, and how they come back; empty where there is none."""
    folder = backup_folder(path)
    found = [file for file in folder.glob("convdrill-*.db") if not file.name.endswith("-damaged.db")]
    if len(found) == 1:
        return "there is 1 backup of it: convdrill restore brings it back"
    return f"there are {len(found):,} backups of it: convdrill restore brings one back" if found else ""


def has_log(path: Path) -> bool:
    """Whether there is something beside the file that SQLite has yet to write into it."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


@contextmanager
def log_left(path: Path) -> Iterator[None]:
    """Who closes the store meanwhile leaves its log beside it.

    Only the last one to close a file moves the log into it, and the reader that is last here may not write.
    """
    with ExitStack() as readers:
        with suppress(sqlite3.Error):
            reader = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
            readers.callback(reader.close)
            reader.execute("PRAGMA schema_version").fetchone()
        yield


def is_alone(path: Path) -> bool:
    """Whether the file needs none beside it: SQLite keeps no log of it, and left nothing unfinished. Raises OSError."""
    with path.open("rb") as file:
        header = file.read(_HEADER)
    return header[18:20] == b"\x01\x01" and not path.with_name(path.name + "-journal").exists()


def is_held(path: Path) -> bool:
    """Whether another program has the store open, as far as the system can tell. Raises OSError.

    While a store with write-ahead logging is open, SQLite keeps a shared lock on these bytes of its file; see
    https://www.sqlite.org/src/file/src/os.h. Not to be asked by a program that has the store open itself.
    """
    try:
        import fcntl
    except ImportError:
        return False
    with path.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, _SHARED_SIZE, _SHARED_FIRST)
        except (BlockingIOError, PermissionError):
            return True
    return False
