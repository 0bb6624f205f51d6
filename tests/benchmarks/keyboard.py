"""A program in a terminal of 80×24 cells that is sent keys: how long a key takes it, and how much of the processor."""

from __future__ import annotations

import os
import select
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import clock_gettime, perf_counter

from tests.benchmarks.terminal import PATIENCE, opened, shown

QUIET = 0.1
"""Seconds without a byte after which a screen is taken to be settled."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a key came to: seconds until the last byte of the settled screen, processor seconds, bytes."""

    wall: float
    processor: float
    written: int

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.wall + other.wall, self.processor + other.processor, self.written + other.written)


class Keyboard:
    """Starts the program, sends it keys, reads what it writes; as a context it ends the program."""

    def __init__(self, command: Sequence[str | Path], environment: Mapping[str, str], folder: Path) -> None:
        self._ours, theirs = opened()
        self._process = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, cwd=folder, start_new_session=True
        )
        os.close(theirs)
        self._clock = (~self._process.pid << 3) | 2
        """Linux's clock of the processor time of one process, in nanoseconds."""

    def __enter__(self) -> Keyboard:
        return self

    def __exit__(self, *_: object) -> None:
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        os.close(self._ours)

    def press(self, key: str, text: str) -> Cost:
        """Send the key and wait until the program wrote all of `text` and has been quiet since."""
        while select.select([self._ours], [], [], 0)[0]:  # what it wrote by itself since, such as the time
            os.read(self._ours, 65536)
        started, used = perf_counter(), clock_gettime(self._clock)
        os.write(self._ours, key.encode())
        return self.settle(text, started, used)

    def settle(self, text: str, started: float | None = None, used: float = 0.0) -> Cost:
        """Wait until the program wrote all of `text`, control sequences left out, and has been quiet since."""
        seen, wanted = b"", text.encode()
        started = last = perf_counter() if started is None else started
        while perf_counter() - started < PATIENCE:
            ready, _, _ = select.select([self._ours], [], [], QUIET)
            if not ready:
                if wanted in shown(seen):
                    return Cost(last - started, clock_gettime(self._clock) - used, len(seen))
                continue
            try:
                seen += os.read(self._ours, 65536)
            except OSError:  # Linux's way to say that the program has closed its side
                break
            last = perf_counter()
        told = shown(seen).decode("utf-8", "replace")
        raise AssertionError(f"{text!r} never appeared; what came instead:\n{told[-2000:]}")
