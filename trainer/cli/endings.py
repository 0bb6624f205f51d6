"""Signals that end a program, taken as a wish to leave: what is open is closed, and what is temporary is removed."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_NAMES = ("SIGTERM", "SIGHUP")
"""Those that there are; Ctrl+C is none of them."""


@contextmanager
def ended_by_signals(leave: Callable[[int], object]) -> Iterator[None]:
    """Such a signal calls `leave`, on the main thread, with the exit code that a shell gives to what it ends.

    One that is ignored, as by nohup, stays ignored.
    """

    def end(number: int, _frame: FrameType | None) -> None:
        leave(128 + number)

    there = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    if threading.current_thread() is not threading.main_thread():
        there = []  # Python lets nobody else have signals
    before = {number: signal.getsignal(number) for number in there}
    taken = {number: handler for number, handler in before.items() if handler not in (signal.SIG_IGN, None)}
    for number in taken:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number, handler in taken.items():
            signal.signal(number, handler)
