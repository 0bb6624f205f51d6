"""A key press in the lab beside one that only moves the cursor in a bare Textual screen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from statistics import median
from time import process_time
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.events import Key
from textual.widgets import Footer, Input, Static

from trainer.lab.bench import Bench
from trainer.lab.controls import Control
from trainer.lab.settings import LabSettings
from trainer.tui.lab_app import LabApp
from trainer.tui.screens.lab import LabScreen

pytestmark = [pytest.mark.benchmark, pytest.mark.xdist_group("benchmark")]

RUNS = 60
_HOPS = 12
"""Rounds of the event loop in which widgets tell the screen that they are to be drawn anew."""
LARGE = LabSettings(in_channels=64, out_channels=128, padding="same", input_size=(56, 56), layers=3)


class _Bare(App[None]):
    """A line of text, a field and a footer."""

    def compose(self) -> ComposeResult:
        yield Static("How many parameters does it have?", markup=False)
        yield Input("0123456789" * 6)
        yield Footer()


async def _press(app: App[Any], key: str, state: Callable[[], object]) -> float:
    """Processor seconds from a key until what it did is drawn; the next of 60 redraws a second is not waited for."""
    before = state()
    started = process_time()
    app.post_message(Key(key, None))
    while state() == before:
        await asyncio.sleep(0)
    for _ in range(_HOPS):
        await asyncio.sleep(0)
    app.screen._on_timer_update()
    return process_time() - started


async def _seconds(app: App[Any], size: tuple[int, int], keys: tuple[str, str]) -> list[float]:
    app.animation_level = "none"

    def state() -> object:
        screen = app.screen
        return screen.bench.settings if isinstance(screen, LabScreen) else screen.query_one(Input).cursor_position

    taken = []
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for run in range(-6, RUNS):
            seconds = await _press(app, keys[run % 2], state)
            await pilot.pause()
            if run >= 0:
                taken.append(seconds)
    return taken


@pytest.mark.parametrize("size", [(80, 24), (160, 50)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_key_press(size: tuple[int, int], capsys: pytest.CaptureFixture[str]) -> None:
    """Left and right in the lab, and in a field of a bare screen: the arithmetic, the figures, and the drawing."""
    taken = {
        "bare Textual, cursor": await _seconds(_Bare(), size, ("left", "right")),
        "lab, one layer": await _seconds(LabApp(LabSettings()), size, ("right", "left")),
        "lab, three layers": await _seconds(LabApp(LARGE), size, ("right", "left")),
    }
    base = median(taken["bare Textual, cursor"])
    with capsys.disabled():
        print(f"\nProcessor time of a key press until it is drawn, {size[0]}×{size[1]} (median of {RUNS})")
        for name, times in taken.items():
            middle = median(times)
            print(
                f"  {name:<24} {middle * 1000:6.2f} ms   {middle / base:5.2f} x   (slowest {max(times) * 1000:.1f} ms)"
            )
    assert all(len(times) == RUNS for times in taken.values())


def test_arithmetic(capsys: pytest.CaptureFixture[str]) -> None:
    """A turn without a screen: legal value, figures, marks and reasons, on settings that were never seen before."""

    def turn(settings: LabSettings) -> Callable[[], float]:
        bench = Bench(settings)

        def act() -> float:
            started = process_time()
            bench.turn(Control.FILTERS, 1)
            return process_time() - started

        return act

    with capsys.disabled():
        print("\nA turn without a screen")
        for name, settings in (("one layer", LabSettings()), ("three layers", LARGE)):
            act = turn(settings)
            times = [act() for _ in range(500)]
            print(f"  {name:<24} {median(times) * 1e6:6.0f} µs")
            assert len(times) == 500
