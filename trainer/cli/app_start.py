"""Starting the terminal app: what it needs at once, and what it may fetch behind its first frame."""

from __future__ import annotations

import sys

from trainer.cli.refusal import Refused
from trainer.cli.store_access import plan_file, store_exists, store_file
from trainer.clock import now
from trainer.journal import open_journal, store_name, usable_plan
from trainer.session import SessionPlan


def run_app(url: str, plan: SessionPlan | None) -> int:
    """Run the app until the learner leaves; at home, or straight into practice if a plan is given."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Refused("the terminal app needs a terminal; without one, use convdrill practice --plain")
    exists = store_exists(url)
    _refuse_early(url)
    from trainer.tui.app import ConvdrillApp

    file = plan_file(url)
    start = usable_plan(file, store_name(url), now(), exists) if file else None
    app = ConvdrillApp(lambda: open_journal(url, file, now), start, plan, now)
    app.run()
    if app.failure:
        raise Refused(app.failure)
    return app.return_code or 0


def _refuse_early(url: str) -> None:
    """What can be seen of an unusable store without loading a database library, before the screen is taken over."""
    file = store_file(url)
    if file is None:
        return
    from trainer.store.sqlite_file import prepare

    prepare(file)
