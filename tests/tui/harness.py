"""Runs the app without a terminal: a clock that stands still, a store in memory, keys in, lines of text out."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from itertools import count
from time import monotonic

from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widgets import Footer
from textual.widgets._footer import FooterKey
from textual.worker import WorkerCancelled

from questions.question import Question, Reference
from tests.helpers.clock import Clock
from tests.store.memory import MemoryStore
from trainer.config import ConfigFile
from trainer.domain import DEFAULT_LEARNER, Event, Moment, Review
from trainer.journal import Journal
from trainer.next_start import start_plan
from trainer.planfile import HomeFigures, StartPlan
from trainer.session import PracticeSession, SessionPlan
from trainer.store.port import EventStore
from trainer.tui.app import ConvdrillApp
from trainer.tui.screens.drill import DrillScreen
from trainer.tui.widgets.key_line import KeyLine

SIZE = (80, 24)
CONV2D = "conv2d.parameters/v1/1/1"
NAME = "test"
_SCROLLBAR = " ▁▂▃▄▅▆▇█"
"""What the bar at the right edge leaves behind the text of a line."""
PATIENCE = 20.0
"""Seconds until a condition that never comes true fails the test."""


class Desk:
    """The running app, with what a test needs to know of it."""

    def __init__(self, app: ConvdrillApp, pilot: Pilot[int], clock: Clock, store: EventStore) -> None:
        self.app = app
        self.pilot = pilot
        self.clock = clock
        self.store = store

    # Keys in

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, and wait until all that follows from them is done."""
        *earlier, last = keys
        await self.press_at_once(*earlier)
        self._send(last)
        await self.settle()

    async def press_at_once(self, *keys: str) -> None:
        """Press keys one after the other without waiting for the store."""
        for key in keys:
            self._send(key)
            await self.pilot.pause()

    async def burst(self, *keys: str) -> None:
        """Press keys so fast that they arrive together, and wait until all that follows from them is done."""
        for key in keys:
            self._send(key)
        await self.settle()

    async def type(self, text: str) -> None:
        """Type an answer and send it off."""
        await self.burst(*text, "enter")

    async def type_at_once(self, text: str) -> None:
        """Type an answer and send it off without waiting for the store."""
        for key in (*text, "enter"):
            self._send(key)
        await self.pilot.pause()

    async def clear(self) -> None:
        """Empty the field for the answer."""
        await self.burst("end", "ctrl+u")

    def _send(self, key: str) -> None:
        """As a terminal does: the name of the key, and its character if it has one."""
        if len(key) == 1:
            self.app.post_message(Key(_character_to_key(key), key))
        else:
            self.app.post_message(Key(key, " " if key == "space" else None))

    async def settle(self) -> None:
        """Until no worker is at work, everything handed in is stored, and the screen changes no more."""
        seen = None
        while True:
            await self.pilot.pause()
            await self.until(lambda: self.app.recorder.idle or not self.app.is_running)
            busy = [worker for worker in self.app.workers if not worker.is_finished]
            if busy:
                with suppress(WorkerCancelled):  # a screen that is left takes its workers with it
                    await asyncio.wait_for(self.app.workers.wait_for_complete(busy), PATIENCE)
            elif not self.app.is_running or (seen == (seen := self.text) and self._footer_stands):
                return

    @property
    def _footer_stands(self) -> bool:
        """Whether the keys are there: a footer is made anew in a task of its own, and is empty meanwhile."""
        return all(footer.children for footer in self.app.screen.query(Footer))

    async def until(self, condition: Callable[[], bool]) -> None:
        """Until the condition holds; the screen may be changing all the while."""
        deadline = monotonic() + PATIENCE
        while not condition():
            assert monotonic() < deadline, f"it never came to that:\n{self.text}"
            await self.pilot.pause(0.001)

    # Text out

    @property
    def lines(self) -> list[str]:
        """What stands on the screen, line by line."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(self.lines)

    @property
    def words(self) -> str:
        """What stands on the screen as one line, so that it does not matter where it was wrapped.

        A column at the side is read behind what stands beside it.
        """
        lines = [*self.lines]
        for aside in self.app.screen.query("DrillScreen #aside"):
            if aside.display and aside.region.x > 0:
                left, rows = aside.region.x, range(aside.region.y, aside.region.bottom)
                lines += [lines[row][left:] for row in rows]
                lines = [line[:left] if row in rows else line for row, line in enumerate(lines)]
        return " ".join(" ".join(line.rstrip(_SCROLLBAR) for line in lines).split())

    def shows(self, text: str) -> bool:
        """Whether the text stands on the screen, wherever it was wrapped."""
        return " ".join(text.split()) in self.words

    @property
    def footer(self) -> str:
        """The line of keys."""
        return self.lines[-1]

    @property
    def keys(self) -> dict[str, str]:
        """The keys that the footer offers, with their names; one of a group has no name of its own."""
        lines = self.app.screen.query(KeyLine)
        items = lines.first().offers if lines else self.app.screen.query(FooterKey)
        return {item.key: item.description for item in items}

    async def click_key(self, key: str) -> None:
        """Click the key in the footer, and wait until all that follows from it is done."""
        line = self.app.screen.query_one(KeyLine)
        offer = next(offer for offer in line.offers if offer.key == key)
        await self.pilot.click(offset=(line.region.x + offer.start, line.region.y))
        await self.settle()

    # What is asked, what is stored

    @property
    def session(self) -> PracticeSession:
        """The session on the drill screen."""
        screen = self.app.screen
        assert isinstance(screen, DrillScreen), f"this is no drill:\n{self.text}"
        assert screen.session is not None, "the drill has no session yet"
        return screen.session

    @property
    def question(self) -> Question:
        """The question on the screen."""
        return self.session.question

    @property
    def log(self) -> list[Event]:
        """Every event that is stored."""
        return list(self.store.events(DEFAULT_LEARNER))

    @property
    def reviews(self) -> list[Review]:
        """The reviews that count."""
        return [event for event in self.store.active_events(DEFAULT_LEARNER) if isinstance(event, Review)]


class Door:
    """Stands before the store: the app cannot open it before `open` is called, and never if `refuse` is given."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def open(self) -> None:
        """Let the app in."""
        self._event.set()

    def pass_through(self) -> None:
        """Wait for it."""
        assert self._event.wait(PATIENCE), "the door was never opened"


def start_at(reference: str, clock: Clock, figures: HomeFigures | None = None) -> StartPlan:
    """What the plan file would say: this question first."""
    return start_plan(NAME, clock(), Reference.parse(reference), figures or HomeFigures(0, 5, 0, 0))


@asynccontextmanager
async def running(
    plan: SessionPlan | None = None,
    *,
    first: str | None = None,
    store: EventStore | None = None,
    clock: Clock | None = None,
    size: tuple[int, int] = SIZE,
    door: Door | None = None,
    make_journal: Callable[[EventStore, Moment], Journal] | None = None,
    notifications: bool = False,
    config: ConfigFile | None = None,
    seconds: Callable[[], float] | None = None,
) -> AsyncIterator[Desk]:
    """The app at home, or in practice if a plan is given; `first` names the question that the plan file knows.

    Whoever presses the keys takes a second for each, unless `seconds` tells another time.
    """
    clock = clock or Clock()
    kept: EventStore = MemoryStore() if store is None else store

    def open_journal() -> Journal:
        if door is not None:
            door.pass_through()
        if make_journal is not None:
            return make_journal(kept, clock())
        return Journal(kept, NAME, None, clock())

    start = None if first is None else start_at(first, clock)
    app = ConvdrillApp(open_journal, start, plan, clock, config=config, seconds=seconds or count(1.0).__next__)
    app.animation_level = "none"
    try:
        async with app.run_test(size=size, notifications=notifications) as pilot:
            desk = Desk(app, pilot, clock, kept)
            if door is None:
                await desk.settle()
            else:
                await pilot.pause()
            yield desk
    finally:
        if door is not None:
            door.open()


async def go_through(desk: Desk, answers: Sequence[Callable[[Question], str]]) -> None:
    """Answer one question after the other, a set-up that is asked for left out, each read before going on."""
    for choose in answers:
        desk.clock.forward(seconds=20)
        await desk.type(choose(desk.question))
        if desk.session.phase.name == "SETUP":
            await desk.press("enter")
        await desk.press("enter")
