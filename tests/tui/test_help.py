"""Help on F1: what a screen is for and its keys, in every screen; and what the palette leads to."""

from __future__ import annotations

import importlib
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Input

from tests.architecture.loading import own_modules
from tests.helpers.answers import right_answer
from tests.tui.harness import CONV2D, SIZE, Desk, go_through, running
from trainer.domain import Mode
from trainer.lab.settings import LabSettings
from trainer.session import SessionPlan
from trainer.tui.activities import ACTIVITIES
from trainer.tui.app import ConvdrillApp
from trainer.tui.commands import activity_commands
from trainer.tui.help_texts import TEXTS
from trainer.tui.lab_app import LabApp
from trainer.tui.row_content import STANDINGS
from trainer.tui.screens.drill import DrillScreen
from trainer.tui.screens.help import HelpScreen, help_content
from trainer.tui.screens.home import HomeScreen
from trainer.tui.screens.settings import SettingsScreen


def _classes(kind: type) -> Iterator[type[Any]]:
    """Those of ours."""
    for name in own_modules("trainer/tui"):
        for found in vars(importlib.import_module(name)).values():
            if isinstance(found, type) and issubclass(found, kind) and found.__module__ == name:
                yield found


_ALL = set(_classes(Screen))
SCREENS = sorted(
    # Those that are shown; not what others are made of.
    (screen for screen in _ALL if not any(screen is not other and issubclass(other, screen) for other in _ALL)),
    key=lambda screen: screen.__name__,
)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_every_screen_has_help(screen: type[Screen[Any]]) -> None:
    """Two or three sentences of its own at the least, not the words of its activity alone."""
    text = getattr(screen, "HELP", None) or TEXTS.get(screen.__name__, "")
    assert text.count(". ") + text.count(".\n") + text.endswith(".") >= 2
    assert "[" not in text


def test_every_sign_of_the_tree_is_told() -> None:
    """The signs before the skills stand in the help of their screen."""
    assert all(f"{sign} " in TEXTS["SkillsScreen"] for sign, _ in STANDINGS.values())


def test_interviews_take_no_arithmetic() -> None:
    """The help of an interview does not promise what it refuses."""
    assert "work it out in the head" in TEXTS["InterviewScreen"]
    assert "may be typed as arithmetic" in TEXTS["DrillScreen"]
    assert "may be typed as arithmetic" not in TEXTS["InterviewScreen"]


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_every_key_is_explained(screen: type[Screen[Any]]) -> None:
    """A name, and a tooltip that says more."""
    for binding in Binding.make_bindings(screen.__dict__.get("BINDINGS", ())):
        assert binding.description, binding
        assert binding.tooltip and binding.tooltip != binding.description, binding


async def _stay(desk: Desk) -> None:
    """The first screen is the place."""


async def _press(desk: Desk, key: str) -> None:
    await desk.press(key)


async def _finish(desk: Desk) -> None:
    await go_through(desk, [right_answer])


PLACES: dict[str, tuple[SessionPlan | None, Callable[[Desk], Awaitable[None]], tuple[str, ...]]] = {
    "home": (None, _stay, ("Where every day begins", "Practise. What is due first")),
    "drill": (SessionPlan(), _stay, ("12*7+3", "I don't know. Give up", "Next. The next question")),
    "answered": (SessionPlan(), lambda desk: _press(desk, "?"), ("Next. The next question", "Easy. No effort")),
    "card": (SessionPlan(mode=Mode.FLASHCARD), _stay, ("On a flashcard you think", "Turn the card. Show")),
    "summary": (SessionPlan(limit=1), _finish, ("The session at a glance", "Go on with the weakest. Another round")),
    "cheat sheet": (None, lambda desk: _press(desk, "c"), ("Fill in the marked one", "Show all. Show all that")),
    "lab": (None, lambda desk: _press(desk, "l"), ("Turn one setting of a convolution", "Pin. Keep this layer")),
    "settings": (None, lambda desk: _press(desk, "comma"), ("What the schedule goes by", "Set. Type a value")),
}


@pytest.mark.parametrize("place", PLACES)
async def test_help(place: str) -> None:
    """F1 shows it over the screen, F1 again or Escape brings the screen back as it was."""
    plan, get_there, told = PLACES[place]
    async with running(plan, first=CONV2D, size=(90, 70)) as desk:
        await get_there(desk)
        screen, before = desk.app.screen, desk.text
        for back in ("f1", "escape"):
            await desk.press("f1")
            assert isinstance(desk.app.screen, HelpScreen)
            for text in (*told, "Palette. Everything that can be done here"):
                assert desk.shows(text), desk.text
            assert len([each for each in desk.app.screen_stack if isinstance(each, HelpScreen)]) == 1
            await desk.press(back)
            assert desk.app.screen is screen
            assert desk.text == before


async def test_keys_of_now_and_later() -> None:
    """What works now comes first; a key that would be typed into the field does not work now."""
    async with running(SessionPlan(), first=CONV2D, size=(90, 70)) as desk:
        await desk.press("f1")
        now, _, later = desk.text.partition("Keys that work at other times here")
        assert "I don't know. Give up" in now and "Next. The next question" not in now
        assert "Next. The next question" in later
        (line,) = [line for line in now.splitlines() if "Picture. The layer" in line]
        assert line.split()[:3] == ["│", "^g", "Picture."] or "^g  Picture" in line
        assert " p ^g" not in line


async def test_typing_goes_on_after_help() -> None:
    """What was typed is still there, and the field has the keys."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        await desk.burst(*"12*7", "f1")
        await desk.press("escape")
        await desk.burst(*"+3")
        assert desk.app.screen.query_one(Input).value == "12*7+3"
        assert desk.log == []


@pytest.mark.parametrize("size", [(40, 15), SIZE])
async def test_all_of_it_can_be_read(size: tuple[int, int]) -> None:
    """With the keys, however small the screen."""
    async with running(SessionPlan(), first=CONV2D, size=size) as desk:
        await desk.press("f1")
        pages = [desk.words]
        for _ in range(20):
            await desk.press("pagedown")
            pages.append(desk.words)
        words = " ".join(pages)
        assert all(end in words for end in ("One question after", "yourself.", "^p"))


async def test_by_mouse() -> None:
    """A click beside the box closes it, one on the words does not; the footer's word does."""
    async with running(size=SIZE) as desk:
        await desk.press("f1")
        await desk.pilot.click(offset=(40, 5))
        assert isinstance(desk.app.screen, HelpScreen)
        await desk.pilot.click(offset=(0, 0))
        await desk.settle()
        assert isinstance(desk.app.screen, HomeScreen)
        await desk.pilot.click("#subtitle")
        await desk.settle()
        assert isinstance(desk.app.screen, HelpScreen)
        await desk.pilot.click(offset=(desk.footer.index("Close"), SIZE[1] - 1))
        await desk.settle()
        assert isinstance(desk.app.screen, HomeScreen)


def test_any_text_is_text() -> None:
    """Words that look like markup stay as they are."""
    assert help_content("[b]x[/] [@click=app.quit]y", [], 40).plain.rstrip() == "[b]x[/] [@click=app.quit]y"


# The palette


def _titles(app: ConvdrillApp | LabApp) -> set[str]:
    return {command.title for command in app.get_system_commands(app.screen)}


async def test_the_palette_leads_everywhere() -> None:
    """From home and from a summary to every activity; from a question only to what does not disturb it."""
    activities = {activity.binding.description for activity in ACTIVITIES.values()} | {"Cheat sheet", "Lab"}
    async with running(SessionPlan(limit=1), first=CONV2D) as desk:
        asking = _titles(desk.app)
        assert {"Settings", "Help", "Theme", "Theme convdrill-light", "Theme ansi-dark", "Quit"} <= asking
        assert asking & activities == {"Settings"}
        await _finish(desk)
        assert activities <= _titles(desk.app)
        await desk.press("enter")
        titles = [command.title for command in desk.app.get_system_commands(desk.app.screen)]
        assert activities <= set(titles)
        assert len(titles) == len(set(titles))
        await desk.press("comma")
        assert activities - _titles(desk.app) == {"Settings"}


async def test_chosen_in_the_palette() -> None:
    """An activity opens over the screen and leads back to it; a theme is there at once."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        await desk.press("ctrl+p")
        await desk.press(*"settings", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, SettingsScreen))
        await desk.press("escape")
        assert isinstance(desk.app.screen, DrillScreen)
        await desk.press("ctrl+p")
        await desk.press(*"contrast", "enter")
        await desk.until(lambda: desk.app.theme == "convdrill-contrast")


async def test_the_lab_alone() -> None:
    """It has help and themes, and offers nothing that needs a store."""
    app = LabApp(LabSettings())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f1")
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("escape")
        titles = _titles(app)
        assert {"Help", "Theme convdrill-light"} <= titles
        assert not {"Settings", "Practise"} & titles
        assert list(activity_commands(app.screen))
