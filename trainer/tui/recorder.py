"""Hands events to the store in order, and holds a session until they are durable."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from trainer.moments import Moment
from trainer.store.errors import StoreError
from trainer.tui.gateway import Gateway

if TYPE_CHECKING:
    from trainer.domain import Event
    from trainer.session import PracticeSession

PAUSE = 2.0
"""Seconds before a write that failed is tried again."""


class Recorder:
    """A first-in first-out queue with one writer. A failed write is kept and tried again until it succeeds.

    It belongs to the app, not to a screen: whatever ends a screen, what was handed in is still recorded. `listener`
    is called whenever something became durable or went wrong, `warn` with a sentence where no backup could be made.
    """

    def __init__(self, gateway: Gateway, clock: Callable[[], Moment]) -> None:
        self._gateway = gateway
        self._clock = clock
        self._waiting: deque[tuple[PracticeSession, tuple[Event, ...]]] = deque()
        self._writer: asyncio.Task[None] | None = None
        self._closing = asyncio.Event()
        self._trouble: StoreError | None = None
        self.listener: Callable[[], None] | None = None
        self.warn: Callable[[str], None] | None = None

    @property
    def idle(self) -> bool:
        """Whether everything handed in is durable."""
        return not self._waiting

    @property
    def trouble(self) -> str:
        """Why the oldest write failed last, or nothing."""
        return str(self._trouble) if self._trouble else ""

    def add(self, session: PracticeSession, events: Sequence[Event]) -> None:
        """Take events of a session in; they are written, and then acknowledged to the session."""
        if not events:
            return
        self._waiting.append((session, tuple(events)))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write())

    async def finish(self) -> None:
        """At the end of the program: a last try for what is waiting. Raises StoreError if it cannot be kept."""
        self._closing.set()
        if self._writer is not None:
            await self._writer
        if self._waiting and self._trouble is not None:
            raise self._trouble

    async def _write(self) -> None:
        while self._waiting:
            last_try = self._closing.is_set()
            session, events = self._waiting[0]
            try:
                cards = await self._gateway.record(events, self._clock())
            except StoreError as error:
                self._trouble = error
                self._tell()
                if last_try:
                    return
                await self._pause()
                continue
            self._waiting.popleft()
            self._trouble = None
            session.acknowledge(cards, events)
            self._tell()
            if not self._waiting:
                warning = await self._gateway.catch_up(self._clock())
                if warning and self.warn is not None:
                    self.warn(warning)

    async def _pause(self) -> None:
        try:
            async with asyncio.timeout(PAUSE):
                await self._closing.wait()
        except TimeoutError:
            return

    def _tell(self) -> None:
        if self.listener is not None and not self._closing.is_set():
            self.listener()
