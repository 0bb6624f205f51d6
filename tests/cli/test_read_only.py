"""A store on a real read-only disk: what is in it can be read and taken away. Needs root, to mount the disk."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.helpers.stores import contents, filled_store
from tests.store.test_released import KEPT

pytestmark = [pytest.mark.system, pytest.mark.xdist_group("mounts")]

READING = (
    ("stats",),
    ("skills",),
    ("history",),
    ("history", "--json"),
    ("history", "export", "-", "--format", "csv"),
    ("learners",),
    ("settings",),
    ("doctor",),
)
WRITING = (
    ("undo",),
    ("redo",),
    ("settings", "new_per_day", "3"),
    ("practice", "--plain", "--limit", "1"),
    ("backup",),
    ("history", "import", "-", "--format", "jsonl"),
)


@pytest.fixture
def disk(home: Path) -> Iterator[Path]:
    """The home of the commands, on a disk of its own."""
    home.mkdir()
    try:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(home)], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"cannot mount: {error}")
    yield home
    subprocess.run(["umount", str(home)], check=True)


def _locked(disk: Path) -> dict[str, bytes]:
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    return contents(disk)


def test_read_and_taken_away(disk: Path, run: Run, tmp_path: Path) -> None:
    """Commands that only read say what they say elsewhere; a backup and an export can be made on another disk."""
    filled_store(disk / "convdrill.db")
    there = [run(*words) for words in READING]
    before = _locked(disk)
    for words, wanted in zip(READING, there, strict=True):
        ran = run(*words)
        assert (ran.code, ran.err) == (0, ""), words
        assert ran.out == wanted.out, words
    assert run("backup", str(tmp_path / "copy.db")).out.startswith("Backed up 6 events")
    assert run("history", "export", str(tmp_path / "log.csv")).code == 0
    for words in WRITING:
        ran = run(*words, typed="" if "import" in words else "1\n")
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1), words
        assert "read-only" in ran.err, words
    assert contents(disk) == before
    assert run("doctor", "--database", str(tmp_path / "copy.db")).code == 0


def test_an_older_store(disk: Path, run: Run, tmp_path: Path) -> None:
    """It cannot be upgraded where it is, which is said; a copy of it can be."""
    shutil.copy(KEPT / "0001.db", disk / "convdrill.db")
    _locked(disk)
    ran = run("history")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "older convdrill" in ran.err
    copy = tmp_path / "copy.db"
    assert run("backup", str(copy)).code == 0
    assert run("history", "--database", str(copy)).code == 0
