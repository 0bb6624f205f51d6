"""A law of every state of every screen: resized, it looks as if it had been opened at that size."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.containers import VerticalScroll

from tests.tui.states import STATES, at, fixed_interview
from tests.tui.test_pictures import SIZES

__all__ = ["fixed_interview"]

pytestmark = pytest.mark.usefixtures("fixed_interview")

_NARROW, _WIDE = SIZES
_OTHERWISE = {
    "asking, the picture", "set-up, the picture", "card, the picture", "lab, the picture",  # its key sends it away
    "wrong, no picture",  # the next ones have none there either
    "skills, an example",  # takes the place of the list where there is no room beside it
    "help in the drill",  # tells the keys that worked when it was opened
}  # fmt: skip
"""States that are others at the other size, for a reason."""
_PICTURES = Path(__file__).parent / "__snapshots__" / "test_pictures"


def _picture(name: str, size: tuple[int, int]) -> str:
    return (_PICTURES / f"test_screen[{name}-{size[0]}x{size[1]}].txt").read_text("utf-8")


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.volume) if "," in name else name
        for name in STATES
        if name not in _OTHERWISE
    ],
)
async def test_resized(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """From 80×24 to 120×40, and back where nothing had to be scrolled."""
    async with at(name, monkeypatch, _NARROW) as desk:
        scrolled = any(box.scroll_y for box in desk.app.screen.query(VerticalScroll))
        for size in (_WIDE, *(() if scrolled else (_NARROW,))):
            await desk.pilot.resize_terminal(*size)
            await desk.settle()
            assert desk.text + "\n" == _picture(name, size)


@pytest.mark.parametrize("size", [(40, 12), (20, 5), (200, 70)])
@pytest.mark.parametrize("name", ["right", "wrong", "lab", "skills", "history, read", "statistics", "report"])
async def test_through_any_size(name: str, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    """However small or large the terminal was meanwhile."""
    async with at(name, monkeypatch, _WIDE) as desk:
        before = desk.text
        for each in (size, _WIDE):
            await desk.pilot.resize_terminal(*each)
            await desk.settle()
        assert desk.text == before
