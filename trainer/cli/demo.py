"""`convdrill demo`: the app on the history of an invented learner, which is gone afterwards; or a store to keep."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from trainer import paths
from trainer.cli.output import say
from trainer.cli.progress_bar import progress_bar
from trainer.cli.refusal import Refused
from trainer.cli.store_access import learner, store_file
from trainer.clock import now

if TYPE_CHECKING:
    from trainer.demo.making import Demo


def run(arguments: argparse.Namespace) -> int:
    """Make a demo; without `--database`, open the app on it."""
    if arguments.database is not None:
        if arguments.keep:
            raise Refused("a demo in a --database FILE is kept anyway: leave out --keep")
        _say_made(_made_at(_new_file(arguments.database), arguments), arguments)
        return 0
    # Textual draws on standard error.
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise Refused("the demo opens the app, which needs a terminal; with --database FILE it is only made, and kept")
    return _opened(arguments)


def _opened(arguments: argparse.Namespace) -> int:
    """The app on a demo in a folder of its own, which everything that the app keeps goes to."""
    from trainer.cli.app_start import run_app
    from trainer.cli.demo_folder import demo_folder

    with demo_folder(keep=arguments.keep) as folder, _at_home_in(folder):
        made = _made_at(paths.database(), arguments)
        about = f"demo: the answers of {made[1].name}, who is invented"
        code = run_app(str(paths.database()), learner(arguments), None, demo=about)
        file = paths.database()
    if arguments.keep:
        _say_made((file, *made[1:]), arguments)
    elif code == 0:
        say("That was the demo; it is gone, and your own answers are as they were.")
    return code


def _made_at(file: Path, arguments: argparse.Namespace) -> tuple[Path, Demo, float]:
    """The file of the demo, what it holds, and how many answers were made a second. Leaves nothing if it fails."""
    from trainer.demo.making import make_demo
    from trainer.store.store import Store

    started = monotonic()
    store = Store.open(file)
    try:
        demo = make_demo(
            store, learner(arguments), arguments.reviews, arguments.seed, now(), progress_bar("Making a demo")
        )
    except BaseException:
        store.close()
        if sys.stderr.isatty():
            sys.stderr.write("\n")  # what follows does not stand behind the bar
        for rest in (file, *(file.with_name(f"{file.name}-{part}") for part in ("wal", "shm", "journal"))):
            rest.unlink(missing_ok=True)
        raise
    store.close()
    return file, demo, demo.reviews / max(monotonic() - started, 1e-9)


def _say_made(made: tuple[Path, Demo, float], arguments: argparse.Namespace) -> None:
    from questions.wording import several

    file, demo, rate = made
    whose = "" if arguments.learner is None else f" --learner {shlex.quote(arguments.learner)}"
    among = f", {several(demo.interviews, 'mock interview')} among them" if demo.interviews else ""
    say(
        f"{demo.name}, who is invented, gave {several(demo.reviews, 'answer')} on {several(demo.days, 'day')}{among} "
        f"({rate:,.0f} made a second).",
        f"To open it:    convdrill --database {shlex.quote(str(file))}{whose}",
        "To remove it:  delete the file.",
    )


def _new_file(url: str) -> Path:
    file = store_file(url)
    if file is None or not url.strip() or ":memory:" in url or url == "sqlite:///":
        raise Refused("a demo is written to a new file: --database takes its path")
    if os.path.lexists(file):
        raise Refused(f"{file} is there already; a demo is only written to a new file")
    if not file.parent.is_dir():
        raise Refused(f"there is no folder {file.parent}")
    return file


@contextmanager
def _at_home_in(folder: Path) -> Iterator[None]:
    """Everything that the program keeps is kept in that folder."""
    before = os.environ.get(paths.HOME_VARIABLE)
    os.environ[paths.HOME_VARIABLE] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ[paths.HOME_VARIABLE]
        else:
            os.environ[paths.HOME_VARIABLE] = before
