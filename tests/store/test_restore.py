"""Bringing a backup back: looked at first, in one step, with what was there kept."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.helpers.stores import contents
from tests.store.making import chain, review
from trainer.store import NotAStore, Store, StoreBusy, StoreDamaged, StoreError, StoreFull, StoreMissing
from trainer.store.backups import Backup, Why, make, of_store
from trainer.store.restore import newest_good, restore

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


def recorded(path: Path, first: int, last: int) -> None:
    with Store.open(path) as store:
        store.record([review(f"{number:03d}", number) for number in range(first, last)], chain)


def ids(path: Path) -> list[str]:
    with Store.open(path) as store:
        assert store.cards("me") == store.rebuild("me", chain)
        return [event.id for event in store.events("me")]


@pytest.fixture
def backup(path: Path) -> Backup:
    """Of 20 events; the store itself has 30 since."""
    recorded(path, 0, 20)
    made = make(path, NOW, Why.ASKED)
    recorded(path, 20, 30)
    return made


def test_a_sound_store_is_backed_up_first(path: Path, backup: Backup) -> None:
    """The backup comes back, and the way to what was there since stays open."""
    done = restore(backup.path, path, LATER)
    assert (done.found.events, done.kept_damaged) == (20, False)
    assert len(ids(path)) == 20
    assert done.kept is not None
    assert restore(done.kept, path, LATER).found.events == 30
    assert len(ids(path)) == 30


def test_events_in_the_log_of_a_killed_program_are_kept(path: Path, backup: Backup, tmp_path: Path) -> None:
    """What was only in the log beside the file is in the backup that is made of it."""
    with Store.open(path) as store:
        store.record([review("100", 100)], chain)
        killed = tmp_path / "killed" / "log.db"
        killed.parent.mkdir()
        for file in (path, path.with_name("log.db-wal")):
            killed.with_name(file.name).write_bytes(file.read_bytes())
    done = restore(backup.path, killed, LATER)
    assert done.kept is not None
    assert len(ids(done.kept)) == 31
    assert len(ids(killed)) == 20


def test_a_damaged_store_is_put_aside(path: Path, backup: Backup) -> None:
    """Byte for byte, with the log beside it; the log never gets near the file that is restored."""
    log = path.with_name("log.db-wal")
    whole = bytearray(path.read_bytes())
    whole[4096 * 5 : 4096 * 6] = b"\xa5" * 4096
    path.write_bytes(whole)
    log.write_bytes(b"garbage" * 1000)
    done = restore(backup.path, path, LATER)
    assert done.kept_damaged
    assert done.kept is not None
    assert done.kept.read_bytes() == whole
    assert done.kept.with_name(f"{done.kept.name}-wal").read_bytes() == b"garbage" * 1000
    assert len(ids(path)) == 20


@pytest.mark.parametrize("content", [b"", b"dear diary", b"\x00" * 5000])
def test_a_store_that_is_none_any_more(path: Path, backup: Backup, content: bytes) -> None:
    """Whatever is left of it is kept."""
    path.write_bytes(content)
    done = restore(backup.path, path, LATER)
    assert done.kept is not None
    assert done.kept.read_bytes() == content
    assert len(ids(path)) == 20


def test_a_store_that_is_gone(path: Path, backup: Backup) -> None:
    """There is nothing to keep then."""
    path.unlink()
    assert restore(backup.path, path, LATER).kept is None
    assert len(ids(path)) == 20


def test_the_newest_good_one(path: Path, backup: Backup) -> None:
    """Broken backups are passed over, and each is told."""
    pages, digest, header = (make(path, LATER + timedelta(hours=hour), Why.AUTOMATIC).path for hour in range(3))
    pages.write_bytes(pages.read_bytes()[:-4096])
    header.write_bytes(b"\x00" * 200)
    with closing(sqlite3.connect(digest)) as raw:
        raw.execute("UPDATE events SET submission = '9' WHERE id = '003'")
        raw.commit()
    found, broken = newest_good(path)
    assert found == backup
    assert [one.path for one, _ in broken] == [header, digest, pages]
    assert all(reason for _, reason in broken)
    assert broken[1][1] == "1 of its events does not match its digest."
    backup.path.write_bytes(b"")
    with pytest.raises(StoreDamaged, match="None of the backups"):
        newest_good(path)


def test_no_backups(path: Path) -> None:
    """Told as such."""
    with pytest.raises(StoreMissing, match="no backups"):
        newest_good(path)


@pytest.mark.parametrize("kind", ["damaged", "foreign", "missing", "folder", "itself"])
def test_what_cannot_be_restored(path: Path, backup: Backup, tmp_path: Path, kind: str) -> None:
    """It is refused before anything is touched."""
    source = tmp_path / "source.db"
    if kind == "damaged":
        source.write_bytes(backup.path.read_bytes()[:-4096])
    elif kind == "foreign":
        with closing(sqlite3.connect(source)) as raw:
            raw.execute("CREATE TABLE photos (name TEXT)")
            raw.commit()
    elif kind == "folder":
        source.mkdir()
    elif kind == "itself":
        source.symlink_to(path)
    before = contents(tmp_path)
    with pytest.raises(StoreError):
        restore(source, path, LATER)
    assert contents(tmp_path) == before


def test_not_over_another_program(backup: Backup, tmp_path: Path) -> None:
    """A file of another program, for which there are no backups, is not put aside."""
    photos = tmp_path / "photos.db"
    with closing(sqlite3.connect(photos)) as raw:
        raw.execute("CREATE TABLE photos (name TEXT)")
        raw.commit()
    before = photos.read_bytes()
    with pytest.raises(NotAStore, match="another program"):
        restore(backup.path, photos, LATER)
    assert photos.read_bytes() == before


HOLDER = """
import sys
from trainer.store import Store
with Store.open(sys.argv[1]) as store:
    list(store.events("me"))
    print("open", flush=True)
    sys.stdin.readline()
"""


def test_a_store_in_use(path: Path, backup: Backup) -> None:
    """While another program has it open it is not replaced under its hands."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        with pytest.raises(StoreBusy, match="close it"):
            restore(backup.path, path, LATER)
        assert [one.path for one in of_store(path)] == [backup.path]
        holder.communicate("\n")
    restore(backup.path, path, LATER)
    assert len(ids(path)) == 20


def test_nothing_is_left_behind(path: Path, backup: Backup, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the last step fails, the store is what it was, and no half-made file stays."""

    def fails(self: Path, target: Path) -> Path:
        if target == path:
            raise OSError(28, "No space left on device")
        os.replace(self, target)  # noqa: PTH105 - the method itself is replaced
        return target

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(StoreFull):
        restore(backup.path, path, LATER)
    monkeypatch.undo()
    assert len(ids(path)) == 30
    assert sorted(file.name for file in path.parent.iterdir()) == ["log.db", "log.db.backups"]
