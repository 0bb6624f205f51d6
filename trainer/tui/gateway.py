"""The one way from the screen to the store: a single thread that does one thing after the other, in order.

The event loop never waits for the disk. Opening the store (which loads the database library) is the first job, so
whatever is recorded before it is done simply waits its turn.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from trainer.moments import Moment

if TYPE_CHECKING:
    from trainer.domain import Card, Event
    from trainer.journal import Journal
    from trainer.planfile import HomeFigures
    from trainer.settings import LearnerSettings

T = TypeVar("T")


class Gateway:
    """Runs the journal's methods on its own thread. Awaiting one gives its result or raises its StoreError."""

    def __init__(self, open_journal: Callable[[], Journal]) -> None:
        self._open_journal = open_journal
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._journal: Journal | None = None

    async def open(self) -> None:
        """Open the store, or raise why it cannot be opened."""
        await self._run(self._opened)

    async def cards(self) -> dict[str, Card]:
        """All of the learner's cards, by skill."""
        return await self._run(lambda: self._opened().cards)

    async def settings(self) -> LearnerSettings:
        """What the learner has set."""
        return await self._run(lambda: self._opened().settings)

    async def record(self, events: Sequence[Event], now: Moment) -> dict[str, Card]:
        """Make events durable; all the learner's cards since."""
        return await self._run(lambda: self._opened().record(events, now))

    async def catch_up(self, now: Moment) -> str:
        """Write the next start's plan, and make a backup if one is due; what to tell the learner if that failed."""
        return await self._run(lambda: self._opened().catch_up(now))

    async def figures(self, now: Moment) -> HomeFigures:
        """What home shows."""
        return await self._run(lambda: self._opened().figures(now))

    async def ask(self, question: Callable[[Journal], T]) -> T:
        """What the journal has to say to that; for the screens that read or change more than practice needs."""
        asked = self._thread.submit(lambda: question(self._opened()))
        self._thread.submit(self._catch_up_plan)  # nobody waits for it
        return await asyncio.wrap_future(asked)

    def close(self) -> None:
        """Finish what was begun, then release the store."""
        if self._journal is not None:
            self._thread.submit(self._journal.close)
        self._thread.shutdown(wait=True)

    def _opened(self) -> Journal:
        if self._journal is None:
            self._journal = self._open_journal()
        return self._journal

    def _catch_up_plan(self) -> None:
        if self._journal is not None:
            self._journal.catch_up_plan()

    async def _run(self, work: Callable[[], T]) -> T:
        return await asyncio.wrap_future(self._thread.submit(work))
