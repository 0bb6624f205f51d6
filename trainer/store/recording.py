"""Events into the log, and the cards of their skills brought up to date with it, inside a transaction of the caller."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from trainer.domain import Card, Event, Review, Undo, order_key
from trainer.store import cache, log
from trainer.store.activity import active_events
from trainer.store.errors import StoreDamaged
from trainer.store.mapping import digest, event_row
from trainer.store.port import Fold


def rows_of(events: Sequence[Event]) -> dict[str, Mapping[str, Any]]:
    """The rows of events by their ids. Raises ValueError where two have the same."""
    rows: dict[str, Mapping[str, Any]] = {event.id: event_row(event) for event in events}
    if len(rows) < len(events):
        raise ValueError("the events of one call have different ids")
    return rows


def recorded(
    connection: Connection, learner: str, events: Sequence[Event], rows: Mapping[str, Mapping[str, Any]], fold: Fold
) -> tuple[dict[str, Card], list[Event]]:
    """Append those of the events that are not there yet; the cards of all their skills, and what was new."""
    known, targeted = log.known(connection, learner, rows)
    fresh = [event for event in events if event.id not in known]
    log.append(connection, [rows[event.id] for event in fresh])
    cards: dict[str, Card] = {}
    for skill in dict.fromkeys(event.skill for event in events):
        news = sorted((event for event in fresh if event.skill == skill), key=order_key)
        card = _updated(connection, (learner, skill), news, targeted, fold)
        if card is not None:
            cards[skill] = card
    return cards, fresh


def unknown(connection: Connection, events: Sequence[Event]) -> tuple[list[Event], list[str]]:
    """The events that are not in the log, each id once; and the ids that stand for another event there."""
    stored = log.digests(connection, list(dict.fromkeys(event.id for event in events)))
    fresh, conflicts = [], []
    for event in events:
        taken = digest(event)
        if event.id not in stored:
            fresh.append(event)
            stored[event.id] = taken
        elif stored[event.id] != taken:
            conflicts.append(event.id)
    return fresh, conflicts


def _updated(
    connection: Connection, of: tuple[str, str], news: Sequence[Event], targeted: set[str], fold: Fold
) -> Card | None:
    """The card of a learner and a skill, now that `news` are in the log; None if nothing there counts. Writes it."""
    learner, skill = of
    try:
        card = cache.card(connection, learner, skill)
    except StoreDamaged:  # It is only a cache, so it is made anew from the log.
        card = None
    if card is not None and not news:
        return card
    if card is not None and _continues(card, news, targeted):
        active = news
    else:
        card, active = None, active_events(log.of_skill(connection, learner, skill))
    updated = folded(learner, skill, card, active, fold) if active else None
    cache.put(connection, learner, skill, updated)
    return updated


def _continues(card: Card, news: Sequence[Event], targeted: set[str]) -> bool:
    """Whether `news`, sorted, merely come after all that `card` was folded from."""
    return order_key(news[0]) > (card.last_at, card.last_id) and not any(
        isinstance(event, Undo) or (isinstance(event, Review) and event.replaces is not None) or event.id in targeted
        for event in news
    )


def rebuilt(connection: Connection, learner: str, fold: Fold) -> dict[str, Card]:
    """Every card of the learner, folded from the log."""
    cards = {}
    for skill, events in log.by_skill(connection, learner):
        if active := active_events(events):
            cards[skill] = folded(learner, skill, None, active, fold)
    return cards


def folded(learner: str, skill: str, card: Card | None, events: Sequence[Event], fold: Fold) -> Card:
    """The card after these events. Raises ValueError for a fold that does not name the newest of them."""
    updated = fold(card, events)
    newest = events[-1]
    if (updated.learner, updated.skill, updated.last_at, updated.last_id) != (learner, skill, newest.at, newest.id):
        # Incremental folding relies on it, and a card that hides what went into it could never be found out.
        raise ValueError(f"the fold of {skill} did not name its newest event, {newest.id}")
    return updated
