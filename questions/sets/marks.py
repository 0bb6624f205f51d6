"""A set of 64-bit marks in a few bytes each: Python's own takes ten times as much, and a set may have 100,000."""

from __future__ import annotations

from array import array

_SMALLEST = 1024


class Marks:
    """Which marks there are: open addressing in an array that is never more than half full; 0 is an empty place."""

    def __init__(self) -> None:
        """None yet."""
        self._count = 0
        self._table = array("Q", bytes(8 * _SMALLEST))

    def __len__(self) -> int:
        """How many."""
        return self._count

    def add(self, mark: int) -> bool:
        """Whether it is new; from now on it is there. A mark is in 0 ≤ mark < 2^64."""
        mark = mark or 1  # one of 2^64 has to share a place
        place = self._place(mark)
        if self._table[place]:
            return False
        self._table[place] = mark
        self._count += 1
        if 2 * self._count > len(self._table):
            self._grow()
        return True

    def _place(self, mark: int) -> int:
        """Where it is, or would be."""
        table = self._table
        last = len(table) - 1
        place = mark & last
        while table[place] not in (0, mark):
            place = (place + 1) & last
        return place

    def _grow(self) -> None:
        before = self._table
        self._table = array("Q", bytes(16 * len(before)))
        for mark in before:
            if mark:
                self._table[self._place(mark)] = mark
