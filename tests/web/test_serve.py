"""`convdrill serve` in Chromium: a question is answered there, tabs are sessions, nothing comes from elsewhere."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.programs import missing
from tests.web.browser import PATIENCE, Tab, chromium, until
from trainer.domain import DEFAULT_LEARNER, Review
from trainer.store.store import Store

pytestmark = pytest.mark.browser

_RUN = "import sys; from trainer.cli import main; sys.exit(main())"


class Served:
    """A server, its address, and the store that it serves."""

    def __init__(self, process: subprocess.Popen[bytes], address: str, file: Path) -> None:
        self.process = process
        self.address = address
        self._file = file

    @property
    def reviews(self) -> list[Review]:
        """What is recorded."""
        with Store.open(self._file) as store:
            return [event for event in store.events(DEFAULT_LEARNER) if isinstance(event, Review)]

    @property
    def sessions(self) -> int:
        """How many processes the server has started that still run."""
        return len(Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split())


@contextmanager
def serving(folder: Path, *words: str) -> Iterator[Served]:
    """A server on a free port with a new store."""
    if find_spec("textual_serve") is None:
        missing("textual-serve is not installed")
    file = folder / "mine.db"
    process = subprocess.Popen(
        [sys.executable, "-c", _RUN, "serve", "--port", "0", "--database", str(file), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=os.environ | {"CONVDRILL_HOME": str(folder / "home")},
    )
    assert process.stdout is not None
    try:
        line = process.stdout.readline().decode()
        found = re.search(r"http://\S+/", line)
        assert found, line
        yield Served(process, found[0], file)
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(PATIENCE)
        process.stdout.close()


async def practising(tab: Tab) -> None:
    """From home into a session; a store without answers begins with a number to find."""
    await tab.shows("Practise")
    await until_focused(tab)
    await tab.press("Enter")
    await tab.shows("question 1 of 12")
    await tab.shows("Answer")


async def answer(tab: Tab, typed: str, served: Served) -> None:
    """Type an answer and send it off, until it is stored."""
    before = len(served.reviews)
    for key in (*typed, "Enter"):
        await tab.press(key)
    await until(lambda: len(served.reviews) > before, lambda: f"an answer: {tab.shown[-2000:]!r}")


async def until_focused(tab: Tab) -> None:
    """The page gives the keys to the terminal by itself."""
    for _ in range(200):
        if await tab.evaluate("document.activeElement.tagName") == "TEXTAREA":
            return
        await asyncio.sleep(0.05)
    pytest.fail("the terminal never had the focus")


async def test_a_question_is_answered(tmp_path: Path) -> None:
    """By keys in the page; it is in the store at once. Every request went to our server, and nothing was refused."""
    with serving(tmp_path) as served:
        async with chromium(tmp_path) as browser:
            tab = await browser.open(served.address)
            await practising(tab)
            await answer(tab, "123", served)
            assert [review.submission for review in served.reviews] == ["123"]
            host = served.address.removeprefix("http://")
            elsewhere = [url for url in tab.requests if not url.startswith((f"http://{host}", f"ws://{host}", "data:"))]
            assert elsewhere == []
            assert any(url.startswith(f"ws://{host}ws?") for url in tab.requests)
            assert any("RobotoMono" in url for url in tab.requests)
            assert tab.complaints == []


async def test_each_tab_is_a_session(tmp_path: Path) -> None:
    """Two tabs answer into one store; a tab that is closed takes its process with it."""
    with serving(tmp_path) as served:
        async with chromium(tmp_path) as browser:
            tabs = [await browser.open(served.address) for _ in range(2)]
            for tab, typed in zip(tabs, ("11", "22"), strict=True):
                await tab.send("Page.bringToFront")
                await practising(tab)
                await answer(tab, typed, served)
            assert [review.submission for review in served.reviews] == ["11", "22"]
            await until(lambda: served.sessions == 2, lambda: f"two sessions, but {served.sessions}")
            await tabs[0].close()
            await until(lambda: served.sessions == 1, lambda: f"one session, but {served.sessions}")


async def test_the_end_of_a_session(tmp_path: Path) -> None:
    """Leaving the app says so in the page, and a key begins another session; Ctrl+C ends all, quietly."""
    with serving(tmp_path) as served:
        async with chromium(tmp_path) as browser:
            tab = await browser.open(served.address)
            await tab.shows("Practise")
            await until_focused(tab)
            await tab.press("q")
            over = "document.getElementById('ended').offsetParent !== null && document.activeElement.id"
            for _ in range(400):
                if await tab.evaluate(over) == "start":
                    break
                await asyncio.sleep(0.05)
            assert await tab.evaluate(over) == "start"
            before = tab.shown.count("Practise")
            await tab.press("Enter")
            await tab.shows("Practise", before + 1)
            await until(lambda: served.sessions == 1, lambda: f"one session, but {served.sessions}")
            served.process.send_signal(signal.SIGINT)
            await until(lambda: served.process.poll() is not None, lambda: "the server ends")
            assert served.process.returncode == 0
            assert served.process.stdout is not None
            assert served.process.stdout.read() == b""


async def test_strangers_are_refused(tmp_path: Path) -> None:
    """Pages of other sites open no session, and other names of this machine are not answered."""
    with serving(tmp_path) as served:
        from aiohttp import ClientSession, WSServerHandshakeError

        async with ClientSession() as client:

            async def status(path: str, **headers: str) -> int:
                async with client.get(served.address + path, headers=headers) as response:
                    policy = response.headers["Content-Security-Policy"]
                    assert policy.startswith("default-src 'none'; script-src 'self';")
                    return int(response.status)

            async def refused(**headers: Any) -> int:
                with pytest.raises(WSServerHandshakeError) as caught:
                    await client.ws_connect(served.address + "ws", headers=headers)
                return int(caught.value.status)

            assert await status("") == await status("page.js") == 200
            assert await status("", Host="evil.example") == 403
            assert await status("", Host="localhost") == 200
            assert await status("nothing") == 404
            assert await status("static/") == 403
            assert await refused() == 403
            assert await refused(Origin="http://evil.example") == 403
            assert await refused(Origin="http://evil.example", Host="evil.example") == 403
            assert served.sessions == 0


async def test_nonsense_from_a_page(tmp_path: Path) -> None:
    """What is no message of the protocol changes nothing; the app starts, at a size that there can be."""
    with serving(tmp_path) as served:
        from aiohttp import ClientSession

        async with ClientSession(headers={"Origin": served.address.rstrip("/")}) as client:
            socket = await client.ws_connect(served.address + "ws?width=99999999&height=none")
            for text in ("", "{", "[]", "[1]", '["stdin"]', '["stdin",1]', '["resize",{"width":1}]', '["\\ud800",1]'):
                await socket.send_str(text)
            await socket.send_json(["resize", {"width": 80, "height": 24}])
            await socket.send_json(["ping", "7"])
            shown = b""
            async with asyncio.timeout(PATIENCE):
                while b"due" not in shown or b"pong" not in shown:
                    message = await socket.receive()
                    shown += message.data if isinstance(message.data, bytes) else str(message.data).encode()
            assert b'["pong", "7"]' in shown
            await socket.close()
            await until(lambda: served.sessions == 0, lambda: f"no session, but {served.sessions}")
