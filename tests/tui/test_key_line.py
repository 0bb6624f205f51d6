"""The drill's line of keys, in one piece: it offers, tells and does what a footer of one widget per key does."""

from __future__ import annotations

from textual.events import MouseScrollDown, MouseScrollUp
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

from tests.tui.harness import CONV2D, Desk, running
from trainer.domain import Mode
from trainer.session import SessionPlan
from trainer.tui.screens.drill import DrillScreen
from trainer.tui.widgets.key_line import KeyLine, KeyStrip

CARDS = SessionPlan(mode=Mode.FLASHCARD)


def _line(desk: Desk) -> KeyLine:
    return desk.app.screen.query_one(KeyLine)


async def _looks(desk: Desk) -> list[tuple[str, str, str]]:
    """Of every character in the last line that is not blank: itself, its colours, its weight."""
    strip = desk.app.screen._compositor.render_strips()[-1]
    return [
        (letter, f"{segment.style.color} on {segment.style.bgcolor}", str(segment.style.bold))
        for segment in strip
        if segment.style is not None
        for letter in segment.text
        if letter != " "
    ]


async def test_as_textual_has_it() -> None:
    """The same keys, words and looks as Textual's own footer, before and after the card is turned."""
    async with running(CARDS, first=CONV2D) as desk:
        for key in ("", "space"):
            if key:
                await desk.press(key)
            ours, text, offers = await _looks(desk), desk.footer, desk.keys
            _line(desk).display = False
            footer = Footer(show_command_palette=False)
            await desk.app.screen.mount(footer)
            desk.app.screen.refresh_bindings()
            await desk.settle()
            assert {item.key: item.description for item in desk.app.screen.query(FooterKey)} == offers
            assert (await _looks(desk), desk.footer) == (ours, text)
            await footer.remove()
            _line(desk).display = True
            await desk.settle()


async def test_tooltips() -> None:
    """The mouse over a key, or its word, tells what the key does; between and behind the keys it tells nothing."""
    async with running(CARDS, first=CONV2D) as desk:
        await desk.press("space")
        line, tooltips = _line(desk), {offer.key: offer.tooltip for offer in _line(desk).offers}
        assert tooltips["3"] == "Good. Known"
        strip = desk.app.screen.query_one(KeyStrip)
        for offer in line.offers:
            await desk.pilot.hover(offset=(offer.end - 1, line.region.y))
            assert strip.tooltip == offer.tooltip
            await desk.pilot.hover(offset=(79, line.region.y))
            assert strip.tooltip is None


async def test_hover() -> None:
    """The key below the mouse is seen to be one, and no other."""
    async with running(CARDS, first=CONV2D) as desk:
        before = await _looks(desk)
        first = _line(desk).offers[0]
        await desk.pilot.hover(offset=(first.start + 1, _line(desk).region.y))
        await desk.settle()
        hovered, letters = await _looks(desk), len(desk.footer[: first.end].replace(" ", ""))
        assert all(new != old for new, old in zip(hovered[:letters], before[:letters], strict=True))
        assert hovered[letters:] == before[letters:]


async def test_between_the_keys() -> None:
    """A click between two keys of a group, on the group's name, or behind the last key does nothing."""
    async with running(CARDS, first=CONV2D) as desk:
        await desk.press("space")
        before = desk.text
        for column in (0, desk.footer.index("Rate"), 79):
            await desk.pilot.click(offset=(column, _line(desk).region.y))
        await desk.settle()
        assert desk.text == before
        assert desk.log == []


async def test_narrow() -> None:
    """What does not fit is scrolled to with the wheel, and clicked there."""
    async with running(CARDS, first=CONV2D, size=(40, 24)) as desk:
        line = _line(desk)
        assert "Leave" not in desk.footer
        for kind, there in ((MouseScrollDown, True), (MouseScrollUp, False)):
            for _ in range(10):
                x, y = 2, line.region.y
                desk.app.screen._forward_event(kind(line, x, y, 0, 0, 0, False, False, False, x, y))
            await desk.settle()
            assert ("Leave" in desk.footer) is there
        assert isinstance(desk.app.screen, DrillScreen)
