"""The settings screen: by keys and by mouse, what is kept where, and what cannot be kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

import pytest

from tests.helpers.clock import Clock
from tests.store.memory import MemoryStore
from tests.tui.harness import SIZE, Desk, running
from tests.tui.stores import TroubledStore
from trainer.config import Config, ConfigFile
from trainer.domain import DEFAULT_LEARNER
from trainer.options import OPTIONS
from trainer.scheduling.days import day_of
from trainer.settings import LearnerSettings
from trainer.store.errors import StoreFull
from trainer.store.port import EventStore
from trainer.tui.screens.home import HomeScreen
from trainer.tui.screens.settings import SettingsScreen
from trainer.tui.widgets.setting_lines import SettingLines


@asynccontextmanager
async def settings(
    store: EventStore | None = None, config: ConfigFile | None = None, size: tuple[int, int] = SIZE
) -> AsyncIterator[Desk]:
    """The screen, opened from home by its key."""
    async with running(store=store, size=size, config=config) as desk:
        await desk.press("comma")
        assert isinstance(desk.app.screen, SettingsScreen)
        yield desk


async def _to(desk: Desk, key: str) -> None:
    lines = desk.app.screen.query_one(SettingLines)
    while lines.chosen != key:
        await desk.press("down")


def _value(desk: Desk, title: str) -> str:
    """What stands in the line of that title."""
    (line,) = [line for line in desk.lines if line.strip("▸ ").startswith(f"{title} ")]
    return line.partition(title)[2].removesuffix("− +").strip(" ▁▂▃▄▅▆▇█")


async def test_of_the_learner() -> None:
    """Turned and typed values are in the store at once, for the schedule and for the next start."""
    store = MemoryStore()
    async with settings(store) as desk:
        await desk.press("right", "right", "left")
        await _to(desk, "desired_retention")
        await desk.press("left")
        await _to(desk, "new_per_day")
        await desk.type("3")
        await _to(desk, "reviews_per_day")
        await desk.press("right")
        expected = LearnerSettings(day_of(desk.clock()) + timedelta(days=14), 0.89, 3, 61)
        assert store.settings(DEFAULT_LEARNER) == expected
        assert _value(desk, "interview date") == f"{expected.interview_date} (in 14 days)"
        await desk.press("escape")
        assert isinstance(desk.app.screen, HomeScreen)
        await desk.press("comma")
        assert _value(desk, "new skills a day") == "3"
        await _to(desk, "new_per_day")
        await desk.press("d")
        assert _value(desk, "new skills a day") == "default (8)"
        assert store.settings(DEFAULT_LEARNER).new_per_day is None


async def test_of_the_program(tmp_path: Path) -> None:
    """Theme and session length hold at once, stand in the file, and in the next session."""
    file = tmp_path / "config.toml"
    file.write_text("# mine\nquestions = 12 # a dozen\n", "utf-8")
    async with settings(config=ConfigFile(file)) as desk:
        await _to(desk, "theme")
        await desk.press("right")
        assert desk.app.theme == "convdrill-light"
        await _to(desk, "questions")
        await desk.type("3")
        await _to(desk, "minutes")
        await desk.type("0")
        assert _value(desk, "session minutes") == "0 (no limit)"
        assert desk.shows("0: none. It is a whole number from 0 to 600, 10 where nothing is set. Kept in /")
        assert file.read_text("utf-8") == '# mine\nquestions = 3 # a dozen\ntheme = "convdrill-light"\nminutes = 0\n'
        await desk.press("escape", "enter")
        assert desk.shows("question 1 of 3")
        assert desk.session.plan.minutes is None
    async with running(config=ConfigFile(file)) as desk:
        assert desk.app.theme == "convdrill-light"


async def test_turned_fast() -> None:
    """Many steps at once are all counted; the last value is the one that is kept."""
    store = MemoryStore()
    async with settings(store) as desk:
        await _to(desk, "new_per_day")
        await desk.burst(*["right"] * 30, *["left"] * 10)
        assert store.settings(DEFAULT_LEARNER).new_per_day == 28
        await desk.burst("right", "escape")
        assert isinstance(desk.app.screen, HomeScreen)
        assert store.settings(DEFAULT_LEARNER).new_per_day == 29


@pytest.mark.parametrize(
    ("key", "typed", "told"),
    [
        ("interview_date", "2020-01-01", "2020-01-01 has passed"),
        ("interview_date", "1.1.", "interview date is a day such as 2026-03-01"),
        ("desired_retention", "2", "the desired retention is between 0.70 and 0.97"),
        ("new_per_day", "1x", "new skills a day is a whole number, or default; not '1x'"),
        ("theme", "[/]", "there is no theme '[/]'; there are convdrill-dark"),
        ("minutes", "9999", "session minutes is a whole number from 0 (no limit) to 600"),
    ],
)
async def test_bad_values(key: str, typed: str, told: str) -> None:
    """Told in words, the text stays to be mended, nothing is kept; Escape leaves the value as it was."""
    store = MemoryStore()
    async with settings(store) as desk:
        await _to(desk, key)
        await desk.press("enter")
        await desk.type(typed)
        assert desk.shows(f"✗ {told}")
        assert _value(desk, OPTIONS[key].title).endswith(typed)
        await desk.press("escape")
        assert isinstance(desk.app.screen, SettingsScreen)
        assert store.settings(DEFAULT_LEARNER) == LearnerSettings()
        assert desk.app.config.config == Config()


async def test_limits() -> None:
    """Turning ends where the values do; a date before today is none."""
    store = MemoryStore()
    async with settings(store) as desk:
        await desk.press("left")
        assert _value(desk, "interview date") == "none"
        await desk.press("enter")
        await desk.type(str(day_of(desk.clock())))
        assert "(today)" in _value(desk, "interview date")
        await desk.press("left")
        assert _value(desk, "interview date") == "none"
        await _to(desk, "desired_retention")
        await desk.burst(*["left"] * 30)
        assert _value(desk, "retention") == "0.7"
        await desk.burst(*["right"] * 40)
        assert _value(desk, "retention") == "0.97"


async def test_by_mouse() -> None:
    """A click chooses a line, its signs turn it, the footer does the rest."""
    store = MemoryStore()
    async with settings(store) as desk:
        row = next(number for number, line in enumerate(desk.lines) if "new skills a day" in line)
        await desk.pilot.click(offset=(5, row))
        assert "▸ new skills" in desk.lines[row]
        await desk.pilot.click(offset=(desk.lines[row].index("−"), row))
        await desk.settle()
        assert store.settings(DEFAULT_LEARNER).new_per_day == 7
        await desk.pilot.click(offset=(desk.lines[row].index("+"), row))
        await desk.pilot.click(offset=(desk.lines[row].index("+"), row))
        await desk.settle()
        assert store.settings(DEFAULT_LEARNER).new_per_day == 9
        await desk.pilot.click(offset=(desk.footer.index("Default"), SIZE[1] - 1))
        await desk.settle()
        assert store.settings(DEFAULT_LEARNER).new_per_day is None
        await desk.pilot.click(offset=(desk.footer.index("Back"), SIZE[1] - 1))
        await desk.settle()
        assert isinstance(desk.app.screen, HomeScreen)


async def test_not_kept(tmp_path: Path) -> None:
    """A full disk is told, what holds stands there again, and leaving needs a second Escape at most."""

    class Full(TroubledStore):
        def change_settings(self, learner: str, changes: object) -> LearnerSettings:
            raise StoreFull("The disk [/] is full.")

    async with settings(Full()) as desk:
        await desk.press("right")
        assert desk.shows("✗ Not kept: The disk [/] is full.")
        assert _value(desk, "interview date") == "none"
        await desk.press("escape")
        assert isinstance(desk.app.screen, HomeScreen)


async def test_the_file_cannot_be_written(tmp_path: Path) -> None:
    """The same for the program's file, with a theme chosen in the palette, too."""
    (tmp_path / "blocked").write_text("", "utf-8")
    config = ConfigFile()
    config.path = tmp_path / "blocked" / "config.toml"
    async with running(config=config, notifications=True) as desk:
        await desk.press("comma")
        await _to(desk, "questions")
        await desk.press("right")
        assert desk.shows("✗ Not kept:")
        assert _value(desk, "session questions") == "12"
        desk.app.theme = "convdrill-contrast"
        await desk.settle()
        assert _value(desk, "theme") == "convdrill-contrast"
        assert any("The theme is not kept" in note.message for note in desk.app._notifications)


async def test_troubles_of_the_file(tmp_path: Path) -> None:
    """They are told at the start and in the settings; the program is there all the same."""
    file = tmp_path / "config.toml"
    file.write_text('questions = []\ntheme = "[b]nrod"\n', "utf-8")
    config = ConfigFile(file)
    async with running(config=config, size=(100, 30), notifications=True) as desk:
        told = [note.message for note in desk.app._notifications]
        assert told == [
            "config.toml, line 1: questions is a whole number from 1 to 10,000; 12 holds",
            "config.toml, line 2: there is no theme '[b]nrod'; convdrill-dark holds",
        ]
        assert desk.app.theme == "convdrill-dark"
    async with settings(config=config) as desk:
        assert _value(desk, "theme") == "default (convdrill-dark)"
        assert desk.shows("config.toml, line 1: questions is a whole number")


@pytest.mark.parametrize("size", [(40, 15), (30, 10), (200, 60)])
async def test_sizes(size: tuple[int, int]) -> None:
    """The chosen line can be seen, whatever the size."""
    async with settings(size=size) as desk:
        for key in [*OPTIONS, next(iter(OPTIONS))]:
            await _to(desk, key)
            assert any(line.strip().startswith("▸") for line in desk.lines)
            assert all(len(line) <= size[0] for line in desk.lines)


async def test_the_clock_of_the_test_is_not_the_machines() -> None:
    """Days are counted from the learner's day."""
    clock = Clock()
    store = MemoryStore()
    store.change_settings(DEFAULT_LEARNER, {"interview_date": day_of(clock()) + timedelta(days=1)})
    async with running(store=store, clock=clock) as desk:
        await desk.press("comma")
        assert _value(desk, "interview date").endswith("(in 1 day)")
        assert asdict(store.settings(DEFAULT_LEARNER))["desired_retention"] == 0.9
