"""Real full and read-only disks. Needs root, to mount them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.helpers.stores import contents
from tests.store.making import chain, review
from trainer.store import Store, StoreError, StoreFull, StoreReadOnly
from trainer.store.backups import Why, make
from trainer.store.restore import restore

pytestmark = [pytest.mark.system, pytest.mark.xdist_group("mounts")]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 1 MiB: a restore holds four copies of a store for a moment, and an empty one has 80 KiB."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"cannot mount: {error}")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def _fill(disk: Path) -> Path:
    """A file that takes all the space there is."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        size = 4096
        while size:
            try:
                size = file.write(b"x" * size)
            except OSError:
                break
    return filler


def test_full(disk: Path) -> None:
    """On a full disk an answer is refused as such and nothing is lost; with space again the same call succeeds."""
    path = disk / "log.db"
    with Store.open(path) as store:
        kept = 0
        store.record([review("0000")], chain)
        filler = _fill(disk)
        with pytest.raises(StoreFull, match="full") as caught:
            for kept in range(1, 1000):
                store.record([review(f"{kept:04d}", kept, prompt="p" * 3000)], chain)
        assert caught.value.retryable
        assert [event.id for event in store.events("me")] == [f"{number:04d}" for number in range(kept)]
        with pytest.raises(StoreFull):
            store.record([review(f"{kept:04d}", kept, prompt="p" * 3000)], chain)
        filler.unlink()
        store.record([review(f"{kept:04d}", kept, prompt="p" * 3000)], chain)
    with Store.open(path) as store:
        assert len(list(store.events("me"))) == kept + 1
        assert store.cards("me") == store.rebuild("me", chain)
        assert store.verify("me") == []


def test_backups_on_a_full_disk(disk: Path) -> None:
    """Neither a backup nor a restore can be finished; the store is what it was, and nothing is left lying about."""
    path = disk / "log.db"
    at = datetime(2026, 3, 1, tzinfo=UTC)
    with Store.open(path) as store:
        store.record([review("1", prompt="p" * 50_000)], chain)
    backup = make(path, at, Why.ASKED).path
    with Store.open(path) as store:
        store.record([review("2", 2)], chain)
    filler = _fill(disk)
    before = contents(disk)
    for act in (lambda: make(path, at, Why.ASKED), lambda: restore(backup, path, at)):
        with pytest.raises(StoreFull):
            act()
        assert contents(disk) == before
    filler.unlink()
    with Store.open(path) as store:
        assert [event.id for event in store.events("me")] == ["1", "2"]
    restore(backup, path, at)
    with Store.open(path) as store:
        assert [event.id for event in store.events("me")] == ["1"]


def test_opened_on_a_full_disk(disk: Path) -> None:
    """Neither a new store nor an old one can be opened on a full disk; both can once there is space."""
    with Store.open(disk / "old.db") as store:
        store.record([review("1")], chain)
    filler = _fill(disk)
    for name in ("new.db", "old.db"):
        with pytest.raises(StoreFull), Store.open(disk / name) as store:
            store.record([review("2", 2, prompt="p" * 5000)], chain)
    filler.unlink()
    for name, count in (("new.db", 1), ("old.db", 2)):
        with Store.open(disk / name) as store:
            store.record([review("2", 2)], chain)
            assert len(list(store.events("me"))) == count


def test_read_only(disk: Path) -> None:
    """On a read-only disk a store is refused as read-only, be it there already or not."""
    with Store.open(disk / "log.db") as store:
        store.record([review("1")], chain)
    before = (disk / "log.db").read_bytes()
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    for name in ("log.db", "new.db", "deep/new.db"):
        with pytest.raises(StoreReadOnly, match="read-only") as caught:
            Store.open(disk / name)
        assert isinstance(caught.value, StoreError)
        assert name.rpartition("/")[2] in str(caught.value)
    assert (disk / "log.db").read_bytes() == before
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    with Store.open(disk / "log.db") as store:
        store.record([review("2", 2)], chain)
