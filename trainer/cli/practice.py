"""`convdrill practice`: a session, in the terminal app or line by line."""

from __future__ import annotations

import argparse
import sys
from random import Random

from questions.generator import find_skill
from trainer.cli.store_access import plan_file, store_url
from trainer.clock import now
from trainer.domain import Mode
from trainer.session import MINUTES, QUESTIONS, PracticeSession, SessionPlan


def run(arguments: argparse.Namespace) -> int:
    """Practise until the session ends or the learner leaves."""
    plan = SessionPlan(
        limit=arguments.limit or QUESTIONS,
        minutes=None if arguments.limit else MINUTES,
        only=tuple(find_skill(skill).id for skill in dict.fromkeys(arguments.skill)),
        mode=Mode.FLASHCARD if arguments.flashcards else Mode.TYPED,
        ask_setup=not arguments.plain,
    )
    url = store_url(arguments)
    if arguments.plain:
        return _line_by_line(url, plan)
    from trainer.cli.app_start import run_app

    return run_app(url, plan)


def _line_by_line(url: str, plan: SessionPlan) -> int:
    from trainer.journal import open_journal
    from trainer.plain import LineMode

    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="replace")  # what is not text is not understood, and costs nothing
    journal = open_journal(url, plan_file(url), now)
    try:
        session = PracticeSession(journal.cards, plan, Random(), now())
        LineMode(session, journal, now, sys.stdin, sys.stdout).run()
    finally:
        journal.close()
    return 0
