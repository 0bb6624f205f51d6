"""The screen of the skills, by key and by mouse."""

from __future__ import annotations

import pytest
from textual.widgets import Input
from textual.widgets._footer import FooterKey

from questions.skills import SKILLS
from tests.helpers.answered import kept, some_days
from tests.helpers.clock import Clock
from tests.store.memory import MemoryStore
from tests.tui.harness import Desk, running
from tests.tui.stores import TroubledStore
from trainer.domain import DEFAULT_LEARNER, Reset, Suspension, Undo
from trainer.scheduling.cards import fold
from trainer.store.errors import StoreFull
from trainer.tui.browser import FilterInput
from trainer.tui.screens.skills import SkillsScreen
from trainer.tui.widgets.row_list import RowList


def _keys(desk: Desk) -> dict[str, str]:
    return {item.key: item.description for item in desk.app.screen.query(FooterKey)}


def _screen(desk: Desk) -> SkillsScreen:
    screen = desk.app.screen
    assert isinstance(screen, SkillsScreen), desk.text
    return screen


def _at(desk: Desk) -> str:
    row = _screen(desk).present
    return row.skill.id if row else ""


async def test_nothing_answered() -> None:
    """Every skill is there, the first can be practised at once, and nothing can be reset or undone."""
    async with running() as desk:
        await desk.press("s")
        assert desk.shows(f"{len(SKILLS)} skills · 0 ready · 0 due · {len(SKILLS)} never asked")
        assert _at(desk) == "conv2d.parameters"
        assert desk.shows("never; Enter asks it now")
        assert set(_keys(desk)) == {"enter", "space", "e", "x", "escape"}
        await desk.press("r", "u", "y")
        assert desk.log == []
        await desk.press("enter")
        assert desk.question.reference.skill == "conv2d.parameters"
        assert desk.session.plan.only == ("conv2d.parameters",)


async def test_practise_another() -> None:
    """Also one that waits for others: who asks for it by name gets it."""
    async with running() as desk:
        await desk.press("s")
        await desk.press("end")
        assert _at(desk) == "published.block"
        await desk.press("enter")
        assert desk.question.reference.skill == "published.block"


async def test_back() -> None:
    """Escape leads home, whose figures are those of now."""
    async with running() as desk:
        await desk.press("s")
        await desk.press("x", "escape")
        assert desk.shows("answered today")
        assert f"{len(SKILLS) - 1}  new" in desk.text


async def test_filter_by_typing() -> None:
    """Every letter narrows; Enter goes to what is left, Escape in the field shows all again."""
    async with running() as desk:
        await desk.press("s")
        await desk.press("/")
        await desk.burst(*"flax")
        assert desk.shows(f"1 of {len(SKILLS)}")
        assert _at(desk) == "weights.flax"
        assert set(_keys(desk)) == {"enter", "escape"}
        await desk.press("enter", "x")
        assert [(event.skill, type(event)) for event in desk.log] == [("weights.flax", Suspension)]
        assert desk.shows(f"1 of {len(SKILLS)}")
        await desk.press("/")
        await desk.burst(*" zzz")
        assert desk.shows("No skill fits these words.")
        await desk.press("escape")
        assert desk.shows(f"{len(SKILLS)} skills")
        assert isinstance(desk.app.focused, RowList)


async def test_suspend_take_up_undo() -> None:
    """Each is an event, said in words, and the key then offers the other way."""
    store = kept(MemoryStore(), *some_days())
    async with running(store=store) as desk:
        await desk.press("s")
        assert _keys(desk)["x"] == "Suspend"
        await desk.press("x")
        assert desk.shows("conv2d.parameters is suspended")
        assert _keys(desk)["x"] == "Take up"
        assert desk.store.cards(DEFAULT_LEARNER)["conv2d.parameters"].suspended
        await desk.press("u")
        assert desk.shows("The suspension of conv2d.parameters was taken back.")
        assert not desk.store.cards(DEFAULT_LEARNER)["conv2d.parameters"].suspended
        assert [type(event) for event in desk.log[-2:]] == [Suspension, Undo]
        assert "u" not in _keys(desk)
        assert desk.store.cards(DEFAULT_LEARNER) == desk.store.rebuild(DEFAULT_LEARNER, fold)


async def test_reset_asks_first() -> None:
    """Only y resets; what else is pressed does nothing, and Escape keeps all."""
    store = kept(MemoryStore(), *some_days())
    async with running(store=store) as desk:
        await desk.press("s")
        await desk.press("r")
        assert desk.shows("Reset conv2d.parameters?")
        assert set(_keys(desk)) == {"y", "escape"}
        await desk.press("x", "e", "/", "escape")
        assert desk.shows("Nothing was reset.")
        assert len(desk.log) == len(some_days())
        await desk.press("y", "r", "down", "y")
        assert len(desk.log) == len(some_days())
        await desk.press("up", "r", "y")
        assert isinstance(desk.log[-1], Reset)
        assert desk.shows("conv2d.parameters begins anew.")
        assert desk.shows("never; Enter asks it now")
        await desk.press("u")
        assert desk.shows("The reset of conv2d.parameters was taken back.")
        assert desk.shows("2 of 5 (40%)")


async def test_example() -> None:
    """A question with its answer and steps; the next press draws another; another row takes it away."""
    async with running(size=(120, 60)) as desk:
        await desk.press("s")
        await desk.press("e")
        assert desk.shows("For example")
        assert desk.shows("As PyTorch stores it")
        first = desk.text
        await desk.press("e")
        assert desk.text != first
        await desk.press("down")
        assert not desk.shows("For example")
        assert desk.log == []


async def test_details_at_80_columns() -> None:
    """They stand below the list; space gives them the whole screen, Escape the list again, twice leads home."""
    async with running(store=kept(MemoryStore(), *some_days())) as desk:
        await desk.press("s")
        assert desk.shows("Builds on") or desk.shows("Leads to")
        await desk.press("space")
        assert not desk.shows("Tier A")
        assert desk.shows("often confused")
        await desk.press("escape")
        assert desk.shows("Tier A")
        await desk.press("escape")
        assert not isinstance(desk.app.screen, SkillsScreen)


@pytest.mark.parametrize("size", [(40, 15), (30, 8), (200, 60)])
async def test_other_sizes(size: tuple[int, int]) -> None:
    """Whatever the terminal: every key works, and resizing keeps the place."""
    async with running(store=kept(MemoryStore(), *some_days()), size=size) as desk:
        await desk.press("s")
        await desk.press("down", "down", "space", "pagedown", "escape", "e", "space", "escape")
        assert _at(desk) == "conv1d.parameters"
        await desk.pilot.resize_terminal(80, 24)
        await desk.settle()
        assert _at(desk) == "conv1d.parameters"
        assert desk.shows("conv1d.parameters")


async def test_by_mouse() -> None:
    """A click moves the cursor, two open the details, the filter takes a click; a heading takes none."""
    async with running(size=(120, 40)) as desk:
        await desk.press("s")
        row = next(number for number, line in enumerate(desk.lines) if "output.keras" in line)
        top = desk.app.screen.query_one(RowList).region.y
        await desk.pilot.click(RowList, offset=(8, row - top))
        await desk.settle()
        assert _at(desk) == "output.keras"
        assert desk.shows("Output shape in Keras")
        heading = next(number for number, line in enumerate(desk.lines) if "Tier B" in line)
        await desk.pilot.click(RowList, offset=(8, heading - top))
        assert _at(desk) == "output.keras"
        await desk.pilot.click(RowList, offset=(8, row - top), times=2)
        await desk.settle()
        assert _screen(desk).opened
        await desk.pilot.click("#filter")
        await desk.settle()
        assert isinstance(desk.app.focused, Input)
        await desk.pilot.click(next(iter(desk.app.screen.query(FooterKey))))
        await desk.settle()
        assert isinstance(desk.app.focused, RowList)


async def test_a_store_in_trouble() -> None:
    """What was not done is said, and everything stands as it did."""
    store = TroubledStore()
    kept(store, *some_days())
    async with running(store=store) as desk:
        await desk.press("s")
        store.trouble = StoreFull("The disk is full. [/]")
        await desk.press("x")
        assert desk.shows("Not done: The disk is full. [/]")
        assert _keys(desk)["x"] == "Suspend"


def test_every_key_is_explained() -> None:
    """A name for the footer, and a tooltip that says more."""
    for binding in (*SkillsScreen.BINDINGS, *RowList.BINDINGS):
        assert binding.description  # type: ignore[union-attr]
        assert binding.tooltip  # type: ignore[union-attr]


async def test_due_days_follow_the_clock() -> None:
    """What was not due yesterday evening may be due this morning."""
    clock, store = Clock(), kept(MemoryStore(), *some_days())
    async with running(store=store, clock=clock) as desk:
        await desk.press("s")
        before = desk.lines[0]
        await desk.press("escape")
        clock.forward(days=60)
        await desk.press("s")
        assert desk.lines[0] != before
        assert " 3 due " in desk.lines[0]


async def test_keys_pressed_twice() -> None:
    """Twice at once is once: one suspension, one undo, one step back."""
    async with running(store=kept(MemoryStore(), *some_days())) as desk:
        await desk.press("s")
        await desk.burst("x", "x")
        assert [type(event) for event in desk.log[len(some_days()) :]] == [Suspension]
        await desk.burst("u", "u")
        assert [type(event) for event in desk.log[len(some_days()) :]] == [Suspension, Undo]
        await desk.burst("escape", "escape")
        assert desk.shows("answered today")
        await desk.press("s")
        await desk.burst("enter", "enter")
        assert desk.question.reference.skill == "conv2d.parameters"


async def test_the_filter_never_has_the_keys_unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even while the screen opens: keys that come fast are meant for the list."""
    focused: list[str] = []
    monkeypatch.setattr(FilterInput, "on_focus", lambda self: focused.append("filter"), raising=False)
    async with running() as desk:
        await desk.press("s")
        assert focused == []
        await desk.press("/")
        assert focused == ["filter"]
