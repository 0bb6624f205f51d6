"""`convdrill restore`: bring a backup back."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from questions.wording import several
from trainer.cli import REFUSED
from trainer.cli.backup import verified_lines
from trainer.cli.output import complain, printable, say, say_page
from trainer.cli.refusal import Refused
from trainer.cli.store_access import plan_files, store_file, store_url
from trainer.clock import now
from trainer.domain import Moment
from trainer.planfile import forget
from trainer.store.backups import Backup, Why, of_store
from trainer.store.errors import StoreError
from trainer.store.inspection import Inspection
from trainer.store.restore import newest_good, restore
from trainer.store.store import Store

_SERVER = (
    "a store on a server is not replaced, as others use it; what it lacks is added for each learner by convdrill "
    "history export FILE --database BACKUP, then convdrill history import FILE --database with the server's address"
)
_MADE_FOR = {
    Why.AUTOMATIC: "automatic",
    Why.ASKED: "asked for",
    Why.UPGRADE: "before an upgrade",
    Why.REPAIR: "before a repair",
    Why.RESTORE: "before a restore",
}


def run(arguments: argparse.Namespace) -> int:
    """Restore what was named or chosen. Raises Refused or StoreError; then the store is what it was."""
    url = store_url(arguments)
    store = store_file(url)
    if store is None:
        raise Refused(_SERVER)
    if arguments.latest and arguments.backup:
        raise Refused("--latest names a backup already; leave the other one out")
    if arguments.latest:
        backup, broken = newest_good(store)
        say_page(*(f"Passed over {printable(bad.path.name)}: {printable(reason)}" for bad, reason in broken))
        source = backup.path
    else:
        backups = [backup for backup in of_store(store) if backup.why is not Why.DAMAGED]
        if arguments.backup is not None:
            source = _named(arguments.backup, backups)
        elif not backups:
            raise Refused(f"there are no backups of {store}; a file can be restored by its name")
        else:
            say(*_list(backups, now()))
            if not _asks():
                complain("name one of these: convdrill restore 1, or convdrill restore --latest")
                return REFUSED
            source = _chosen(backups)
    restored = restore(source, store, now().at)
    for plan in plan_files(url):
        forget(plan)
    Store.open(store).close()  # upgrades it, where it is of an older version
    say(f"Restored {several(restored.found.events, 'event')} from {printable(str(source))}")
    say_page(*verified_lines(restored.found))
    if restored.kept is not None:
        what = "The damaged file that was there" if restored.kept_damaged else "What was there before"
        say(f"{what} is kept: {printable(str(restored.kept))}")
    return 0


def _asks() -> bool:
    """Whether somebody is there to choose."""
    return sys.stdin.isatty()


def _named(given: str, backups: Sequence[Backup]) -> Path:
    if given.isascii() and given.isdigit() and len(given) < 10:
        if not 1 <= int(given) <= len(backups):
            raise Refused(f"there is no backup {int(given)}; convdrill restore lists {several(len(backups), 'backup')}")
        return backups[int(given) - 1].path
    for backup in backups:
        if backup.path.name == given:
            return backup.path
    if given.strip() and Path(given).exists():
        return Path(given)
    raise Refused(f"there is no backup and no file {given[:80]!r}; convdrill restore lists the backups")


def _chosen(backups: Sequence[Backup]) -> Path:
    sys.stdout.write("Number of the backup to restore (Enter: none): ")
    sys.stdout.flush()
    typed = sys.stdin.readline(100).strip()
    if not typed:
        raise Refused("nothing was chosen, and nothing changed")
    if not typed.isdigit():
        raise Refused("that is no number of the list; nothing changed")
    return _named(typed, backups)


def _list(backups: Sequence[Backup], moment: Moment) -> list[str]:
    width = len(str(len(backups)))
    return [
        f"{number:>{width}}  {backup.at + timedelta(minutes=moment.utc_offset):%Y-%m-%d %H:%M}  "
        f"{_events(backup.path):>16}  {_MADE_FOR[backup.why]}"
        for number, backup in enumerate(backups, 1)
    ]


def _events(path: Path) -> str:
    """How many there are, as far as a quick look tells; it is looked at closely before it is restored."""
    try:
        with Inspection.open(path) as inspection:
            return several(sum(inspection.counts().values()), "event")
    except StoreError:
        return "cannot be read"
