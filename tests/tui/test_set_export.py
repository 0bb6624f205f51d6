"""A set as a file for another program, by key and by mouse."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO

import pytest
from textual.widgets._footer import FooterKey

from questions.sets.document import read_set
from questions.sets.question_set import QuestionSet
from questions.sets.recipe import Recipe, chosen_skills
from tests.tui.harness import PATIENCE, Desk, running
from tests.tui.mouse import click, click_key
from tests.tui.shelved import WEEK, fill_shelf
from trainer.exports import jsonl
from trainer.exports.contract import BadExport, Sheet, Tally
from trainer.exports.formats import FORMATS, Format
from trainer.set_shelf import SetShelf
from trainer.tui.screens.set_export import SetExportScreen
from trainer.tui.screens.sets import SetsScreen
from trainer.tui.widgets.row_list import RowList

NAMES = [*FORMATS]


@pytest.fixture(autouse=True)
def _work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the program was started in."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    fill_shelf()
    return folder


def _keys(desk: Desk) -> dict[str, str]:
    return {item.key: item.description for item in desk.app.screen.query(FooterKey)}


async def _opened(desk: Desk) -> None:
    """From home, for the drawn set."""
    await desk.press("e")
    await desk.press("down", "down")
    await desk.press("e")


async def _at(desk: Desk, name: str) -> None:
    """On that format, for the drawn set."""
    await _opened(desk)
    assert desk.shows("Export “Week 3” · 12 questions")
    for _ in range(NAMES.index(name)):
        await desk.press("down")


@pytest.mark.parametrize("name", ["gift", "json", "markdown", "jsonl", "csv", "anki-text"])
async def test_written(name: str, _work: Path) -> None:
    """Into the working folder, in one piece; what became of the questions is told."""
    async with running(size=(120, 40)) as desk:
        await _at(desk, name)
        form = FORMATS[name]
        await desk.press("enter")
        assert desk.shows(f"12 questions as {name}:")
        assert desk.shows(f"Written to {_work / f'week-3{form.suffix}'}")
        assert [file.name for file in _work.iterdir()] == [f"week-3{form.suffix}"]


async def test_the_very_set(_work: Path) -> None:
    """As json it comes back as it is."""
    async with running() as desk:
        await _at(desk, "json")
        await desk.press("enter")
        assert read_set((_work / "week-3.json").read_bytes()).set == WEEK


async def test_another_name(_work: Path, tmp_path: Path) -> None:
    """A typed path, a folder, a home; another format keeps the name and has its own suffix."""
    (tmp_path / "there").mkdir()
    async with running() as desk:
        await _at(desk, "gift")
        await desk.press("n")
        await desk.clear()
        await desk.burst(*f"{tmp_path}/there/mine.gift")
        await desk.press("escape", "end")
        last = FORMATS[NAMES[-1]]
        assert desk.shows(f"mine{last.suffix}")
        await desk.press("enter")
        assert (tmp_path / "there" / f"mine{last.suffix}").is_file()
        await desk.press("n")
        await desk.clear()
        await desk.burst(*f"{tmp_path}/there")
        await desk.press("enter")
        assert (tmp_path / "there" / f"week-3{last.suffix}").is_file()
        assert [*_work.iterdir()] == []


async def test_a_file_that_is_there(_work: Path) -> None:
    """A name that is free is proposed; the same one is written again after a second Enter only."""
    (_work / "week-3.gift").write_text("mine", "utf-8")
    async with running(size=(120, 40)) as desk:
        await _at(desk, "gift")
        assert desk.shows("week-3-2.gift")
        await desk.press("n")
        await desk.clear()
        await desk.burst(*"week-3.gift")
        await desk.press("enter")
        assert desk.shows("week-3.gift is there already. Enter replaces it.")
        assert _keys(desk)["enter"] == "Replace it"
        assert (_work / "week-3.gift").read_text("utf-8") == "mine"
        await desk.press("x", "backspace")
        assert _keys(desk)["enter"] == "Write"
        await desk.press("enter", "enter")
        assert desk.shows("Written to")
        assert "::" in (_work / "week-3.gift").read_text("utf-8")


@pytest.mark.parametrize("way", [("down", "down"), ("end", "up"), ("down", "end", "home", "down")])
async def test_keys_that_arrive_together(way: tuple[str, ...], _work: Path) -> None:
    """The row that the cursor is on says the format and the name, whatever of it is shown by then."""
    row = {"down": 2, "end": len(NAMES) - 2}[way[0]] if len(way) == 2 else 1
    form = FORMATS[NAMES[row]]
    async with running(size=(120, 40)) as desk:
        await _opened(desk)
        await desk.burst(*way, "enter")
        file = _work / f"week-3{form.suffix}"
        assert desk.shows(f"Written to {file}") and desk.shows(f"File {file.name}"), desk.text
        assert desk.shows(f"12 questions as {form.name}")
        assert [*_work.iterdir()] == [file]


async def test_a_typed_name_and_keys_that_arrive_together(_work: Path) -> None:
    """The suffix of the row that is written stands behind the typed name; the file of the other row stays."""
    async with running(size=(120, 40)) as desk:
        await _at(desk, "gift")
        await desk.press("n")
        await desk.clear()
        await desk.burst(*"mine.gift")
        await desk.press("enter")
        before = (_work / "mine.gift").read_bytes()
        await desk.press("escape")
        way = NAMES.index("json") - NAMES.index("gift")
        await desk.burst(*["down" if way > 0 else "up"] * abs(way), "enter")
        assert (_work / "mine.gift").read_bytes() == before
        assert read_set((_work / "mine.json").read_bytes()).set == WEEK


async def test_confirmed_for_one_format_only(_work: Path) -> None:
    """Any move takes it back, also to another row and back before anything of it is shown."""
    (_work / "mine").write_text("mine", "utf-8")
    async with running(size=(120, 40)) as desk:
        await _at(desk, NAMES[3])
        await desk.press("n")
        await desk.clear()
        await desk.burst(*"mine")
        await desk.press("escape")
        for way in (("down",), ("down", "up"), ("up", "up")):
            await desk.press("enter")
            assert desk.shows("mine is there already. Enter replaces it.") and _keys(desk)["enter"] == "Replace it"
            await desk.burst(*way, "enter")
            assert desk.shows("mine is there already. Enter replaces it."), desk.text
            assert (_work / "mine").read_text("utf-8") == "mine"
            await desk.press(way[-1])
            assert not desk.shows("is there already") and _keys(desk)["enter"] == "Write"
        await desk.press("enter")
        await desk.press("enter")
        assert desk.shows("Written to") and (_work / "mine").read_text("utf-8") != "mine"
        assert [file.name for file in _work.iterdir()] == ["mine"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("nowhere/x.gift", "No such file or directory"),
        ("week-3.gift/x", "Not a directory"),
        ("~nobody-of-that-name/x", "Not written"),
        ("x" * 300, "too long"),
    ],
)
async def test_where_nothing_can_be_written(typed: str, told: str, _work: Path) -> None:
    """A sentence, and everything as it was."""
    (_work / "week-3.gift").touch()
    async with running() as desk:
        await _at(desk, "gift")
        await desk.press("n")
        await desk.clear()
        await desk.burst(*typed)
        await desk.press("enter")
        assert desk.shows(told), desk.text
        assert [file.name for file in _work.iterdir()] == ["week-3.gift"]


async def test_no_name() -> None:
    """Nothing is offered."""
    async with running() as desk:
        await _at(desk, "gift")
        await desk.press("n")
        await desk.clear()
        assert "enter" not in _keys(desk)
        await desk.press("enter")
        assert isinstance(desk.app.screen, SetExportScreen)


def _as_format(monkeypatch: pytest.MonkeyPatch, write: Callable[[Sheet, BinaryIO, Tally], None], **fields: Any) -> None:
    monkeypatch.setattr(jsonl, "write", write)
    form = replace(FORMATS["jsonl"], **fields)
    monkeypatch.setattr("trainer.tui.screens.set_export.FORMATS", MappingProxyType({form.name: form}))


async def test_stopped(monkeypatch: pytest.MonkeyPatch, _work: Path) -> None:
    """Written in another thread: how far it is is told, Escape stops it, and nothing of it stays."""
    gate, far = threading.Event(), threading.Event()

    def slowly(sheet: Sheet, out: BinaryIO, tally: Tally) -> None:
        for entry in sheet.entries():
            out.write(b"x")
            if entry.number == 7:
                far.set()
                assert gate.wait(PATIENCE)

    _as_format(monkeypatch, slowly)
    async with running() as desk:
        await _opened(desk)
        await desk.press_at_once("enter")
        await desk.until(lambda: far.is_set() and desk.shows("Writing"))
        assert desk.shows("6 of 12")
        assert _keys(desk) == {"escape": "Stop"}
        await desk.press_at_once("enter", "n", "down", "escape")
        gate.set()
        await desk.settle()
        assert desk.shows("Stopped; nothing was written.")
        assert [*_work.iterdir()] == []
        assert _keys(desk)["escape"] == "Back"


async def test_left_while_it_is_written(monkeypatch: pytest.MonkeyPatch, _work: Path) -> None:
    """The program ends, and the writing with it; no half of a file stays."""
    far, over = threading.Event(), threading.Event()

    def for_ever(sheet: Sheet, out: BinaryIO, tally: Tally) -> None:
        try:
            while True:
                for _ in sheet.entries():
                    far.set()
        finally:
            over.set()

    _as_format(monkeypatch, for_ever)
    async with running() as desk:
        await _opened(desk)
        await desk.press_at_once("enter")
        await desk.until(far.is_set)
        desk.app.exit()
        await desk.until(lambda: not desk.app.is_running)
        await desk.until(lambda: over.is_set() and [*_work.iterdir()] == [])


async def test_a_format_that_refuses(monkeypatch: pytest.MonkeyPatch, _work: Path) -> None:
    """Its sentence is told."""

    def refuse(sheet: Sheet, out: BinaryIO, tally: Tally) -> None:
        raise BadExport("that needs [/] the extra")

    _as_format(monkeypatch, refuse)
    async with running() as desk:
        await _opened(desk)
        await desk.press("enter")
        assert desk.shows("Not written: that needs [/] the extra.")
        assert [*_work.iterdir()] == []


async def test_too_many_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its row says so, and Enter is not offered."""
    _as_format(monkeypatch, jsonl.write, streams=False, most=3)
    async with running() as desk:
        await _opened(desk)
        assert desk.shows("jsonl takes at most 3 questions at once; these are 12")
        assert "enter" not in _keys(desk)


async def test_by_mouse(_work: Path) -> None:
    """A click chooses a format, two write it; the name and the footer's words take clicks."""
    async with running() as desk:
        await click(desk, "Sets")
        await click(desk, "Week 3   ")
        await click_key(desk, "Export")
        row = NAMES.index("gift")
        await desk.pilot.click(RowList, offset=(5, row))
        await desk.settle()
        assert desk.shows("week-3.gift")
        await desk.pilot.click("#file")
        await desk.settle()
        await click_key(desk, "Formats")
        await click_key(desk, "Write")
        assert (_work / "week-3.gift").is_file()
        await desk.pilot.click(RowList, offset=(5, NAMES.index("json")), times=2)
        await desk.settle()
        assert (_work / "week-3.json").is_file()
        await click_key(desk, "Back")
        assert isinstance(desk.app.screen, SetsScreen)


@pytest.mark.parametrize("size", [(40, 15), (30, 8), (200, 60)])
async def test_other_sizes(size: tuple[int, int], monkeypatch: pytest.MonkeyPatch, _work: Path) -> None:
    """Also with more formats than lines: the name and what came of it are in sight."""
    form = FORMATS["gift"]
    many: dict[str, Format] = {f"{number}": replace(form, name=f"{number}") for number in range(40)}
    monkeypatch.setattr("trainer.tui.screens.set_export.FORMATS", MappingProxyType(many))
    async with running(size=size) as desk:
        await _opened(desk)
        await desk.press("end")
        if size[1] > 8:
            assert desk.shows("File week-3.gift")
        await desk.press("enter")
        assert (_work / "week-3.gift").is_file()
        if size[1] > 8:
            assert desk.shows("12 questions as 39")


async def test_a_long_set(_work: Path) -> None:
    """Hundreds of questions are drawn and written while the screen goes on."""
    shelf = SetShelf()
    shelf.save(
        QuestionSet.drawn("Long one", Recipe(chosen_skills(["conv2d.parameters", "output.keras"]), (1, 2), 300, 1))
    )
    async with running() as desk:
        await desk.press("e")
        await desk.press("/", *"long one", "enter")
        await desk.press("e")
        await desk.press(*["down"] * NAMES.index("jsonl"), "enter")
        assert desk.shows("300 questions as jsonl")
        assert len((_work / "long-one.jsonl").read_bytes().splitlines()) == 300
