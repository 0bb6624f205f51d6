"""Statistics: what stands there, its keys, the mouse, an empty log, and a store in trouble."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.events import MouseScrollUp
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

from tests.progress.learning import practised_store
from tests.store.memory import MemoryStore
from tests.tui.harness import SIZE, Desk, Door, running
from tests.tui.test_pictures import SIZES, Screens
from trainer.config import Config, ConfigFile
from trainer.drawing.plots.ink import Look
from trainer.scheduling.cards import fold
from trainer.store.counts import DayCount, SkillDay
from trainer.store.errors import StoreDamaged
from trainer.store.port import EventStore
from trainer.tui.screens.drill import DrillScreen
from trainer.tui.screens.home import HomeScreen
from trainer.tui.screens.statistics import StatisticsScreen
from trainer.tui.widgets.plot import Plot

SECTIONS = {"1": "Days", "2": "Retention", "3": "Due in the next weeks", "4": "Accuracy", "5": "Mistakes"}


class Damaged(MemoryStore):
    """Cannot count its answers."""

    def answers_by_day(self, learner: str, since: date | None, longest_ms: int) -> list[DayCount]:
        raise StoreDamaged("The log holds an answer [/] that cannot be counted.")


class HalfDamaged(MemoryStore):
    """Cannot follow its skills."""

    def skill_days(self, learner: str) -> list[SkillDay]:
        raise StoreDamaged("The log holds an answer [/] that cannot be counted.")


@asynccontextmanager
async def opened(size: tuple[int, int] = SIZE, store: EventStore | None = None) -> AsyncIterator[Desk]:
    """The statistics, opened from home by their key; of somebody who practised for 100 days unless told otherwise."""
    if store is None:
        store = practised_store()
        store.change_settings("me", {"interview_date": date(2026, 3, 16)})
    async with running(size=size, store=store) as desk:
        await desk.press("t")
        assert isinstance(desk.app.screen, StatisticsScreen)
        yield desk


def _at_top(desk: Desk) -> str:
    """The first line of the page that is not blank."""
    return next(line.strip() for line in desk.lines[1:] if line.strip())


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_picture(size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    """Every section as text, one below the other."""
    async with opened(size) as desk:
        pictures = [desk.text]
        for key in list(SECTIONS)[1:]:
            await desk.press(key)
            pictures.append(desk.text)
    assert f"\n{'═' * size[0]}\n".join(pictures) + "\n" == snapshot(extension_class=Screens)


async def test_digits_jump() -> None:
    """To the section whose title has that number; it is marked."""
    async with opened() as desk:
        for key, title in SECTIONS.items():
            await desk.press(key)
            assert f"▸ {key} {title}" in desk.text
            assert desk.text.count("▸") == 1
        await desk.press("2")
        assert _at_top(desk) == "▸ 2 Retention"
        await desk.press("home")
        assert _at_top(desk) == "1 Days"


async def test_range() -> None:
    """R looks back 30 days, 90, and all days; the figures follow, and so does retention."""
    async with opened((100, 120)) as desk:
        seen = []
        for title in ("30 days", "90 days", "all", "30 days"):
            assert f"[{title}]" in desk.lines[0]
            seen.append([line for line in desk.lines if "in all" in line or "when a skill was due" in line])
            await desk.press("r")
        assert seen[0] == seen[3]
        assert seen[0] != seen[1] != seen[2]
        assert len(seen[0]) == 3
        assert "Answers per day in the last 30 days: 296 in all" in "\n".join(seen[0])


async def test_mouse() -> None:
    """A click on a key of the footer does what the key does; the wheel scrolls."""
    async with opened() as desk:
        keys = {item.key: item for item in desk.app.screen.query(FooterKey)}
        await desk.pilot.click(keys["4"])
        await desk.settle()
        assert "▸ 4 Accuracy" in desk.text
        page = desk.app.screen.query_one("#page", VerticalScroll)
        before = page.scroll_y
        page.post_message(MouseScrollUp(page, 10, 10, 0, -1, 0, False, False, False))
        await desk.settle()
        assert page.scroll_y < before
        await desk.pilot.click({item.key: item for item in desk.app.screen.query(FooterKey)}["escape"])
        await desk.settle()
        assert isinstance(desk.app.screen, HomeScreen)


async def test_scrolls_by_keys() -> None:
    """Page down shows more, end the last section, home the first again."""
    async with opened() as desk:
        first = desk.text
        await desk.press("pagedown")
        assert desk.text != first
        await desk.press("pageup", "down", "up")
        assert desk.text == first
        await desk.press("end")
        assert desk.shows("Not in the last 30 days:")
        await desk.press("home")
        assert desk.text == first


async def test_empty_log() -> None:
    """There is nothing to jump to; enter asks the first question."""
    async with opened(store=MemoryStore()) as desk:
        assert desk.shows("Nothing has been answered yet.")
        assert {item.key for item in desk.app.screen.query(FooterKey)} == {"enter", "escape"}
        before = desk.text
        await desk.press("1", "r", "5")
        assert desk.text == before
        await desk.press("enter")
        assert isinstance(desk.app.screen, DrillScreen)
        assert desk.shows(desk.question.content.prompt)


async def test_enter_does_nothing_where_there_is_something() -> None:
    """It is no key of the footer then."""
    async with opened() as desk:
        assert {item.key for item in desk.app.screen.query(FooterKey)} == {*SECTIONS, "r", "escape"}
        await desk.press("enter")
        assert isinstance(desk.app.screen, StatisticsScreen)


@pytest.mark.parametrize(
    ("config", "told"),
    [
        (Config(), "12 questions or 10 minutes, what is due first"),
        (Config(questions=7, minutes=0), "7 questions, what is due first"),
        (Config(questions=1, minutes=1), "1 question or 1 minute, what is due first"),
    ],
)
async def test_how_long_a_session_is(config: Config, told: str) -> None:
    """The key that begins one says it as the learner has set it, in the footer's tooltip and in the help."""
    file = ConfigFile()
    file.change({"questions": config.questions, "minutes": config.minutes})
    async with running(store=MemoryStore(), config=file) as desk:
        await desk.press("t")
        [key] = [item for item in desk.app.screen.query(FooterKey) if item.key == "enter"]
        assert key.tooltip is not None
        assert told in str(key.tooltip)
        await desk.press("f1")
        assert desk.shows(f"Practise. {told.partition(',')[0]}")


async def test_practised_long_ago() -> None:
    """Where nothing was answered in these days, every section says so, and R leads to the days that have some."""
    async with opened((100, 120), practised_store(20, last_ago=200)) as desk:
        assert desk.shows("Practised on 0 of 30 days")
        assert desk.shows("In these days nothing was answered that had come due.")
        assert desk.shows("No answer was marked in the last 30 days")
        assert desk.shows("No wrong answer was explained by a misconception in the last 30 days.")
        await desk.press("r", "r")
        assert desk.shows("when a skill was due, you knew it")


async def test_before_the_store_is_open() -> None:
    """It says that it counts, its keys wait, and escape leads back."""
    door = Door()
    async with running(store=practised_store(), door=door) as desk:
        await desk.press_at_once("t")
        assert desk.shows("Counting …")
        assert {item.key for item in desk.app.screen.query(FooterKey)} == {"escape"}
        door.open()
        await desk.settle()
        assert desk.shows("Answers per day in the last 30 days: 296 in all")


@pytest.mark.parametrize("store", [Damaged, HalfDamaged])
async def test_a_damaged_store(store: type[MemoryStore]) -> None:
    """Its sentence stands there as it is; what could be counted stays."""
    damaged = store()
    damaged.merge(practised_store().events("me"), fold)
    async with opened(store=damaged) as desk:
        assert desk.shows("The log holds an answer [/] that cannot be counted.")
        assert desk.shows("Answers per day") == (store is HalfDamaged)
        await desk.press("escape")
        assert isinstance(desk.app.screen, HomeScreen)


@pytest.mark.parametrize("size", [(40, 15), (60, 20), (100, 30), (200, 60)])
async def test_sizes(size: tuple[int, int]) -> None:
    """Nothing is wider than the terminal or crashes, in any section and range; the keys stand at the bottom."""
    async with opened(size) as desk:
        for keys in (*SECTIONS, "r", "r"):
            await desk.press(keys)
            assert all(len(line) <= size[0] for line in desk.lines)
            assert desk.app.screen.query_one(Footer).region.bottom == size[1]


async def test_resized() -> None:
    """The plots are drawn anew for the new width."""
    async with opened() as desk:
        await desk.pilot.resize_terminal(50, 20)
        await desk.settle()
        assert all(len(line) <= 50 for line in desk.lines)
        await desk.pilot.resize_terminal(120, 40)
        await desk.settle()
        assert desk.shows("Answers per day in the last 30 days: 296 in all")


async def test_key_pressed_twice() -> None:
    """There is one screen, however fast the key was pressed."""
    async with running(store=practised_store()) as desk:
        await desk.burst("t", "t")
        await desk.press("escape")
        assert isinstance(desk.app.screen, HomeScreen)


@pytest.mark.parametrize("theme", ["ansi-dark", "textual-light"])
async def test_themes(theme: str) -> None:
    """The same characters stand there in every theme: nothing is told by colour alone."""
    async with opened() as desk:
        before = desk.text
        desk.app.theme = theme
        await desk.settle()
        assert desk.text == before


class _OnePlot(App[None]):
    def compose(self) -> ComposeResult:
        yield Plot()


async def test_lines_of_a_plot() -> None:
    """They stand there as they are, cut where they are too long, and can be marked with the mouse and copied."""
    text = "[bold]b[/bold] [@click=app.quit]quit[/]"
    rows = [((text, Look.STRONG), (" ▁▂", Look.FILL)), (("x" * 90, Look.MUTED),)]
    async with _OnePlot().run_test(size=(60, 5)) as pilot:
        plot = pilot.app.query_one(Plot)
        plot.show(lambda width: rows)
        await pilot.pause()
        strips = pilot.app.screen._compositor.render_strips()
        shown = ["".join(segment.text for segment in strip).rstrip() for strip in strips]
        assert shown == [f"{text} ▁▂", "x" * 60, "", "", ""]
        plain = {segment.style for segment in plot.render_line(0)}
        await pilot.mouse_down(Plot, offset=(1, 0))
        await pilot.hover(Plot, offset=(4, 0))
        await pilot.mouse_up(Plot, offset=(4, 0))
        assert pilot.app.screen.get_selected_text() == "bold"
        assert {segment.style for segment in plot.render_line(0)} > plain
