"""Unique ids whose text order is the order in which they were made (UUID version 7, RFC 9562)."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime
from uuid import UUID


class IdMaker:
    """Makes ids from moments. Within one maker, a later call always gives a greater id, even in one millisecond."""

    def __init__(self, randbits: Callable[[int], int] = secrets.randbits) -> None:
        """`randbits` gives so many random bits; a seeded source makes ids that come again."""
        self._randbits = randbits
        self._last = 0

    def __call__(self, at: datetime) -> str:
        """An id for an event at that moment: 48 bits of milliseconds, then 74 random bits."""
        milliseconds = max(0, int(at.timestamp() * 1000))
        value = (milliseconds << 80) | self._randbits(80)
        value = value & ~(0xF << 76) | (0x7 << 76)
        value = value & ~(0x3 << 62) | (0x2 << 62)
        if value <= self._last:
            value = self._last + 1  # within the random bits; they do not run out in a process's life
        self._last = value
        return str(UUID(int=value))
