"""Standard input and output, whatever state they are in: closed, full, gone, or unable to show a character."""

from __future__ import annotations

import codecs
import os
import sys

_PLAIN = {"×": "x", "·": "*", "✓": "OK", "✗": "X", "…": "...", "•": "-", "–": "-", "─": "-", "γ": "gamma", "β": "beta"}


class OutputLost(Exception):
    """What was to be printed could not be written; the message says why."""


class _Written:
    """A text stream whose failed writes are told apart from failures of other files."""

    def __init__(self, stream: object) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        return self._guarded("write", text)

    def flush(self) -> None:
        self._guarded("flush")

    def _guarded(self, act: str, *given: str) -> int:
        try:
            written: int = getattr(self._stream, act)(*given)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputLost(f"standard output cannot be written: {error.strerror or error}") from error
        return written

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)


def prepare_streams() -> None:
    """Make every standard stream usable. A closed one becomes empty input, or output that is refused."""
    codecs.register_error("convdrill", _in_plain_characters)
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123 - it lives as long as the program
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - the same
    if sys.stdout is None:
        raise SystemExit(_closed_output())
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="convdrill")
    if not isinstance(sys.stdout, _Written):
        sys.stdout = _Written(sys.stdout)


def flushed() -> None:
    """Write out what is still waiting. Raises OutputLost."""
    sys.stdout.flush()


def reader_gone() -> None:
    """Nothing more can be written: keep Python from trying again, and complaining, at exit."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)


def _closed_output() -> int:
    sys.stderr.write("convdrill: standard output is closed.\n")
    return 2


def _in_plain_characters(error: UnicodeError) -> tuple[str, int]:
    """What a terminal's encoding lacks: a plain sign that reads the same, or else an escape."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    return "".join(_PLAIN.get(sign, sign.encode("ascii", "backslashreplace").decode()) for sign in missing), error.end
