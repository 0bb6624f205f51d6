"""Keys: the footer promises what works, and what it does not promise does nothing."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable

import pytest
from textual.binding import Binding

from tests.helpers.answers import right_answer, unknown_mistake
from tests.tui.harness import CONV2D, Desk, go_through, running
from trainer.domain import DEFAULT_LEARNER, Mode
from trainer.scheduling.cards import fold
from trainer.session import SessionPlan
from trainer.tui.activities import ACTIVITIES
from trainer.tui.answer_input import AnswerInput
from trainer.tui.screens.drill import DrillScreen

TYPED = SessionPlan(limit=2)
ONE = SessionPlan(limit=1)
CARDS = SessionPlan(mode=Mode.FLASHCARD)
ALL_KEYS = {
    "enter",
    "space",
    "question_mark",
    "1",
    "2",
    "3",
    "4",
    "escape",
    "f",
    "g",
    "q",
    "c",
    "l",
    "p",
    "ctrl+t",
    "ctrl+g",
    "ctrl+n",
    "ctrl+o",
    "ctrl+z",
    "u",
    "w",
    "t",
    "5",
    "r",
    "comma",
}

ACTIVITY_KEYS = {activity.binding.key for activity in ACTIVITIES.values()}


async def _stay(desk: Desk) -> None:
    """The first screen is the place."""


async def _right(desk: Desk) -> None:
    await desk.type(right_answer(desk.question))


async def _wrong(desk: Desk) -> None:
    await desk.press("?")


async def _setup(desk: Desk) -> None:
    await desk.type(unknown_mistake(desk.question))


async def _turned(desk: Desk) -> None:
    await desk.press("space")


async def _finished(desk: Desk) -> None:
    await go_through(desk, [right_answer])


async def _left(desk: Desk) -> None:
    await desk.type(right_answer(desk.question))
    await desk.press("escape")


async def _cheat_sheet(desk: Desk) -> None:
    await desk.press("c")


async def _statistics(desk: Desk) -> None:
    await desk.press("t")


# Where, how to get there, and the keys that the footer has to offer there.
PLACES: dict[str, tuple[SessionPlan | None, Callable[[Desk], Awaitable[None]], set[str]]] = {
    "home": (None, _stay, {"enter", "q", "ctrl+p"}),
    "asking": (TYPED, _stay, {"enter", "question_mark", "ctrl+t", "ctrl+n", "ctrl+g", "escape"}),
    "setup": (TYPED, _setup, {"enter", "ctrl+g", "escape"}),
    "right": (TYPED, _right, {"enter", "u", "1", "2", "3", "4", "c", "l", "p", "escape"}),
    "wrong": (TYPED, _wrong, {"enter", "u", "1", "2", "3", "4", "c", "l", "p", "escape"}),
    "front": (CARDS, _stay, {"space", "ctrl+t", "ctrl+n", "p", "escape"}),
    "back": (CARDS, _turned, {"1", "2", "3", "4", "c", "l", "p", "escape"}),
    "finished": (ONE, _finished, {"enter", "g", "space", "q", "ctrl+p"}),
    "left": (TYPED, _left, {"enter", "g", "space", "q", "ctrl+p"}),
    "statistics": (None, _statistics, {"enter", "escape"}),
    "cheat sheet": (None, _cheat_sheet, {"enter", "tab", "shift+tab", "question_mark", "exclamation_mark", "escape"}),
}
# Keys that work without standing in the footer: a second name of one that does, or needed seldom (the palette has it).
ALIASES = {
    "home": {"c", "f", "l", "p", "comma", *"iths"},  # the menu shows them
    "asking": {"ctrl+o"},
    "setup": {"ctrl+z"},
    "front": {"enter", "ctrl+g", "ctrl+o"},
    "back": {"ctrl+g", "w"},
    "right": {"ctrl+g", "ctrl+z", "w"},
    "wrong": {"ctrl+g", "ctrl+z", "w"},
    "finished": {"escape"},
    "left": {"escape"},
}


@pytest.mark.parametrize("place", PLACES)
async def test_footer(place: str) -> None:
    """The footer offers exactly the keys of the place, each with its name and none cut off.

    A key of another place changes nothing; where an answer is typed, it is at most text in the field.
    """
    plan, get_there, keys = PLACES[place]
    others = sorted(ALL_KEYS - keys - ALIASES.get(place, set()))
    async with running(plan, first=CONV2D) as desk:
        await get_there(desk)
        footer = desk.keys
        assert set(footer) == keys
        assert all(description in desk.footer for description in footer.values())
        typing = place in ("asking", "setup", "cheat sheet")
        before, screen, log = desk.text, desk.app.screen, desk.log
        await desk.press(*[{"question_mark": "?", "comma": ","}.get(key, key) for key in others])
        if typing:
            await desk.clear()
        assert desk.text == before
        assert desk.app.screen is screen
        assert desk.log == log


def test_every_key_of_the_drill_is_explained() -> None:
    """A name for the footer, and a tooltip that says more."""
    for binding in (*DrillScreen.BINDINGS, *AnswerInput.BINDINGS):
        assert isinstance(binding, Binding)
        assert binding.description
        assert binding.tooltip
        assert binding.tooltip != binding.description


@pytest.mark.parametrize("seed", range(3))
async def test_any_keys(seed: int) -> None:
    """Whatever is pressed, singly or in bursts, the program goes on, and its cards are those that the log says."""
    dice = random.Random(seed)
    keys = ["enter"] * 6 + ["space", *"?1234fgcp*(", "ctrl+g", "ctrl+t", "escape", "backspace", "up", "pagedown"]
    async with running(first=CONV2D) as desk:
        for _ in range(15):
            desk.clock.forward(seconds=dice.uniform(0, 40))
            await desk.burst(*dice.choices(keys, k=dice.choice((1, 2, 5))))
            if isinstance(desk.app.screen, DrillScreen) and dice.random() < 0.5:
                await desk.clear()
                await desk.type(dice.choice((right_answer, unknown_mistake))(desk.question))
        assert desk.app.is_running
        assert len({review.id for review in desk.reviews}) == len(desk.reviews)
        assert desk.store.cards(DEFAULT_LEARNER) == desk.store.rebuild(DEFAULT_LEARNER, fold)
