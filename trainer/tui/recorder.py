"""Hands a session's events to the store in order, and holds the session until they are durable."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence

from trainer.domain import Event, Moment
from trainer.session import PracticeSession
from trainer.store.errors import StoreError
from trainer.tui.gateway import Gateway

PAUSE = 2.0
"""Seconds before a write that failed is tried again."""


class Recorder:
    """A first-in first-out queue of events. A failed write is kept and tried again until it succeeds."""

    def __init__(self, gateway: Gateway, clock: Callable[[], Moment]) -> None:
        self._gateway = gateway
        self._clock = clock
        self._waiting: deque[tuple[Event, ...]] = deque()
        self._running = False
        self.trouble = ""

    @property
    def idle(self) -> bool:
        """Whether everything handed in is durable."""
        return not self._waiting

    def add(self, events: Sequence[Event]) -> None:
        """Take events in; `run` writes them."""
        if events:
            self._waiting.append(tuple(events))

    async def run(self, session: PracticeSession, told: Callable[[], None]) -> None:
        """Write what is waiting; `told` is called whenever something became durable or went wrong."""
        if self._running:
            return
        self._running = True
        try:
            while self._waiting:
                events = self._waiting[0]
                try:
                    cards = await self._gateway.record(events, self._clock())
                except StoreError as error:
                    self.trouble = str(error)
                    told()
                    await asyncio.sleep(PAUSE)
                    continue
                self._waiting.popleft()
                self.trouble = ""
                session.acknowledge(cards, events)
                told()
        finally:
            self._running = False
