"""Addresses, and how transactions keep out of each other's way."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest

from tests.store.making import chain, review
from trainer.domain import Card, Event
from trainer.store import Store, StoreBusy, StoreError, StoreUnreachable, connection


@pytest.mark.parametrize("form", ["{}", "sqlite:///{}", "sqlite:////{}"])
def test_addresses(path: Path, form: str) -> None:
    """A path and its URL are the same store, whatever is in the name."""
    path = path.with_name("a%20b?mode=ro#ä.db")
    Store.open(form.format(path)).close()
    assert path.stat().st_size > 0


def test_relative(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative path is settled when the store is opened, not when a connection is made."""
    monkeypatch.chdir(path.parent)
    with Store.open("sqlite:///here.db") as store:
        monkeypatch.chdir("/")
        store.record([review("1")], chain)
    assert path.with_name("here.db").exists()


@pytest.mark.parametrize(
    "url", ["mysql://h/d", "http://x", "sqlite://", "sqlite:///", "sqlite:///:memory:", "sqlite://host/x", "", "."]
)
def test_other_addresses(url: str) -> None:
    """Anything else is refused in a sentence."""
    with pytest.raises(StoreError, match=r"\.$"):
        Store.open(url)


def test_missing_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its driver, PostgreSQL is answered with what to install, and the password is not shown."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreUnreachable, match=r"pip install 'convdrill\[postgres\]'") as caught:
        Store.open("postgresql+psycopg://me:secret@localhost/drill")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("address", ["me:hal@f@host/d", "me:x@host/d@e", "me:pa@ss:w@host:5432/d"])
def test_a_password_with_an_at_sign(address: str) -> None:
    """It is told how it is written; what would be taken for the host may be half the password, so it is not shown."""
    with pytest.raises(StoreError, match="%40") as caught:
        Store.open(f"postgresql+psycopg://{address}")
    assert not any(part in str(caught.value) for part in ("hal", "f@host", "ss:w"))


def test_no_address() -> None:
    """What cannot be an address is not repeated either."""
    with pytest.raises(StoreError, match=r"postgresql\+psycopg://user@host/database") as caught:
        Store.open("postgresql+psycopg://me:secret@host:port/d")
    assert "secret" not in str(caught.value)


def test_settings(sqlite_store: Store) -> None:
    """The file is kept durably, with a write-ahead log and foreign keys."""
    with sqlite_store._database.reading() as conn:

        def value(name: str) -> object:
            return conn.exec_driver_sql(f"PRAGMA {name}").scalar_one()

        assert value("journal_mode") == "wal"
        assert value("synchronous") == 2
        assert value("foreign_keys") == 1
        assert value("busy_timeout") == connection.BUSY_SECONDS * 1000


def test_writers_wait(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write excludes other writers from before it reads, so no one's state goes stale; readers go on undisturbed."""
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.05)
    with Store.open(path) as one, Store.open(path) as other:
        one.record([review("1", 1)], chain)
        met: list[object] = []

        def fold(card: Card | None, events: list[Event]) -> Card:
            try:
                other.record([review("3", 3)], chain)
            except StoreBusy as error:
                met.append(error)
            met.extend(other.events("me"))
            return chain(card, events)

        one.record([review("2", 2)], fold)  # type: ignore[arg-type]
        assert isinstance(met[0], StoreBusy)
        assert met[0].retryable
        assert met[1:] == [review("1", 1)]
        assert other.record([review("3", 3)], chain) == one.rebuild("me", chain)


def test_busy_from_the_start(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another program writes, recording fails as busy, keeps nothing, and succeeds when tried again."""
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.05)
    with Store.open(path) as store, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy, match="in use"):
            store.record([review("1")], chain)
        other.execute("ROLLBACK")
        assert list(store.events("me")) == []
        store.record([review("1")], chain)
        assert list(store.events("me")) == [review("1")]


def test_half_read(sqlite_store: Store) -> None:
    """Events read half way hold nothing: the store can be written in between and closed after."""
    sqlite_store.record([review(f"{number:04d}", number) for number in range(1500)], chain)
    reading = sqlite_store.events("me")
    next(reading)
    sqlite_store.record([review("new", 2000)], chain)
    assert [event.id for event in reading][-1] == "new"


def test_another_thread(path: Path) -> None:
    """A store opened in one thread can be used in another, and by two at once."""
    with Store.open(path) as store:
        threads = [
            Thread(target=lambda start=start: [store.record([review(f"{start + n}", n)], chain) for n in range(30)])
            for start in (100, 200)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(list(store.events("me"))) == 60
        assert store.cards("me") == store.rebuild("me", chain)
