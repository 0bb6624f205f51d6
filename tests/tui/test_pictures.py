"""Pictures of the screens: what stands where. `pytest --snapshot-update` takes them anew."""

from __future__ import annotations

import re

import pytest
import textual
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from tests.helpers.answers import known_mistake
from tests.tui.harness import running
from tests.tui.scripted import ask
from tests.tui.states import SHOWS, STATES, at, fixed_interview
from tests.tui.test_help import SCREENS
from trainer.session import SessionPlan

__all__ = ["fixed_interview"]

SIZES = [(80, 24), (120, 40)]
SVG_TEXTUAL = "8.2"
"""The Textual that the SVG pictures were taken with; another one draws the same screens with other codes."""


pytestmark = pytest.mark.usefixtures("fixed_interview")


class Screens(SingleFileSnapshotExtension):
    """One text file for each picture, so that a reviewer sees the screen."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


class Vectors(SingleFileSnapshotExtension):
    """One SVG file for each picture, with its colours."""

    _write_mode = WriteMode.TEXT
    file_extension = "svg"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", STATES)
async def test_screen(
    name: str, size: tuple[int, int], snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The screen as text."""
    async with at(name, monkeypatch, size) as desk:
        screen = type(desk.app.screen).__name__
        assert screen == SHOWS.get(name, screen)
        assert desk.text + "\n" == snapshot(extension_class=Screens)


def test_every_screen_has_one() -> None:
    """No screen is without a state in the table."""
    assert {*SHOWS.values()} >= {screen.__name__ for screen in SCREENS}
    assert {*SHOWS} <= {*STATES}


@pytest.mark.skipif(
    not textual.__version__.startswith(f"{SVG_TEXTUAL}."), reason=f"the SVGs were taken with Textual {SVG_TEXTUAL}"
)
@pytest.mark.parametrize("theme", ["convdrill-dark", "convdrill-light", "convdrill-contrast", "ansi-dark"])
@pytest.mark.parametrize("name", ["home after weeks", "wrong", "lab, turned"])
async def test_colours(name: str, theme: str, snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch) -> None:
    """The screen with its colours, in our themes and in the terminal's own."""
    async with at(name, monkeypatch) as desk:
        desk.app.wear(theme)
        await desk.settle()
        picture = re.sub(r"terminal-\d+", "terminal", desk.app.export_screenshot(title=name)) + "\n"
    assert picture == snapshot(extension_class=Vectors)


KINDS = ("parameters.which/v1/2/4", "parameters.effect/v1/3/2", "output.keras/v1/2/5", "summary.reading/v1/3/1")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("reference", KINDS, ids=lambda reference: reference.split("/")[0])
async def test_kinds_of_answers(
    reference: str, size: tuple[int, int], snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A choice, a truth value, a shape, and a table: the question, and the diagnosis of a wrong answer."""
    ask(monkeypatch, [reference])
    async with running(SessionPlan(limit=1), size=size) as desk:
        asked = desk.text
        await desk.type(known_mistake(desk.question)[0])
        assert f"{asked}\n{'═' * size[0]}\n{desk.text}\n" == snapshot(extension_class=Screens)
