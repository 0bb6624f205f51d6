"""`convdrill history export`: the whole log as a file."""

from __future__ import annotations

import argparse
import io
import os
import sys
from contextlib import suppress
from pathlib import Path

from questions.wording import several
from trainer.cli.output import printable, say
from trainer.cli.refusal import Refused
from trainer.cli.store_access import learner, store_exists, store_url
from trainer.store.backup import put_in_place
from trainer.store.history_files import write_history
from trainer.store.store import Store


def run(arguments: argparse.Namespace) -> int:
    """Write every event of the learner. Raises Refused, StoreError or OSError; then there is no file."""
    form = file_format(arguments)
    url = store_url(arguments)
    if not store_exists(url):
        raise Refused("there is no store yet, so there is nothing to export")
    with Store.open(url) as store:
        events = store.events(learner(arguments))
        if arguments.file == "-":
            sys.stdout.flush()
            out = io.TextIOWrapper(sys.stdout.buffer, "utf-8", newline="", write_through=True)
            try:
                write_history(events, out, form)
                out.flush()
            finally:
                out.detach()
            return 0
        target = Path(arguments.file)
        if target.exists():
            raise Refused(f"{target} is there already, and was not overwritten")
        partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
        try:
            with partial.open("x", encoding="utf-8", newline="") as file:
                count = write_history(events, file, form)
            put_in_place(partial, target)
        finally:
            with suppress(OSError):
                partial.unlink(missing_ok=True)
    say(f"Exported {several(count, 'event')} to {printable(str(target))}")
    return 0


def file_format(arguments: argparse.Namespace) -> str:
    """`csv` or `jsonl`, as was said or as the file is called. Raises Refused."""
    if arguments.format is not None:
        return str(arguments.format)
    ending = Path(arguments.file).suffix.lower()
    if ending in (".csv", ".jsonl"):
        return ending[1:]
    raise Refused("say --format csv or --format jsonl, or name a file that ends in .csv or .jsonl")
