"""`convdrill history`: what was answered, the newest first."""

from __future__ import annotations

import argparse
from datetime import timedelta
from textwrap import wrap
from typing import Any

from questions.generator import find_skill
from trainer.answer_filter import EVERYTHING, VERDICTS, AnswerFilter, Subject
from trainer.cli.output import printable, say, say_json, terminal_width
from trainer.cli.refusal import Refused
from trainer.cli.store_access import is_begun_or_told, learner, store_to_read, store_url
from trainer.domain import Review
from trainer.past import SIGNS, WORDS, local_time, read_answers, typed_text
from trainer.scheduling.days import local_day

_BELOW = " " * 18
"""What does not fit beside the reference stands below it, where the verdict begins."""


def run(arguments: argparse.Namespace) -> int:
    """Print the newest answers that count and pass the filters."""
    if arguments.skill is not None:
        find_skill(arguments.skill)
    if arguments.since and arguments.until and arguments.since > arguments.until:
        raise Refused("--since is later than --until, so no day is left")
    wanted = _wanted(arguments)
    url = store_url(arguments)
    reviews: list[Review] = []
    if is_begun_or_told(url):
        with store_to_read(url) as store:
            # One more than is shown tells whether there are older ones.
            limit = arguments.limit + (not arguments.json)
            found = read_answers(store, learner(arguments), wanted, limit)
            if arguments.json:
                for review in found:
                    say_json(_document(review))
                return 0
            reviews = list(found)
    if arguments.json:
        return 0
    width = terminal_width()
    for review in reviews[: arguments.limit]:
        say(*_lines(review, width))
    if not reviews:
        say("No such answers." if wanted != EVERYTHING else "No answers yet.")
    elif len(reviews) > arguments.limit:
        say("There are older ones: --limit N shows more.")
    return 0


def _wanted(arguments: argparse.Namespace) -> AnswerFilter:
    """The filter that the arguments make."""
    subjects = [Subject(skills=(arguments.skill,))] if arguments.skill is not None else []
    if arguments.misconception is not None:
        subjects.append(Subject(misconceptions=(arguments.misconception,)))
    outcomes = (VERDICTS[arguments.verdict],) if arguments.verdict is not None else ()
    return AnswerFilter(tuple(subjects), outcomes, arguments.since, arguments.until)


def _lines(review: Review, width: int | None) -> list[str]:
    """When, what came of it, to which question, what was typed, what was wrong with it: one line, where it fits."""
    slips = f"  [{printable(', '.join(review.misconceptions))}]" if review.misconceptions else ""
    shown = f"{SIGNS[review.outcome]} {WORDS[review.outcome]}"
    reference, typed = printable(review.reference), printable(typed_text(review))
    asked, given = f"{local_time(review)}  {shown:<12}  {reference}", f"{typed}{slips}".strip()
    if width is None or not given or len(asked) + 2 + len(given) <= width:
        return [f"{asked}  {given}".rstrip()]
    return [asked, *wrap(given, max(width, 40), initial_indent=_BELOW, subsequent_indent=_BELOW)]


def _document(review: Review) -> dict[str, Any]:
    local = review.at + timedelta(minutes=review.utc_offset)
    return {
        "id": review.id,
        "learner": review.learner,
        "at": review.at.isoformat(),
        "day": local_day(review.at, review.utc_offset).isoformat(),
        "local_time": local.replace(tzinfo=None).isoformat(timespec="seconds"),
        "skill": review.skill,
        "level": review.level,
        "reference": review.reference,
        "prompt": review.prompt,
        "expected": review.expected,
        "submission": review.submission,
        "outcome": review.outcome.value,
        "misconceptions": list(review.misconceptions),
        "rating": review.rating.name.lower(),
        "rated_by_learner": review.rated_by_learner,
        "hints": review.hints,
        "setup": review.setup,
        "taken_ms": review.taken_ms,
        "mode": review.mode.value,
    }
