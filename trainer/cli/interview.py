"""`convdrill interview`: a mock interview, in the terminal app or line by line; and the reports of those before."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from trainer.cli.refusal import Refused
from trainer.cli.store_access import learner, plan_file, store_url
from trainer.clock import now
from trainer.interview.plan import BadPlan, InterviewPlan, set_plan
from trainer.interview.words import unfinished_line

if TYPE_CHECKING:
    from questions.sets.question_set import QuestionSet
    from trainer.tui.activities import ScreenContext
    from trainer.tui.screens.interview_setup import InterviewSetupScreen

_CHOICES = ("questions", "minutes", "tier", "level", "set")
_NOT_OF_SETS = ("questions", "tier", "level")


def run(arguments: argparse.Namespace) -> int:
    """Hold an interview, or show what came of one. Raises Refused and StoreError."""
    chosen = any(getattr(arguments, name) is not None for name in _CHOICES)
    if arguments.list or arguments.report is not None:
        if arguments.list and arguments.report is not None:
            raise Refused("--list and --report are two things; leave one out")
        if chosen or arguments.plain:
            raise Refused("a list or a report takes no choice of questions; leave it out")
        from trainer.cli.interview_reports import show

        return show(arguments)
    if arguments.markdown is not None or arguments.html is not None or arguments.json:
        raise Refused("--markdown, --html and --json need --report; --json goes with --list, too")
    made = _set(arguments)
    plan = _plan(arguments, made)
    if arguments.plain:
        return _line_by_line(arguments, plan, made)
    return _app(arguments, plan if chosen else None, made)


def _set(arguments: argparse.Namespace) -> QuestionSet | None:
    if arguments.set is None:
        return None
    if any(getattr(arguments, name) is not None for name in _NOT_OF_SETS):
        raise Refused("a set already has its questions: only --minutes goes with --set")
    from trainer.cli.chosen_set import chosen_set

    return chosen_set(arguments.set)


def _plan(arguments: argparse.Namespace, made: QuestionSet | None) -> InterviewPlan:
    default = InterviewPlan()
    tiers = tuple(sorted(set(arguments.tier))) if arguments.tier else default.tiers
    try:
        if made is not None:
            return set_plan(made.title, made.references, arguments.minutes)
        return InterviewPlan(
            arguments.questions or default.questions,
            arguments.minutes or default.minutes,
            tiers,
            arguments.level or default.level,
        )
    except BadPlan as error:
        raise Refused(str(error)) from error


def _app(arguments: argparse.Namespace, plan: InterviewPlan | None, made: QuestionSet | None) -> int:
    from trainer.cli.app_start import run_app

    def opens(context: ScreenContext) -> InterviewSetupScreen:
        from trainer.tui.screens.interview_setup import InterviewSetupScreen

        return InterviewSetupScreen(context, plan, made.references if made else ())

    return run_app(store_url(arguments), learner(arguments), None, opens)


def _line_by_line(arguments: argparse.Namespace, plan: InterviewPlan, made: QuestionSet | None) -> int:
    from random import Random

    from trainer.interview.drawing import as_interview, draw_interview
    from trainer.interview.session import InterviewSession
    from trainer.interview.shelf import end, unfinished
    from trainer.journal import open_journal
    from trainer.plain import EndOfInput, read_line
    from trainer.plain_interview import LineInterview, tell_report

    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="replace")  # what is not text is not understood, and costs nothing
    url, whose = store_url(arguments), learner(arguments)
    journal = open_journal(url, plan_file(url, whose), now, whose)
    try:
        session, left = None, unfinished(journal)
        if left is not None:
            sys.stdout.write(f"{unfinished_line(left)} Enter goes on with it, e ends it.\n")
            sys.stdout.flush()
            try:
                word = read_line(sys.stdin, sys.stdout, "Go on? ").strip().lower()
            except EndOfInput:
                return 0
            if word in ("e", "end"):
                ended = end(journal, left, now())
                if ended is None:
                    sys.stdout.write("Nothing was answered, so nothing is recorded.\n")
                else:
                    tell_report(journal, ended.id, sys.stdout)
                return 0
            session = InterviewSession.resume(left, now())
        if session is None:
            if made is not None:
                drawn = as_interview([*made.questions()], journal.cards, Random())
            else:
                drawn = draw_interview(plan, journal.cards, Random())
            session = InterviewSession.begin(plan, drawn, whose, now())
        LineInterview(session, journal, now, sys.stdin, sys.stdout).run()
    finally:
        journal.close()
    return 0
