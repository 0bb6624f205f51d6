"""Starting a program in a terminal of 80×24 cells, and how long it takes until a text stands on the screen."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import perf_counter

ROWS, COLUMNS = 24, 80
PATIENCE = 20.0
"""Seconds after which a text that has not appeared is taken never to appear."""

_CONTROL = re.compile(rb"\x1b\[[0-9;?<>=$ ]*[a-zA-Z@`{|}~]|\x1b[\]P_^][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[=>()78c]?")


def opened() -> tuple[int, int]:
    """A new terminal: our side of it, and the program's."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    return ours, theirs


def shown(written: bytes) -> bytes:
    """What was written, control sequences left out."""
    return _CONTROL.sub(b"", written)


def seconds_until(text: str, command: Sequence[str | Path], environment: Mapping[str, str], folder: Path) -> float:
    """Seconds from starting the command until it has written all of `text`, control sequences left out.

    The program is then killed; whatever it was doing behind its first frame is not waited for.
    """
    ours, theirs = opened()
    started = perf_counter()
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=dict(environment), cwd=folder, start_new_session=True
    )
    os.close(theirs)
    try:
        return _wait(ours, text.encode(), started)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        os.close(ours)


def without_controls(written: str) -> str:
    """What a program has written, control sequences left out."""
    return _CONTROL.sub(b"", written.encode()).decode()


def _wait(terminal: int, wanted: bytes, started: float) -> float:
    seen = b""
    while perf_counter() - started < PATIENCE:
        ready, _, _ = select.select([terminal], [], [], 0.5)
        if not ready:
            continue
        try:
            seen += os.read(terminal, 65536)
        except OSError:  # Linux's way to say that the program has closed its side
            break
        now = perf_counter()
        if wanted in shown(seen):
            return now - started
    told = shown(seen).decode("utf-8", "replace")
    raise AssertionError(f"{wanted.decode()!r} never appeared; the terminal shows:\n{told[-2000:]}")
