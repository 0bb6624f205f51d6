"""`convdrill serve` without a browser: what is refused before anything is served. The rest is in tests/web."""

from __future__ import annotations

import shlex
import socket
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.helpers.programs import missing
from trainer.cli import serve


def test_without_the_extra(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line that says what to install; the store is not touched."""
    monkeypatch.setattr(serve, "find_spec", lambda name: None)
    ran = run("serve")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "convdrill: serving the app to a browser needs more to be installed: pip install 'convdrill[web]'.\n"
    )
    assert not home.exists()


@pytest.mark.parametrize("port", ["-1", "65536", "http", ""])
def test_ports_that_are_none(run: Run, port: str) -> None:
    """A port is a number up to 65535."""
    ran = run("serve", f"--port={port}")
    assert (ran.code, ran.out) == (2, "")
    assert "is not a whole number from 0 to 65535" in ran.err


def test_the_command_of_a_tab() -> None:
    """It is quoted for the shell, so that a strange path is a path, and runs this Python."""
    words = shlex.split(serve.tab_command("a b; rm -rf $HOME/'x.db", "ada lovelace"))
    assert words[0] == sys.executable
    assert words[-4:] == ["--database", "a b; rm -rf $HOME/'x.db", "--learner", "ada lovelace"]


@pytest.mark.browser
def test_a_port_in_use(run: Run) -> None:
    """Said in one line, with what to do."""
    if find_spec("textual_serve") is None:
        missing("textual-serve is not installed")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ran = run("serve", "--port", str(taken.getsockname()[1]))
    assert (ran.code, ran.out) == (2, "")
    assert "cannot be used" in ran.err
    assert "try --port" in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.browser
def test_a_store_that_cannot_be_opened(run: Run, tmp_path: Path) -> None:
    """It is refused before anything is served, as every command does."""
    if find_spec("textual_serve") is None:
        missing("textual-serve is not installed")
    file = tmp_path / "no.db"
    file.write_bytes(b"this is no store, and long enough to be sure of that" * 100)
    ran = run("serve", "--port", "0", "--database", str(file))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1
