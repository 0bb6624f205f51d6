"""Standard streams that are closed, full or of a poor encoding, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = f"{sys.executable} -c 'import sys; from trainer.cli import main; sys.exit(main())'"


def shell(line: str, home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a shell line in which `convdrill` is the command."""
    return subprocess.run(
        ["sh", "-c", line.replace("convdrill", COMMAND)],
        env={**os.environ, "CONVDRILL_HOME": str(home), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("away", [">/dev/full", ">&-"], ids=["full", "closed"])
@pytest.mark.parametrize(
    "words", ["explain 'nn.Conv2d(3, 10, 3)'", "--version", "question --count 300 --json", "stats"]
)
def test_output_that_cannot_be_written(words: str, away: str, tmp_path: Path) -> None:
    """One line on standard error and exit code 2, which no verdict has; never a traceback."""
    if away == ">/dev/full" and not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    ran = shell(f"convdrill {words} {away}", tmp_path)
    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1), ran.stderr
    assert ran.stderr.startswith("convdrill: standard output")


def test_a_reader_that_has_seen_enough(tmp_path: Path) -> None:
    """`| head -1` ends the program quietly."""
    ran = shell("convdrill question --count 2000 --json | head -1", tmp_path)
    assert (ran.returncode, ran.stderr, ran.stdout.count("\n")) == (0, "", 1)


def test_closed_input(tmp_path: Path) -> None:
    """It is an empty answer for `check`, the end of input for practice, and no terminal for the app."""
    assert shell("convdrill check 'nn.Conv2d(3, 10, 3)' - <&-", tmp_path).returncode == 2
    assert shell("convdrill practice --plain <&-", tmp_path).returncode == 0
    app = shell("convdrill <&-", tmp_path)
    assert (app.returncode, "terminal" in app.stderr) == (2, True)


def test_a_poor_encoding(tmp_path: Path) -> None:
    """What ASCII lacks is shown by a plain sign that reads the same."""
    ran = shell("convdrill question conv2d.parameters/v1/1/42", tmp_path, PYTHONIOENCODING="ascii")
    assert ran.returncode == 0
    assert " filters of size " in ran.stdout
    assert "\\x" not in ran.stdout


@pytest.mark.parametrize(
    "url", ["sqlite:///", ":memory:", "sqlite:///:memory:", "sqlite:x.db", "sqlite:///x.db?mode=ro", ""]
)
def test_a_url_that_names_no_store(url: str, tmp_path: Path) -> None:
    """It is refused in one line, and nothing is made."""
    for words in ("stats", "practice --plain"):
        ran = shell(f"cd '{tmp_path}' && convdrill {words} --database '{url}' </dev/null", tmp_path / "home")
        assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (2, "", 1), ran
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("home", ["/dev/null", "a" * 300])
def test_an_impossible_home(home: str) -> None:
    """A directory that cannot be is said so."""
    for words in ("stats", "skills", "practice --plain"):
        ran = shell(f"convdrill {words} </dev/null", Path(home))
        assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (2, "", 1), ran
