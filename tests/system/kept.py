"""What a store holds, looked at from outside the program."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from trainer.domain import DEFAULT_LEARNER, Review
from trainer.scheduling.cards import fold
from trainer.store.store import Store


def kept_reviews(home: Path) -> list[Review]:
    """The reviews that count, the oldest first; on the way everything that can be wrong with the store is looked for.

    The file is sound for SQLite, each event for its digest, and the cards are those that the log says.
    """
    file = home / "convdrill.db"
    with Store.open(file) as store:
        assert store.cards(DEFAULT_LEARNER) == store.rebuild(DEFAULT_LEARNER, fold)
        assert store.verify(DEFAULT_LEARNER) == []
        reviews = [event for event in store.active_events(DEFAULT_LEARNER) if isinstance(event, Review)]
    with closing(sqlite3.connect(file)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert len({review.id for review in reviews}) == len(reviews)
    return reviews
