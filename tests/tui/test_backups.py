"""Automatic backups while practising: after the answer is durable, and never in its way."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime

from tests.tui.harness import CONV2D, NAME, running
from trainer.domain import Moment
from trainer.journal import Journal
from trainer.session import SessionPlan
from trainer.store.errors import StoreFull
from trainer.store.port import EventStore


def journal_with(make_backup: Callable[[datetime], object]) -> Callable[[EventStore, Moment], Journal]:
    return lambda store, now: Journal(store, NAME, None, now, make_backup=make_backup)


async def test_a_failure_is_told_once() -> None:
    """A sentence on the screen; the answer counts, and the session goes on."""
    tried = []

    def fails(at: datetime) -> None:
        tried.append(at)
        raise StoreFull("The disk with [backups] is full.")

    journal = journal_with(fails)
    async with running(SessionPlan(), first=CONV2D, make_journal=journal, notifications=True) as desk:
        await desk.type("7920")
        await desk.until(lambda: desk.shows("No backup could be made"))
        assert desk.shows("[backups]")
        assert len(desk.reviews) == 1
        await desk.press("enter")
        assert desk.session.number == 2
        desk.app.clear_notifications()
        await desk.type("1")
        await desk.until(lambda: len(tried) == 2)
        await desk.settle()
        assert not desk.shows("No backup could be made")


async def test_the_answer_does_not_wait_for_it() -> None:
    """While a backup is being made the answer is acknowledged already, and the next question can be asked."""
    gate = threading.Event()
    begun = threading.Event()

    def slow(at: datetime) -> None:
        begun.set()
        assert gate.wait(20)

    async with running(SessionPlan(), first=CONV2D, make_journal=journal_with(slow)) as desk:
        try:
            await desk.type_at_once("7920")
            await desk.until(begun.is_set)
            await desk.until(lambda: desk.shows("Rated Good"))
            await desk.press_at_once("enter")
            await desk.until(lambda: desk.session.number == 2)
        finally:
            gate.set()
    assert len(desk.reviews) == 1
