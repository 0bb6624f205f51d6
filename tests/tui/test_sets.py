"""The screen of the sets, by key and by mouse."""

from __future__ import annotations

import pytest
from textual.widgets import Input
from textual.widgets._footer import FooterKey

from questions.question import Reference
from questions.sets.blueprints import blueprints
from questions.sets.question_set import QuestionSet
from questions.sets.recipe import Recipe, chosen_skills
from tests.making import right
from tests.store.memory import MemoryStore
from tests.tui.harness import Desk, running
from tests.tui.mouse import click, click_key
from tests.tui.shelved import EDITED, HOSTILE, WEEK, fill_shelf, set_answers_store
from trainer.domain import Mode
from trainer.journal import Journal
from trainer.paths import sets_folder
from trainer.set_shelf import Kept, SetShelf, ShelfTrouble
from trainer.store.errors import StoreDamaged
from trainer.tui.screens.home import HomeScreen
from trainer.tui.screens.interview import InterviewScreen
from trainer.tui.screens.interview_setup import InterviewSetupScreen
from trainer.tui.screens.sets import SetsScreen
from trainer.tui.screens.summary import SummaryScreen
from trainer.tui.set_rows import KeptRow, StarterRow
from trainer.tui.widgets.row_list import RowList


def _keys(desk: Desk) -> dict[str, str]:
    return {item.key: item.description for item in desk.app.screen.query(FooterKey)}


def _screen(desk: Desk) -> SetsScreen:
    screen = desk.app.screen
    assert isinstance(screen, SetsScreen), desk.text
    return screen


def _at(desk: Desk) -> str:
    row = _screen(desk).present
    return row.name if row else ""


async def _week(desk: Desk) -> None:
    """To the drawn set, from home."""
    await desk.press("e")
    await desk.press("down", "down")
    assert _at(desk) == "Week 3"


async def test_nothing_is_kept() -> None:
    """Starters stand there, and what makes a set; nothing can be practised or deleted, and no folder is made."""
    async with running() as desk:
        await desk.press("e")
        assert desk.shows("Your sets: none yet")
        assert _at(desk) == blueprints()[0].title
        assert set(_keys(desk)) == {"enter", "space", "escape"}
        assert _keys(desk)["enter"] == "Draw"
        await desk.press("f", "i", "e", "d", "y", "d")
        assert isinstance(desk.app.screen, SetsScreen)
        assert not sets_folder().exists()
        await desk.press("escape")
        assert isinstance(desk.app.screen, HomeScreen)


async def test_what_is_told() -> None:
    """Title, progress and code of each; of the present one the skills, its code, and its first questions."""
    fill_shelf()
    async with running(store=set_answers_store(), size=(90, 60)) as desk:
        await _week(desk)
        assert desk.shows("Sets · 4 kept · 8 of 19 answered")
        assert desk.shows("Week 3 5 of 12 4")
        assert desk.shows("what went wrong 3 of 3 2")
        await desk.press("space")
        assert desk.shows(f"Code {WEEK.code}")
        assert desk.shows("5 of 12, 3 of them right at once, 4 by now")
        assert desk.shows("The first 3 of 12 questions")
        words = "".join(desk.words.split())
        for question in list(WEEK.questions())[:3]:
            assert "".join(question.content.asked.split()[:4]) in words
        assert not any(str(reference) in desk.text for reference in WEEK.references)
        await desk.press("escape", "down")
        assert desk.shows("none, as it was edited; e writes it as a file")
        assert desk.shows("3 questions about")


async def test_a_damaged_file_stops_nothing() -> None:
    """Its name and one sentence; it can be deleted and nothing else, and the others work as before."""
    shelf = fill_shelf()
    async with running() as desk:
        await desk.press("e")
        await desk.press("down")
        assert _at(desk) == "broken.json"
        assert desk.shows("✗ broken.json")
        assert desk.shows("it is no JSON: line 1")
        assert set(_keys(desk)) == {"space", "d", "escape"}
        await desk.press("enter", "f", "i", "e")
        assert isinstance(desk.app.screen, SetsScreen)
        await desk.press("d")
        assert desk.shows("Delete “broken.json”? It cannot be read, so no code brings it back.")
        await desk.press("d")
        assert desk.shows("Deleted “broken.json”.")
        assert not shelf.has("broken")
        await desk.press("home", "down", "enter")
        assert desk.session.plan.references == WEEK.references


@pytest.mark.parametrize(("key", "mode"), [("enter", Mode.TYPED), ("f", Mode.FLASHCARD)])
async def test_practised(key: str, mode: Mode) -> None:
    """Exactly its questions in its order, without a limit of time; it leads back to the set."""
    fill_shelf()
    async with running() as desk:
        await _week(desk)
        await desk.press(key)
        plan = desk.session.plan
        assert (plan.references, plan.mode, plan.minutes) == (WEEK.references, mode, None)
        assert desk.question.reference == WEEK.references[0]
        await desk.press("escape")
        assert _at(desk) == "Week 3"
        await desk.press("escape")
        assert isinstance(desk.app.screen, HomeScreen)


async def test_the_help_tells_the_signs() -> None:
    """Those that stand before the titles."""
    fill_shelf()
    async with running(size=(120, 60), store=set_answers_store()) as desk:
        await desk.press("e", "f1")
        for told in ("+ a starter, or nothing answered yet", "○ begun", "✓ every", "✗ a file"):
            assert desk.shows(told)


async def test_progress_after_practice() -> None:
    """What was answered stands there when one comes back; a flashcard does not count."""
    fill_shelf()
    async with running() as desk:
        await _week(desk)
        await desk.press("enter")
        await desk.type(right(next(WEEK.questions())))
        await desk.press("escape")
        assert isinstance(desk.app.screen, SummaryScreen)
        await desk.press("enter")
        assert _at(desk) == "Week 3"
        assert desk.shows("Week 3 1 of 12 1")
        await desk.press("home", "f")
        await desk.press("space", "3", "escape", "enter")
        assert desk.shows(f"{HOSTILE.title[:12]}")
        assert desk.shows("0 of 4")


async def test_an_interview() -> None:
    """About exactly the set; it leads back to the sets, whose figures are those of now."""
    fill_shelf()
    async with running() as desk:
        await _week(desk)
        await desk.press("i")
        assert isinstance(desk.app.screen, InterviewSetupScreen)
        assert desk.shows("About the set “Week 3”: 12 questions, in its order.")
        await desk.press("enter")
        assert isinstance(desk.app.screen, InterviewScreen)
        assert desk.shows(WEEK.references[0].question_id)
        await desk.press("escape", "escape")
        assert _at(desk) == "Week 3"


async def test_too_long_for_an_interview() -> None:
    """Forty questions are the most, so that its key is not offered."""
    recipe = Recipe(chosen_skills(tiers=["A"]), (1, 2, 3), 41, 7)
    SetShelf().save(QuestionSet.drawn("Long", recipe))
    async with running() as desk:
        await desk.press("e")
        assert "i" not in _keys(desk) and "f" in _keys(desk)
        await desk.press("i")
        assert isinstance(desk.app.screen, SetsScreen)


async def test_a_starter_is_drawn() -> None:
    """One key draws it with numbers of its own and keeps it; the next press draws others."""
    async with running() as desk:
        await desk.press("e")
        await desk.press("down", "enter")
        blueprint = blueprints()[1]
        [kept] = SetShelf().list()
        assert (kept.title, kept.count) == (blueprint.title, blueprint.count)
        assert _at(desk) == blueprint.title
        assert isinstance(_screen(desk).present, KeptRow)
        assert desk.shows(f"Kept “{blueprint.title}”. The code {kept.code} draws it anywhere.")
        await desk.press("end", "up", "up", "up")
        assert isinstance(_screen(desk).present, StarterRow)
        await desk.press("enter")
        assert len({each.id for each in SetShelf().list()}) == 2


async def test_deleted_after_a_second_press() -> None:
    """Not by the first one; moving or Escape keeps it; its code brings it back."""
    shelf = fill_shelf()
    async with running() as desk:
        await _week(desk)
        await desk.press("d")
        assert desk.shows(f"Delete “Week 3”? Its code {WEEK.code} draws it again.")
        assert set(_keys(desk)) == {"d", "escape"}
        await desk.press("enter", "n", "c", "/", "space")
        assert isinstance(desk.app.screen, SetsScreen) and shelf.has("week-3")
        await desk.press("escape")
        assert desk.shows("Nothing was deleted.")
        await desk.press("d", "down", "up")
        assert _keys(desk)["d"] == "Delete"
        await desk.press("d", "d")
        assert not shelf.has("week-3")
        assert desk.shows(f"Deleted “Week 3”. c and its code {WEEK.code} bring it back.")
        assert desk.log == []
        await desk.press("c")
        await desk.burst(*(WEEK.code or "").lower())
        await desk.press("enter")
        assert shelf.load(shelf.list()[-2].name).references == WEEK.references


async def test_an_edited_one_cannot_be_brought_back() -> None:
    """That is told before."""
    fill_shelf()
    async with running() as desk:
        await _week(desk)
        await desk.press("down", "d")
        assert desk.shows(f"Delete “{EDITED.title}”? It was edited: no code brings it back.")


async def test_asked_through_the_palette() -> None:
    """Help and palette over the question leave it as it is."""
    shelf = fill_shelf()
    async with running() as desk:
        await _week(desk)
        await desk.press("d", "f1", "escape")
        assert _keys(desk)["d"] == "Delete now"
        await desk.press("d")
        assert not shelf.has("week-3")


async def test_the_code_is_copied() -> None:
    """By key and by a click on it; an edited set has none."""
    fill_shelf()
    async with running(size=(120, 40)) as desk:
        await _week(desk)
        await desk.press("y")
        assert desk.app.clipboard == WEEK.code
        await desk.press("home")
        assert HOSTILE.code
        await click(desk, f"{HOSTILE.code}  y copies")
        assert desk.app.clipboard == HOSTILE.code
        assert desk.shows(f"Copied: {HOSTILE.code}")
        await desk.press("escape")
        await desk.press("end", "home", "down", "down", "down", "y")
        assert _at(desk) == EDITED.title
        assert desk.app.clipboard == HOSTILE.code


async def test_filtered() -> None:
    """By words of title, code and state; what fits none is said."""
    fill_shelf()
    async with running() as desk:
        await desk.press("e")
        for words, found in (
            ("week 3", ["Week 3", EDITED.title]),
            ("edited", [EDITED.title]),
            ((WEEK.code or "")[:8].lower(), ["Week 3"]),
            ("damaged", ["broken.json"]),
            ("exam starter", ["Exam classics"]),
            ("zzz", []),
        ):
            await desk.press("/")
            await desk.clear()
            await desk.burst(*words)
            names = [row.name for row in _screen(desk)._shown if not isinstance(row, str)]
            assert names == found, words
        assert desk.shows("No set fits these words.")
        await desk.press("escape")
        assert desk.shows("Your sets")


async def test_by_mouse() -> None:
    """Rows, details, what stands above the list, and the words of the footer."""
    shelf = fill_shelf()
    async with running(size=(120, 40)) as desk:
        await click(desk, "Sets")
        await click(desk, "Week 3   ")
        assert _at(desk) == "Week 3"
        await desk.pilot.click(RowList, offset=(8, 0))
        assert _at(desk) == "Week 3"
        for name, screen in (("New set", "SetFormScreen"), ("Code or file", "SetCodeScreen")):
            await click(desk, name)
            assert type(desk.app.screen).__name__ == screen
            await click_key(desk, "Back")
        await click_key(desk, "Export")
        assert type(desk.app.screen).__name__ == "SetExportScreen"
        await click_key(desk, "Back")
        await desk.pilot.click("#filter")
        await desk.settle()
        assert isinstance(desk.app.focused, Input)
        await click_key(desk, "To the list")
        await click_key(desk, "Delete")
        await click_key(desk, "Keep it")
        await click_key(desk, "Delete")
        await click_key(desk, "Delete now")
        assert not shelf.has("week-3")
        await click_key(desk, "Cards")
        assert desk.session.plan.mode is Mode.FLASHCARD


async def test_details_at_80_columns() -> None:
    """Below the list; space gives them the whole screen, Escape the list again."""
    fill_shelf()
    async with running() as desk:
        await _week(desk)
        await desk.press("space")
        assert not desk.shows("Starters")
        assert desk.shows("The first 3 of 12 questions")
        await desk.press("escape")
        assert desk.shows("Starters")


@pytest.mark.parametrize("size", [(40, 15), (30, 8), (200, 60)])
async def test_other_sizes(size: tuple[int, int]) -> None:
    """Whatever the terminal: every key works, and resizing keeps the place."""
    fill_shelf()
    async with running(size=size) as desk:
        await desk.press("e")
        await desk.press("down", "down", "space", "pagedown", "escape", "d", "escape", "y")
        assert _at(desk) == "Week 3"
        await desk.pilot.resize_terminal(80, 24)
        await desk.settle()
        assert _at(desk) == "Week 3"


async def test_keys_pressed_twice() -> None:
    """Twice at once is once: one set drawn, one session, one step back."""
    shelf = fill_shelf()
    async with running() as desk:
        await desk.press("e")
        await desk.press("end")
        before = len(shelf.list())
        await desk.burst("enter", "enter")
        assert len(shelf.list()) == before + 1
        await desk.burst("escape", "escape")
        assert isinstance(desk.app.screen, HomeScreen)
        await desk.press("e")
        await desk.burst("enter", "enter")
        assert desk.session.plan.references == HOSTILE.references


async def test_a_shelf_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said, and the starters stand there all the same."""

    def refuse(_shelf: SetShelf) -> tuple[Kept, ...]:
        raise ShelfTrouble("/sets [/] cannot be used: Permission denied")

    monkeypatch.setattr(SetShelf, "list", refuse)
    async with running() as desk:
        await desk.press("e")
        assert desk.shows("/sets [/] cannot be used: Permission denied")
        assert desk.shows("Interview essentials")


async def test_a_store_that_cannot_be_read() -> None:
    """The sets are there, without progress, and the reason is told."""
    fill_shelf()
    store = set_answers_store()

    class Damaged(Journal):
        @property
        def store(self) -> MemoryStore:
            raise StoreDamaged("The store is damaged. [/]")

    async with running(store=store, make_journal=lambda kept, now: Damaged(kept, "test", None, now)) as desk:
        await _week(desk)
        assert desk.shows("Week 3 0 of 12")
        await desk.press("home", "end", "home")
        assert isinstance(desk.app.screen, SetsScreen)


async def test_a_set_of_another_version() -> None:
    """What cannot be drawn is told in a sentence when it is looked at and when it is wanted."""
    gone = Reference("conv2d.parameters", 77, 1, 1)
    shelf = SetShelf()
    name = shelf.save(QuestionSet("Old", WEEK.references[:2]))
    file = shelf.folder / f"{name}.json"
    text = file.read_text("utf-8").replace(str(WEEK.references[1]), str(gone))
    file.write_text(text, "utf-8")
    async with running(size=(120, 40)) as desk:
        await desk.press("e")
        assert desk.shows("It cannot be used:")
        await desk.press("enter")
        assert desk.shows("The set 'old' cannot be used:")
        assert isinstance(desk.app.screen, SetsScreen)


async def test_gone_meanwhile() -> None:
    """Another program deleted it: a sentence, no more."""
    shelf = fill_shelf()
    async with running() as desk:
        await _week(desk)
        shelf.delete("week-3")
        await desk.press("enter")
        assert desk.shows("There is no set 'week-3'")
        await desk.press("e")
        await desk.press("enter")
        assert desk.shows("Not written")


async def test_notes_of_a_set_are_told() -> None:
    """A file that was altered by hand is asked in the program's own words, and that is said."""
    shelf = fill_shelf()
    file = shelf.folder / "week-3.json"
    asked = next(WEEK.questions()).content.prompt[:20]
    file.write_text(file.read_text("utf-8").replace(asked, "Altered"), "utf-8")
    async with running(notifications=True) as desk:
        await _week(desk)
        await desk.press("enter")
        notes = [note.message for note in desk.app._notifications]
        assert any("was altered in the file" in note for note in notes)
