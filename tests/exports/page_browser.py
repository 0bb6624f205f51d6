"""An exported page in Chromium, without a network."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.util import find_spec
from pathlib import Path
from time import monotonic
from typing import Any

from tests.architecture.loading import ROOT
from tests.helpers.programs import missing
from tests.web.browser import PATIENCE, Browser, Tab, chromium
from trainer.exports.contract import Sheet
from trainer.exports.html.page import write

PHONE, DESK = 360, 1100


def axe() -> str:
    """The script of axe-core, from tests/clients."""
    file = ROOT / "tests" / "clients" / "node_modules" / "axe-core" / "axe.min.js"
    if not file.exists():
        missing("axe-core is not installed (npm ci --prefix tests/clients)")
    return file.read_text("utf-8")


class Opened:
    """A page, its tab, and what a learner does with it."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab

    async def value(self, script: str) -> Any:
        """The value of a script in the page."""
        return await self.tab.evaluate(script)

    async def press(self, *keys: str) -> None:
        """Keys, by their names, or characters."""
        for key in keys:
            if key in ("Tab", "Enter") or len(key) > 1:
                await self.tab.press(key)
            else:
                await self.tab.send("Input.dispatchKeyEvent", type="keyDown", key=key, text=key)
                await self.tab.send("Input.dispatchKeyEvent", type="keyUp", key=key)

    async def type(self, text: str) -> None:
        """Text, as a keyboard gives it."""
        await self.tab.send("Input.insertText", text=text)

    async def focused(self) -> str:
        """What has the focus: its text, or its id."""
        return str(await self.value("document.activeElement.id || document.activeElement.textContent"))

    async def tab_to(self, words: str) -> None:
        """Go on with the tabulator until that has the focus."""
        for _ in range(40):
            if words in await self.focused():
                return
            await self.tab.press("Tab")
        raise AssertionError(f"{words!r} cannot be reached; the focus is on {await self.focused()!r}")

    async def view(self, words: str) -> None:
        """Another view, by its button."""
        await self.value(f"[...document.querySelectorAll('nav button')].find(b => b.textContent === {words!r}).click()")

    async def verdict(self) -> list[str]:
        """The lines of the verdict that is shown; those of a list with their bullet."""
        script = (
            "[...document.querySelectorAll('.verdict p, .verdict li')]"
            ".map(each => (each.tagName === 'LI' ? '• ' : '') + each.textContent)"
        )
        lines: list[str] = await self.value(script)
        return lines

    async def until(self, script: str) -> Any:
        """Wait until the script's value is true."""
        deadline = monotonic() + PATIENCE
        while not (value := await self.value(script)):
            assert monotonic() < deadline, (script, self.tab.complaints)
            await asyncio.sleep(0.02)
        return value

    async def wide(self, width: int, height: int = 800, *, dark: bool = False) -> None:
        """The size of the window, and which colours are preferred; a narrow one is a phone's."""
        is_phone = width < 600
        await self.tab.send(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=is_phone
        )
        await self.tab.send("Emulation.setTouchEmulationEnabled", enabled=is_phone)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        await self.tab.send("Emulation.setEmulatedMedia", features=[scheme])

    async def results(self) -> Any:
        """The file of results, as the page offers it to be copied."""
        return json.loads(await self.value("document.getElementById('file').value"))

    async def troubles(self) -> list[str]:
        """What axe-core finds, and elements that are wider than the page."""
        script = """axe.run(document, {resultTypes: ['violations']}).then(found => found.violations.flatMap(rule =>
          rule.nodes.map(node => `${rule.id}: ${node.html} ${node.failureSummary}`)))"""
        found: list[str] = await self.value(script)
        if await self.value("document.documentElement.scrollWidth > window.innerWidth"):
            found.append("wider than the window")
        return found


async def opened(browser: Browser, folder: Path, sheet: Sheet, *, width: int = DESK, before: str = "") -> Opened:
    """The sheet's page in a new tab, without a network. `before` is a script that runs before the page's."""
    from trainer.exports.contract import Tally

    file = folder / "page.html"
    with file.open("wb") as out:
        write(sheet, out, Tally())
    page = Opened(await browser.open("about:blank"))
    await page.tab.send(
        "Network.emulateNetworkConditions", offline=True, latency=0, downloadThroughput=0, uploadThroughput=0
    )
    if before:
        await page.tab.send("Page.addScriptToEvaluateOnNewDocument", source=before)
    await page.wide(width)
    await page.tab.send("Page.navigate", url=file.as_uri())
    await page.until("document.querySelector('main h2') !== null")
    return page


@asynccontextmanager
async def browsing(folder: Path) -> AsyncIterator[Browser]:
    """A browser of our own."""
    if find_spec("aiohttp") is None:
        missing("aiohttp is not installed")
    async with chromium(folder) as browser:
        yield browser
