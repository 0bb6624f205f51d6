"""`convdrill practice`: a session, in the terminal app or line by line."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from trainer import paths
from trainer.cli.output import complain, page_width, printable, say
from trainer.cli.refusal import Refused
from trainer.cli.store_access import gone, learner, plan_file, store_exists, store_url
from trainer.clock import now
from trainer.config import ConfigFile
from trainer.domain import Mode
from trainer.session_state import QUESTIONS, SessionPlan

if TYPE_CHECKING:
    from questions.sets.question_set import QuestionSet


def run(arguments: argparse.Namespace) -> int:
    """Practise until the session ends or the learner leaves."""
    if arguments.placement and (arguments.skill or arguments.limit or arguments.flashcards):
        raise Refused("a placement chooses its own questions, at most 12: leave out --skill, --limit and --flashcards")
    if arguments.set is not None and (arguments.skill or arguments.limit or arguments.placement):
        raise Refused("a set's questions are all asked: leave out --skill, --limit and --placement")
    made = _set(arguments.set)
    file = ConfigFile(paths.config_file())
    config = file.config
    plan = SessionPlan(
        limit=QUESTIONS if arguments.placement else arguments.limit or config.questions,
        minutes=None if arguments.limit or arguments.placement or made else config.minutes or None,
        only=_skills(arguments.skill),
        mode=Mode.FLASHCARD if arguments.flashcards else Mode.TYPED,
        ask_setup=not (arguments.plain or arguments.placement),
        placement=arguments.placement,
        learner=learner(arguments),
        references=made.references if made else (),
    )
    url = store_url(arguments)
    if arguments.plain:
        for trouble in file.troubles:
            complain(printable(trouble))
        if made:
            from trainer.cli.set_words import about

            say(f"{made.title}: {about(made)}.")
        return _line_by_line(url, plan)
    from trainer.cli.app_start import run_app

    return run_app(url, plan.learner, plan, config=file)


def _skills(asked: list[str]) -> tuple[str, ...]:
    if not asked:
        return ()
    from questions.generator import find_skill

    return tuple(find_skill(skill).id for skill in dict.fromkeys(asked))


def _set(named: str | None) -> QuestionSet | None:
    """Late, as an ordinary session need not import what sets are made of."""
    if named is None:
        return None
    from trainer.cli.chosen_set import chosen_set

    return chosen_set(named)


def _line_by_line(url: str, plan: SessionPlan) -> int:
    from random import Random

    from trainer.journal import open_journal
    from trainer.plain import LineMode
    from trainer.session import PracticeSession

    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="replace")  # what is not text is not understood, and costs nothing
    lost = "" if store_exists(url) else gone(url)
    journal = open_journal(url, plan_file(url, plan.learner), now, plan.learner)
    if lost:
        complain(lost)
    try:
        session = PracticeSession(journal.cards, plan, Random(), now(), settings=journal.settings)
        LineMode(session, journal, now, sys.stdin, sys.stdout, page_width()).run()
    finally:
        journal.close()
    return 0
