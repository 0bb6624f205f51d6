"""Bringing a backup back: looked at first, put in place in one step, and what was there is kept."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from trainer.store.backup import Verified, beside, copy, verify, written_out
from trainer.store.backups import Backup, Why, free, make, of_store
from trainer.store.connection import BUSY_SECONDS
from trainer.store.errors import (
    NotAStore,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreMissing,
    full,
    translated,
)
from trainer.store.sqlite_file import has_log, is_held


@dataclass(frozen=True, slots=True)
class Restored:
    """What the store holds now, and where that is which it held before (a backup, or a damaged file as it was)."""

    found: Verified
    kept: Path | None
    kept_damaged: bool


def newest_good(store: Path) -> tuple[Backup, list[tuple[Backup, str]]]:
    """The newest backup without any fault, and the newer ones with what is the matter with each. Raises StoreError."""
    broken = []
    for backup in of_store(store):
        if backup.why is Why.DAMAGED:
            continue
        try:
            unsound = verify(backup.path).unsound
        except StoreDamaged:
            broken.append((backup, "it is damaged."))
            continue
        except StoreError as error:
            broken.append((backup, str(error)))
            continue
        if not unsound:
            return backup, broken
        broken.append((backup, _mismatch(len(unsound))))
    if broken:
        raise StoreDamaged(f"None of the backups of {store} is without a fault; name one to bring it back.")
    raise StoreMissing(f"There are no backups of {store}.")


def _mismatch(events: int) -> str:
    if events == 1:
        return "1 of its events does not match its digest."
    return f"{events:,} of its events do not match their digests."


def restore(source: Path, store: Path, at: datetime) -> Restored:
    """Put a copy of `source` in the place of `store`. Raises StoreError; then `store` is what it was.

    A store that can be read is backed up first; any other file is put aside among the backups, with its log.
    """
    store = Path(os.path.realpath(store))
    if source.exists() and store.exists() and source.samefile(store):
        raise NotAStore(f"{source} is the store itself, not a backup of it.")
    found = verify(source)
    new = store.with_name(f".{store.name}.{os.getpid()}.restoring")
    try:
        if store.is_file() and is_held(store):
            raise StoreBusy(f"{store} is in use by another program; close it first.")
        try:
            copy(source, new, finished=not has_log(source))
        except StoreFull as error:  # which names the file that is only on its way
            raise full(str(store)) from error
        try:
            kept, damaged = _kept(store, at)
            for left in beside(store):
                left.unlink(missing_ok=True)
            new.replace(store)
            written_out(store.parent)
        finally:
            new.unlink(missing_ok=True)
    except OSError as error:
        raise translated(error, str(store), store) from error
    return Restored(found, kept, damaged)


def _kept(store: Path, at: datetime) -> tuple[Path | None, bool]:
    """Where the present store is kept, and whether it is put aside as damaged; it is complete in its one file then."""
    if not store.exists() and not has_log(store):
        return None, False
    try:
        backup = make(store, at, Why.RESTORE)
        _finish(store)
    except NotAStore:
        # A head that says nothing any more is damage where there are backups; else it may be anything.
        if not store.is_file() or not of_store(store):
            raise
    except (StoreFull, StoreBusy):
        raise
    except StoreError:
        pass  # whatever is the matter with it, it is kept as it is
    else:
        return backup.path, False
    return _put_aside(store, at), True


def _finish(store: Path) -> None:
    """Have SQLite write the log into the file, and no longer keep one."""
    with closing(sqlite3.connect(store, timeout=BUSY_SECONDS, isolation_level=None)) as raw:
        try:
            raw.execute("PRAGMA journal_mode = DELETE")
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise translated(error, str(store), store) from error


def _put_aside(store: Path, at: datetime) -> Path:
    """Copy the file and what is beside it, as they are, byte for byte, among the backups. Raises OSError."""
    aside = free(store, at, Why.DAMAGED).path
    aside.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = []
    try:
        for file, name in zip((store, *beside(store)), (aside, *beside(aside)), strict=True):
            if file.exists():
                made.append(name)
                shutil.copyfile(file, name)
                name.chmod(0o600)
                written_out(name)
        written_out(aside.parent)
    except BaseException:
        for name in made:
            with suppress(OSError):
                name.unlink()
        raise
    return aside
