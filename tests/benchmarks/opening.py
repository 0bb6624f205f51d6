"""Opens every screen of the app by its key, twice, and times it; run as a program of its own. Prints JSON.

`python -m tests.benchmarks.opening STORE WIDTH HEIGHT FIRST`: FIRST says with which screen the round begins, as the one
that is opened first pays for what all have in common.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter, process_time
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.drivers.headless_driver import HeadlessDriver
from textual.events import Key
from textual.keys import _character_to_key
from textual.screen import Screen
from textual.widgets import Footer, Input, Static

from tests.benchmarks.bare_screen import PROMPT
from tests.benchmarks.terminal import PATIENCE, without_controls
from trainer.cli.app_start import make_app
from trainer.domain import DEFAULT_LEARNER
from trainer.tui.app import ConvdrillApp

BARE, HOME = "a bare screen", "home"
_BEAT = 0.002
"""Seconds between two beats of the event loop's heart."""
_REPEAT = 0.03
"""Seconds between two keys."""
_QUIET = 0.4
"""Seconds without a line written, after which a screen is taken to stand."""


@dataclass(frozen=True, slots=True)
class Opened:
    """Milliseconds from the key until all the texts stood there, and the longest for which the event loop was held.

    By the clock, and in processor time of the whole process, which other programs cannot stretch.
    """

    name: str
    first: bool
    until: float
    until_busy: float
    held: float
    held_busy: float


@dataclass(frozen=True, slots=True)
class Step:
    """Keys, and the texts that stand on the screen once they have done their work; `back` leads to where it began."""

    name: str
    keys: Sequence[str]
    texts: Sequence[str]
    wide: Sequence[str] = ()
    """Texts for which a low screen has no room."""
    back: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Visit:
    """Steps one after the other, from home and back to it."""

    steps: Sequence[Step]


VISITS = (
    Visit([Step(BARE, [], [PROMPT])]),
    Visit([Step("skills", ["s"], ["never asked", "almost certain in an interview"])]),
    Visit(
        [
            Step("statistics, 30 days", ["t"], ["Practised on", "in a row"], ["when a skill was due"]),
            Step("statistics, 90 days", ["r"], ["[90 days]", "Practised on"], ["when a skill was due"]),
            Step("statistics, all", ["r"], ["[all]", "Practised on"], ["when a skill was due"]),
            Step("statistics, turned fast", ["r", "down", "r", "down", "r", "up", "up"], ["[all]", "Practised on"]),
        ]
    ),
    Visit(
        [
            Step("history", ["h"], ["History · 100,", "▸"]),
            Step("history, an answer", ["down", "enter"], ["rated"], back=["escape"]),
            Step("history, its oldest", ["end"], ["conv2d.parameters"]),
            Step("history, wrong ones", ["slash", *"wrong"], [" of 100,"]),
            Step("history, of a slip", [*" bias"], [" of 100,"], back=["escape"]),
        ]
    ),
    Visit([Step("settings", ["comma"], ["(in "])]),
    Visit([Step("interview", ["i"], ["each about another skill"])]),
    Visit(
        [
            Step("practice", ["enter"], ["question 1 of 12"]),
            Step("practice, given up", ["question_mark"], ["Rated Again"]),
            Step("practice, the next", ["enter"], ["question 2 of 12"], back=["escape"]),
        ]
    ),
    Visit([Step("flashcards", ["f"], ["1 of 12"])]),
    Visit([Step("lab", ["l"], ["it says why"])]),
    Visit([Step("cheat sheet", ["c"], ["nothing recorded"])]),
    Visit([Step("help", ["f1"], ["Practise"])]),
)


_BACK = Step(HOME, ["escape"], ["answered today"])


class Bare(Screen[None]):
    """What every screen is held to."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Leave")]

    def compose(self) -> ComposeResult:
        """As in `bare_screen`, but for the header, which the app would keep for ever."""
        yield Static("bare")
        yield Static(PROMPT, markup=False)
        yield Input()
        yield Footer()


class Written(HeadlessDriver):
    """Everything is made ready for a terminal and kept with its time, in place of written."""

    log: ClassVar[list[tuple[float, float, str]]] = []

    @property
    def is_headless(self) -> bool:
        """So that the app draws."""
        return False

    def write(self, data: str) -> None:
        """Keep it."""
        self.log.append((perf_counter(), process_time(), data))


def real_app(store: str) -> ConvdrillApp:
    """The app as it starts without a plan file, on this store."""
    app = make_app(store, DEFAULT_LEARNER, Path(store).with_name("plan.json"), None)
    app.animation_level = "none"

    def build_driver(headless: bool, inline: bool, mouse: bool, size: tuple[int, int] | None) -> Driver:
        del headless, inline
        app._driver = Written(app, mouse=mouse, size=size)
        return app._driver

    app._build_driver = build_driver  # type: ignore[method-assign]
    return app


class Heart:
    """Beats on the event loop; where it could not, the loop was held."""

    def __init__(self) -> None:
        self.longest = self.busiest = 0.0
        self._task = asyncio.create_task(self._beat())

    async def _beat(self) -> None:
        last, busy = perf_counter(), process_time()
        while True:
            await asyncio.sleep(_BEAT)
            (last, busy), before, busy_before = (perf_counter(), process_time()), last, busy
            self.longest = max(self.longest, last - before - _BEAT)
            self.busiest = max(self.busiest, busy - busy_before)

    def stop(self) -> None:
        """No more."""
        self._task.cancel()


def press(app: ConvdrillApp, key: str) -> None:
    """As a terminal does: the name of the key, and its character if it has one."""
    if len(key) == 1:
        app.post_message(Key(_character_to_key(key), key))
    else:
        app.post_message(Key(key, None))


class Watch:
    """Looks for texts in what is written from now on."""

    def __init__(self, texts: Sequence[str]) -> None:
        Written.log.clear()
        self._missing = list(texts)
        self._shown = ""
        self._read = 0
        self._started, self._busy = perf_counter(), process_time()
        self.seconds = self.busy = 0.0
        """From the beginning until all of them stood there."""

    @property
    def missing(self) -> bool:
        """Whether there are texts that were not written yet."""
        for at, busy, data in Written.log[self._read :]:
            self._read += 1
            self._shown += without_controls(data)
            if self._missing:
                self._missing = [text for text in self._missing if text not in self._shown]
                self.seconds, self.busy = at - self._started, busy - self._busy
        return bool(self._missing)

    async def rest(self, app: ConvdrillApp) -> None:
        """Until they stand there, nothing is under way, and nothing more was written for a while."""
        while self.missing or not _rests(app, self._started):
            if perf_counter() - self._started > PATIENCE:
                raise AssertionError(f"{self._missing!r} never appeared; written was\n{self._shown[-3000:]}")
            await asyncio.sleep(0.01)


def _rests(app: ConvdrillApp, started: float) -> bool:
    last = Written.log[-1][0] if Written.log else started
    at_work = any(not worker.is_finished for worker in app.workers)
    return not at_work and app.recorder.idle and perf_counter() - last > _QUIET


async def _press_all(app: ConvdrillApp, keys: Sequence[str]) -> None:
    """As fast as somebody who holds a key down."""
    for number, key in enumerate(keys):
        if number:
            await asyncio.sleep(_REPEAT)
        press(app, key)


async def _take(app: ConvdrillApp, step: Step, *, first: bool, wide: bool) -> Opened:
    heart, watch = Heart(), Watch((*step.texts, *(step.wide if wide else ())))
    if step.name == BARE:
        app.call_later(app.push_screen, Bare())
    await _press_all(app, step.keys)
    await watch.rest(app)
    heart.stop()
    for key in step.back:
        press(app, key)
        await Watch(()).rest(app)
    taken = (watch.seconds, watch.busy, heart.longest, heart.busiest)
    return Opened(step.name, first, *(each * 1000 for each in taken))


async def _measure(app: ConvdrillApp, size: tuple[int, int], first: int) -> list[Opened]:
    found: list[Opened] = []
    wide = size[1] > 40
    async with app.run_test(size=size, notifications=True):
        await Watch(["skills, "]).rest(app)
        for number in range(2):
            for visit in (*VISITS[first:], *VISITS[:first]):
                for step in visit.steps:
                    found.append(await _take(app, step, first=number == 0, wide=wide))
                while len(app.screen_stack) > 1 and not _is_home(app):
                    found.append(await _take(app, _BACK, first=number == 0, wide=wide))
    return found


def _is_home(app: ConvdrillApp) -> bool:
    return type(app.screen).__name__ == "HomeScreen"


def main(store: str, width: str, height: str, first: str) -> None:
    """Print what was measured."""
    found = asyncio.run(_measure(real_app(store), (int(width), int(height)), int(first)))
    print(json.dumps([asdict(each) for each in found]))


if __name__ == "__main__":
    main(*sys.argv[1:])
