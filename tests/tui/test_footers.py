"""A law of every state of every screen: each key that the footer shows does something there, by key and by click."""

from __future__ import annotations

import pytest
from textual.widgets._footer import FooterKey

from tests.tui.harness import Desk
from tests.tui.states import STATES, at, fixed_interview

__all__ = ["fixed_interview"]

_SIGNS = {"question_mark": "?", "exclamation_mark": "!", "slash": "/", "comma": ","}
_BOTH_WAYS = {"↑↓": ("up", "down"), "←→": ("left", "right")}
"""What the footer tells in one word is two keys; at either end only one of them leads further."""


def _seen(desk: Desk) -> tuple[object, ...]:
    """Everything that a learner could notice, and what is recorded."""
    app = desk.app
    if not app.is_running:
        return ("over",)
    notes = [note.message for note in app._notifications]
    return desk.text, [*map(id, app.screen_stack)], notes, app.clipboard, app.theme, len(desk.log)


def _shown(desk: Desk) -> list[FooterKey]:
    return [item for item in desk.app.screen.query(FooterKey) if item.action]


def _promised(desk: Desk) -> list[tuple[str, ...]]:
    """The keys of the footer; where two share a word, both."""
    return [_BOTH_WAYS.get(item.key_display, (item.key,)) for item in _shown(desk)]


pytestmark = pytest.mark.usefixtures("fixed_interview")


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.volume) if "," in name else name for name in STATES]
)
async def test_every_key_of_the_footer_does_something(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The screen, what stands there, a notice, the clipboard or the log is another one after it, or the app is over."""
    async with at(name, monkeypatch) as desk:
        promised = _promised(desk)
    idle = []
    for keys in promised:
        async with at(name, monkeypatch) as desk:
            before = _seen(desk)
            for key in keys:
                await desk.press(_SIGNS.get(key, key))
                if _seen(desk) != before:
                    break
            else:
                if not STATES[name].says_again.issuperset(keys):
                    idle.append(keys)
    assert not idle


@pytest.mark.parametrize("name", STATES)
async def test_every_word_of_the_footer_can_be_clicked(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A click presses its key; none is cut off, none lies behind something else."""
    async with at(name, monkeypatch) as desk:
        pressed: list[str] = []
        monkeypatch.setattr(desk.app, "simulate_key", pressed.append)
        shown = _shown(desk)
        for item in shown:
            assert item.region.right <= desk.app.size.width, item.description
            assert await desk.pilot.click(item), item.description
            assert item.description in desk.footer
        assert pressed == [item.key for item in shown]
