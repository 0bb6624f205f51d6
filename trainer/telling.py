"""Answers, diagnoses and ratings in plain words, one line per entry. The screens and the line mode share them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from trainer.aid import UNAIDED, Aid, holds_setup
from trainer.domain import Outcome, Rating, Review

if TYPE_CHECKING:
    from questions.checker import Verdict
    from questions.question import Content

RATINGS = {Rating.AGAIN: "Again", Rating.HARD: "Hard", Rating.GOOD: "Good", Rating.EASY: "Easy"}

_PLAIN = re.compile("[1-9][0-9]{3,17}")
_SEPARATORS = re.compile(r"[ ,._'+=]")


def shown_answer(content: Content) -> str:
    """The right answer as a person reads it: `8,368,360`, a formula, `b) 280`."""
    return content.shown(content.answer)


def verdict_line(outcome: Outcome, content: Content, submitted: str) -> str:
    """The first line after an answer. A sign and a word, so that it never depends on colour."""
    answer = shown_answer(content)
    if outcome is Outcome.CORRECT:
        return f"✓ Correct: {answer}"
    if outcome is Outcome.WRONG:
        return f"✗ Not yet: {told(submitted, content)}. The answer is {answer}"
    return f"The answer is {answer}"


def told(submitted: str, content: Content | None = None) -> str:
    """What was typed, a plain number with its thousands parted as those of the answer are.

    Where the `content` it answers asks for a number, arithmetic is told with its result: `11*150*64 = 105,600`.
    """
    text = clipped(submitted)
    if _PLAIN.fullmatch(text):
        return f"{int(text):,}"
    if content is None or content.kind != "integer":
        return text
    from questions.submission import Submission, read_submission

    read = read_submission(content.kind, submitted)
    value = read.value if isinstance(read, Submission) else None
    if not isinstance(value, int) or _SEPARATORS.sub("", text) == str(value):
        return text
    return f"{text} = {value:,}"


def clipped(submitted: str) -> str:
    """What was typed, on one line and not longer than it is worth."""
    text = " ".join(submitted.split())
    return text if len(text) <= 60 else f"{text[:59]}…"


def diagnosis_lines(verdict: Verdict | None, *, setup_typed: bool = False) -> list[str]:
    """What explains the wrong value, in terms of this layer; `setup_typed` is whether a set-up came after it."""
    if verdict is None or verdict.correct:
        return []
    slips = verdict.misconceptions
    if not slips:
        yours = "your set-up" if setup_typed else "what you did"
        return [f"No usual mistake gives this value; compare {yours} with the steps."]
    if verdict.combined:
        causes = " and ".join(slip.cause for slip in slips)
        return [f"Two slips together give this value: {causes}.", *(f"• {slip.lesson}" for slip in slips)]
    # Half of all wrong slips lead to the one wrong truth value, so only the likeliest is named.
    lines = [slip.feedback for slip in (slips[:1] if isinstance(slips[0].value, bool) else slips)]
    if len(lines) > 1:
        return [f"{len(lines)} different mistakes lead to this value:", *(f"• {line}" for line in lines)]
    return lines


def due_line(due: date | None, today: date) -> str:
    """When a skill comes back that is due on that day."""
    return "not scheduled" if due is None else due_words(due, today)


def due_words(due: date, today: date) -> str:
    """`today`, `tomorrow`, `in 5 days`, `in 3 months`."""
    days = (due - today).days
    if days <= 0:
        return "today"
    if days == 1:
        return "tomorrow"
    if days < 60:
        return f"in {days} days"
    return f"in {round(days / 30.4)} months"


def rating_line(review: Review, due: date | None, today: date, aid: Aid = UNAIDED) -> str:
    """How the answer was rated, why so where help lowered it, and when the skill comes back."""
    return f"{_rated(review, aid)}; comes back {due_line(due, today)}."


def preview_line(days: Mapping[Rating, date], today: date, separator: str = " · ") -> str:
    """What each rating would do: `1 Again tomorrow · 2 Hard in 3 days · …`; nothing where it is not known."""
    return separator.join(f"{rating:d} {RATINGS[rating]} {due_words(day, today)}" for rating, day in days.items())


def one_day_line(days: Mapping[Rating, date], today: date, why: str) -> str:
    """`Comes back tomorrow whatever the rating: it was asked before today.`; nothing where the days differ."""
    if len(set(days.values())) != 1:
        return ""
    line = f"Comes back {due_words(next(iter(days.values())), today)} whatever the rating"
    return f"{line}: {why}." if why else f"{line}."


def _rated(review: Review, aid: Aid) -> str:
    from questions.wording import several

    word = RATINGS[review.rating]
    if review.rated_by_learner:
        return f"Rated {word} by you"
    if review.outcome is Outcome.CORRECT and aid.count:
        if aid.given_steps:
            return f"Right with the steps given, so {word}"
        return f"Right with {'the set-up shown' if aid.setup_shown else several(aid.hints, 'hint')}, so {word}"
    return f"Rated {word}"


def hint_lines(content: Content, shown: int, *, rated: bool = True) -> list[str]:
    """The hints shown so far; and what the next one costs, if it is the set-up and the answer is `rated` by rule."""
    total = len(content.hints)
    lines = [f"Hint {number} of {total}: {hint}" for number, hint in enumerate(content.hints[:shown], 1)]
    if rated and 0 < shown < total and holds_setup(content, shown):
        lines.append("The next hint is the set-up; with it even a right answer is rated Again.")
    return lines
