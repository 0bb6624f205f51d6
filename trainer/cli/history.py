"""`convdrill history`: what was answered, the newest first."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import islice
from textwrap import wrap
from typing import Any

from questions.generator import find_skill
from trainer.cli.output import printable, say, say_json, terminal_width
from trainer.cli.refusal import Refused
from trainer.cli.store_access import is_begun_or_told, learner, store_to_read, store_url
from trainer.domain import Outcome, Review
from trainer.scheduling.days import local_day
from trainer.store.port import EventStore
from trainer.telling import clipped

_VERDICTS = {
    "right": Outcome.CORRECT,
    "wrong": Outcome.WRONG,
    "dont-know": Outcome.DONT_KNOW,
    "self-rated": Outcome.SELF_RATED,
}
_SHOWN = {
    Outcome.CORRECT: "✓ right",
    Outcome.WRONG: "✗ wrong",
    Outcome.DONT_KNOW: "? not known",
    Outcome.SELF_RATED: "• self-rated",
}
_BELOW = " " * 18
"""What does not fit beside the reference stands below it, where the verdict begins."""
_TWO_DAYS = timedelta(days=2)
"""More than a learner's day can be away from the UTC day of the same date."""


def run(arguments: argparse.Namespace) -> int:
    """Print the newest answers that count and pass the filters."""
    if arguments.skill is not None:
        find_skill(arguments.skill)
    if arguments.since and arguments.until and arguments.since > arguments.until:
        raise Refused("--since is later than --until, so no day is left")
    url = store_url(arguments)
    reviews: list[Review] = []
    if is_begun_or_told(url):
        with store_to_read(url) as store:
            found = chosen(store, learner(arguments), arguments)
            if arguments.json:
                for review in islice(found, arguments.limit):
                    say_json(_document(review))
                return 0
            reviews = list(islice(found, arguments.limit + 1))
    if arguments.json:
        return 0
    width = terminal_width()
    for review in reviews[: arguments.limit]:
        say(*_lines(review, width))
    if not reviews:
        say("No such answers." if _filtered(arguments) else "No answers yet.")
    elif len(reviews) > arguments.limit:
        say("There are older ones: --limit N shows more.")
    return 0


def chosen(store: EventStore, whose: str, arguments: argparse.Namespace) -> Iterator[Review]:
    """The answers that count and pass the filters, the newest first."""
    outcome = _VERDICTS.get(arguments.verdict)
    earliest = datetime.combine(arguments.since, time(), UTC) - _TWO_DAYS if arguments.since else None
    for event in store.active_events(whose, arguments.skill, newest_first=True):
        if earliest is not None and event.at < earliest:
            return
        if not isinstance(event, Review):
            continue
        day = local_day(event.at, event.utc_offset)
        if (
            (arguments.since is None or day >= arguments.since)
            and (arguments.until is None or day <= arguments.until)
            and (outcome is None or event.outcome is outcome)
            and (arguments.misconception is None or arguments.misconception in event.misconceptions)
        ):
            yield event


def _filtered(arguments: argparse.Namespace) -> bool:
    filters = (arguments.skill, arguments.verdict, arguments.misconception, arguments.since, arguments.until)
    return any(given is not None for given in filters)


def _lines(review: Review, width: int | None) -> list[str]:
    """When, what came of it, to which question, what was typed, what was wrong with it: one line, where it fits."""
    at = review.at + timedelta(minutes=review.utc_offset)
    typed = printable(clipped(review.submission))
    if review.outcome is Outcome.WRONG:
        typed += f" instead of {printable(clipped(review.expected))}"
    slips = f"  [{printable(', '.join(review.misconceptions))}]" if review.misconceptions else ""
    reference = printable(review.reference)
    asked, given = f"{at:%Y-%m-%d %H:%M}  {_SHOWN[review.outcome]:<12}  {reference}", f"{typed}{slips}".strip()
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
