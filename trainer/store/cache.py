"""Statements over `cards`, the cache of what the log says."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, select

from trainer.domain import Card
from trainer.store.card_mapping import card_from_row, card_row
from trainer.store.tables import cards as table
from trainer.store.text import encoded

# Built once, as in trainer.store.log. Parameters of an UPDATE may not be named as its columns.
_CHOSEN = (table.c.learner == bindparam("of_learner"), table.c.skill == bindparam("of_skill"))
_CARD = select(table.c.learner, table.c.skill, table.c.body).where(*_CHOSEN)
_UPDATE = table.update().where(*_CHOSEN).values(due=bindparam("due"), body=bindparam("body"))
_INSERT = table.insert()
_DELETE = table.delete().where(*_CHOSEN)


def cards(connection: Connection, learner: str) -> dict[str, Card]:
    rows = connection.execute(
        select(table.c.learner, table.c.skill, table.c.body).where(table.c.learner == encoded(learner))
    )
    # Sorted here: servers sort text by their own language.
    found = (card_from_row(*row) for row in rows)
    return {card.skill: card for card in sorted(found, key=lambda card: card.skill)}


def card(connection: Connection, learner: str, skill: str) -> Card | None:
    row = connection.execute(_CARD, _chosen(learner, skill)).first()
    return None if row is None else card_from_row(*row)


def put(connection: Connection, learner: str, skill: str, card: Card | None) -> None:
    """Make `card` the one of `skill`; None takes it away."""
    chosen = _chosen(learner, skill)
    if card is None:
        connection.execute(_DELETE, chosen)
        return
    row = card_row(card)
    if connection.execute(_UPDATE, chosen | {"due": row["due"], "body": row["body"]}).rowcount == 0:
        connection.execute(_INSERT, row)


def replace(connection: Connection, learner: str, cards: Iterable[Card]) -> None:
    """Make `cards` the only ones of `learner`."""
    connection.execute(table.delete().where(table.c.learner == encoded(learner)))
    rows = [card_row(card) for card in cards]
    if rows:
        connection.execute(_INSERT, rows)


def _chosen(learner: str, skill: str) -> dict[str, str]:
    return {"of_learner": encoded(learner), "of_skill": encoded(skill)}
