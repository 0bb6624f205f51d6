"""The folder of backups: which are kept, when the next one is due, and that each is looked at before it counts."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.stores import contents
from tests.store.making import chain, review
from trainer.store import Store, StoreDamaged, StoreError
from trainer.store.backup import BackupFailed, copy, verify
from trainer.store.backups import (
    DAILY_FOR,
    INTERVAL,
    WEEKLY_FOR,
    AutomaticBackups,
    Backup,
    Why,
    free,
    make,
    of_store,
    superfluous,
)

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def backup(at: datetime, why: Why = Why.AUTOMATIC) -> Backup:
    return Backup(at, why, Path(f"convdrill-{at:%Y%m%dT%H%M%SZ}-{why}.db"))


minutes = st.lists(st.integers(-2 * 1440, 900 * 1440), unique=True, max_size=40)
moments = minutes.map(lambda ages: [NOW - timedelta(minutes=age) for age in ages])


@given(moments)
def test_what_is_kept(times: list[datetime]) -> None:
    """All of two days; else one of each day, week or month, its newest; always the newest of all."""
    backups = [backup(at) for at in times]
    gone = superfluous(backups, NOW)
    kept = [one for one in backups if one not in gone]
    assert set(gone) <= set(backups)
    assert all(one in kept for one in backups if NOW - one.at < 2 * DAY)
    for one in gone:
        age = NOW - one.at
        span = DAY if age < DAILY_FOR else 7 * DAY if age < WEEKLY_FOR else 31 * DAY
        assert any(one.at < other.at < one.at + span for other in kept)
    if backups:
        assert max(backups, key=lambda one: one.at) in kept
    assert superfluous(kept, NOW) == []


@given(moments, st.sampled_from([why for why in Why if why is not Why.AUTOMATIC]))
def test_only_automatic_ones_go(times: list[datetime], why: Why) -> None:
    """What somebody asked for, or what was made before something risky, stays."""
    assert superfluous([backup(at, why) for at in times], NOW) == []


def test_a_year_of_backups() -> None:
    """However often it is thinned on the way, each stretch of time keeps its backup, and there are few of them."""
    kept: list[Backup] = []
    start = NOW - 400 * DAY
    for hour in range(0, 400 * 24, 3):
        now = start + timedelta(hours=hour)
        kept.append(backup(now))
        gone = superfluous(kept, now)
        kept = [one for one in kept if one not in gone]
    ages = [now - one.at for one in kept]
    for day in range(1, 16):
        assert any(one.at.date() == (now - day * DAY).date() for one in kept)
    for week in range(3, 10):
        assert any(one.at.isocalendar()[:2] == (now - 7 * week * DAY).isocalendar()[:2] for one in kept)
    for month in range(3, 12):
        assert any(30 * (month - 1) * DAY <= age < 30 * (month + 1) * DAY for age in ages)
    assert sum(age < 2 * DAY for age in ages) == 16
    assert len(kept) < 60


@pytest.fixture
def store(path: Path) -> Path:
    with Store.open(path) as made:
        made.record([review(f"{number:03d}", number) for number in range(30)], chain)
    return path


def test_due_every_half_hour(store: Path) -> None:
    """The first is made at once; then none for half an hour, also by a program that is started anew."""
    backups = AutomaticBackups(store)
    assert backups.make_if_due(NOW) is not None
    for later in (timedelta(minutes=1), INTERVAL - timedelta(seconds=1)):
        assert backups.make_if_due(NOW + later) is None
        assert AutomaticBackups(store).make_if_due(NOW + later) is None
    assert backups.make_if_due(NOW + INTERVAL) is not None
    assert [one.at for one in of_store(store)] == [NOW + INTERVAL, NOW]


def test_two_programs(store: Path) -> None:
    """One program's backup is as good as the other's: neither makes one that the other has made since."""
    one, other = AutomaticBackups(store), AutomaticBackups(store)
    assert one.make_if_due(NOW) is not None
    assert other.make_if_due(NOW + timedelta(minutes=1)) is None
    assert other.make_if_due(NOW + INTERVAL) is not None
    assert one.make_if_due(NOW + INTERVAL + timedelta(minutes=1)) is None
    assert len(of_store(store)) == 2


def test_two_programs_in_one_moment(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who finds the name taken by the other's backup, made while its own was, has nothing to complain of."""
    one, other = AutomaticBackups(store), AutomaticBackups(store)

    def slow(source: Path, target: Path, newest: int | None) -> object:
        monkeypatch.undo()
        assert other.make_if_due(NOW) is not None
        return copy(source, target, newest)

    monkeypatch.setattr("trainer.store.backups.copy", slow)
    assert one.make_if_due(NOW) is None
    [made] = of_store(store)
    assert verify(made.path).unsound == ()
    assert one.make_if_due(NOW + INTERVAL) is not None


def test_asked_for_twice_in_one_moment(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two backups that were asked for at once each is made, and they have an order."""

    def slow(source: Path, target: Path, newest: int | None) -> object:
        monkeypatch.undo()
        make(store, NOW, Why.UPGRADE)
        return copy(source, target, newest)

    monkeypatch.setattr("trainer.store.backups.copy", slow)
    mine = make(store, NOW, Why.UPGRADE)
    newest, other = of_store(store)
    assert (newest, newest.number, other.number) == (mine, 2, 1)
    assert verify(newest.path) == verify(other.path)


def test_a_clock_that_was_set_back(store: Path) -> None:
    """Backups of a time to come neither keep the next one from being made nor are they taken away."""
    AutomaticBackups(store).make_if_due(NOW + 3 * DAY)
    backups = AutomaticBackups(store)
    assert backups.make_if_due(NOW) is not None
    assert len(of_store(store)) == 2
    assert backups.make_if_due(NOW - DAY) is not None


def test_thinned_on_the_way(store: Path) -> None:
    """A new backup takes superfluous ones away, and nothing that was not named by us."""
    backups = AutomaticBackups(store)
    for hours in range(0, 24, 4):
        backups.make_if_due(NOW + timedelta(hours=hours))
    folder = of_store(store)[0].path.parent
    others = ["mine.db", "convdrill-20200101T000000Z-auto.db.txt", "convdrill-20209901T000000Z-auto.db", "convdrill.db"]
    for name in others:
        (folder / name).write_text("not ours")
    backups.make_if_due(NOW + 5 * DAY)
    assert [one.at for one in of_store(store)] == [NOW + 5 * DAY, NOW + timedelta(hours=20), NOW + timedelta(hours=8)]
    assert all((folder / name).read_text() == "not ours" for name in others)


def test_left_by_a_kill(store: Path) -> None:
    """What is left of a backup that was interrupted long ago goes with the next one; a present one stays."""
    folder = make(store, NOW, Why.ASKED).path.parent
    for name, age in (("old", 2 * DAY), ("new", timedelta(0))):
        left = folder / f".convdrill-{name}.db.1.partial"
        left.write_text("x")
        at = left.stat().st_mtime - age.total_seconds()
        os.utime(left, (at, at))
    AutomaticBackups(store).make_if_due(NOW + DAY)
    assert [file.name for file in folder.glob(".*")] == [".convdrill-new.db.1.partial"]


def test_made_while_the_store_is_used(store: Path) -> None:
    """A backup of an open store, whose newest events are only in its log, holds them all, in one file."""
    with Store.open(store) as used:
        used.record([review("100", 100)], chain)
        made = make(store, NOW, Why.ASKED)
        assert verify(made.path).events == 31
        used.record([review("101", 101)], chain)
    assert [file.name for file in made.path.parent.iterdir()] == [made.path.name]
    assert made.path.stat().st_mode & 0o777 == 0o600
    assert made.path.parent.stat().st_mode & 0o777 == 0o700
    with Store.open(made.path) as copied:
        assert len(list(copied.events("me"))) == 31
        assert copied.cards("me") == copied.rebuild("me", chain)


def test_an_event_that_fails_its_digest(store: Path) -> None:
    """It is copied as it is and told; a store is not left without backups for it."""
    with closing(sqlite3.connect(store)) as raw:
        raw.execute("UPDATE events SET submission = '9' WHERE id = '003'")
        raw.commit()
    assert verify(make(store, NOW, Why.ASKED).path).unsound == ("003",)
    assert verify(make(store, NOW, Why.ASKED).path, newest=5).unsound == ()


@pytest.mark.parametrize("page", [4, 6, 8])
def test_of_a_damaged_store(store: Path, page: int) -> None:
    """No backup is made of it, and nothing is left behind."""
    whole = bytearray(store.read_bytes())
    whole[4096 * page : 4096 * (page + 1)] = b"\xa5" * 4096
    store.write_bytes(whole)
    before = contents(store.parent)
    with pytest.raises(BackupFailed, match="damaged"):
        make(store, NOW, Why.ASKED)
    assert contents(store.parent) == before


def test_over_a_file(store: Path, tmp_path: Path) -> None:
    """A file that is there is not overwritten."""
    target = tmp_path / "mine"
    target.write_text("mine")
    with pytest.raises(BackupFailed, match="there already"):
        copy(store, target)
    assert target.read_text() == "mine"


def test_names_are_free(store: Path) -> None:
    """Two backups of one second have different names, and both are found, in order."""
    first, second = make(store, NOW, Why.ASKED), make(store, NOW, Why.ASKED)
    assert first.path != second.path
    assert of_store(store) == [second, first]
    assert free(store, NOW, Why.ASKED).path not in (first.path, second.path)


@given(at=st.integers(0, 10_000), value=st.integers(1, 255))
@settings(max_examples=100, deadline=None)
def test_a_changed_byte_is_seen(tmp_path_factory: pytest.TempPathFactory, at: int, value: int) -> None:
    """Wherever a byte of a backup changed: it is refused, or the event is named, or every event is what it was."""
    folder = tmp_path_factory.mktemp("changed")
    with Store.open(folder / "log.db") as made:
        made.record([review(f"{number:03d}", number) for number in range(3)], chain)
    original = make(folder / "log.db", NOW, Why.ASKED).path
    whole = bytearray(original.read_bytes())
    whole[at * len(whole) // 10_001] ^= value
    changed = folder / "changed.db"
    changed.write_bytes(whole)
    try:
        found = verify(changed)
    except StoreError:
        return
    if not found.unsound:
        with Store.open(changed) as store:
            assert list(store.events("me")) == [review(f"{number:03d}", number) for number in range(3)]


def test_verifying_changes_nothing(store: Path) -> None:
    """Neither the copy nor its folder."""
    made = make(store, NOW, Why.ASKED)
    before = {file: file.read_bytes() for file in made.path.parent.iterdir()}
    verify(made.path)
    assert {file: file.read_bytes() for file in made.path.parent.iterdir()} == before
    made.path.write_bytes(made.path.read_bytes()[:-4096])
    with pytest.raises(StoreDamaged):
        verify(made.path)
