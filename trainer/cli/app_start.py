"""Starting the terminal app: what it needs at once, and what it may fetch behind its first frame."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from trainer import paths
from trainer.cli.endings import ended_by_signals
from trainer.cli.output import complain
from trainer.cli.refusal import Refused
from trainer.cli.store_access import gone, plan_file, store_exists, store_file
from trainer.clock import now
from trainer.config import ConfigFile
from trainer.planfile import NOTHING_YET, StartPlan, read_plan, store_name
from trainer.scheduling.days import day_of

if TYPE_CHECKING:
    from trainer.journal import Journal
    from trainer.session_state import SessionPlan
    from trainer.tui.activities import MakeScreen
    from trainer.tui.app import ConvdrillApp


def run_app(
    url: str,
    learner: str,
    plan: SessionPlan | None,
    opens: MakeScreen | None = None,
    config: ConfigFile | None = None,
    demo: str = "",
) -> int:
    """Run the app until the learner leaves; at home, or straight into practice if a plan is given.

    `opens` makes a screen that lies over home from the start; `config` where it was read already;
    `demo` what home says where the answers are invented.
    """
    # Textual draws on standard error.
    if not _in_browser() and not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise Refused("the terminal app needs a terminal; without one, use convdrill practice --plain")
    exists = store_exists(url)
    _refuse_early(url)
    if not exists and (lost := gone(url)):
        complain(lost)
    from trainer.tui.themes import suit_terminal

    config = config or ConfigFile(paths.config_file())
    file = plan_file(url, learner)
    start = usable_start(url, learner, file, exists=exists, practising=plan is not None)
    app = make_app(url, learner, file, start, plan, opens, config)
    app.sub_title = demo
    suit_terminal(app, config)
    with ended_by_signals(lambda code: _leave(app, code)):
        app.run()
    if app.failure:
        raise Refused(app.failure)
    return app.return_code or 0


def _leave(app: ConvdrillApp, code: int) -> None:
    """Ends the app from a signal's handler, as its own key does: what was answered is kept, the terminal put right."""
    import asyncio

    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:  # it has not begun, or is over
        sys.exit(code)
    loop.call_soon_threadsafe(app.exit, None, code)


def make_app(
    url: str,
    learner: str,
    file: Path | None,
    start: StartPlan | None,
    plan: SessionPlan | None = None,
    opens: MakeScreen | None = None,
    config: ConfigFile | None = None,
) -> ConvdrillApp:
    """The app on a store, for a process of its own; `file` is that of the plan."""
    from trainer.tui.app import ConvdrillApp
    from trainer.tui.smoothness import begin, rest

    def open_store() -> Journal:
        # Imported on the store's own thread, behind the first frame: the questions and the database library with it.
        from trainer.journal import open_journal

        journal = open_journal(url, file, now, learner)
        begin()
        return journal

    return ConvdrillApp(open_store, start, plan, now, learner, opens, config, rest)


def _in_browser() -> bool:
    """Whether `convdrill serve` runs us: then Textual draws for the page at the other end of a pipe."""
    return os.environ.get("TEXTUAL_DRIVER", "").endswith(":WebDriver")


def usable_start(url: str, learner: str, file: Path | None, *, exists: bool, practising: bool) -> StartPlan | None:
    """What can be shown before the store is open; None where the store must be asked."""
    if file is None:
        return None
    if not exists:
        if not practising:
            return StartPlan(store_name(url), str(day_of(now())), "", "", "", "", NOTHING_YET)
        from trainer.next_start import first_plan

        return first_plan(store_name(url), now())
    plan = read_plan(file)
    wanted = (store_name(url), learner, str(day_of(now())))
    return plan if plan and (plan.store, plan.learner, plan.day) == wanted else None


def _refuse_early(url: str) -> None:
    """What can be seen of an unusable store without loading a database library, before the screen is taken over."""
    file = store_file(url)
    if file is None:
        return
    from trainer.store.sqlite_file import prepare

    prepare(file)
