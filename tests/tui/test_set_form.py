"""The form of a new set, by key and by mouse."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from textual.widgets._footer import FooterKey

from questions.question import Question
from questions.sets.code import set_code
from questions.sets.drawing import draw_set
from questions.sets.recipe import Recipe, chosen_skills, family_names
from questions.skills import SKILLS
from tests.tui.harness import PATIENCE, Desk, running
from tests.tui.mouse import click_key
from trainer.set_shelf import SetShelf
from trainer.tui.screens.set_form import SetFormScreen
from trainer.tui.screens.sets import SetsScreen

SEED = 271_828_182


@pytest.fixture(autouse=True)
def _one_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("questions.sets.wanted.new_seed", lambda: SEED)


def _keys(desk: Desk) -> dict[str, str]:
    return {item.key: item.description for item in desk.app.screen.query(FooterKey)}


async def test_kept() -> None:
    """A title and two choices: the set is drawn, kept, and the cursor is on it; its code was there before."""
    async with running() as desk:
        await desk.press("e")
        await desk.press("n")
        recipe = Recipe(chosen_skills(tiers=["A"]), (1,), 15, SEED)
        await desk.burst(*"Week 4")
        await desk.press("down", "right", "down", "down", "right", "down", "left")
        assert desk.shows("Tiers ◂ A ▸ almost certain")
        assert desk.shows(f"Code {set_code(recipe)}")
        assert desk.shows(f"15 questions about {len(recipe.skills)} skills, level 1")
        await desk.press("enter")
        assert isinstance(desk.app.screen, SetsScreen)
        [kept] = SetShelf().list()
        assert (kept.title, kept.code, kept.count) == ("Week 4", set_code(recipe), 15)
        assert desk.shows(f"Kept “Week 4”. The code {kept.code} draws it anywhere.")
        assert desk.shows("▸ + Week 4")


async def test_without_a_title() -> None:
    """It is called by what it is."""
    async with running() as desk:
        await desk.press("e")
        await desk.press("n")
        assert desk.shows("20 questions")
        await desk.press("enter")
        assert [kept.title for kept in SetShelf().list()] == ["20 questions"]


@pytest.mark.parametrize("title", ["[/] [@click=app.quit]x", "  a   b ", "x" * 300])
async def test_any_title(title: str) -> None:
    """It is text, on one line, and no longer than a title may be."""
    async with running() as desk:
        await desk.press("e")
        await desk.press("n")
        await desk.burst(*title)
        await desk.press("enter")
        [kept] = SetShelf().list()
        assert kept.title == " ".join(title.split())[:200]
        assert desk.shows(kept.title[:20])


async def test_numbers_are_typed() -> None:
    """Questions and seed; other rows take no digits, a letter is no number."""
    async with running() as desk:
        await desk.press("e")
        await desk.press("n")
        await desk.press("down", "7", "down", "down", "down")
        await desk.press("7", "5")
        assert desk.shows("Questions ◂ 75 ▸")
        await desk.press("backspace", "x")
        assert desk.shows("Questions ◂ 7 ▸")
        await desk.press("right", "1", "2")
        assert desk.shows("Questions ◂ 12 ▸")
        await desk.press("down", "down", "down")
        await desk.press(*"42")
        assert desk.shows("Seed ◂ 42 ▸")
        await desk.press("enter")
        recipe = Recipe(tuple(SKILLS), (1, 2, 3), 12, 42)
        assert [kept.code for kept in SetShelf().list()] == [set_code(recipe)]


async def test_what_cannot_be_drawn() -> None:
    """It is said at once, and Enter does nothing."""
    async with running() as desk:
        await desk.press("e")
        await desk.press("n")
        await desk.press("down", "right", "right", "right", "down", "right")
        assert desk.shows("Nothing can be drawn: no skill of tier C is in the family parameters.")
        assert "enter" not in _keys(desk)
        await desk.press("enter")
        assert isinstance(desk.app.screen, SetFormScreen)
        assert SetShelf().list() == ()


async def test_too_few_questions() -> None:
    """What shows only when they are drawn is told then, and the form stays."""
    async with running() as desk:
        await desk.press("e")
        await desk.press("n")
        place = family_names().index("receptive field")
        await desk.press("down", "down", *["right"] * (place + 1), "down", "right", "down")
        assert desk.shows("Family ◂ receptive field ▸")
        await desk.press(*"5000")
        await desk.press("enter")
        assert desk.shows("These skills and levels give only")
        assert isinstance(desk.app.screen, SetFormScreen)
        assert SetShelf().list() == ()
        assert "enter" in _keys(desk)


async def test_by_mouse() -> None:
    """Arrows turn, a row is chosen by a click, the title too; the footer keeps."""
    async with running() as desk:
        await desk.press("e")
        await desk.press("n")
        await desk.pilot.click("#row-tiers .more")
        await desk.settle()
        assert desk.shows("Tiers ◂ A ▸")
        await desk.pilot.click("#row-count .name")
        await desk.settle()
        assert desk.shows("› Questions")
        await desk.press("9")
        assert desk.shows("Questions ◂ 9 ▸")
        await desk.pilot.click("#title")
        await desk.settle()
        assert desk.shows("› Title")
        await desk.burst(*"By mouse")
        await click_key(desk, "Keep")
        assert [(kept.title, kept.count) for kept in SetShelf().list()] == [("By mouse", 9)]


async def test_left_without_a_set() -> None:
    """Escape, twice or not, leads back to the sets."""
    async with running() as desk:
        await desk.press("e")
        await desk.press("n")
        await desk.burst(*"x")
        await desk.press("escape")
        assert isinstance(desk.app.screen, SetsScreen)
        assert SetShelf().list() == ()


@pytest.mark.parametrize("size", [(40, 15), (30, 8), (200, 60)])
async def test_other_sizes(size: tuple[int, int]) -> None:
    """The chosen row is in sight, and all of it works."""
    async with running(size=size) as desk:
        await desk.press("e")
        await desk.press("n")
        for name in ("Tiers", "Family", "Levels", "Questions", "Order", "Bias", "Seed"):
            await desk.press("down")
            assert desk.shows(f"› {name}"), desk.text
        await desk.press("enter")
        assert len(SetShelf().list()) == 1


async def test_given_up_while_it_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """The questions are drawn in another thread: how far that is is told, Escape gives it up, and nothing is kept."""
    gate, far = threading.Event(), threading.Event()

    def slowly(recipe: Recipe) -> Iterator[Question]:
        for number, question in enumerate(draw_set(recipe)):
            if number == 30:
                far.set()
                assert gate.wait(PATIENCE)
            yield question

    monkeypatch.setattr("questions.sets.preview.draw_set", slowly)
    async with running() as desk:
        await desk.press("e")
        await desk.press("n")
        await desk.press(*["down"] * 4, *"60")
        await desk.press_at_once("enter")
        await desk.until(lambda: far.is_set() and desk.shows("Drawing"))
        assert desk.shows("20 of 60")
        assert set(_keys(desk)) == {"escape"}
        await desk.press_at_once("down", "7", "enter", "escape")
        gate.set()
        await desk.settle()
        assert isinstance(desk.app.screen, SetsScreen)
        assert SetShelf().list() == ()
