"""Drives Chromium over the DevTools protocol: tabs, keys, and all that went over the network."""

from __future__ import annotations

import asyncio
import base64
import re
import shutil
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from tests.helpers.programs import missing

if TYPE_CHECKING:
    from aiohttp import ClientWebSocketResponse

PATIENCE = 60.0
"""Seconds until a condition that never comes true fails the test."""

_FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--enable-unsafe-swiftshader"),
    *("--remote-debugging-port=0", "--window-size=1000,640"),
]
_ESCAPES = re.compile(r"\x1b(\[[0-?]*[ -/]*[@-~]|[@-Z\\-_])")
_CODES = {"Enter": 13, "Escape": 27}

Message = dict[str, Any]


async def until(condition: Callable[[], bool], what: Callable[[], str]) -> None:
    """Until the condition holds; `what` says what was waited for."""
    deadline = monotonic() + PATIENCE
    while not condition():
        assert monotonic() < deadline, f"it never came to that: {what()}"
        await asyncio.sleep(0.05)


class Tab:
    """One tab, with everything that it asked for, said, and was shown."""

    def __init__(self, browser: Browser, target: str, session: str) -> None:
        self._browser = browser
        self.target = target
        self.session = session
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self._shown = b""

    @property
    def shown(self) -> str:
        """All text that the app wrote into this tab so far, without what moves and colours it."""
        return _ESCAPES.sub("", self._shown.decode("utf-8", "replace"))

    async def send(self, method: str, **parameters: object) -> Message:
        """Ask the tab for something."""
        return await self._browser.send(method, self.session, **parameters)

    async def evaluate(self, script: str) -> Any:
        """The value of a script in the page."""
        told = await self.send("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        return told["result"].get("value")

    async def press(self, key: str) -> None:
        """A key, by its name, or a character."""
        text = "\r" if key == "Enter" else key if len(key) == 1 else ""
        code = _CODES.get(key, ord(key[0].upper()))
        await self.send("Input.dispatchKeyEvent", type="keyDown", key=key, text=text, windowsVirtualKeyCode=code)
        await self.send("Input.dispatchKeyEvent", type="keyUp", key=key, windowsVirtualKeyCode=code)

    async def shows(self, text: str, times: int = 1) -> None:
        """Wait until the app has written that so often."""
        await until(
            lambda: self.shown.count(text) >= times, lambda: f"{text!r} in {self.shown[-3000:]!r}; {self.complaints}"
        )

    async def picture(self, file: Path) -> None:
        """What it looks like, as a PNG."""
        told = await self.send("Page.captureScreenshot")
        file.write_bytes(base64.b64decode(told["data"]))

    async def close(self) -> None:
        """Close it, as its cross does."""
        await self._browser.send("Target.closeTarget", targetId=self.target)

    def note(self, method: str, told: Message) -> None:
        """Take in an event."""
        if method == "Network.requestWillBeSent":
            self.requests.append(told["request"]["url"])
        elif method == "Network.webSocketCreated":
            self.requests.append(told["url"])
        elif method == "Network.webSocketFrameReceived" and told["response"]["opcode"] == 2:
            self._shown += base64.b64decode(told["response"]["payloadData"])
        elif method == "Log.entryAdded" and told["entry"]["level"] == "error":
            self.complaints.append(told["entry"]["text"])
        elif method == "Runtime.exceptionThrown":
            self.complaints.append(str(told["exceptionDetails"]))


class Browser:
    """A Chromium with no profile and nothing open but the tabs of the test."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self._socket = socket
        self._last = 0
        self._waiting: dict[int, asyncio.Future[Message]] = {}
        self._tabs: dict[str, Tab] = {}
        self._reader = asyncio.create_task(self._read())

    async def send(self, method: str, session: str | None = None, **parameters: object) -> Message:
        """Carry out a command of the protocol; its result."""
        self._last += 1
        number, told = self._last, asyncio.get_running_loop().create_future()
        self._waiting[number] = told
        command: Message = {"id": number, "method": method, "params": parameters}
        await self._socket.send_json(command | ({"sessionId": session} if session else {}))
        async with asyncio.timeout(PATIENCE):
            result: Message = await told
        return result

    async def open(self, address: str) -> Tab:
        """A new tab at that address."""
        target = (await self.send("Target.createTarget", url="about:blank"))["targetId"]
        session = (await self.send("Target.attachToTarget", targetId=target, flatten=True))["sessionId"]
        tab = self._tabs[session] = Tab(self, target, session)
        for domain in ("Network", "Log", "Runtime", "Page"):
            await tab.send(f"{domain}.enable")
        await tab.send("Page.bringToFront")
        await tab.send("Page.navigate", url=address)
        return tab

    async def _read(self) -> None:
        async for message in self._socket:
            told = message.json()
            if "id" in told:
                waiting = self._waiting.pop(told["id"])
                if "error" in told:
                    waiting.set_exception(RuntimeError(told["error"]["message"]))
                else:
                    waiting.set_result(told["result"])
            elif told.get("sessionId") in self._tabs:
                self._tabs[told["sessionId"]].note(told["method"], told["params"])


@asynccontextmanager
async def chromium(folder: Path) -> AsyncIterator[Browser]:
    """A browser of our own, gone with everything of it afterwards."""
    from aiohttp import ClientSession

    program = next((path for name in ("chromium", "google-chrome", "chrome") if (path := shutil.which(name))), None)
    if program is None:
        missing("chromium is not installed")
    with (folder / "chromium.log").open("wb") as log:
        process = subprocess.Popen(
            [program, *_FLAGS, f"--user-data-dir={folder / 'profile'}"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    try:
        address = folder / "profile" / "DevToolsActivePort"
        await until(lambda: address.exists() and address.read_text().count("\n") > 0, lambda: "Chromium listens")
        port, path = address.read_text().splitlines()
        async with (
            ClientSession() as client,
            client.ws_connect(f"ws://127.0.0.1:{port}{path}", max_msg_size=0) as socket,
        ):
            yield Browser(socket)
    finally:
        process.terminate()
        process.wait(PATIENCE)
