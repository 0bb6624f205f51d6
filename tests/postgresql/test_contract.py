"""What every store promises, on PostgreSQL."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.postgresql.server import Server
from tests.store import making
from tests.store.contract import StoreContract
from tests.store.making import START, chain, histories
from tests.store.memory import MemoryStore
from trainer.domain import Card, Event
from trainer.store import Store, cache
from trainer.store.activity import to_redo, to_undo

pytestmark = [pytest.mark.postgresql, pytest.mark.xdist_group("postgresql")]


class TestPostgresql(StoreContract):
    """The fixture `store` is the one of this directory."""


@pytest.fixture(scope="module")
def lasting(server: Server) -> str:
    """The address of one database for many drawn histories."""
    return server.url(server.new_database())


_WIPE = "TRUNCATE events, cards, settings, interviews"


@given(calls=histories())
@settings(max_examples=40, deadline=None)
def test_incremental_is_rebuilt(lasting: str, calls: list[list[Event]]) -> None:
    """After every call the cached cards, the rebuilt ones, and those of the store in memory are the same."""
    model = MemoryStore()
    with Store.open(lasting) as store:
        with store._database.writing() as connection:
            connection.exec_driver_sql(_WIPE)
        for events in calls:
            assert store.record(events, chain) == model.record(events, chain)
            assert store.cards("me") == store.rebuild("me", chain) == model.cards("me")
        assert list(store.events("me")) == list(model.events("me"))
        assert list(store.active_events("me")) == list(model.active_events("me"))
        assert store.figures("me", START) == model.figures("me", START)
        assert store.answers_by_day("me", None, 9_000) == model.answers_by_day("me", None, 9_000)
        assert store.answers_by_week("me", None) == model.answers_by_week("me", None)
        assert store.slips_by_week("me", None) == model.slips_by_week("me", None)
        assert store.skill_days("me") == model.skill_days("me")
        assert store.verify("me") == []
        assert to_undo(store.latest("me")) == to_undo(model.events("me"))
        assert to_redo(store.latest("me")) == to_redo(model.events("me"))


@given(
    events=st.lists(making.events, min_size=1, max_size=5, unique_by=lambda event: event.id),
    cards=st.lists(making.cards, min_size=1, max_size=5, unique_by=lambda card: (card.learner, card.skill)),
)
@settings(max_examples=30, deadline=None)
def test_anything_comes_back(lasting: str, events: list[Event], cards: list[Card]) -> None:
    """Any event and any card come back as they were: NUL, lone surrogates, the first and last times, every float."""
    with Store.open(lasting) as store:
        with store._database.writing() as connection:
            connection.exec_driver_sql(_WIPE)
        for event in events:
            store.record([event], chain)
            assert event in list(store.events(event.learner, event.skill))
            assert store.verify(event.learner) == []
        for card in cards:
            store.change_settings(card.learner, {})
            with store._database.writing() as connection:
                cache.put(connection, card.learner, card.skill, card)
            assert store.cards(card.learner)[card.skill] == card
