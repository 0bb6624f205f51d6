"""Pages of a long list: what is wanted is read, the newest wish first, and nothing old is taken for new."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from trainer.tui.pages import SIZE, Pages


class _Source:
    """Gives numbers; waits at the gate if there is one."""

    def __init__(self) -> None:
        self.read: list[int] = []
        self.come = 0
        self.gate: asyncio.Event | None = None
        self.pages: Pages[int] = Pages(self._read, self._came)

    async def _read(self, offset: int, limit: int) -> Sequence[int]:
        self.read.append(offset // SIZE)
        if self.gate is not None:
            await self.gate.wait()
        return range(offset, offset + limit)

    def _came(self) -> None:
        self.come += 1


async def test_rows_come_when_they_are_wanted() -> None:
    """A row is there after its page was read, and so are its neighbours."""
    source = _Source()
    pages = source.pages
    assert pages.row(5 * SIZE + 3) is None
    assert pages.lacking
    await pages.fetch()
    assert pages.row(5 * SIZE + 3) == 5 * SIZE + 3
    assert pages.row(6 * SIZE - 1) == 6 * SIZE - 1
    assert (source.read, source.come, pages.lacking) == ([5], 1, False)


async def test_only_the_newest_wishes() -> None:
    """Who scrolls through many pages waits for the last two of them, the last one first."""
    source = _Source()
    for number in range(30):
        source.pages.row(number * SIZE)
    await source.pages.fetch()
    assert source.read == [29, 28]


async def test_other_rows_meanwhile() -> None:
    """A page that was being read when other rows began is none of theirs."""
    source = _Source()
    pages, source.gate = source.pages, asyncio.Event()
    pages.row(SIZE)
    reading = asyncio.create_task(pages.fetch())
    await asyncio.sleep(0)
    pages.begin([-1])
    assert pages.row(0) == -1
    assert pages.row(SIZE) is None
    source.gate.set()
    await reading
    assert source.read == [1, 1]
    assert pages.row(SIZE) == SIZE
    assert source.come == 1


async def test_few_are_kept() -> None:
    """However far somebody scrolls, and a page that is gone is read again."""
    source = _Source()
    for number in range(200):
        source.pages.row(number * SIZE)
        await source.pages.fetch()
    assert source.pages.row(199 * SIZE) is not None
    assert source.pages.row(0) is None
    await source.pages.fetch()
    assert source.pages.row(0) == 0


async def test_a_short_page() -> None:
    """Behind its last row there is nothing."""
    source = _Source()
    source.pages.begin([7])
    assert source.pages.row(0) == 7
    assert source.pages.row(1) is None
    assert not source.pages.lacking
