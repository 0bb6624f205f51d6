"""Disks and files that cannot be used: one clear line, exit code 2, nothing on standard output, nothing touched."""

from __future__ import annotations

import hashlib
import os
import pty
import re
import sqlite3
import subprocess
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.helpers.clock import Clock
from tests.helpers.driver import Driver
from tests.system.kept import kept_reviews
from tests.system.program import (
    COMMAND,
    SECONDS,
    environment,
    need_mounts,
    on_a_read_only_mount,
    on_a_small_disk,
    run,
)
from trainer.journal import open_journal
from trainer.session import PracticeSession, SessionPlan

pytestmark = [pytest.mark.system, pytest.mark.xdist_group("mounts")]

_CODES = re.compile(r"\x1b[\[\]<>=?][0-9;?<>=]*[a-zA-Z]|\x1b[=>78]|[\x00\r\x07\x0f]")
PLAIN = ("practice", "--plain")
STATS = ("stats",)


def _store(home: Path, answers: int = 3) -> Path:
    """A store with some answers."""
    from random import Random

    home.mkdir(exist_ok=True)
    clock = Clock()
    journal = open_journal(str(home / "convdrill.db"), None, clock)
    session = PracticeSession({}, SessionPlan(limit=answers, minutes=None), Random(1), clock())
    Driver(session, journal, clock).finish(lambda question: question.expected)
    journal.close()
    return home / "convdrill.db"


def _corrupt(home: Path) -> None:
    path = _store(home)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 2 // 3])


def _corrupt_inside(home: Path) -> None:
    """Sound at its ends; the pages between are not."""
    path = _store(home, 40)
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xa5" * (len(whole) - 8192) + whole[-4096:])


def _newer(home: Path) -> None:
    with closing(sqlite3.connect(_store(home))) as raw:
        tables = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        if "alembic_version" in tables:
            raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.execute("PRAGMA user_version = 9999")
        raw.commit()


def _directory(home: Path) -> None:
    (home / "convdrill.db").mkdir(parents=True)


def _text(home: Path) -> None:
    home.mkdir()
    (home / "convdrill.db").write_text("dear diary\n" * 50)


def _of_another_program(home: Path) -> None:
    home.mkdir()
    with closing(sqlite3.connect(home / "convdrill.db")) as raw:
        raw.execute("CREATE TABLE photos (name TEXT)")
        raw.commit()


UNUSABLE: dict[str, tuple[Callable[[Path], None], str]] = {
    "corrupt": (_corrupt, "damaged"),
    "corrupt inside": (_corrupt_inside, "damaged"),
    "newer": (_newer, "newer"),
    "directory": (_directory, "is a directory"),
    "text": (_text, "not a convdrill store"),
    "of another program": (_of_another_program, "another program"),
}


def _bytes(home: Path) -> dict[str, str]:
    """What each file holds. SQLite may leave an empty log beside a database it has read; that is not content."""
    return {
        str(path.relative_to(home)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(home.rglob("*"))
        if path.is_file()
        and not path.name.endswith("-shm")
        and not (path.name.endswith("-wal") and not path.stat().st_size)
    }


def _refused(done: subprocess.CompletedProcess[bytes], words: str) -> None:
    error = done.stderr.decode()
    assert done.returncode == 2, error
    assert done.stdout == b""
    assert error.count("\n") == 1
    assert error.startswith("convdrill: ")
    assert words in error
    assert "Traceback" not in error


def _in_a_terminal(home: Path, arguments: Sequence[str] = (), wrapper: Sequence[str] = ()) -> tuple[int, str]:
    """Run the terminal app in a pseudo terminal until it ends by itself; what was written, escape codes and all."""
    main, other = pty.openpty()
    process = subprocess.Popen(
        [*wrapper, *COMMAND, *arguments],
        stdin=other,
        stdout=other,
        stderr=other,
        env=environment(home),
        start_new_session=True,
    )
    os.close(other)
    written = b""
    with suppress(OSError):  # how a pseudo terminal says that its other end is closed
        while piece := os.read(main, 65536):
            written += piece
    os.close(main)
    return process.wait(SECONDS), written.decode("utf-8", "replace")


def _refused_in_a_terminal(code: int, written: str, words: str) -> None:
    """The last thing on the terminal, with the app's screen gone, is one line that says what is the matter."""
    assert code == 2, written[-2000:]
    after = re.sub(
        r"\x1b[\[\]<>=?][0-9;?<>=]*[a-zA-Z]|\x1b[=>78]|[\x00\r\x07\x0f]", "", written.rpartition("\x1b[?1049l")[2]
    )
    lines = [line for line in after.split("\n") if line.strip()]
    assert len(lines) == 1, lines
    assert "convdrill: " in lines[0]
    assert words in lines[0]


@pytest.mark.parametrize("command", [PLAIN, STATS], ids=" ".join)
@pytest.mark.parametrize("kind", UNUSABLE)
def test_unusable_file(kind: str, command: tuple[str, ...], tmp_path: Path) -> None:
    """A file that is no sound store of ours is refused in one line and left as it is."""
    make, words = UNUSABLE[kind]
    home = tmp_path / "home"
    make(home)
    before = _bytes(home)
    _refused(run(home, *command, given=b"1\n"), words)
    assert _bytes(home) == before


@pytest.mark.parametrize("kind", UNUSABLE)
def test_unusable_file_in_a_terminal(kind: str, tmp_path: Path) -> None:
    """The terminal app says the same, once its screen is gone."""
    make, words = UNUSABLE[kind]
    home = tmp_path / "home"
    make(home)
    before = _bytes(home)
    _refused_in_a_terminal(*_in_a_terminal(home), words)
    assert _bytes(home) == before


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("command", [PLAIN, STATS, ()], ids=" ".join)
def test_read_only_mount(there: bool, command: tuple[str, ...], tmp_path: Path) -> None:
    """On a read-only mount a store, or the making of one, is refused in one line; what only reads, reads."""
    need_mounts()
    home = tmp_path / "home"
    home.mkdir()
    if there:
        _store(home)
    before = _bytes(home)
    wrapper = on_a_read_only_mount(home)
    if command:
        done = run(home, *command, given=b"1\n", wrapper=wrapper)
        if command == STATS:
            assert (done.returncode, done.stderr) == (0, b"")
        else:
            _refused(done, "read-only")
    else:
        code, written = _in_a_terminal(home, wrapper=wrapper)
        _refused_in_a_terminal(code, written, "read-only")
        assert "\x1b[?1049h" not in written, "the screen was taken over although the place was seen to be read-only"
    assert _bytes(home) == before


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("command", [PLAIN, ()], ids=" ".join)
def test_full_disk(there: bool, command: tuple[str, ...], tmp_path: Path) -> None:
    """On a full disk nothing can be kept: one line and exit code 2, and the store that was there is as it was."""
    need_mounts()
    home = tmp_path / "home"
    home.mkdir()
    if there:
        _store(home)
    before = _bytes(home)
    wrapper = on_a_small_disk(home, "2m", 0, tmp_path / "after")
    if command:
        _refused(run(home, *command, given=b"1\n", wrapper=wrapper), "full")
    else:
        _refused_in_a_terminal(*_in_a_terminal(home, wrapper=wrapper), "full")
    after = _bytes(tmp_path / "after")
    if there:
        assert after == before
        assert len(kept_reviews(tmp_path / "after")) == 3


def test_disk_fills_up(tmp_path: Path) -> None:
    """A disk that fills up in the middle ends a plain session with exit code 2; what was acknowledged is kept."""
    need_mounts()
    home = tmp_path / "home"
    home.mkdir()
    wrapper = on_a_small_disk(home, "1m", -1, tmp_path / "after")
    answers = b"?\n" * 2000
    done = run(home, *PLAIN, "--limit", "2000", given=answers, wrapper=wrapper)
    error = done.stderr.decode()
    assert done.returncode == 2, error
    assert error.startswith("convdrill: ")
    assert "full" in error
    assert error.count("\n") == 1
    told = re.findall(r"^Rated .* Reference: (\S+)$", done.stdout.decode(), re.MULTILINE)
    assert len(told) > 5
    assert "The answer is not saved yet" in done.stdout.decode()
    kept = [review.reference for review in kept_reviews(tmp_path / "after")]
    assert kept[: len(told)] == told
    assert len(kept) == len(told)
