"""Keys pressed while the first question already stands there, but its session is still being made in a thread."""

from __future__ import annotations

from threading import Event
from typing import Any

import pytest

from tests.tui.harness import CONV2D, PATIENCE, Door, running
from trainer.domain import Mode
from trainer.session import SessionPlan
from trainer.tui import making_session


@pytest.mark.parametrize(
    ("mode", "key", "shown"),
    [(Mode.FLASHCARD, "space", "How well did you know it?"), (Mode.TYPED, "?", "The answer is 7,920")],
)
async def test_it_happens_as_soon_as_it_can(mode: Mode, key: str, shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The card is turned, and the question is given up, once; nothing that was pressed is lost."""
    gate, door, make = Event(), Door(), making_session.new_session
    door.open()

    def slowly(*given: Any) -> Any:
        assert gate.wait(PATIENCE)
        return make(*given)

    monkeypatch.setattr("trainer.tui.screens.drill.new_session", slowly)
    async with running(SessionPlan(mode=mode), first=CONV2D, door=door) as desk:
        assert desk.shows("11 channels") or desk.shows("height × width × channels")
        await desk.press_at_once(key)
        assert not desk.shows(shown)
        gate.set()
        await desk.until(lambda: desk.shows(shown))


async def test_answered_and_left_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaving waits for the answer that was given before it: it is judged and kept, and the summary shows it."""
    gate, door, make = Event(), Door(), making_session.new_session
    door.open()

    def slowly(*given: Any) -> Any:
        assert gate.wait(PATIENCE)
        return make(*given)

    monkeypatch.setattr("trainer.tui.screens.drill.new_session", slowly)
    async with running(SessionPlan(), first=CONV2D, door=door) as desk:
        await desk.type_at_once("7920")
        await desk.press_at_once("escape")
        gate.set()
        await desk.until(lambda: desk.shows("Left early; every answer is kept"))
        assert [review.submission for review in desk.reviews] == ["7920"]
