"""A disk that fails in the middle of a session: it holds, says so, and goes on when it can."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from tests.helpers.programs import need
from tests.system.kept import kept_reviews
from tests.system.program import (
    COMMAND,
    SECONDS,
    break_disk,
    environment,
    make_room,
    mended,
    need_failing_disks,
    need_mounts,
    on_a_failing_disk,
    on_a_small_disk,
)
from tests.system.terminal import Terminal

pytestmark = [pytest.mark.system, pytest.mark.xdist_group("mounts")]

_RATED = re.compile(r"^Rated .* Reference: (\S+)$", re.MULTILINE)
NOT_SAVED = "The answer is not saved yet"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    need_mounts()
    place = tmp_path / "home"
    place.mkdir()
    return place


def _plain(home: Path, wrapper: list[str], limit: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*wrapper, *COMMAND, "practice", "--plain", "--limit", str(limit)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(home),
        text=True,
        encoding="utf-8",
    )


def _until(stream: IO[str], words: str) -> str:
    """What is written up to the line with these words."""
    told = ""
    while words not in told:
        line = stream.readline()
        assert line, told
        told += line
    return told


def test_room_again(home: Path, tmp_path: Path) -> None:
    """The line mode waits at the answer that the full disk does not take, and goes on once there is room."""
    after, limit = tmp_path / "after", 200
    process = _plain(home, on_a_small_disk(home, "16m", 1_000_000, after), limit)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("?\n" * limit)
    process.stdin.flush()
    told = _until(process.stdout, NOT_SAVED)
    assert "is full; free some space and try again" in told
    before = len(_RATED.findall(told))
    make_room(home, after)
    rest, error = process.communicate(timeout=SECONDS * 2)
    assert (process.returncode, error) == (0, "")
    references = _RATED.findall(told + rest)
    assert 0 < before < len(references) == limit
    assert [review.reference for review in kept_reviews(after)] == references


@pytest.fixture
def terminal(home: Path) -> Iterator[Terminal]:
    need("tmux")
    made = Terminal(home)
    yield made
    made.close()


def test_room_again_in_the_app(terminal: Terminal, home: Path, tmp_path: Path) -> None:
    """The app holds the session at that answer, with the verdict shown and the reason told, and goes on by itself."""
    after = tmp_path / "after"
    terminal.start("practice", "--limit", "60", wrapper=on_a_small_disk(home, "16m", 700_000, after))
    answers = 0
    while True:
        answers += 1
        terminal.until_shown(rf"question {answers} of 60 ")
        terminal.press("?")
        found = terminal.until_shown(r"Not saved yet: |Rated \w+; comes back")
        if found[0].startswith("Not"):
            break
        terminal.press("Enter")
    assert answers > 2
    terminal.press("Enter")
    terminal.until_shown(r"Not saved yet: The disk with .* is full; free some space and try again\.")
    assert f"question {answers} of 60" in terminal.words
    make_room(home, after)
    terminal.until_shown(rf"question {answers + 1} of 60 ")
    assert "Not saved yet" not in terminal.words
    terminal.press("?")
    terminal.until_shown(r"Rated \w+; comes back")
    terminal.press("C-q")
    terminal.until(lambda: terminal.ended)
    assert terminal.exit_code == 0
    assert len(kept_reviews(after)) == answers + 1


def test_becomes_read_only(home: Path, tmp_path: Path) -> None:
    """A disk that the system makes read-only: what was acknowledged is kept, what was not is not, in one line."""
    need_failing_disks()
    image, after = tmp_path / "disk.img", tmp_path / "after"
    process = _plain(home, on_a_failing_disk(home, image), 50)
    assert process.stdin is not None
    assert process.stdout is not None
    told = ""
    for _ in range(5):
        process.stdin.write("?\n")
        process.stdin.flush()
        told += _until(process.stdout, "Rated ")
    break_disk(image)
    rest, error = process.communicate("?\n" * 10, timeout=SECONDS)
    assert process.returncode == 2
    assert error.startswith("convdrill: ")
    assert error.count("\n") == 1
    assert _RATED.findall(rest) == []
    assert NOT_SAVED in rest or "read-only" in error
    mended(home, image, after)
    assert [review.reference for review in kept_reviews(after)] == _RATED.findall(told)
