"""Where the store is, and opening it for a command."""

from __future__ import annotations

import argparse
import hashlib
import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from trainer import paths
from trainer.cli.output import complain
from trainer.cli.refusal import Refused
from trainer.moments import DEFAULT_LEARNER
from trainer.planfile import read_plan

if TYPE_CHECKING:
    from trainer.journal import Journal
    from trainer.store.store import Store


def store_url(arguments: argparse.Namespace) -> str:
    """The store that the command is about: `--database`, else the default file. Raises Refused for no such thing."""
    given = arguments.database
    if given is None:
        return str(paths.database())
    if given in ("", "sqlite:///"):
        raise Refused("--database takes a path or a database URL, not an empty text")
    if ":memory:" in given or (given.startswith("sqlite:") and ("?" in given or not given.startswith("sqlite:///"))):
        raise Refused("a SQLite store is a path, or sqlite:/// and a path, without more behind it")
    return str(given)


def store_file(url: str) -> Path | None:
    """The file behind a path or a sqlite URL; None for a server."""
    if url.startswith("sqlite:///"):
        return Path(url.removeprefix("sqlite:///"))
    return None if "://" in url else Path(url)


def store_exists(url: str) -> bool:
    """Whether there is anything to open. A server is always there, or says itself that it is not. Raises OSError."""
    file = store_file(url)
    if file is None:
        return True
    try:
        file.stat()
    except FileNotFoundError:
        return False
    return True  # a parent that is no directory, or may not be entered, is told as it is


def is_begun(url: str) -> bool:
    """Whether there is a store to look at; on a server one that was made. Raises OSError and StoreError."""
    if store_file(url) is not None:
        return store_exists(url)
    from trainer.store.schema import is_made

    return is_made(url)


def is_begun_or_told(url: str) -> bool:
    """`is_begun`; where the store was there once, standard error says so."""
    begun = is_begun(url)
    if not begun and (told := gone(url)):
        complain(told)
    return begun


def gone(url: str) -> str:
    """What is known of a store whose file is not there; empty where there is no sign that it ever was."""
    file = store_file(url)
    if file is None:
        return ""
    from questions.wording import several
    from trainer.store.sqlite_file import missing, way_back

    if way_back(file):
        return missing(file)
    events = sum(plan.events for plan in map(read_plan, plan_files(url)) if plan is not None)
    return f"There is no store at {file} any more; it held {several(events, 'event')}." if events else ""


def store_to_read(url: str) -> Store:
    """The store, for a command that changes nothing: also one that cannot be written. Raises StoreError."""
    from trainer.store.errors import StoreError, StoreReadOnly
    from trainer.store.sqlite_file import has_log
    from trainer.store.store import Store

    file = store_file(url)
    if file is not None and has_log(file):
        # Whoever has it open for writing moves its log into it at the end; what turns out damaged stays as it is.
        with suppress(StoreError):  # of an older version, which is upgraded
            return Store.look(file)
    try:
        return Store.open(url)
    except StoreReadOnly:
        if file is None:
            raise
        return Store.look(file)


def journal_to_read(url: str, learner: str) -> Journal:
    """The learner's desk, for a command that changes nothing. Raises StoreError."""
    from trainer.clock import now
    from trainer.journal import Journal
    from trainer.planfile import store_name

    store = store_to_read(url)
    try:
        return Journal(store, store_name(url), None, now(), learner)
    except BaseException:
        store.close()
        raise


def renew_plan(url: str, learner: str) -> None:
    """Have the learner's plan file say what the store says now. Raises StoreError."""
    from trainer.clock import now
    from trainer.journal import open_journal

    open_journal(url, plan_file(url, learner), now, learner).close()


def learner(arguments: argparse.Namespace) -> str:
    """Whom the command is about."""
    return arguments.learner or DEFAULT_LEARNER


def plan_file(url: str, learner: str = DEFAULT_LEARNER) -> Path | None:
    """The learner's plan file beside the store; none for a server, which others may be writing to."""
    file = store_file(url)
    if file is None:
        return None
    # Not the name itself, which may hold what a file's name may not.
    whose = "" if learner == DEFAULT_LEARNER else f"{hashlib.sha256(learner.encode()).hexdigest()[:12]}."
    before, after = _plan_names(file)
    return file.with_name(f"{before}{whose}{after}")


def plan_files(url: str) -> list[Path]:
    """The plan files of all learners."""
    file = store_file(url)
    if file is None or not file.parent.is_dir():
        return []
    before, after = map(re.escape, _plan_names(file))
    return [path for path in file.parent.iterdir() if re.fullmatch(f"{before}([0-9a-f]{{12}}\\.)?{after}", path.name)]


def _plan_names(file: Path) -> tuple[str, str]:
    """What the names of the store's plan files begin and end with."""
    return ("plan.", "json") if file == paths.database() else (f"{file.name}.", "plan.json")
