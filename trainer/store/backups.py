"""The folder of backups: their names, which are kept, and when the next one is due."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from trainer import paths
from trainer.store.backup import NameTaken, Verified, copy
from trainer.store.errors import StoreError, translated

INTERVAL = timedelta(minutes=30)
"""At most one automatic backup in this time."""
NEWEST = 500
"""Events whose digests are looked at in an automatic backup; in every other one all are."""

ALL_FOR = timedelta(days=2)
DAILY_FOR = ALL_FOR + timedelta(weeks=2)
WEEKLY_FOR = DAILY_FOR + timedelta(days=61)

_TRIES = 20
_NAME = re.compile(r"convdrill-(\d{8}T\d{6}Z)(?:-(\d{1,9}))?-([a-z]+)\.db", re.ASCII)
_TIME = "%Y%m%dT%H%M%SZ"


class Why(StrEnum):
    """What a backup was made for, as its name says."""

    AUTOMATIC = "auto"
    ASKED = "asked"
    UPGRADE = "upgrade"
    REPAIR = "repair"
    RESTORE = "restore"
    DAMAGED = "damaged"
    """No backup: a store that could not be read, put aside as it was."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A file in the folder. Only its name has been looked at; `number` tells those of one second apart."""

    at: datetime
    why: Why
    path: Path
    number: int = 1

    @property
    def order(self) -> tuple[datetime, int]:
        """The newest is the greatest."""
        return (self.at, self.number)


def of_store(store: Path) -> list[Backup]:
    """The backups of the store in that file, the newest first, and what was put aside. Raises OSError."""
    folder = paths.backup_folder(store)
    if not folder.is_dir():
        return []
    named = (_named(path) for path in folder.iterdir())
    return sorted((backup for backup in named if backup), key=lambda backup: backup.order, reverse=True)


def make(store: Path, at: datetime, why: Why, newest: int | None = None) -> Backup:
    """Back the store up into its folder and verify the copy. Raises StoreError; then there is no new backup."""
    return make_verified(store, at, why, newest)[0]


def make_verified(store: Path, at: datetime, why: Why, newest: int | None = None) -> tuple[Backup, Verified]:
    """`make`, and what was seen of the copy."""
    for _ in range(_TRIES):
        with suppress(NameTaken):  # by another program's backup, made while ours was
            return _made(store, at, why, newest)
    return _made(store, at, why, newest)


def _made(store: Path, at: datetime, why: Why, newest: int | None) -> tuple[Backup, Verified]:
    try:
        backup = free(store, at, why)
    except OSError as error:
        raise translated(error, str(paths.backup_folder(store))) from error
    return backup, copy(store, backup.path, newest)


def free(store: Path, at: datetime, why: Why) -> Backup:
    """A backup that is still to be made, under a name that nothing has. Raises OSError."""
    folder = paths.backup_folder(store)
    at = at.astimezone(UTC).replace(microsecond=0)
    # No two of one second have the same number, whatever they were made for, so that they have an order.
    number = max((backup.number for backup in of_store(store) if backup.at == at), default=0) + 1
    name = f"convdrill-{at.strftime(_TIME)}{f'-{number}' if number > 1 else ''}-{why}.db"
    return Backup(at, why, folder / name, number)


def superfluous(backups: Iterable[Backup], now: datetime) -> list[Backup]:
    """Which automatic backups need not be kept: of the last two days none, then all but the newest of each day for
    two weeks, of each week for two months, and of each month after that.

    What a person, an upgrade, a repair or a restore had made is kept, and so is what bears a time to come. As the
    newest of every stretch of time stays, so does the newest of all.
    """
    newest: dict[tuple[str, int, int], Backup] = {}
    others = []
    for backup in backups:
        stretch = _stretch(backup.at, now - backup.at)
        if backup.why is not Why.AUTOMATIC or stretch is None:
            continue
        rival = newest.get(stretch)
        if rival is None or rival.order < backup.order:
            newest[stretch] = backup
        others.append(backup)
    kept = set(newest.values())
    return [backup for backup in others if backup not in kept]


def _stretch(at: datetime, age: timedelta) -> tuple[str, int, int] | None:
    """The day, week or month, by UTC, of which one backup is enough; None where every one is kept."""
    if age < ALL_FOR:
        return None
    if age < DAILY_FOR:
        return ("day", at.year, at.timetuple().tm_yday)
    if age < WEEKLY_FOR:
        year, week, _ = at.isocalendar()
        return ("week", year, week)
    return ("month", at.year, at.month)


class AutomaticBackups:
    """Makes a backup of a store when one is due, and takes superfluous ones away."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._newest: datetime | None = None

    def make_if_due(self, now: datetime) -> Backup | None:
        """A backup, unless there is one that is young enough. Raises StoreError or OSError."""
        if self._is_young(now):
            return None
        self._newest = self._newest_made(now)  # another program on the same store makes them too
        if self._is_young(now):
            return None
        self._newest = now  # also if it fails: the next try is in half an hour
        try:
            made, _ = _made(self._store, now, Why.AUTOMATIC, NEWEST)
        except (StoreError, OSError):
            self._newest = self._newest_made(now)
            if self._is_young(now):  # the other program made one in this moment
                return None
            self._newest = now
            raise
        # The one just made is good and the newest of all, so what goes is never the last good one.
        for path in (
            *(backup.path for backup in superfluous(of_store(self._store), now)),
            *_given_up(made.path.parent),
        ):
            with suppress(OSError):
                path.unlink()
        return made

    def _is_young(self, now: datetime) -> bool:
        return self._newest is not None and self._newest <= now < self._newest + INTERVAL

    def _newest_made(self, now: datetime) -> datetime | None:
        times = [backup.at for backup in of_store(self._store) if backup.why is not Why.DAMAGED]
        return max((at for at in times if at <= now), default=None)


def _given_up(folder: Path) -> list[Path]:
    """What is left of backups during which the program was killed, a day ago or longer."""
    long_ago = time.time() - timedelta(days=1).total_seconds()
    return [path for path in folder.glob(".convdrill-*.partial") if path.stat().st_mtime < long_ago]


def _named(path: Path) -> Backup | None:
    """What the name says; None for a file that we did not name."""
    match = _NAME.fullmatch(path.name)
    if match is None or match[3] not in set(Why):
        return None
    try:
        at = datetime.strptime(match[1], _TIME).replace(tzinfo=UTC)
    except ValueError:
        return None
    return Backup(at, Why(match[3]), path, int(match[2] or 1))
