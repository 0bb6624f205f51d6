"""Work that takes a while, in a thread of its own: told how far it is, and stopped when nobody waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from threading import Event
from typing import TypeVar

T = TypeVar("T")
Show = Callable[[int, int], None]


class Stopped(Exception):
    """The learner did not want to wait; whatever the work was making is not made."""


class LongWork:
    """Runs one thing. `show(done, of)` is called on the loop's own thread, at most a hundred times."""

    def __init__(self, show: Show) -> None:
        self._show = show
        self._stop = Event()
        self._percent = 0

    async def run(self, work: Callable[[Show], T]) -> T:
        """What the work gives; it is handed a function to tell how far it is. Raises Stopped and what the work does."""
        self._loop = asyncio.get_running_loop()
        try:
            return await asyncio.to_thread(work, self._tell)
        except asyncio.CancelledError:
            self.stop()
            raise

    def stop(self) -> None:
        """The work ends when it next tells how far it is."""
        self._stop.set()

    def _tell(self, done: int, of: int) -> None:
        if self._stop.is_set():
            raise Stopped
        percent = 100 * done // of
        if percent > self._percent:
            self._percent = percent
            self._loop.call_soon_threadsafe(self._show, done, of)


def progress_words(what: str, done: int, of: int, width: int = 20) -> str:
    """`Writing ████████············ 800 of 2,000`."""
    full = width * done // of
    return f"{what} {'█' * full}{'·' * (width - full)} {done:,} of {of:,}"
