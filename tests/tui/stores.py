"""Stores in memory that make trouble when they are told to."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from tests.store.memory import MemoryStore
from trainer.domain import Card, Event
from trainer.store.errors import StoreError
from trainer.store.port import Fold


class TroubledStore(MemoryStore):
    """Refuses every record while `trouble` is set, and counts how often it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.trouble: StoreError | None = None
        self.tries = 0

    def record(self, events: Sequence[Event], fold: Fold) -> dict[str, Card]:
        self.tries += 1
        if self.trouble is not None:
            raise self.trouble
        return super().record(events, fold)


class SlowStore(MemoryStore):
    """Records nothing before `gate` is set."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = threading.Event()

    def record(self, events: Sequence[Event], fold: Fold) -> dict[str, Card]:
        assert self.gate.wait(20), "the gate was never opened"
        return super().record(events, fold)
