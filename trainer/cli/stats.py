"""`convdrill stats`: what the log adds up to."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from typing import Any

from questions.skills import SKILLS
from trainer.cli.output import say, say_json
from trainer.cli.refusal import Refused
from trainer.cli.statistics_json import document
from trainer.cli.store_access import gone, is_begun, is_begun_or_told, journal_to_read, learner, store_file, store_url
from trainer.clock import now
from trainer.drawing.plots.ink import Row, text_of
from trainer.drawing.terminal.signs import is_writable
from trainer.progress.answer_sections import accuracy_section, mistakes_section
from trainer.progress.paper import Paper
from trainer.progress.retention import RetentionWeek
from trainer.progress.sections import days_section, due_section, retention_section
from trainer.progress.statistics import NothingYet, Range, Statistics, retention_of, statistics

_NARROWEST, _PIPED, _WIDEST = 40, 80, 120


def run(arguments: argparse.Namespace) -> int:
    """Print the figures. Without the default store they are those of somebody who has not begun. Raises Refused."""
    range_ = next(each for each in Range if str(each.value or "all") == arguments.range)
    url = store_url(arguments)
    file = store_file(url)
    if arguments.database is not None and file is not None and not is_begun(url):
        raise Refused(gone(url) or f"there is no store at {file}")
    totals, figures, weeks = _figures(url, learner(arguments), range_)
    if arguments.json:
        say_json(totals | document(figures, weeks))
        return 0
    accuracy, ready = totals["accuracy"], figures.readiness
    say(
        f"answers     {totals['reviews']:,} ({totals['today']:,} today)",
        f"accuracy    {'no verdicts yet' if accuracy is None else f'{accuracy:.0%}'}",
        f"due         {totals['due']} of {totals['skills']} skills",
        f"new         {totals['new']}",
        f"ready       {ready.ready} for an interview, {ready.provisional} provisionally",
    )
    if not figures.empty:
        _print_sections(figures, weeks)
    return 0


def _print_sections(figures: Statistics, weeks: Sequence[RetentionWeek]) -> None:
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _PIPED
    plain = not is_writable(sys.stdout.encoding or "ascii")
    paper = Paper(max(_NARROWEST, min(_WIDEST, width)), ascii_only=plain)
    sections: dict[str, Sequence[Row]] = {
        "Days": days_section(figures, paper),
        "Retention": retention_section(weeks, figures.desired, paper),
        "Due in the next weeks": due_section(figures, paper),
        "Accuracy": accuracy_section(figures, paper),
        "Mistakes": mistakes_section(figures, paper),
    }
    for title, rows in sections.items():
        say("", title, "", *map(text_of, rows))


def _figures(url: str, whose: str, range_: Range) -> tuple[dict[str, Any], Statistics, Sequence[RetentionWeek]]:
    present = now()
    if not is_begun_or_told(url):
        nothing = {"reviews": 0, "due": 0, "new": len(SKILLS), "accuracy": None, "today": 0, "skills": len(SKILLS)}
        return nothing, statistics(NothingYet(), present, range_), ()
    journal = journal_to_read(url, whose)
    try:
        home, totals = journal.figures(present), journal.totals(present)
        figures, weeks = statistics(journal, present, range_), retention_of(journal, present, range_)
    finally:
        journal.close()
    counts = {
        "reviews": totals.reviews,
        "due": home.due,
        "new": home.new,
        "accuracy": totals.accuracy,
        "today": home.today,
        "skills": len(SKILLS),
    }
    return counts, figures, weeks
