"""Keys pressed while the first question already stands there, but its session is still being made in a thread."""

from __future__ import annotations

from threading import Event

import pytest

from tests.tui.harness import CONV2D, Door, running
from trainer.domain import Mode
from trainer.session import SessionPlan


@pytest.mark.parametrize(
    ("mode", "key", "shown"),
    [(Mode.FLASHCARD, "space", "How well did you know it?"), (Mode.TYPED, "?", "The answer is 7,920")],
)
async def test_it_happens_as_soon_as_it_can(mode: Mode, key: str, shown: str, gate: Event) -> None:
    """The card is turned, and the question is given up, once; nothing that was pressed is lost."""
    door = Door()
    door.open()
    async with running(SessionPlan(mode=mode), first=CONV2D, door=door) as desk:
        assert desk.shows("11 channels") or desk.shows("height × width × channels")
        await desk.press_at_once(key)
        assert not desk.shows(shown)
        gate.set()
        await desk.until(lambda: desk.shows(shown))


async def test_answered_and_left_at_once(gate: Event) -> None:
    """Leaving waits for the answer that was given before it: it is judged and kept, and the summary shows it."""
    door = Door()
    door.open()
    async with running(SessionPlan(), first=CONV2D, door=door) as desk:
        await desk.type_at_once("7920")
        await desk.press_at_once("escape")
        gate.set()
        await desk.until(lambda: desk.shows("Left early; every answer is kept"))
        assert [review.submission for review in desk.reviews] == ["7920"]
