"""A package of QTI 2.1 in another program: Citolab's converter makes QTI 3 of it, and its player runs in Chromium."""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import Any

from tests.architecture.loading import ROOT
from tests.helpers.programs import missing
from tests.web.browser import PATIENCE, Browser, Tab

_CITOLAB = ROOT / "tests" / "clients" / "node_modules" / "@citolab"
_PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Player</title><link rel="icon" href="data:,"></head>
<body><main><h1>Player</h1>
<qti-test><test-navigation><test-container test-url="/test.xml"></test-container></test-navigation></qti-test>
</main><script src="player.js"></script></body>
</html>
"""
_FINDING = """
const container = document.querySelector("test-container");
const test = container?.shadowRoot?.querySelector("qti-assessment-test");
const item = test?.querySelector("qti-assessment-item");
const input = item?.querySelector("qti-text-entry-interaction")?.shadowRoot.querySelector("input");
const choices = [...(item?.querySelectorAll("qti-simple-choice") ?? [])];
const told = [...(item?.querySelectorAll("qti-modal-feedback") ?? [])]
  .filter((each) => each.shadowRoot.querySelector("dialog")?.open);
"""


def converted(package: Path) -> Path:
    """The package as QTI 3.0, unpacked beside it, with a page that plays its test."""
    node, script = shutil.which("node"), _CITOLAB / "qti-convert" / "dist" / "qti-convert-pkg.mjs"
    if node is None:
        missing("node is not installed")
    if not script.exists():
        missing("Citolab's programs are not installed (npm ci --prefix tests/clients)")
    done = subprocess.run([node, script, package], capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    folder = package.with_suffix("")
    with zipfile.ZipFile(package.with_name(f"{package.stem}-qti3.zip")) as archive:
        archive.extractall(folder)
    (folder / "player.html").write_text(_PAGE)
    shutil.copy(_CITOLAB / "qti-components" / "cdn" / "index.global.js", folder / "player.js")
    return folder


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which this machine serves the folder to itself."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


class Player:
    """The player with a test, in a tab."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab

    @classmethod
    async def opened(cls, browser: Browser, address: str) -> Player:
        """The player, when it has read the test."""
        player = cls(await browser.open(f"{address}player.html"))
        await player.until("test?.querySelectorAll('qti-assessment-item-ref').length > 0")
        return player

    async def value(self, script: str) -> Any:
        """The value of a script, in which `item`, `input`, `choices` and the feedback that is `told` are known."""
        return await self.tab.evaluate(f"(() => {{{_FINDING} return {script};}})()")

    async def until(self, script: str) -> Any:
        """Wait until the script's value is true."""
        deadline = monotonic() + PATIENCE
        while not (value := await self.value(script)):
            assert monotonic() < deadline, (script, self.tab.complaints)
            await asyncio.sleep(0.02)
        return value

    async def go_to(self, name: str) -> None:
        """Go to the item of that identifier."""
        asked = {"type": "item", "id": name}
        await self.value(
            "test.dispatchEvent(new CustomEvent('qti-request-navigation',"
            f" {{bubbles: true, composed: true, detail: {json.dumps(asked)}}}))"
        )
        await self.until(
            f"item?.identifier === {json.dumps(name)} && item.variables.length > 4 && (!!input || !!choices[0])"
        )

    async def answer(self, text: str) -> dict[str, Any]:
        """Type it, or choose the answer of that letter, and hand it in; the score, FEEDBACK, what is shown."""
        if await self.value("!!input"):
            await self.value("input.focus(), input.select()")
            await self.tab.send("Input.insertText", text=text)
            await self.tab.press("End")
        else:
            await self.value(f"choices.find((each) => each.identifier === {json.dumps(text)}).click()")
        await self.until(f"item.getResponse('RESPONSE').value === {json.dumps(text)}")
        await self.value("item.processResponse()")
        await self.until("told.length")
        found: dict[str, Any] = await self.value(
            "{score: item.getOutcome('SCORE').value, feedback: item.getOutcome('FEEDBACK').value,"
            " told: told.map((each) => each.identifier),"
            " lines: told.flatMap((each) => [...each.querySelectorAll('.verdict p, .verdict li')])"
            ".map((each) => (each.tagName === 'LI' ? '• ' : '') + each.textContent),"
            " solution: told.map((each) => each.querySelector('.solution')?.textContent ?? '').join('')}"
        )
        await self.value("told.forEach((each) => each.shadowRoot.querySelector('dialog').close())")
        return found
