"""`convdrill stats`: what the log adds up to."""

from __future__ import annotations

import argparse
from typing import Any

from questions.skills import SKILLS
from trainer.cli.output import say, say_json
from trainer.cli.store_access import is_begun_or_told, journal_to_read, learner, store_url
from trainer.clock import now


def run(arguments: argparse.Namespace) -> int:
    """Print the figures. Without a store they are those of somebody who has not begun."""
    figures = _figures(store_url(arguments), learner(arguments))
    if arguments.json:
        say_json(figures)
        return 0
    accuracy = figures["accuracy"]
    say(
        f"answers     {figures['reviews']:,} ({figures['today']:,} today)",
        f"accuracy    {'no verdicts yet' if accuracy is None else f'{accuracy:.0%}'}",
        f"due         {figures['due']} of {figures['skills']} skills",
        f"new         {figures['new']}",
    )
    return 0


def _figures(url: str, whose: str) -> dict[str, Any]:
    if not is_begun_or_told(url):
        return {"reviews": 0, "due": 0, "new": len(SKILLS), "accuracy": None, "today": 0, "skills": len(SKILLS)}
    journal = journal_to_read(url, whose)
    try:
        home, totals = journal.figures(now()), journal.totals(now())
    finally:
        journal.close()
    return {
        "reviews": totals.reviews,
        "due": home.due,
        "new": home.new,
        "accuracy": totals.accuracy,
        "today": home.today,
        "skills": len(SKILLS),
    }
