"""The contract, against each store."""

from __future__ import annotations

import pytest

from tests.store.contract import StoreContract
from tests.store.making import chain, review
from tests.store.memory import MemoryStore
from trainer.store import EventStore, Store, StoreFull


class TestSqlite(StoreContract):
    @pytest.fixture
    def store(self, sqlite_store: Store) -> EventStore:
        return sqlite_store


class TestMemory(StoreContract):
    @pytest.fixture
    def store(self) -> EventStore:
        return MemoryStore()


def test_memory_fails_as_told() -> None:
    """The store in memory raises the failures it was given, records nothing then, and works afterwards."""
    store = MemoryStore([StoreFull("full")])
    with pytest.raises(StoreFull):
        store.record([review("1")], chain)
    assert list(store.events("me")) == []
    store.record([review("1")], chain)
    assert len(store.cards("me")) == 1
