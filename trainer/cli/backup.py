"""`convdrill backup`: a verified copy of the store."""

from __future__ import annotations

import argparse
from pathlib import Path

from questions.wording import several
from trainer.cli.output import printable, say, say_page
from trainer.cli.refusal import Refused
from trainer.cli.store_access import store_file, store_url
from trainer.clock import now
from trainer.store.backup import Verified, copy
from trainer.store.backups import Why, make_verified
from trainer.store.server_copy import copy_from_server


def run(arguments: argparse.Namespace) -> int:
    """Copy the store to the file, or among its backups. Raises Refused or StoreError; then there is no copy."""
    url = store_url(arguments)
    store = store_file(url)
    named = None if arguments.file is None else _named(arguments.file)
    if store is not None and named is None:
        backup, found = make_verified(store, now().at, Why.ASKED)
        target = backup.path
    elif store is not None and named is not None:
        target = named
        found = copy(store, target)
    elif named is not None:
        target = named
        found = copy_from_server(url, target)
    else:
        raise Refused("a store on a server is copied into a new SQLite file that you name: convdrill backup FILE")
    say(f"Backed up {several(found.events, 'event')} to {printable(str(target))}")
    say_page(*verified_lines(found))
    return 0


def _named(given: str) -> Path:
    """The new file. Raises Refused for a name that is none."""
    target = Path(given)
    if not target.name:
        raise Refused(f"{given!r} is not the name of a new file")
    return target


def verified_lines(found: Verified) -> list[str]:
    """What was seen of a copy when it was verified."""
    unsound = len(found.unsound)
    if not unsound:
        return ["Verified: SQLite's full check, the number of events, every digest."]
    what = "1 event does not match its" if unsound == 1 else f"{unsound:,} events do not match their"
    return [f"Verified: SQLite's full check, the number of events. {what} digest, here as in the store."]
