"""`convdrill history export`: the whole log as a file."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from questions.wording import several
from trainer.cli.arguments import HISTORY_LIMIT
from trainer.cli.hints import completed
from trainer.cli.output import printable, say, say_page
from trainer.cli.refusal import Refused
from trainer.cli.store_access import gone, is_begun, learner, store_to_read, store_url
from trainer.domain import DEFAULT_LEARNER, Event
from trainer.store.backup import put_in_place
from trainer.store.history_files import write_history


def run(arguments: argparse.Namespace) -> int:
    """Write every event of the learner. Raises Refused or StoreError; then there is no file."""
    refuse_filters(arguments, "export writes the whole log")
    form = file_format(arguments)
    url = store_url(arguments)
    if not is_begun(url):
        raise Refused(gone(url) or "there is no store yet, so there is nothing to export")
    with store_to_read(url) as store:
        whose = learner(arguments)
        events, others = store.events(whose), len(set(store.learners()) - {whose, DEFAULT_LEARNER})
        if arguments.file == "-":
            sys.stdout.flush()
            out = io.TextIOWrapper(sys.stdout.buffer, "utf-8", newline="", write_through=True)
            try:
                write_history(events, out, form)
                out.flush()
            finally:
                out.detach()
            return 0
        count = _kept(events, Path(arguments.file), form)
    say(f"Exported {several(count, 'event')} to {printable(arguments.file)}")
    if others:
        lists = completed("convdrill learners lists who else there is, for --learner NAME.")
        say_page(f"These are of {printable(whose)} only; {lists}")
    return 0


def _kept(events: Iterable[Event], target: Path, form: str) -> int:
    """Write the events to the new file, which is there only once it is whole; how many there were."""
    if target.exists():
        raise Refused(f"{target} is there already, and was not overwritten")
    partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
    try:
        with partial.open("x", encoding="utf-8", newline="") as file:
            count = write_history(events, file, form)
        put_in_place(partial, target)
    except OSError as error:
        raise Refused(f"{target} cannot be written: {error.strerror or error}") from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
    return count


def refuse_filters(arguments: argparse.Namespace, what: str) -> None:
    """Raise Refused for options of the list, which would seem to choose what is exported or imported."""
    for option in ("skill", "verdict", "misconception", "since", "until", "json"):
        if getattr(arguments, option):
            raise Refused(f"{what}; leave --{option} out")
    if arguments.limit != HISTORY_LIMIT:
        raise Refused(f"{what}; leave --limit out")


def file_format(arguments: argparse.Namespace) -> str:
    """`csv` or `jsonl`, as was said or as the file is called. Raises Refused."""
    if arguments.format is not None:
        return str(arguments.format)
    ending = Path(arguments.file).suffix.lower()
    if ending in (".csv", ".jsonl"):
        return ending[1:]
    raise Refused("say --format csv or --format jsonl, or name a file that ends in .csv or .jsonl")
