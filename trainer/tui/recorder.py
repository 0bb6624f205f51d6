"""Hands a session's events to the store in order, and holds the session until they are durable."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress

from trainer.domain import Event, Moment
from trainer.session import PracticeSession
from trainer.store.errors import StoreError
from trainer.tui.gateway import Gateway

PAUSE = 2.0
"""Seconds before a write that failed is tried again."""


class Recorder:
    """A first-in first-out queue of events. A failed write is kept and tried again until it succeeds.

    It belongs to the app, not to a screen: whatever ends a screen, what was handed in is still recorded.
    """

    def __init__(self, gateway: Gateway, clock: Callable[[], Moment]) -> None:
        self._gateway = gateway
        self._clock = clock
        self._waiting: deque[tuple[PracticeSession, tuple[Event, ...]]] = deque()
        self._running = False
        self._job: asyncio.Task[None] | None = None
        self.trouble = ""

    @property
    def idle(self) -> bool:
        """Whether everything handed in is durable."""
        return not self._waiting

    def add(self, session: PracticeSession, events: Sequence[Event]) -> None:
        """Take events of a session in; `run` writes them, and acknowledges them to the session."""
        if events:
            self._waiting.append((session, tuple(events)))

    async def run(self, told: Callable[[], None]) -> None:
        """Write what is waiting; `told` is called whenever something became durable or went wrong."""
        if self._running:
            return
        self._running = True
        try:
            while self._waiting:
                # Cancelling this does not cancel the write itself, so `finish` knows what became of it.
                self._job = asyncio.create_task(self._write_oldest())
                try:
                    await asyncio.shield(self._job)
                except StoreError as error:
                    self.trouble = str(error)
                    told()
                    await asyncio.sleep(PAUSE)
                    continue
                self.trouble = ""
                told()
        finally:
            self._running = False

    async def finish(self) -> None:
        """At the end of the program, when `run` was cancelled: write what is waiting, once. Raises StoreError."""
        if self._job is not None:
            with suppress(StoreError):  # what failed is still waiting
                await self._job
        while self._waiting:
            await self._write_oldest()

    async def _write_oldest(self) -> None:
        session, events = self._waiting[0]
        cards = await self._gateway.record(events, self._clock())
        self._waiting.popleft()
        session.acknowledge(cards, events)
