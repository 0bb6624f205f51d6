"""What an answer adds to a card besides memory: for readiness, and for the tallies of misconceptions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import TypedDict

from trainer.domain import Card, DirectAnswer, Hit, Outcome, Review, Success

RECENT = 3
"""How many direct answers readiness looks at."""

_SUCCESS_DAYS = 2
_NAMED = 2
"""Of more misconceptions that give one wrong answer, only the first, the likeliest, is told; a pair is told whole."""

_NUMBER = re.compile(r"\d[\d\s,._'’]*(?:[eE]\+?\d+|[kKmM])?")
_SHAPE = re.compile(r"[\d\s,]+(?:[xX×*][\d\s]+)*")
_WANTED_SHAPE = re.compile(r"\([\d\s,]+\)")


class Evidence(TypedDict):
    """The fields of a card that stand for what its answers showed."""

    recent: tuple[DirectAnswer, ...]
    chances: int
    hits: tuple[Hit, ...]
    succeeded: tuple[Success, ...]


def evidence(card: Card, review: Review, day: date) -> Evidence:
    """The card's evidence after this review of that local day. A flashcard, which nobody judged, adds none."""
    judged = review.outcome in (Outcome.CORRECT, Outcome.WRONG)
    return Evidence(
        recent=_recent(card.recent, review, day),
        chances=card.chances + judged,
        hits=_hits(card.hits, review),
        succeeded=_succeeded(card.succeeded, review, day),
    )


def typed_as_result(submission: str, expected: str) -> bool:
    """Whether the answer was typed as its result: a number, or the sizes of a shape, not the arithmetic behind it.

    An interview takes no other answer, and readiness needs one such. Whether it is right is not asked here. Where
    letters or words are wanted there is nothing to multiply out.
    """
    wanted = expected.strip()
    if _WANTED_SHAPE.fullmatch(wanted):
        return _SHAPE.fullmatch(submission.strip().removeprefix("torch.Size").strip(" ()[]")) is not None
    if not re.fullmatch(r"-?[\d,]+", wanted):
        return True
    return _NUMBER.fullmatch(submission.strip()) is not None


def told_of(misconceptions: Sequence[str]) -> list[str]:
    """Which of the misconceptions that explain a wrong answer are told, and count: a pair, or the likeliest."""
    ids = list(dict.fromkeys(misconceptions))
    return ids if len(ids) <= _NAMED else ids[:1]


def _recent(recent: tuple[DirectAnswer, ...], review: Review, day: date) -> tuple[DirectAnswer, ...]:
    if not review.direct:
        return recent
    if review.unaided_success and any(answer.reference == review.reference for answer in recent):
        return recent  # the numbers were not fresh
    plain = typed_as_result(review.submission, review.expected)
    answer = DirectAnswer(review.reference, day, review.level, review.unaided_success, plain)
    return (*recent, answer)[-RECENT:]


def _hits(hits: tuple[Hit, ...], review: Review) -> tuple[Hit, ...]:
    if review.outcome is not Outcome.WRONG or not review.misconceptions:
        return hits
    counted = {hit.misconception: hit for hit in hits}
    for slip in told_of(review.misconceptions):
        before = counted[slip].times if slip in counted else 0
        counted[slip] = Hit(slip, before + 1, review.at)
    return tuple(counted[slip] for slip in sorted(counted))


def _succeeded(succeeded: tuple[Success, ...], review: Review, day: date) -> tuple[Success, ...]:
    if not review.unaided_success:
        return succeeded
    others = tuple(success for success in succeeded if success.day != day)
    return (*others, Success(day, review.at))[-_SUCCESS_DAYS:]
