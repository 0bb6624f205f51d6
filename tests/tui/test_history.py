"""The screen of the history, by key and by mouse."""

from __future__ import annotations

import pytest
from textual.widgets._footer import FooterKey

from tests.helpers.answered import answered, kept, some_days
from tests.helpers.clock import MONDAY
from tests.store.making import chain
from tests.store.making import review as made
from tests.store.memory import MemoryStore
from tests.tui.harness import Desk, running
from trainer.answer_filter import AnswerFilter
from trainer.domain import DEFAULT_LEARNER, Outcome, Review
from trainer.scheduling.cards import fold
from trainer.store.errors import StoreDamaged
from trainer.tui.screens.history import HistoryScreen
from trainer.tui.widgets.row_list import RowList

COUNT = len(some_days())


def _keys(desk: Desk) -> set[str]:
    return {item.key for item in desk.app.screen.query(FooterKey)}


def _at(desk: Desk) -> Review:
    screen = desk.app.screen
    assert isinstance(screen, HistoryScreen), desk.text
    assert screen.present is not None
    return screen.present


async def _filtered(desk: Desk, words: str) -> None:
    await desk.press("/")
    await desk.burst(*words)
    await desk.press("enter")


async def test_nothing_answered() -> None:
    """It is said what will stand here; Enter begins, Escape leads home."""
    async with running() as desk:
        await desk.press("h")
        assert desk.shows("No answers yet.")
        assert _keys(desk) == {"enter", "escape"}
        await desk.press("/", "u", "p", "k", "down")
        assert desk.shows("No answers yet.")
        await desk.press("escape", "h", "enter")
        assert desk.lines[0].strip().startswith("question 1 of 12")


async def test_read_one() -> None:
    """The question as it was, what was typed, why it was wrong, the steps, the picture."""
    async with running(store=kept(MemoryStore(), *some_days()), size=(80, 60)) as desk:
        await desk.press("h")
        await desk.press("end", "enter")
        review = _at(desk)
        assert review.submission == "720"
        assert desk.shows(review.prompt)
        assert desk.shows("You typed  720")
        assert desk.shows("Answer     7,920")
        assert desk.shows("is what you get if")
        assert desk.shows("C_out·(k_h·k_w·C_in)")
        assert "┌" in desk.text
        await desk.press("escape")
        assert desk.shows(f"{COUNT} answers")


async def test_a_question_that_is_no_more() -> None:
    """What was kept is shown, and that the rest cannot be drawn."""
    old = answered(
        "conv2d.parameters/v1/1/1", "720", reference="conv2d.parameters/v0/1/1", prompt="Once [/] there was?"
    )
    async with running(store=kept(MemoryStore(), old), size=(120, 30)) as desk:
        await desk.press("h")
        assert desk.shows("Once [/] there was?")
        assert desk.shows("Only what was kept is shown")
        assert desk.shows("Recorded as forgot_in_channels")


async def test_filters() -> None:
    """Verdict, skill, misconception and day, each by typing; the count tells how many are left."""
    async with running(store=kept(MemoryStore(), *some_days())) as desk:
        await desk.press("h")
        for words, left in (
            ("wrong", 3),
            ("dont-know", 1),
            ("right conv2d", 2),
            ("conv1d.parameters", 1),
            ("forgot_in_channels", 1),
            ("today", 1),
            ("2026-02-27..2026-02-28", 3),
            ("3d wrong", 2),
        ):
            await _filtered(desk, words)
            assert desk.shows(f"{left} of {COUNT} answers"), words
            await desk.press("/", "escape")
            assert desk.lines[0].strip() == f"History · {COUNT} answers"
        await desk.press("/")
        await desk.burst(*"wrong xyz")
        assert desk.shows("“xyz” is in the name of no skill or misconception")
        await desk.press("escape")
        await _filtered(desk, "self-rated")
        assert desk.shows("No answer fits these words.")
        assert _keys(desk) == {"escape"}


async def test_only_its_kind() -> None:
    """K and m filter by what the present row is about; again, and all are there."""
    async with running(store=kept(MemoryStore(), *some_days())) as desk:
        await desk.press("h")
        await desk.press("k")
        assert desk.shows(f"5 of {COUNT} answers")
        await desk.press("k")
        assert desk.lines[0].strip() == f"History · {COUNT} answers"
        await desk.press("m")
        assert desk.shows(f"1 of {COUNT} answers")
        await desk.press("m")
        await desk.press("down")
        assert "m" not in _keys(desk)


async def test_undo_and_redo() -> None:
    """The newest answer goes and comes back, and only it: the keys are there where they work."""
    store = kept(MemoryStore(), *some_days())
    async with running(store=store) as desk:
        await desk.press("h")
        newest = _at(desk)
        assert "r" not in _keys(desk)
        await desk.press("down")
        assert "u" not in _keys(desk)
        await desk.press("up", "u")
        assert desk.shows("Taken out: the answer to conv2d.parameters. r brings it back.")
        assert desk.lines[0].strip() == f"History · {COUNT - 1} answers"
        assert newest not in desk.reviews
        await desk.press("r")
        assert desk.shows("Back again")
        assert _at(desk) == newest
        assert "r" not in _keys(desk)
        assert desk.store.cards(DEFAULT_LEARNER) == desk.store.rebuild(DEFAULT_LEARNER, fold)


async def test_keys_pressed_twice() -> None:
    """Twice at once is once: of two answers the older one stays."""
    async with running(store=kept(MemoryStore(), *some_days())) as desk:
        await desk.press("h")
        await desk.burst("u", "u")
        assert len(desk.reviews) == COUNT - 1
        await desk.burst("r", "r")
        assert len(desk.reviews) == COUNT
        await desk.burst("escape", "escape")
        assert desk.shows("answered today")


async def test_practise_its_like() -> None:
    """More questions of the skill, with fresh numbers."""
    async with running(store=kept(MemoryStore(), *some_days())) as desk:
        await desk.press("h")
        await desk.press("down", "down", "p")
        assert desk.session.plan.only == ("conv1d.parameters",)


async def test_a_long_history() -> None:
    """Twenty thousand rows: what comes into sight is read, wherever that is, and no more than that."""
    asked: list[int] = []

    class Watched(MemoryStore):
        def answers(self, learner: str, wanted: AnswerFilter, offset: int, limit: int) -> list[Review]:
            asked.append(offset)
            return super().answers(learner, wanted, offset, limit)

    store = Watched()
    store.record([made(f"{number:06}", number) for number in range(20_000)], chain)
    async with running(store=store) as desk:
        await desk.press("h")
        await desk.press("end")
        assert _at(desk).id == "000000"
        await desk.press("home")
        assert _at(desk).id == "019999"
        for _ in range(12):
            await desk.press("pagedown")
        rows = desk.app.screen.query_one(RowList)
        assert rows.cursor is not None
        assert _at(desk).id == f"{19_999 - rows.cursor:06}"
        rows.scroll_to(y=12_345, animate=False)
        await desk.settle()
        assert "…" not in desk.lines[4]
        assert len(asked) <= 9


async def test_by_mouse() -> None:
    """A click moves the cursor, the wheel scrolls, two clicks open."""
    log = [answered("conv2d.parameters/v1/1/1", None, MONDAY.replace(minute=n)) for n in range(50)]
    async with running(store=kept(MemoryStore(), *log)) as desk:
        await desk.press("h")
        await desk.pilot.click(RowList, offset=(20, 5))
        await desk.settle()
        assert _at(desk) == log[-6]
        await desk.pilot.click(RowList, offset=(20, 7), times=2)
        await desk.settle()
        assert desk.shows("You typed")
        await desk.press("escape")
        assert _at(desk) == log[-8]


@pytest.mark.parametrize("size", [(40, 15), (30, 8), (200, 60)])
async def test_other_sizes(size: tuple[int, int]) -> None:
    """Whatever the terminal: every key works, and resizing keeps the place."""
    async with running(store=kept(MemoryStore(), *some_days()), size=size) as desk:
        await desk.press("h")
        await desk.press("down", "enter", "pagedown", "escape")
        review = _at(desk)
        await desk.pilot.resize_terminal(100, 30)
        await desk.settle()
        assert _at(desk) == review
        assert desk.lines[0].strip() == f"History · {COUNT} answers"


async def test_the_head_after_a_resize() -> None:
    """Resized while an answer stands in place of the list, its columns are those of the list again."""
    async with running(store=kept(MemoryStore(), *some_days()), size=(120, 40)) as desk:
        await desk.press("h")
        await desk.press("enter")
        await desk.pilot.resize_terminal(80, 24)
        await desk.settle()
        await desk.press("escape")
        assert desk.lines[2].split() == ["when", "verdict", "skill", "typed"]
        assert desk.lines[2].index("typed") == desk.lines[3].index("7,940")


async def test_a_store_in_trouble() -> None:
    """It is said, and the keys that lead away work."""

    class Damaged(MemoryStore):
        def answers(self, learner: str, wanted: AnswerFilter, offset: int, limit: int) -> list[Review]:
            raise StoreDamaged("The log is [damaged].")

    async with running(store=kept(Damaged(), *some_days())) as desk:
        await desk.press("h")
        assert desk.shows("The log is [damaged].")
        await desk.press("escape")
        assert desk.shows("answered today")


async def test_hostile_answers() -> None:
    """Markup, line ends and controls in what was kept change nothing of the list."""
    hostile = "[/red][@click=app.quit]\x1b[2J\n\u202e" + "9" * 300
    log = [
        answered("conv2d.parameters/v1/1/1", "720", submission=hostile, prompt=hostile, setup=hostile),
        answered("conv2d.parameters/v1/1/1", "?", skill=hostile, misconceptions=(hostile,), outcome=Outcome.WRONG),
    ]
    async with running(store=kept(MemoryStore(), *log), size=(120, 40)) as desk:
        await desk.press("h")
        assert desk.shows("[@click=app.quit]")
        await desk.press("down", "k", "k", "m", "m")
        assert desk.app.is_running
        assert all(line.isprintable() for line in desk.lines)


def test_every_key_is_explained() -> None:
    """A name for the footer, and a tooltip that says more."""
    for binding in HistoryScreen.BINDINGS:
        assert binding.description  # type: ignore[union-attr]
        assert binding.tooltip  # type: ignore[union-attr]
