"""`convdrill backup`: a verified copy of the store."""

from __future__ import annotations

import argparse
from pathlib import Path

from questions.wording import several
from trainer.cli.output import printable, say, say_page
from trainer.cli.store_access import local_file, store_url
from trainer.clock import now
from trainer.store.backup import Verified, copy
from trainer.store.backups import Why, free


def run(arguments: argparse.Namespace) -> int:
    """Copy the store to the file, or among its backups. Raises Refused or StoreError; then there is no copy."""
    store = local_file(store_url(arguments))
    target = Path(arguments.file) if arguments.file else free(store, now().at, Why.ASKED).path
    found = copy(store, target)
    say(f"Backed up {several(found.events, 'event')} to {printable(str(target))}")
    say_page(*verified_lines(found))
    return 0


def verified_lines(found: Verified) -> list[str]:
    """What was seen of a copy when it was verified."""
    unsound = len(found.unsound)
    if not unsound:
        return ["Verified: SQLite's full check, the number of events, every digest."]
    what = "1 event does not match its" if unsound == 1 else f"{unsound:,} events do not match their"
    return [f"Verified: SQLite's full check, the number of events. {what} digest, here as in the store."]
