"""Pictures of the screens: what stands where. `pytest --snapshot-update` takes them anew."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

import pytest
import textual
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from questions.skills import SKILLS
from tests.helpers.answers import known_mistake, right_answer, unknown_mistake
from tests.tui.harness import Desk, running
from tests.tui.scripted import ask
from trainer.domain import Mode, Moment
from trainer.journal import Journal
from trainer.planfile import HomeFigures
from trainer.session import SessionPlan

SIZES = [(80, 24), (120, 40)]
QUESTIONS = (
    "conv2d.parameters/v1/1/1",
    "bias.effect/v2/1/2",
    "parameters.formula/v1/2/3",
    "conv3d.parameters/v1/3/4",
    "conv1d.parameters/v1/2/5",
)
TYPED = SessionPlan(limit=len(QUESTIONS))
CARDS = SessionPlan(limit=len(QUESTIONS), mode=Mode.FLASHCARD)
SVG_TEXTUAL = "8.2"
"""The Textual that the SVG pictures were taken with; another one draws the same screens with other codes."""


class Screens(SingleFileSnapshotExtension):
    """One text file for each picture, so that a reviewer sees the screen."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


class Vectors(SingleFileSnapshotExtension):
    """One SVG file for each picture, with its colours."""

    _write_mode = WriteMode.TEXT
    file_extension = "svg"


class FixedFigures(Journal):
    """Figures that do not change with the number of skills there are."""

    fixed = HomeFigures(due=2, new=3, today=14, reviews=210)

    def figures(self, now: Moment) -> HomeFigures:
        return self.fixed


class FirstFigures(FixedFigures):
    fixed = HomeFigures(due=0, new=5, today=0, reviews=0)


async def _stay(desk: Desk) -> None:
    """The first screen is the picture."""


async def _wrong(desk: Desk) -> None:
    desk.clock.forward(seconds=41)
    await desk.type("7940")


async def _setup(desk: Desk) -> None:
    desk.clock.forward(seconds=41)
    await desk.type(unknown_mistake(desk.question))


async def _turned(desk: Desk) -> None:
    await desk.press("space")


async def _summary(desk: Desk) -> None:
    await desk.type("7940")
    await desk.press("4", "enter", "?", "enter")
    for seconds in (35, 61, 5):
        desk.clock.forward(seconds=seconds)
        await desk.type(right_answer(desk.question))
        await desk.press("enter")


PICTURES: dict[str, tuple[SessionPlan | None, Callable[[Desk], Awaitable[None]], type[Journal]]] = {
    "home_first": (None, _stay, FirstFigures),
    "home_later": (None, _stay, FixedFigures),
    "asking": (TYPED, _stay, Journal),
    "wrong": (TYPED, _wrong, Journal),
    "setup": (TYPED, _setup, Journal),
    "card_back": (CARDS, _turned, Journal),
    "summary": (TYPED, _summary, Journal),
}


async def _taken(name: str, size: tuple[int, int], take: Callable[[Desk], str]) -> str:
    plan, get_there, journal = PICTURES[name]
    async with running(plan, size=size, make_journal=lambda store, now: journal(store, "test", None, now)) as desk:
        await get_there(desk)
        return take(desk)


@pytest.fixture(autouse=True)
def _fixed_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    assert {reference.split("/")[0] for reference in QUESTIONS} <= set(SKILLS)
    ask(monkeypatch, QUESTIONS)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", PICTURES)
async def test_screen(name: str, size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    """The screen as text."""
    assert await _taken(name, size, lambda desk: desk.text + "\n") == snapshot(extension_class=Screens)


@pytest.mark.skipif(
    not textual.__version__.startswith(f"{SVG_TEXTUAL}."), reason=f"the SVGs were taken with Textual {SVG_TEXTUAL}"
)
@pytest.mark.parametrize("name", ["home_later", "wrong", "card_back"])
async def test_colours(name: str, snapshot: SnapshotAssertion) -> None:
    """The screen with its colours."""

    def take(desk: Desk) -> str:
        return re.sub(r"terminal-\d+", "terminal", desk.app.export_screenshot(title=name)) + "\n"

    assert await _taken(name, SIZES[0], take) == snapshot(extension_class=Vectors)


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
