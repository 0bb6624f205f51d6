"""`convdrill undo`: take the newest answer back."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import timedelta

from trainer.cli.hints import completed
from trainer.cli.output import printable, say
from trainer.cli.refusal import Refused
from trainer.cli.store_access import gone, is_begun, learner, plan_file, store_url
from trainer.clock import now
from trainer.domain import Moment, Outcome, Review
from trainer.journal import Journal, open_journal
from trainer.scheduling.days import day_of
from trainer.telling import clipped, due_words

_OUTCOMES = {
    Outcome.CORRECT: "right",
    Outcome.WRONG: "wrong",
    Outcome.DONT_KNOW: "not known",
    Outcome.SELF_RATED: "rated by yourself",
}


def run(arguments: argparse.Namespace) -> int:
    """Undo and say what. Raises Refused if there is no answer."""
    change(arguments, Journal.undo, "Taken back", "there is no answer to take back")
    say(completed("convdrill redo brings it back."))
    return 0


def change(
    arguments: argparse.Namespace, act: Callable[[Journal, Moment], Review | None], done: str, nothing: str
) -> None:
    """Carry `act` out on the learner's journal and say which answer it was about. Raises Refused if about none."""
    url = store_url(arguments)
    if not is_begun(url):
        raise Refused(gone(url) or nothing)
    whose = learner(arguments)
    journal = open_journal(url, plan_file(url, whose), now, whose)
    try:
        review = act(journal, now())
        cards = journal.cards
    finally:
        journal.close()
    if review is None:
        raise Refused(nothing)
    card = cards.get(review.skill)
    schedule = "new again" if card is None or card.due is None else f"due {due_words(card.due, day_of(now()))}"
    say(f"{done}: {answer_line(review)}", f"{printable(review.skill)} is {schedule}.")


def answer_line(review: Review) -> str:
    """An answer on one line: when, to what, and what came of it."""
    at = review.at + timedelta(minutes=review.utc_offset)
    typed = f"{printable(clipped(review.submission))} " if review.submission else ""
    return f"{at:%Y-%m-%d %H:%M}  {printable(review.reference)}  {typed}({_OUTCOMES[review.outcome]})"
