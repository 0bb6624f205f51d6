"""`convdrill history import`: what a file has and the log has not."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import TextIO

from questions.wording import several
from trainer.cli.history_export import file_format, refuse_filters
from trainer.cli.output import printable, say
from trainer.cli.store_access import learner, plan_file, renew_plan, store_url
from trainer.domain import Event
from trainer.scheduling.cards import fold
from trainer.store.history_files import read_history
from trainer.store.store import Store

_NAMED = 5


def run(arguments: argparse.Namespace) -> int:
    """Merge the file into the log. Raises Refused, StoreError or OSError; then nothing of it is in the log."""
    refuse_filters(arguments, "import takes in the whole file")
    form = file_format(arguments)
    url = store_url(arguments)
    with _opened(arguments.file) as file:
        events = read_history(file, form)
        first = list(islice(events, 1))  # before a store is made for it
        with Store.open(url) as store:
            whose = {learner(arguments)}
            merged = store.merge(_noted(chain(first, events), whose), fold)
    for name in whose:
        plan = plan_file(url, name)
        if plan is not None and (name == learner(arguments) or plan.exists()):
            renew_plan(url, name)
    known = f"; {several(merged.known, 'event')} {'was' if merged.known == 1 else 'were'} there already"
    say(f"Imported {several(merged.new, 'event')}{known if merged.known else ''}.")
    if merged.conflicts:
        named = ", ".join(merged.conflicts[:_NAMED]) + (" …" if len(merged.conflicts) > _NAMED else "")
        count = len(merged.conflicts)
        what = "event of the file bears" if count == 1 else "events of the file bear"
        say(f"{count:,} {what} the id of another one here, which stays: {printable(named)}")
    return 0


def _noted(events: Iterator[Event], learners: set[str]) -> Iterator[Event]:
    """The events, with their learners put into the set on the way."""
    for event in events:
        learners.add(event.learner)
        yield event


@contextmanager
def _opened(name: str) -> Iterator[TextIO]:
    """The file, or standard input, as text with its line ends as they are."""
    if name == "-":
        given = io.TextIOWrapper(sys.stdin.buffer, "utf-8", newline="")
        try:
            yield given
        finally:
            given.detach()
        return
    with Path(name).open(encoding="utf-8", newline="") as file:
        yield file
