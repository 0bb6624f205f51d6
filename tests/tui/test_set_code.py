"""A set that somebody shares, by key and by mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.widgets._footer import FooterKey

from questions.sets.document import write_set
from questions.sets.question_set import LONGEST
from questions.sets.recipe import Recipe, chosen_skills
from tests.tui.harness import Desk, running
from tests.tui.mouse import click_key, paste
from tests.tui.shelved import EDITED, WEEK, fill_shelf
from trainer.set_shelf import SetShelf
from trainer.tui.screens.set_code import SetCodeScreen
from trainer.tui.screens.sets import SetsScreen

CODE = WEEK.code or ""


def _keys(desk: Desk) -> set[str]:
    return {item.key for item in desk.app.screen.query(FooterKey)}


async def _typed(desk: Desk, text: str) -> None:
    await desk.press("e")
    await desk.press("c")
    await desk.burst(*text)


@pytest.mark.parametrize("text", [CODE, CODE.lower(), CODE.replace("-", " "), CODE.replace("-", ""), f"  {CODE} "])
async def test_typed(text: str) -> None:
    """What it draws is shown, with the first questions and no answers; Enter keeps exactly that."""
    async with running() as desk:
        await _typed(desk, text)
        assert desk.shows("12 questions from 13 skills, levels 1 and 2, easy ones first")
        assert desk.shows("The first 3 of 12 questions")
        assert desk.shows("".join(next(WEEK.questions()).content.asked[:30]))
        await desk.press("enter")
        assert isinstance(desk.app.screen, SetsScreen)
        [kept] = SetShelf().list()
        assert (kept.code, kept.references) == (CODE, WEEK.references)
        assert kept.title == f"Question set {CODE}"
        assert desk.shows("▸ + Question set")


async def test_pasted_with_a_title() -> None:
    """The first line of what is pasted; the title goes to the second line."""
    async with running() as desk:
        await desk.press("e")
        await desk.press("c")
        desk.app.post_message(events.Paste(f"{CODE}\nsee you"))
        await desk.settle()
        await desk.press("down")
        await desk.burst(*"Group [/]")
        await desk.press("enter")
        [kept] = SetShelf().list()
        assert (kept.title, kept.code) == ("Group [/]", CODE)


async def test_a_slip() -> None:
    """Told at once, and nothing can be kept."""
    async with running() as desk:
        await _typed(desk, CODE[:-1] + ("A" if CODE[-1] != "A" else "B"))
        assert desk.shows("This code has a slip in it: its check digit does not fit")
        assert "enter" not in _keys(desk)
        await desk.press("enter")
        assert isinstance(desk.app.screen, SetCodeScreen)
        await desk.press("backspace", CODE[-1].lower())
        assert "enter" in _keys(desk)


async def test_not_a_code_yet() -> None:
    """Half a code is no slip; an empty line says what is wanted."""
    async with running() as desk:
        await _typed(desk, CODE[:7])
        assert desk.shows("This is no file, and not a code yet")
        await desk.press(*["backspace"] * 7)
        assert desk.shows("Type or paste the code that somebody gave you")
        assert _keys(desk) == {"down", "escape"}


async def test_more_than_a_set_can_have() -> None:
    """Such a code is understood, and it is said that it can only be exported."""
    from questions.sets.code import set_code

    async with running() as desk:
        await _typed(desk, set_code(Recipe(chosen_skills(tiers=["A"]), (1, 2, 3), LONGEST + 1, 3)))
        assert desk.shows("5,001 questions about")
        assert desk.shows("a set that is kept has at most 5,000 questions")
        assert "enter" not in _keys(desk)


async def test_kept_already() -> None:
    """It is said before; the same title and questions are kept once."""
    shelf = fill_shelf()
    async with running() as desk:
        await _typed(desk, CODE)
        assert desk.shows("its questions are kept as “Week 3”")
        await desk.press("down")
        await desk.burst(*"Week 3")
        before = len(shelf.list())
        await desk.press("enter")
        assert len(shelf.list()) == before
        assert desk.shows("“Week 3” is kept already.")


async def test_a_file(tmp_path: Path) -> None:
    """An edited set travels as one; it keeps its title."""
    file = tmp_path / "edited [b].json"
    file.write_bytes(write_set(EDITED))
    async with running(size=(100, 40)) as desk:
        await _typed(desk, str(file))
        assert desk.shows(f"{EDITED.title}")
        assert desk.shows("3 questions about")
        await desk.press("enter")
        [kept] = SetShelf().list()
        assert (kept.title, kept.references, kept.code) == (EDITED.title, EDITED.references, None)
        assert desk.shows("It has no code; e writes it.")


async def test_an_altered_file(tmp_path: Path) -> None:
    """What of it is not as it was written is said before it is kept; a damaged one cannot be."""
    file = tmp_path / "x.json"
    text = write_set(WEEK).decode().replace(next(WEEK.questions()).content.prompt[:15], "Altered")
    file.write_text(text, "utf-8")
    async with running(size=(100, 40)) as desk:
        await _typed(desk, str(file))
        assert desk.shows("Note the text of question 1 was altered in the file; the program's own text is used.")
        assert "Altered" not in desk.text
        file.write_text(text[:-40], "utf-8")
        await desk.press("backspace")
        await desk.press("n")
        assert desk.shows("holds no set that can be used: it is no JSON")
        assert "enter" not in _keys(desk)


@pytest.mark.parametrize(
    "text", ["/", ".", "~", "~nobody-of-that-name/x", "x" * 400, "[/]", "[@click=app.quit]x[/]", "0" * 15]
)
async def test_anything_else(text: str) -> None:
    """A sentence, whatever it is."""
    async with running() as desk:
        await _typed(desk, text)
        assert desk.shows("This is no file") or desk.shows("✗")
        assert "enter" not in _keys(desk)
        await desk.press("escape")
        assert isinstance(desk.app.screen, SetsScreen)


async def test_by_mouse() -> None:
    """Pasted, the title chosen with a click, kept by a word of the footer."""
    async with running() as desk:
        await desk.press("e")
        await desk.press("c")
        await paste(desk, CODE)
        await desk.pilot.click("#title")
        await desk.settle()
        await desk.burst(*"Mine")
        await click_key(desk, "Keep")
        assert [kept.title for kept in SetShelf().list()] == ["Mine"]


@pytest.mark.parametrize("size", [(40, 15), (30, 8), (200, 60)])
async def test_other_sizes(size: tuple[int, int]) -> None:
    """The lines are in sight, the rest scrolls."""
    async with running(size=size) as desk:
        await _typed(desk, CODE)
        await desk.press("pagedown", "pageup", "down", "up")
        await desk.press("enter")
        assert len(SetShelf().list()) == 1


async def test_read_at_once_and_kept_late(tmp_path: Path) -> None:
    """A set that the shelf cannot keep is told, and the code still stands there."""
    home = tmp_path / "home"
    home.write_text("no folder", "utf-8")
    async with running() as desk:
        await desk.press("e")
        assert desk.shows("Not a directory")
        await desk.press("c")
        await desk.burst(*CODE)
        await desk.press("enter")
        assert isinstance(desk.app.screen, SetCodeScreen)
        assert desk.shows("Not a directory")
