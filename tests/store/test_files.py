"""Files that are no store, or a damaged one: the right sentence, and not a byte changed."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.making import chain, review
from trainer.store import NotAStore, Store, StoreDamaged, StoreError, StoreReadOnly, StoreUnreachable

NOBODY = 65534


def _store(path: Path, events: int = 40) -> bytes:
    with Store.open(path) as store:
        store.record([review(f"{number:03d}", number) for number in range(events)], chain)
    return path.read_bytes()


def _foreign(path: Path, *, wal: bool = False) -> None:
    with closing(sqlite3.connect(path)) as raw:
        if wal:
            raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("CREATE TABLE photos (name TEXT)")
        raw.commit()


def _text(path: Path) -> None:
    path.write_text("dear diary\n" * 100)


def _short_text(path: Path) -> None:
    path.write_text("x")


def _foreign_wal(path: Path) -> None:
    _foreign(path, wal=True)


def _foreign_with_its_log(path: Path) -> None:
    """A database in write-ahead mode whose program was killed: its log must stay beside it."""
    source = path.with_name("source")
    with closing(sqlite3.connect(source)) as raw:
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("CREATE TABLE photos (name TEXT)")
        raw.commit()
        path.write_bytes(source.read_bytes())
        path.with_name(path.name + "-wal").write_bytes(source.with_name("source-wal").read_bytes())
    source.unlink()


def _foreign_with_versions(path: Path) -> None:
    """Another program that uses Alembic."""
    _foreign(path)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE alembic_version (version_num TEXT)")
        raw.execute("INSERT INTO alembic_version VALUES ('0001')")
        raw.commit()


def _truncated(path: Path) -> None:
    whole = _store(path)
    path.write_bytes(whole[: len(whole) * 2 // 3])


def _cut_in_the_header(path: Path) -> None:
    path.write_bytes(_store(path)[:60])


def _flipped_magic(path: Path) -> None:
    path.write_bytes(b"sQLite" + _store(path)[6:])


def _flipped_page_size(path: Path) -> None:
    whole = _store(path)
    path.write_bytes(whole[:16] + b"\x03\x07" + whole[18:])


def _zeroed_schema(path: Path) -> None:
    whole = _store(path)
    path.write_bytes(whole[:100] + bytes(3000) + whole[3100:])


def _lost_main_file(path: Path) -> None:
    """The file is empty, but the log beside it holds answers that SQLite would throw away."""
    path.write_bytes(b"")
    path.with_name(path.name + "-wal").write_bytes(b"answers")


def _directory(path: Path) -> None:
    path.mkdir()


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _open_files(directory: Path) -> list[str]:
    """The files in `directory` that this process holds open (where the system can tell)."""
    descriptors = Path("/proc/self/fd")
    links = (
        [str(name.readlink()) for name in descriptors.iterdir() if name.is_symlink()] if descriptors.exists() else []
    )
    return [link for link in links if link.startswith(f"{directory}/")]


@pytest.mark.parametrize(
    ("make", "error", "words"),
    [
        (_text, NotAStore, "not a convdrill store"),
        (_short_text, NotAStore, "not a convdrill store"),
        (_foreign, NotAStore, "another program"),
        (_foreign_wal, NotAStore, "another program"),
        (_foreign_with_its_log, NotAStore, "another program"),
        (_foreign_with_versions, NotAStore, "another program"),
        (_directory, NotAStore, "directory"),
        (_pipe, NotAStore, "regular file"),
        (_truncated, StoreDamaged, "damaged"),
        (_cut_in_the_header, StoreDamaged, "damaged"),
        (_flipped_magic, StoreDamaged, "damaged"),
        (_flipped_page_size, StoreDamaged, "damaged"),
        (_zeroed_schema, StoreDamaged, "damaged"),
        (_lost_main_file, StoreDamaged, "backup"),
    ],
)
def test_left_alone(path: Path, make: Callable[[Path], None], error: type[StoreError], words: str) -> None:
    """Each is refused in one sentence that names the file; its bytes and its neighbours stay as they were."""
    make(path)
    before = {name: name.read_bytes() for name in path.parent.iterdir() if name.is_file()}
    with pytest.raises(error, match=words) as caught:
        Store.open(path)
    assert str(path) in str(caught.value)
    assert str(caught.value).count("\n") == 0
    assert str(caught.value).endswith(".")
    assert not caught.value.retryable
    assert {name: name.read_bytes() for name in path.parent.iterdir() if name.is_file()} == before
    assert not _open_files(path.parent)


def test_damage_found_later(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a store too large to be checked at every opening, damage is met when it is read, and said."""
    monkeypatch.setattr("trainer.store.integrity.LARGEST", 0)
    whole = _store(path, events=400)
    middle = len(whole) // 2 // 4096 * 4096
    path.write_bytes(whole[:middle] + b"\xff" * 4096 * 8 + whole[middle + 4096 * 8 :])
    with Store.open(path) as store, pytest.raises(StoreDamaged):
        list(store.events("me"))
        store.verify("me")


def test_damage_found_by_sqlite(path: Path) -> None:
    """Damage that only SQLite notices, as it opens the file, leaves its bytes as they were, and it is not held open."""
    whole = _store(path)
    broken = whole[:21] + b"\x00" + whole[22:]  # a fraction that is 64 in every SQLite file
    path.write_bytes(broken)
    with pytest.raises(StoreDamaged, match="damaged"):
        Store.open(path)
    assert path.read_bytes() == broken
    assert not _open_files(path.parent)


def test_empty_file(path: Path) -> None:
    """An empty file becomes a store."""
    path.touch()
    assert len(_store(path)) > 0


def test_new_directory(tmp_path: Path) -> None:
    """Missing directories are made, and they and the file are their owner's alone, under any umask."""
    path = tmp_path / "new" / "deep" / "log.db"
    before = os.umask(0o000)
    try:
        with Store.open(path) as store:
            store.record([review("1")], chain)
            modes = {name.name: name.stat().st_mode & 0o777 for name in path.parent.iterdir()}
    finally:
        os.umask(before)
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert modes == {"log.db": 0o600, "log.db-wal": 0o600, "log.db-shm": 0o600}


def test_file_in_the_way(tmp_path: Path) -> None:
    """A file where a directory should be is said, not traced back."""
    (tmp_path / "file").write_text("x")
    for name in ("log.db", "deep/log.db", "deep/deeper/log.db"):
        with pytest.raises(StoreUnreachable, match=f"{name} cannot be made: {tmp_path}/file is not a directory"):
            Store.open(tmp_path / "file" / name)


def test_after_a_kill(path: Path) -> None:
    """A store whose program was killed, its log still beside it, opens with all its answers."""
    with Store.open(path) as store:
        store.record([review("1")], chain)
        killed = path.with_name("killed.db")
        killed.write_bytes(path.read_bytes())
        killed.with_name("killed.db-wal").write_bytes(path.with_name("log.db-wal").read_bytes())
    with Store.open(killed) as store:
        assert [event.id for event in store.events("me")] == ["1"]


def test_link(path: Path) -> None:
    """A link to a store is that store: one that lost its main file is recognised behind the link too."""
    _store(path)
    link = path.with_name("link.db")
    link.symlink_to(path)
    with Store.open(link) as store:
        assert len(list(store.events("me"))) == 40
    path.unlink()
    _lost_main_file(path)
    with pytest.raises(StoreDamaged):
        Store.open(link)


@pytest.fixture
def unprivileged() -> Iterator[Path]:
    """A store of a user without root's right to write everything; as root the test becomes one for a while."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "unprivileged.db"
        _store(path)
        path.chmod(0o444)
        if os.geteuid() != 0:
            yield path
            return
        path.parent.chmod(0o755)
        os.setresuid(NOBODY, NOBODY, 0)
        try:
            yield path
        finally:
            os.setresuid(0, 0, 0)


def test_no_rights(unprivileged: Path) -> None:
    """A file one may not write is refused as read-only."""
    with pytest.raises(StoreReadOnly, match="read-only"):
        Store.open(unprivileged)
