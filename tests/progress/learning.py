"""The log of somebody who practised for weeks: always the same one, without drawing a question."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from questions.discrimination import discrimination
from questions.skills import SKILLS
from tests.helpers.clock import MONDAY
from tests.store.making import review
from tests.store.memory import MemoryStore
from trainer.domain import Mode, Outcome, Rating, Review
from trainer.scheduling.cards import fold

_SKILLS = 24
"""How many skills are practised; a new one every other day."""


def practised_log(days: int = 100, last_ago: int = 0) -> Iterator[Review]:
    """Answers of so many days, the last ones before Monday 2 March 2026, 10:00 local time; no day has the same number.

    On Sundays nothing; one answer of six is wrong, at first more, and most wrong ones have a misconception.
    """
    dice = Random(2)
    skills = list(SKILLS)[:_SKILLS]
    number = 0
    for ago in reversed(range(last_ago, last_ago + days)):
        at = MONDAY - timedelta(days=ago, hours=2)
        if at.weekday() == 6 or dice.random() < 0.15:
            continue
        known = max(2, min(_SKILLS, (days + last_ago - ago) // 2))
        for _ in range(3 + int(dice.random() * 22)):
            number += 1
            at += timedelta(seconds=20 + int(dice.random() * 60))
            yield _answer(dice, number, skills[int(dice.random() * known)], at=at, wrong=0.12 + 0.2 * ago / days)


def practised_store(days: int = 100, last_ago: int = 0) -> MemoryStore:
    """A store with it."""
    store = MemoryStore()
    store.record(list(practised_log(days, last_ago)), fold)
    return store


def _answer(dice: Random, number: int, skill: str, *, at: object, wrong: float) -> Review:
    failed, slips = dice.random() < wrong, list(discrimination(skill).slips)
    card = dice.random() < 0.1
    outcome = Outcome.WRONG if failed else Outcome.CORRECT
    slip = slips[int(dice.random() ** 3 * len(slips))] if slips and dice.random() < 0.7 else None
    return review(
        f"{number:06d}",
        at=at,
        skill=skill,
        level=1 + int(dice.random() * 2.4),
        reference=f"{skill}/v1/1/{number}",
        outcome=Outcome.SELF_RATED if card else outcome,
        misconceptions=(slip,) if slip and failed and not card else (),
        rating=Rating.AGAIN if failed else Rating.GOOD,
        taken_ms=15_000 + int(dice.random() * 40_000),
        mode=Mode.FLASHCARD if card else Mode.TYPED,
    )
