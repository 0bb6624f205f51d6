"""Serves the app to browsers: one page, and for every tab that shows it a process of the app behind a websocket.

Of textual-serve come the terminal in the page, as static files, and the protocol that a Textual app speaks without a
terminal. Nothing is loaded from elsewhere, and the headers tell the browser so.
"""

from __future__ import annotations

import asyncio
import json
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import textual_serve
from aiohttp import WSMsgType, web
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager
from textual_serve.server import Server

LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""Hosts that only this machine can reach."""

_PAGE = Path(__file__).parent
_STATIC = Path(textual_serve.__file__).parent / "static"
_FILES = {"/": "page.html", "/page.css": "page.css", "/page.js": "page.js"}
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "font-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}
_WIDEST, _HIGHEST = 1000, 500
"""Cells of the largest terminal that a page may ask for."""
_LONGEST_MESSAGE = 1 << 20


async def serve(command: str, host: str, port: int, told: Callable[[str], None]) -> None:
    """Serve `command`, a shell's line that runs the app, until SIGINT or SIGTERM. `told` is given the address.

    A port of 0 is any that is free. Raises OSError where the address cannot be had.
    """
    runner = web.AppRunner(_Site(command, local=host in LOOPBACK).app, access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        await site.start()
        name = f"[{host}]" if ":" in host else host
        told(f"http://{name}:{runner.addresses[0][1]}/")
        await _stopped()
    finally:
        await runner.cleanup()


async def _stopped() -> None:
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: there Ctrl+C interrupts
            loop.add_signal_handler(number, stop.set)
    await stop.wait()


class _Site:
    """The routes, and the sessions that are open."""

    def __init__(self, command: str, *, local: bool) -> None:
        self._command = command
        self._local = local
        self._textual = Server(command)
        self._open: set[web.WebSocketResponse] = set()
        self.app = web.Application()
        for path in _FILES:
            self.app.router.add_get(path, self._file)
        self.app.router.add_get("/ws", self._session)
        self.app.router.add_get("/download/{key}", self._download)
        self.app.router.add_static("/static", _STATIC)
        self.app.on_response_prepare.append(self._guard)
        self.app.on_shutdown.append(self._close)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        self._refuse_strangers(request)
        return web.FileResponse(_PAGE / _FILES[request.path])

    async def _download(self, request: web.Request) -> web.StreamResponse:
        self._refuse_strangers(request)
        return await self._textual.handle_download(request)

    async def _session(self, request: web.Request) -> web.StreamResponse:
        """One tab: a process of the app, until either ends."""
        self._refuse_strangers(request)
        if urlsplit(request.headers.get("Origin", "")).netloc != request.host:
            # A page of another site may open a websocket to us, and would then type into the learner's app.
            raise web.HTTPForbidden(text="This page is not convdrill's.")
        socket = web.WebSocketResponse(heartbeat=15, max_msg_size=_LONGEST_MESSAGE)
        await socket.prepare(request)
        self._open.add(socket)
        session = _Session(self._command, socket, self._textual.download_manager)
        try:
            await session.start(
                _size(request.query.get("width"), _WIDEST), _size(request.query.get("height"), _HIGHEST)
            )
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    await session.take(message.data)
        finally:
            self._open.discard(socket)
            await session.stop()  # which waits until the app has stored what was answered
        return socket

    def _refuse_strangers(self, request: web.Request) -> None:
        """A name that somebody else's name server gives to this machine is not one that we are asked for by."""
        if self._local and urlsplit(f"//{request.host}").hostname not in LOOPBACK:
            raise web.HTTPForbidden(text="convdrill is served to this machine alone: open it as localhost.")

    async def _guard(self, _request: web.Request, response: web.StreamResponse) -> None:
        response.headers.update(_HEADERS)

    async def _close(self, _app: web.Application) -> None:
        await asyncio.gather(*[socket.close() for socket in [*self._open]])


class _Session(AppService):
    """The app of one tab."""

    def __init__(self, command: str, socket: web.WebSocketResponse, downloads: DownloadManager) -> None:
        async def close() -> None:
            await socket.close()

        super().__init__(
            command,
            write_bytes=socket.send_bytes,
            write_str=socket.send_str,
            close=close,
            download_manager=downloads,
        )

    async def run(self) -> None:
        """Pass on what the app shows; when it ends, also when it could not even start, the page is told."""
        await super().run()
        await self.remote_close()

    async def take(self, text: str) -> None:
        """What the page says: keys and mouse, its size, whether it has the focus. Anything else is nothing to us."""
        try:
            kind, *rest = json.loads(text)
            match kind, rest:
                case "stdin", [str(typed)]:
                    await self.send_bytes(typed.encode("utf-8", "replace"))
                case "resize", [{"width": width, "height": height}]:
                    await self.set_terminal_size(_size(width, _WIDEST), _size(height, _HIGHEST))
                case "ping", [sent]:
                    await self.remote_write_str(json.dumps(["pong", sent]))
                case "blur", _:
                    await self.blur()
                case "focus", _:
                    await self.focus()
        except (ValueError, TypeError, ConnectionError):
            return


def _size(given: object, most: int) -> int:
    """So many cells; 80 where that is no number."""
    try:
        return min(max(int(str(given)), 1), most)
    except ValueError:
        return 80
