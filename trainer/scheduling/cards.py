"""Folding events into a card. A card equals the fold of its skill's active events, in their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from trainer.domain import Card, Event, Memory, Mode, Rating, Reset, Review, Suspension
from trainer.scheduling.days import local_day
from trainer.scheduling.evidence import evidence
from trainer.scheduling.memory import recall

TOP_LEVEL = 3


def fold(card: Card | None, events: Sequence[Event]) -> Card:
    """The card after these events of one skill. Raises ValueError if there is neither a card nor an event."""
    for event in events:
        if card is None:
            card = Card(event.learner, event.skill, event.at, event.id)
        card = replace(_after(card, event), last_at=event.at, last_id=event.id)
    if card is None:
        raise ValueError("a card is folded from at least one event")
    return card


def _after(card: Card, event: Event) -> Card:
    if isinstance(event, Review):
        return _reviewed(card, event)
    if isinstance(event, Suspension):
        return replace(card, suspended=event.suspended)
    if isinstance(event, Reset):
        return Card(card.learner, card.skill, event.at, event.id, suspended=card.suspended)
    raise ValueError("an undo is resolved before folding: the fold sees active events only")


def _reviewed(card: Card, review: Review) -> Card:
    day = local_day(review.at, review.utc_offset)
    if card.memory is not None:
        # A day never comes again: not by flying west, nor by setting the clock back.
        day = max(day, card.memory.last_day)
    memory, relearn_due = remembered(card, review.rating, day)
    lapsed = card.memory is not None and memory is not card.memory and review.rating is Rating.AGAIN
    level, level_day = _level(card, review, day)
    return replace(
        card,
        memory=memory,
        relearn_due=relearn_due,
        lapses=card.lapses + lapsed,
        level=level,
        level_day=level_day,
        answers=card.answers + 1,
        unaided_successes=card.unaided_successes + review.unaided_success,
        first_day=card.first_day or day,
        **evidence(card, review, day),
    )


def remembered(card: Card | None, rating: Rating, day: date) -> tuple[Memory, date | None]:
    """Memory and relearning day after an answer on that day, which is not before the card's last one.

    Only the first answer of a local day moves memory: ten right answers in ten minutes say what one says.
    """
    memory, relearn_due = (card.memory, card.relearn_due) if card is not None else (None, None)
    if memory is None or day > memory.last_day:
        memory, relearn_due = recall(memory, rating, day), None
    if rating is Rating.AGAIN:
        relearn_due = day + timedelta(days=1)
    return memory, relearn_due


def _level(card: Card, review: Review, day: date) -> tuple[int, date | None]:
    """Level and the day of its first success: up with two unaided successes on different days, down with a failure.

    A flashcard has no verdict and moves no level; a failure at a level above the card's own does not count against it.
    """
    level, first_day = card.level, card.level_day
    if review.mode is Mode.FLASHCARD:
        return level, first_day
    if review.unaided_success and review.level >= level:
        if first_day is None:
            return level, day
        if day > first_day and level < TOP_LEVEL:
            return level + 1, day if review.level > level else None
        return level, first_day
    if review.failure and review.level <= level:
        return max(1, level - 1), None
    return level, first_day
