"""A learner's log to measure with: questions really drawn, four of five answered right, over about two months."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from questions.generator import draw_reference, generate
from questions.question import LEVELS, Question
from questions.skills import SKILLS
from trainer.clock import now
from trainer.domain import DEFAULT_LEARNER, Mode, Moment, Outcome, Rating, Review
from trainer.journal import Journal

DAYS = 59
_BATCH = 1_000
_QUESTIONS = 500


def review(number: int, at: Moment, question: Question, *, right: bool) -> Review:
    """One recorded answer."""
    return Review(
        id=f"{number:032d}",
        learner=DEFAULT_LEARNER,
        at=at.at,
        utc_offset=at.utc_offset,
        skill=question.reference.skill,
        level=question.reference.level,
        reference=str(question.reference),
        prompt=question.content.prompt,
        expected=question.expected,
        submission=question.expected if right else "1",
        outcome=Outcome.CORRECT if right else Outcome.WRONG,
        misconceptions=() if right else tuple(slip.id for slip in question.content.misconceptions[:1]),
        rating=Rating.GOOD if right else Rating.AGAIN,
        rated_by_learner=False,
        hints=0,
        setup=None,
        taken_ms=9_000,
        mode=Mode.TYPED,
    )


def history(count: int) -> Iterator[Review]:
    """So many reviews, the last of them yesterday."""
    dice = random.Random(1)
    present = now()
    skills = list(SKILLS.values())
    drawn = [generate(draw_reference(dice.choice(skills), dice.choice(LEVELS), index)) for index in range(_QUESTIONS)]
    for number in range(count):
        at = present.at - timedelta(days=1 + DAYS * (count - number) / count)
        yield review(number, Moment(at, present.utc_offset), dice.choice(drawn), right=dice.random() < 0.8)


def fill(journal: Journal, count: int) -> None:
    """Record that history."""
    events = history(count)
    while batch := list(islice(events, _BATCH)):
        journal.record(batch, now())
