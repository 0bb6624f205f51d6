"""The plan for the next start follows what is recorded, and nothing waits for it."""

from __future__ import annotations

import threading
from pathlib import Path

from tests.tui.harness import CONV2D, NAME, running
from tests.tui.stores import SlowStore
from trainer.domain import Moment, Rating
from trainer.journal import Journal
from trainer.planfile import read_plan
from trainer.session import SessionPlan
from trainer.store.port import EventStore


def reviews(file: Path) -> int | None:
    """How many the plan knows of."""
    plan = read_plan(file)
    return None if plan is None else plan.figures.reviews


async def test_an_answer_does_not_wait_for_it(tmp_path: Path) -> None:
    """While the plan is being made the answer is acknowledged already, and the next question can be asked."""
    begun, gate = threading.Event(), threading.Event()

    class Slow(Journal):
        def write_plan(self, now: Moment) -> None:
            begun.set()
            assert gate.wait(20), "the gate was never opened"
            super().write_plan(now)

    def slow(store: EventStore, now: Moment) -> Journal:
        return Slow(store, NAME, tmp_path / "plan.json", now)

    async with running(SessionPlan(), first=CONV2D, make_journal=slow) as desk:
        try:
            await desk.type_at_once("7920")
            await desk.until(begun.is_set)
            await desk.until(lambda: desk.shows("Rated Good"))
            await desk.press_at_once("enter")
            await desk.until(lambda: desk.session.number == 2)
            assert reviews(tmp_path / "plan.json") is None
        finally:
            gate.set()
    assert reviews(tmp_path / "plan.json") == 1


async def test_one_for_several_answers(tmp_path: Path) -> None:
    """Of an answer and its new rating, both waiting for a slow store, one plan is made."""
    written = []

    class Noted(Journal):
        def write_plan(self, now: Moment) -> None:
            super().write_plan(now)
            written.append(read_plan(tmp_path / "plan.json"))

    def noted(store: EventStore, now: Moment) -> Journal:
        return Noted(store, NAME, tmp_path / "plan.json", now)

    store = SlowStore()
    async with running(SessionPlan(), first=CONV2D, store=store, make_journal=noted) as desk:
        await desk.type_at_once("7920")
        await desk.press_at_once("4")
        store.gate.set()
        await desk.settle()
    assert [review.rating for review in desk.reviews] == [Rating.EASY]
    assert [plan.events for plan in written if plan is not None] == [3]


async def test_after_what_is_no_answer(tmp_path: Path) -> None:
    """An answer taken out in the history is out of the plan, too, long before the program ends."""
    file = tmp_path / "plan.json"

    def planning(store: EventStore, now: Moment) -> Journal:
        return Journal(store, NAME, file, now)

    async with running(make_journal=planning) as desk:
        await desk.press("enter")
        await desk.type("1")
        await desk.until(lambda: reviews(file) == 1)
        await desk.press("escape", "enter", "h", "u")
        await desk.until(lambda: reviews(file) == 0)
