"""Rows of a long list, read a page at a time as they come into sight."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")

SIZE = 100
"""Rows of a page."""
_KEPT = 50
"""Pages that are kept; the one that was not looked at for longest goes first."""


class Pages(Generic[T]):
    """`read(offset, limit)` gives rows; `come` is called whenever some have come.

    What is asked for while a page is being read waits, and of that only the newest: whoever scrolls through a hundred
    pages wants to see the last of them.
    """

    def __init__(self, read: Callable[[int, int], Awaitable[Sequence[T]]], come: Callable[[], object]) -> None:
        self._read = read
        self._come = come
        self._pages: OrderedDict[int, Sequence[T]] = OrderedDict()
        self._wanted: list[int] = []

    def begin(self, rows: Sequence[T]) -> None:
        """They are other rows now, and these are the first of them: a whole page, or all there are."""
        self._pages = OrderedDict({0: rows})  # a page that is being read now is none of them
        self._wanted = []

    def row(self, index: int) -> T | None:
        """A row, or None while its page is not there: it is wanted from then on."""
        number, place = divmod(index, SIZE)
        page = self._pages.get(number)
        if page is None:
            if number in self._wanted:
                self._wanted.remove(number)
            self._wanted = [*self._wanted[-1:], number]
            return None
        self._pages.move_to_end(number)
        return page[place] if place < len(page) else None

    @property
    def lacking(self) -> bool:
        """Whether pages are wanted."""
        return bool(self._wanted)

    async def fetch(self) -> None:
        """Read what is wanted until nothing is, the newest wish first. What reading raises is raised."""
        while self._wanted:
            number, pages = self._wanted[-1], self._pages
            rows = await self._read(number * SIZE, SIZE)
            if pages is self._pages:
                self._wanted.remove(number)
                pages[number] = rows
                while len(pages) > _KEPT:
                    pages.popitem(last=False)
                self._come()
