"""Keeps the app away from the machine it is tested on."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import Any

import pytest

from tests.tui.harness import PATIENCE
from trainer.tui import making_session


@pytest.fixture(autouse=True)
def _isolated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home of its own, no animation, a cursor that does not blink, colours whatever the terminal says."""
    monkeypatch.setenv("CONVDRILL_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    for variable in ("NO_COLOR", "COLORTERM", "TEXTUAL_THEME", "COLUMNS", "LINES"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr("textual.widgets.Input.cursor_blink", False)
    monkeypatch.setattr("trainer.tui.recorder.PAUSE", 0.05)
    # The pilot waits in windows of 20 ms until the process is idle, and the screen is redrawn 60 times a second: the
    # same waiting in shorter steps, or these tests would take twice as long.
    monkeypatch.setattr("textual._wait.SLEEP_GRANULARITY", 1 / 200)
    monkeypatch.setattr("textual._wait.SLEEP_IDLE", 1 / 2000)
    monkeypatch.setattr("textual.screen.UPDATE_PERIOD", 1 / 600)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Event:
    """No session of the drill is made before it is set."""
    gate, make = Event(), making_session.new_session

    def slowly(*given: Any) -> Any:
        assert gate.wait(PATIENCE)
        return make(*given)

    monkeypatch.setattr("trainer.tui.drill_beginning.new_session", slowly)
    return gate
