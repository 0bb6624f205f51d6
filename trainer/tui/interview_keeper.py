"""Keeps an interview in the store while it goes on: the newest state is written, again until it succeeds."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.app import App

from trainer.domain import Event
from trainer.interview.record import InterviewRecord, to_kept
from trainer.store.errors import StoreError

if TYPE_CHECKING:
    from trainer.tui.activities import ScreenContext

PAUSE = 2.0
"""Seconds before a write that failed is tried again."""


class InterviewKeeper:
    """Belongs to the app, so what was handed in is written even after its screen is gone.

    `tell` hears what stands in the way, or nothing once it is overcome.
    """

    def __init__(self, app: App[object], context: ScreenContext, tell: Callable[[str], object]) -> None:
        self._app = app
        self._context = context
        self._tell = tell
        self._next: tuple[InterviewRecord, tuple[Event, ...], Callable[[], object]] | None = None
        self._writing = False

    def keep(
        self, record: InterviewRecord, events: Sequence[Event] = (), then: Callable[[], object] = lambda: None
    ) -> None:
        """Keep this state in place of any before it; call `then` once it is durable."""
        self._next = (record, tuple(events), then)
        if not self._writing:
            self._writing = True
            self._app.run_worker(self._write(), exit_on_error=True)

    async def _write(self) -> None:
        troubled = False
        try:
            while (job := self._next) is not None:
                self._next = None
                record, events, then = job
                try:
                    await self._kept(record, events)
                except StoreError as error:
                    self._next = self._next or job
                    troubled = True
                    self._tell(str(error))
                    if not error.retryable:
                        return
                    await asyncio.sleep(PAUSE)
                    continue
                if troubled:
                    troubled = False
                    self._tell("")
                then()
        finally:
            self._writing = False

    async def _kept(self, record: InterviewRecord, events: tuple[Event, ...]) -> None:
        kept, clock = to_kept(record), self._context.clock
        await self._context.gateway.ask(lambda journal: journal.keep_interview(kept, events, clock()))
        if events:
            warning = await self._context.gateway.catch_up(clock())
            if warning:
                self._app.notify(warning, severity="warning", timeout=10, markup=False)
