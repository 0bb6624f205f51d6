"""Running commands in this process, with a home of their own."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from trainer.cli import main


@dataclass(frozen=True)
class Ran:
    """What a command came to."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]

NAMES = frozenset({"Flatten", "Flax", "Flax's", "Keras", "Keras'", "Moodle", "True", "Unflatten"})
"""Words with one capital letter that keep it wherever they stand."""
_COMPLAINT = re.compile(r"convdrill: (\S+)(?: .*)?[.!?)]")


def assert_form(err: str) -> None:
    """Whatever stands on standard error is the program's name and a sentence, in lower case unless it is a name."""
    for line in err.splitlines():
        complaint = _COMPLAINT.fullmatch(line)
        assert complaint, line
        assert not re.fullmatch(r"[A-Z][a-z]*['’]?s?", complaint[1]) or complaint[1] in NAMES, line


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data directory of the commands."""
    place = tmp_path / "home"
    monkeypatch.setenv("CONVDRILL_HOME", str(place))
    return place


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command with the given words and standard input."""

    def act(*words: str, typed: str | bytes = "") -> Ran:
        data = typed if isinstance(typed, bytes) else typed.encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        try:
            code = main(list(words))
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 1
        told = capsys.readouterr()
        assert_form(told.err)
        return Ran(code, told.out, told.err)

    return act
