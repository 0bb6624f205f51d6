"""What a mouse does: clicks on words, on keys of the footer, and on what the palette offers."""

from __future__ import annotations

from textual.command import CommandPalette
from textual.widgets import Input
from textual.widgets._footer import FooterKey

from tests.tui.harness import Desk
from trainer.tui.widgets.key_line import KeyStrip


async def click(desk: Desk, text: str) -> None:
    """Click where the text stands, the last time that it does."""
    row = max(number for number, line in enumerate(desk.lines) if text in line)
    await desk.pilot.click(offset=(desk.lines[row].rindex(text), row))
    await desk.settle()


async def click_key(desk: Desk, name: str) -> None:
    """Click the key of the footer that has this word, or that is this key; it has to be there."""
    await desk.settle()
    for strip in desk.app.screen.query(KeyStrip):  # the drill's footer is one widget
        (offer,) = [offer for offer in strip.offers if name in (offer.description, offer.key)]
        assert await desk.pilot.click(strip, offset=(offer.start, 0))
        await desk.settle()
        return
    (item,) = [item for item in desk.app.screen.query(FooterKey) if name in (item.description, item.key)]
    assert await desk.pilot.click(item)
    await desk.settle()


async def from_palette(desk: Desk, name: str) -> None:
    """Open the palette where nothing but a key does, type the name in small letters, click what is offered first."""
    await desk.press("ctrl+p")
    await desk.press(*name.lower())
    assert isinstance(desk.app.screen, CommandPalette)
    await desk.until(lambda: any(line.strip() == name for line in desk.lines))
    row = next(number for number, line in enumerate(desk.lines) if line.strip() == name)
    await desk.pilot.click(offset=(desk.lines[row].index(name), row))
    await desk.until(lambda: not isinstance(desk.app.screen, CommandPalette))
    await desk.settle()


async def paste(desk: Desk, text: str) -> None:
    """Put the text into the field as a paste with the mouse does."""
    field = next(field for field in desk.app.screen.query(Input) if field.display)
    await desk.pilot.click(field)
    field.value = text
    await desk.settle()
