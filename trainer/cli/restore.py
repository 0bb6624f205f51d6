"""`convdrill restore`: bring a backup back."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from questions.wording import several
from trainer.cli import DONE
from trainer.cli.backup import verified_lines
from trainer.cli.hints import completed
from trainer.cli.output import complain, printable, say, say_page
from trainer.cli.refusal import Refused
from trainer.cli.store_access import plan_files, renew_plan, store_file, store_url
from trainer.clock import now
from trainer.doctor import make_anew
from trainer.domain import DEFAULT_LEARNER, Moment
from trainer.planfile import forget, read_plan
from trainer.store.backups import Backup, Why, of_store
from trainer.store.errors import StoreDamaged, StoreError
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
                return DONE
            chosen = _chosen(backups)
            if chosen is None:
                say("Nothing was chosen, and nothing changed.")
                return DONE
            source = chosen
    restored = restore(source, store, now().at)
    whole = _made_anew(url)
    say(f"Restored {several(restored.found.events, 'event')} from {printable(str(source))}")
    say_page(*verified_lines(restored.found))
    if not whole:
        told = "The cards could not be made from its log, which cannot be read; convdrill doctor says more."
        say_page(completed(told))
    if restored.kept is not None:
        what = "The damaged file that was there" if restored.kept_damaged else "What was there before"
        say(f"{what} is kept: {printable(str(restored.kept))}")
    return 0


def _made_anew(url: str) -> bool:
    """Upgrade the store, and make its cards and plan files from its log; whether that could be read. StoreError."""
    plans = [plan for plan in map(read_plan, plan_files(url)) if plan is not None]
    for file in plan_files(url):
        forget(file)
    Store.open(url).close()
    try:
        make_anew(url)
        for learner in {DEFAULT_LEARNER, *(plan.learner for plan in plans)}:
            renew_plan(url, learner)
    except StoreDamaged:
        return False
    return True


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


def _chosen(backups: Sequence[Backup]) -> Path | None:
    sys.stdout.write("Number of the backup to restore (Enter: none): ")
    sys.stdout.flush()
    typed = sys.stdin.readline(100).strip()
    if not typed:
        return None
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
