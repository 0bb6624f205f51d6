"""The cheat sheet: blanks by keys and by mouse, what is checked and shown, and that nothing of it is kept."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.widgets import Footer, Input

from questions.cheatsheet import BLANK, SECTIONS
from tests.tui.harness import SIZE, Desk, running
from tests.tui.test_pictures import SIZES
from trainer.tui.blanks import Blanks, Mark
from trainer.tui.screens.cheatsheet import CheatSheetScreen
from trainer.tui.screens.home import HomeScreen
from trainer.tui.sheet_row import SheetRow

ROWS = [row for section in SECTIONS for row in section.rows]
COUNT = sum(len(row.gaps) for row in ROWS)
_CONV = "2-d convolution"


@asynccontextmanager
async def sheet(size: tuple[int, int] = SIZE) -> AsyncIterator[Desk]:
    """The cheat sheet, opened from home by its key."""
    async with running(size=size) as desk:
        await desk.press("c")
        assert isinstance(desk.app.screen, CheatSheetScreen)
        yield desk


def _formula(desk: Desk, name: str) -> str:
    """The formula of a row as it stands on the screen."""
    (line,) = [line for line in desk.lines if line[2:].startswith(f"{name} ")]
    return re.split(r"  +[▁▂▃▄▅▆▇█]?$", line[27:])[0].rstrip("▁▂▃▄▅▆▇█ ")


def _present(desk: Desk) -> str:
    """The row that the sign stands before."""
    (line,) = [line for line in desk.lines if line.startswith("▸ ")]
    return line[2:26].strip()


def _field(desk: Desk) -> str:
    return desk.app.screen.query_one(Input).value


async def test_opens_blank() -> None:
    """The first blank is marked, none is open, and the screen says that nothing is recorded."""
    async with sheet() as desk:
        assert desk.shows(f"blank 1 of {COUNT} · 0 right, 0 wrong, 0 shown · nothing recorded")
        assert _present(desk) == _CONV
        assert _formula(desk, _CONV) == "C_out·(k_h·k_w·[__]) ____"
        assert desk.shows("Example: ten 3×3 filters on 24×24×3 → 280")


async def test_right() -> None:
    """Any form of what belongs there is right, and the next blank follows."""
    async with sheet() as desk:
        await desk.type("2*cin/2")
        assert desk.shows("✓ 2-d convolution: C_in")
        assert desk.shows(f"blank 2 of {COUNT} · 1 right, 0 wrong")
        assert _formula(desk, _CONV) == "C_out·(k_h·k_w·C_in✓) [__]"
        await desk.type("C_out")
        assert _formula(desk, _CONV) == "C_out·(k_h·k_w·C_in✓) + C_out✓"
        assert _present(desk) == "1-d convolution"


async def test_wrong() -> None:
    """After a first wrong try there is another; then what belongs there is told and shown; enter goes on."""
    async with sheet() as desk:
        await desk.type("k_h")
        assert desk.shows("✗ 2-d convolution: not “k_h”. Try once more, or ? shows it.")
        assert desk.shows("0 right, 0 wrong")
        assert _formula(desk, _CONV) == "C_out·(k_h·k_w·[__]) ____"
        assert _field(desk) == ""
        await desk.type("H")
        assert desk.shows("✗ 2-d convolution: not “H”; C_in belongs here.")
        assert desk.shows("0 right, 1 wrong")
        assert _formula(desk, _CONV) == "C_out·(k_h·k_w·C_in✗) ____"
        assert _field(desk) == ""
        await desk.press("enter")
        assert desk.shows(f"blank 2 of {COUNT}")
        assert not desk.shows("belongs here")


async def test_right_at_the_second_try() -> None:
    """It counts as right; a blank that was hidden again has two tries again."""
    async with sheet() as desk:
        await desk.type("H")
        await desk.type("C_in")
        assert desk.shows("1 right, 0 wrong")
        await desk.press("up", "?")
        await desk.type("H")
        assert desk.shows("0 right, 0 wrong")


async def test_the_legend_scrolls_away() -> None:
    """It stands above the first row, and gives its lines to the rows from the second on; page up shows it again."""
    async with sheet() as desk:
        assert desk.shows("S: stride")
        assert desk.shows("it may hold a whole term, such as + X.")
        await desk.press("down", "down")
        assert not desk.shows("S: stride")
        assert desk.shows("Parameters, with biases")
        assert desk.shows("What changes the parameters")
        await desk.press("pageup")
        assert desk.shows("S: stride")


async def test_unreadable() -> None:
    """It counts for nothing, and typing on replaces it."""
    async with sheet() as desk:
        await desk.type("(C_in")
        assert desk.shows("Not counted: A bracket ( is not closed.")
        assert desk.shows("0 right, 0 wrong")
        await desk.type("C_in")
        assert desk.shows("1 right, 0 wrong")


async def test_moves() -> None:
    """Down and up, Tab and Shift+Tab, in a circle; every blank can be reached, and its row is in sight."""
    async with sheet() as desk:
        await desk.press("down", "tab")
        assert _present(desk) == "1-d convolution"
        await desk.press("up", "shift+tab", "up")
        assert desk.shows(f"blank {COUNT} of {COUNT}")
        assert _present(desk) == ROWS[-1].name
        await desk.press("down")
        for row in ROWS:
            assert _present(desk) == row.name
            assert "[__]" in _formula(desk, row.name)
            await desk.burst(*["down"] * len(row.gaps))
        assert _present(desk) == _CONV


async def test_shows_and_hides_one() -> None:
    """A blank is shown, and made one again."""
    async with sheet() as desk:
        await desk.press("?")
        assert _formula(desk, _CONV) == "C_out·(k_h·k_w·C_in) ____"
        assert desk.shows("0 right, 0 wrong, 1 shown")
        assert "Hide" in desk.footer
        await desk.press("?")
        assert _formula(desk, _CONV) == "C_out·(k_h·k_w·[__]) ____"
        assert "Hide" not in desk.footer


async def test_shows_and_hides_all() -> None:
    """All that is still blank is shown, what was filled in stays; then all begins again."""
    async with sheet((160, 60)) as desk:
        await desk.type("C_in")
        await desk.type("1")
        await desk.type("1")
        await desk.press("!")
        assert desk.shows(f"1 right, 1 wrong, {COUNT - 2} shown")
        for row in ROWS[1:]:
            assert desk.shows(row.formula), row.id
        assert BLANK not in desk.text
        assert "Hide all" in desk.footer
        assert "Next open" not in desk.footer
        await desk.press("!")
        assert desk.shows(f"blank 1 of {COUNT} · 0 right, 0 wrong, 0 shown")
        assert desk.text.count("__") >= COUNT


async def test_the_working_of_the_example() -> None:
    """It would give the blanks away, so it stands there once the row is open."""
    async with sheet() as desk:
        await desk.type("C_in")
        assert not desk.shows("10·(3·3·3) + 10")
        await desk.press("?")
        assert desk.shows("Example: ten 3×3 filters on 24×24×3 → 10·(3·3·3) + 10 = 280")


async def test_the_last_blank() -> None:
    """When all are open, that is told, and the footer offers no next one; what is open can be filled in again."""
    async with sheet() as desk:
        await desk.press("!")
        assert desk.shows("No blank is left.")
        await desk.press("?")
        assert _formula(desk, _CONV) == "C_out·(k_h·k_w·[__]) + C_out"
        await desk.type("C_in")
        assert desk.shows(f"1 right, 0 wrong, {COUNT - 1} shown")
        assert _present(desk) == _CONV
        await desk.type("k_h")
        assert desk.shows(f"0 right, 1 wrong, {COUNT - 1} shown")


def test_filled_in_from_first_to_last() -> None:
    """Each blank with what belongs there, the next one after it, until none is left; then nothing moves on."""
    blanks = Blanks(ROWS)
    for number in range(COUNT):
        assert (blanks.at, blanks.is_open, blanks.all_open) == (number, False, False)
        assert blanks.fill(blanks.gap.text) is Mark.RIGHT
        blanks.move_on()
    assert blanks.all_open
    assert blanks.at == COUNT - 1
    assert blanks.count(Mark.RIGHT) == COUNT


def test_moves_on_to_what_is_left() -> None:
    """Over what is open, and round to the beginning."""
    blanks = Blanks(ROWS)
    blanks.move(1)
    blanks.show()
    blanks.move(-1)
    blanks.move_on()
    assert blanks.at == 2
    blanks.show_all()
    blanks.at = 1
    blanks.hide()
    blanks.at = 5
    blanks.move_on()
    assert blanks.at == 1


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_mouse(size: tuple[int, int]) -> None:
    """A click on a blank goes there; one on the rest of a row, to its first blank; typing goes on in the field."""
    async with sheet(size) as desk:
        rows = list(desk.app.screen.query(SheetRow))
        column = 27 + len("C_out·(k·____) _")
        await desk.pilot.click(rows[1], offset=(column, 0))
        assert desk.shows(f"blank 4 of {COUNT}")
        assert _formula(desk, "1-d convolution").startswith("C_out·(k·____) [__]")
        await desk.type("C_out")
        assert desk.shows("1 right, 0 wrong")
        await desk.pilot.click(rows[3], offset=(4, 0))
        assert _present(desk) == "1×1 convolution"


async def test_leaves_and_keeps_nothing() -> None:
    """Escape leads home; the log is as it was, and a new sheet is blank."""
    async with sheet() as desk:
        await desk.type("C_in")
        await desk.press("escape")
        assert desk.shows("Esc again leaves; what you filled in is not kept.")
        await desk.press("down", "escape")
        assert isinstance(desk.app.screen, CheatSheetScreen)
        await desk.press("escape")
        assert isinstance(desk.app.screen, HomeScreen)
        assert desk.log == []
        await desk.press("c")
        assert desk.shows("blank 1 of")
        assert desk.shows("0 right, 0 wrong, 0 shown")


async def test_key_pressed_twice() -> None:
    """There is one sheet, however fast the key was pressed."""
    async with running() as desk:
        await desk.burst("c", "c")
        assert isinstance(desk.app.screen, CheatSheetScreen)
        await desk.press("escape")
        assert isinstance(desk.app.screen, HomeScreen)


async def test_two_columns() -> None:
    """A wide terminal shows all at once."""
    async with sheet((160, 50)) as desk:
        for section in SECTIONS:
            assert any(section.title in line for line in desk.lines), section.title
        for row in ROWS:
            assert any(row.name in line for line in desk.lines), row.name


async def test_pages() -> None:
    """The sheet can be looked at without leaving the blank."""
    async with sheet() as desk:
        before = desk.text
        await desk.press("pagedown")
        assert not any(line.startswith("▸ ") for line in desk.lines)
        assert desk.shows(f"blank 1 of {COUNT}")
        await desk.press("pageup")
        assert desk.text == before


async def test_what_is_pasted() -> None:
    """Hostile text in the field is text."""
    async with sheet() as desk:
        await desk.type("[@click=app.quit]x[/]")
        assert desk.app.is_running
        assert desk.shows("Not counted: ")
        assert _field(desk) == "[@click=app.quit]x[/]"


@pytest.mark.parametrize("size", SIZES)
async def test_nothing_is_cut_off(size: tuple[int, int]) -> None:
    """Filled in with signs behind every part, the longest row still fits; so do the bar and the footer."""
    async with sheet(size) as desk:
        screen = desk.app.screen
        for row in screen.query(SheetRow):
            row.show(dict.fromkeys(range(9), Mark.RIGHT), 0)
        await desk.settle()
        assert all(row.size.height == 1 for row in screen.query(SheetRow))
        assert screen.query_one(Footer).max_scroll_x == 0
        assert screen.query_one("#sheet").max_scroll_x == 0
        assert screen.query_one("#bar").size.height == 1
