"""The states of the screens: how to get to each. Its keys, its picture and its colours are tested for all of them.

A new screen, or a new state of one, is covered by a line in STATES.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.helpers.answered import kept, some_days
from tests.helpers.answers import known_mistake, right_answer, unknown_mistake
from tests.helpers.clock import Clock
from tests.interview.holding import fixed, held, journal_of, nothing, right, wrong
from tests.progress.learning import practised_store
from tests.store.memory import MemoryStore
from tests.tui.harness import SIZE, Desk, running
from tests.tui.scripted import ask
from tests.tui.shelved import SHARED, fill_shelf, set_answers_store
from trainer.domain import Mode
from trainer.session import SessionPlan
from trainer.store.port import EventStore

Way = Callable[[Desk], Awaitable[None]]
QUESTIONS = (
    "conv2d.parameters/v1/1/1",
    "bias.effect/v2/1/2",
    "parameters.formula/v1/2/3",
    "conv3d.parameters/v1/3/4",
    "conv1d.parameters/v1/2/5",
)
"""What every session asks, whatever it would have chosen."""
TYPED = SessionPlan(limit=len(QUESTIONS))
ONE = SessionPlan(limit=1)
CARDS = SessionPlan(limit=len(QUESTIONS), mode=Mode.FLASHCARD)
PLACEMENT = SessionPlan(limit=3, minutes=None, placement=True, ask_setup=False)
_DEEP = "conv3d.parameters/v1/3/4"
_CHOICE = ("parameters.which/v1/2/4", *QUESTIONS)
_ENTER = frozenset({"enter"})


@dataclass(frozen=True)
class State:
    """A state of a screen: the way there, and what there was before. A comma in its name: it is not the usual one."""

    way: Way
    plan: SessionPlan | None = None
    store: Callable[[], EventStore] = MemoryStore
    questions: tuple[str, ...] = QUESTIONS
    says_again: frozenset[str] = frozenset()
    """Keys after which the same is said of what still stands in the field."""


def _keys(*keys: str) -> Way:
    """By these keys, each when all that followed from the one before is done."""

    async def press(desk: Desk) -> None:
        for key in keys:
            await desk.press(key)

    return press


def _typing(choose: Callable[[Any], str] | str, *then: str) -> Way:
    """By typing an answer, and these keys after it."""

    async def answer(desk: Desk) -> None:
        desk.clock.forward(seconds=41)
        await desk.type(choose if isinstance(choose, str) else choose(desk.question))
        await _keys(*then)(desk)

    return answer


def _writing(text: str) -> Way:
    """By what is no answer, at once: the clock on the bar is written anew only once a second."""

    async def write(desk: Desk) -> None:
        await desk.type(text)

    return write


def _mistake(question: Any) -> str:
    return known_mistake(question)[0]


async def _summary(desk: Desk) -> None:
    await desk.type("7940")
    await _keys("4", "enter", "?", "enter")(desk)
    for seconds in (35, 61, 5):
        desk.clock.forward(seconds=seconds)
        await desk.type(right_answer(desk.question))
        await desk.press("enter")


async def _read_again(desk: Desk) -> None:
    await _summary(desk)
    await desk.press("space")


async def _cards_done(desk: Desk) -> None:
    for rating in "1324":
        await _keys("space", rating)(desk)
    await _keys("space", "3")(desk)


async def _placed(desk: Desk) -> None:
    for _ in range(3):
        await desk.type(right_answer(desk.question))
        await desk.press("enter")


async def _given(desk: Desk) -> None:
    await _keys("?", "enter")(desk)
    assert desk.shows("The steps are given")


async def _one_blank_left(desk: Desk) -> None:
    await _keys("c", "!", "?")(desk)
    assert desk.shows("blank 1 of")


async def _sheet_wrong(desk: Desk) -> None:
    await desk.press("c")
    await desk.type("2*cin/2")
    await desk.type("k_h")


async def _report_end(desk: Desk) -> None:
    await _keys("i", "r", "enter", *["pagedown"] * 8)(desk)


async def _help_end(desk: Desk) -> None:
    await _keys("f1", *["pagedown"] * 9)(desk)


async def _refused_setting(desk: Desk) -> None:
    await desk.press("comma")
    await desk.type("2020-01-01")


async def _filtered(desk: Desk, place: str, words: str, *then: str) -> None:
    await _keys(place, "/")(desk)
    await desk.burst(*words)
    await _keys(*then)(desk)


def _filter(place: str, words: str, *then: str) -> Way:
    async def get_there(desk: Desk) -> None:
        await _filtered(desk, place, words, *then)

    return get_there


def _some() -> EventStore:
    return kept(MemoryStore(), *some_days())


def _practised() -> EventStore:
    store = practised_store()
    store.change_settings("me", {"interview_date": Clock()().at.date().replace(day=16)})
    return store


def _long_ago() -> EventStore:
    return practised_store(20, last_ago=60)


def _interviewed(times: int = 1) -> Callable[[], EventStore]:
    def make() -> EventStore:
        store, clock = MemoryStore(), Clock()
        clock.forward(days=-times)
        for number in range(times):
            held(journal_of(clock, store), clock, [right, wrong, nothing][: 4 - times + number], known=(0,))
            clock.forward(days=1)
        return store

    return make


def _sets(*keys: str, empty: bool = False) -> Way:
    """With a shelf of drawn, edited and damaged sets, or an empty one; then by these keys."""

    async def get_there(desk: Desk) -> None:
        if not empty:
            fill_shelf()
        await _keys("e", *keys)(desk)

    return get_there


_ASKED = ("i", "enter")
_ANSWERED = (*_ASKED, "2", "ctrl+s")

STATES: dict[str, State] = {
    "home at the first start": State(_keys()),
    "home": State(_keys(), store=_some),
    "home after weeks": State(_keys(), store=_practised),
    # The drill
    "asking": State(_keys(), TYPED),
    "asking, typed": State(_keys("1", "2"), TYPED),
    "asking, a hint": State(_keys("ctrl+t"), TYPED),
    "asking, all hints": State(_keys("ctrl+t", "ctrl+t", "ctrl+t"), TYPED),
    "asking, the picture": State(_keys("ctrl+g"), TYPED),
    "asking, not understood": State(_writing("2 80+"), TYPED, says_again=_ENTER),
    "asking, nothing typed": State(_keys("enter"), TYPED, says_again=_ENTER),
    "asking, a scratch line": State(_writing("3*3*64 ="), TYPED),
    "asking, skipped": State(_keys("ctrl+n"), TYPED),
    "asking, the steps given": State(_given, TYPED, questions=(_DEEP, _DEEP, *QUESTIONS)),
    "asking, a choice": State(_keys(), TYPED, questions=_CHOICE),
    "asking, the second": State(_typing(right_answer, "enter"), TYPED),
    "asking, taken back": State(_typing(right_answer, "enter", "ctrl+z"), TYPED),
    "set-up": State(_typing(unknown_mistake), TYPED),
    "set-up, the picture": State(_typing(unknown_mistake, "ctrl+g"), TYPED),
    "right": State(_typing(right_answer), TYPED),
    "right, rated": State(_typing(right_answer, "4"), TYPED),
    "wrong": State(_typing("7940"), TYPED),
    "wrong, the code": State(_typing("7940", "c"), TYPED),
    "wrong, no picture": State(_typing("7940", "p"), TYPED),
    "wrong, a choice": State(_typing(_mistake), TYPED, questions=_CHOICE),
    "wrong, a table": State(_typing(_mistake), TYPED, questions=("summary.reading/v1/3/1", *QUESTIONS)),
    "not known": State(_keys("?"), TYPED),
    "not known, the last": State(_keys("?"), ONE),
    "placement": State(_keys(), PLACEMENT),
    "placement, answered": State(_typing(right_answer), PLACEMENT),
    "card": State(_keys(), CARDS),
    "card, all hints": State(_keys("ctrl+t", "ctrl+t", "ctrl+t"), CARDS),
    "card, the picture": State(_keys("p"), CARDS),
    "card turned": State(_keys("space"), CARDS),
    "card turned, the code": State(_keys("space", "c"), CARDS),
    "card, switched to": State(_keys("7", "ctrl+o"), TYPED),
    "summary": State(_summary, TYPED),
    "answer read again": State(_read_again, TYPED),
    "summary, left": State(_typing(right_answer, "escape"), TYPED),
    "summary of cards": State(_cards_done, CARDS),
    "summary of a placement": State(_placed, PLACEMENT),
    # The cheat sheet
    "cheat sheet": State(_keys("c")),
    "cheat sheet, typed": State(_keys("c", "k")),
    "cheat sheet, wrong": State(_sheet_wrong),
    "cheat sheet, one shown": State(_keys("c", "?")),
    "cheat sheet, one left": State(_one_blank_left),
    "cheat sheet, all shown": State(_keys("c", "!")),
    "cheat sheet, leaving": State(_keys("c", "k", "enter", "escape")),
    # The lab
    "lab": State(_keys("l")),
    "lab, turned": State(_keys("l", "down", "down", "right")),
    "lab, one axis": State(_keys("l", *["down"] * 5, "a")),
    "lab, the picture": State(_keys("l", "g")),
    "lab, pinned": State(_keys("l", "p", "down", "right")),
    "lab, a pair": State(_keys("l", "m")),
    "lab, typed": State(_keys("l", "down", "down", "0")),
    "lab, refused": State(_keys("l", "down", "down", "0", "enter"), says_again=_ENTER),
    "lab over an answer": State(_typing(right_answer, "l"), TYPED),
    # Settings
    "settings": State(_keys("comma")),
    "settings, changed": State(_keys("comma", "right")),
    "settings, typed": State(_keys("comma", "enter", "2")),
    "settings, refused": State(_refused_setting, says_again=_ENTER),
    "settings, theme": State(_keys("comma", "down", "down", "down", "down")),
    # Statistics
    "statistics of nothing": State(_keys("t")),
    "statistics": State(_keys("t"), store=_practised),
    "statistics, a section": State(_keys("t", "4"), store=_practised),
    "statistics of all": State(_keys("t", "r", "r"), store=_practised),
    "statistics after a pause": State(_keys("t"), store=_long_ago),
    # Skills
    "skills at the first start": State(_keys("s")),
    "skills": State(_keys("s"), store=_some),
    "skills, suspended": State(_keys("s", "x"), store=_some),
    "skills, before a reset": State(_keys("s", "r"), store=_some),
    "skills, reset": State(_keys("s", "r", "y"), store=_some),
    "skills, details": State(_keys("s", "space"), store=_some),
    "skills, an example": State(_keys("s", "e"), store=_some),
    "skills, filtering": State(_filter("s", "conv"), store=_some),
    "skills, filtered": State(_filter("s", "conv", "enter"), store=_some),
    "skills, none fits": State(_filter("s", "xyz", "enter"), store=_some),
    # History
    "history of nothing": State(_keys("h")),
    "history": State(_keys("h"), store=_some),
    "history, an older answer": State(_keys("h", "down", "down"), store=_some),
    "history, read": State(_keys("h", "down", "enter"), store=_some),
    "history, taken out": State(_keys("h", "u"), store=_some),
    "history, filtering": State(_filter("h", "wrong"), store=_some),
    "history, filtered": State(_filter("h", "wrong", "enter"), store=_some),
    "history, its skill": State(_keys("h", "k"), store=_some),
    "history, none fits": State(_filter("h", "self-rated", "enter"), store=_some),
    # Interviews
    "interview": State(_keys("i")),
    "interview after others": State(_keys("i"), store=_interviewed()),
    "interview, another row": State(_keys("i", "down", "right"), store=_interviewed()),
    "interview, not over": State(_keys(*_ASKED, "2", "escape")),
    "interview, first question": State(_keys(*_ASKED)),
    "interview, second question": State(_keys(*_ASKED, "2", "down")),
    "interview, last question": State(_keys(*_ASKED, "down", "down", "down")),
    "interview, refused": State(_keys(*_ASKED, *"10*2", "enter"), says_again=_ENTER),
    "interview, going": State(_keys(*_ASKED, "ctrl+g")),
    "interview, handing in": State(_keys(*_ANSWERED)),
    "interview, handing in nothing": State(_keys(*_ASKED, "ctrl+s")),
    "rubric": State(_keys(*_ANSWERED, "enter")),
    "rubric, ticked": State(_keys(*_ANSWERED, "enter", "space", "down")),
    "report": State(_keys("i", "r", "enter"), store=_interviewed(2)),
    "report, its end": State(_report_end, store=_interviewed(2)),
    "report, short": State(_keys(*_ANSWERED, "enter", "enter")),
    "report, written": State(_keys("i", "r", "enter", "m"), store=_interviewed()),
    "report list": State(_keys("i", "r"), store=_interviewed(2)),
    "report list of one": State(_keys("i", "r"), store=_interviewed()),
    # Sets
    "sets of nobody": State(_sets(empty=True)),
    "sets": State(_sets("down", "down"), store=set_answers_store),
    "sets, hostile": State(_sets()),
    "sets, damaged": State(_sets("down"), store=set_answers_store),
    "sets, edited": State(_sets("down", "down", "down"), store=set_answers_store),
    "sets, a starter": State(_sets("end")),
    "sets, read": State(_sets("down", "down", "space"), store=set_answers_store),
    "sets, filtering": State(_sets("/", *"week"), store=set_answers_store),
    "sets, none fits": State(_sets("/", *"xyz", "enter")),
    "sets, deleting": State(_sets("down", "down", "d")),
    "sets, deleting a damaged one": State(_sets("down", "d")),
    "sets, deleted": State(_sets("down", "down", "d", "d")),
    "sets, drawn": State(_sets("end", "enter", empty=True)),
    "sets, copied": State(_sets("down", "down", "y")),
    "new set": State(_sets("n", empty=True)),
    "new set, turned": State(_sets("n", *"Week 4", "down", "right", "down", "down", "left", empty=True)),
    "new set, typed": State(_sets("n", *["down"] * 4, "7", "5", empty=True)),
    "new set, impossible": State(_sets("n", *["down", "right", "right", "right"], "down", "right", empty=True)),
    "new set, kept": State(_sets("n", *"Week 4", "enter", empty=True)),
    "code": State(_sets("c", empty=True)),
    "code, not yet": State(_sets("c", *"BAFCD", empty=True)),
    "code, a slip": State(_sets("c", *SHARED[:-1], "A", empty=True)),
    "code, understood": State(_sets("c", *SHARED, empty=True)),
    "code, its title": State(_sets("c", *SHARED, "down", *"Group", empty=True)),
    "export": State(_sets("down", "down", "e")),
    "export, its name": State(_sets("down", "down", "e", "down", "n")),
    "export, written": State(_sets("down", "down", "e", "end", "enter")),
    "export, there already": State(_sets("down", "down", "e", "end", "enter", "enter")),
    # Help and the palette
    "help": State(_keys("f1")),
    "help, its end": State(_help_end),
    "help in the drill": State(_keys("f1"), TYPED),
    "palette": State(_keys("ctrl+p")),
}

SHOWS = {
    "home": "HomeScreen",
    "asking": "DrillScreen",
    "summary": "SummaryScreen",
    "answer read again": "AnswerScreen",
    "cheat sheet": "CheatSheetScreen",
    "lab": "LabScreen",
    "settings": "SettingsScreen",
    "statistics": "StatisticsScreen",
    "skills": "SkillsScreen",
    "history": "HistoryScreen",
    "interview": "InterviewSetupScreen",
    "interview, first question": "InterviewScreen",
    "rubric": "InterviewRubricScreen",
    "report": "InterviewReportScreen",
    "report list": "InterviewListScreen",
    "sets": "SetsScreen",
    "new set": "SetFormScreen",
    "code": "SetCodeScreen",
    "export": "SetExportScreen",
    "help": "HelpScreen",
    "palette": "CommandPalette",
}
"""Which screen the state is one of; each has one here."""


@pytest.fixture
def fixed_interview(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Four fixed questions in every interview, one seed for every set; files go into a folder of their own."""

    def drawn(plan: object, cards: object, rng: Random) -> object:
        return fixed()

    monkeypatch.setattr("trainer.interview.drawing.draw_interview", drawn)
    for place in ("questions.sets.wanted", "trainer.tui.set_desk"):
        monkeypatch.setattr(f"{place}.new_seed", lambda: 271_828_182)
    monkeypatch.setattr("trainer.tui.interview_keeper.PAUSE", 0.02)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("trainer.tui.screens.interview_report.Path.cwd", Path)


@asynccontextmanager
async def at(
    name: str, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int] = SIZE, *, notifications: bool = False
) -> AsyncIterator[Desk]:
    """The app in that state."""
    state = STATES[name]
    ask(monkeypatch, state.questions * 3)
    async with running(state.plan, store=state.store(), size=size, notifications=notifications) as desk:
        await state.way(desk)
        yield desk
