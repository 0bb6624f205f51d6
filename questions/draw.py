"""Seeded choices that come out the same on every Python and platform.

Only `random.Random.random()` is used underneath: CPython promises that its sequence stays as it is for a given
integer seed, while the other methods may change between versions.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")

SEED_LIMIT = 10**9
"""Derived seeds are below this, so that a reference stays short enough to be read aloud."""


def derived_seed(*parts: object) -> int:
    """A seed below SEED_LIMIT that depends on every part and on their order."""
    text = "/".join(str(part) for part in parts)
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") % SEED_LIMIT


class Draw:
    """A private source of choices, fully determined by the text it is made from."""

    __slots__ = ("_random",)

    def __init__(self, text: str) -> None:
        self._random = Random(int.from_bytes(hashlib.sha256(text.encode()).digest()[:16], "big")).random

    def integer(self, low: int, high: int) -> int:
        """An integer from low to high, both included."""
        return low + int(self._random() * (high - low + 1))

    def choice(self, options: Sequence[T]) -> T:
        """One of the options, each as likely as the others."""
        return options[int(self._random() * len(options))]

    def chance(self, probability: float) -> bool:
        """True with the given probability."""
        return self._random() < probability

    def shuffled(self, options: Sequence[T]) -> list[T]:
        """The options in an order of which all are equally likely (Fisher and Yates)."""
        mixed = list(options)
        for last in range(len(mixed) - 1, 0, -1):
            other = self.integer(0, last)
            mixed[last], mixed[other] = mixed[other], mixed[last]
        return mixed
