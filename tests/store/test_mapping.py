"""Events and cards survive the database exactly, and digests are what they have always been."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store import making
from tests.store.making import at, chain, review, undo
from trainer.domain import Card, Event, Reset, Suspension
from trainer.store import EventRefused, Store, StoreDamaged, cache
from trainer.store.card_mapping import CardOutdated, card_from_row, card_row
from trainer.store.mapping import (
    digest,
    event_from_row,
    event_row,
    from_microseconds,
    to_microseconds,
)
from trainer.store.tables import events as table
from trainer.store.text import decoded, encoded


@given(making.texts)
def test_text(text: str) -> None:
    """Any text comes back from its stored form, which is UTF-8 without NUL."""
    stored = encoded(text)
    assert decoded(stored) == text
    assert b"\x00" not in stored.encode("utf-8")


@given(making.texts, making.texts)
def test_texts_stay_apart(one: str, other: str) -> None:
    """Different texts are stored differently, so that comparing stored ones is comparing texts."""
    assert (encoded(one) == encoded(other)) == (one == other)


@pytest.mark.parametrize("stored", ["\x00", "\x10", "\x100001", "\x10004", "\x10D800", "\x10e000", "\udc80"])
def test_text_that_was_never_stored(stored: str) -> None:
    """What `encoded` never makes is refused, not guessed at."""
    with pytest.raises(ValueError, match="stored"):
        decoded(stored)


def _as_read(row: dict[str, Any]) -> list[Any]:
    return [row[column.name] for column in table.columns]


@given(making.events)
def test_event_row(event: Event) -> None:
    """An event comes back from its row, and has the row's digest."""
    row = event_row(event)
    assert event_from_row(_as_read(row)) == event
    assert row["digest"] == digest(event)
    assert row.keys() == {column.name for column in table.columns}


@given(making.cards)
def test_card_row(card: Card) -> None:
    """A card comes back from its row, floats to the last bit."""
    row = card_row(card)
    assert card_from_row(row["learner"], row["skill"], row["body"]) == card
    assert row["due"] == card.due


@given(st.lists(making.events, min_size=1, max_size=5, unique_by=lambda event: event.id))
@settings(max_examples=40, deadline=None)
def test_event_through_sqlite(events: list[Event]) -> None:
    """Every kind of event, hostile text and microseconds included, comes back from a file, in UTC."""
    with TemporaryDirectory() as directory, Store.open(Path(directory) / "log.db") as store:
        for event in events:
            store.record([event], chain)
            assert event in list(store.events(event.learner, event.skill))
            assert store.verify(event.learner) == []
    assert all(event.at.utcoffset() == timedelta(0) for event in events)


@given(st.lists(making.cards, min_size=1, max_size=5, unique_by=lambda card: card.skill))
@settings(max_examples=30, deadline=None)
def test_card_through_sqlite(cards: list[Card]) -> None:
    """Cards come back from a file, floats to the last bit."""
    mine = [replace(card, learner="me") for card in cards]
    with TemporaryDirectory() as directory, Store.open(Path(directory) / "log.db") as store:
        with store._database.writing() as connection:
            cache.replace(connection, "me", mine)
        assert store.cards("me") == {card.skill: card for card in mine}


@given(making.times)
def test_time(moment: datetime) -> None:
    """A time comes back to the microsecond, in UTC, from the first year to the last."""
    back = from_microseconds(to_microseconds(moment))
    assert (back, back.tzinfo) == (moment, UTC)


@pytest.mark.parametrize("zone", [None, timezone(timedelta(hours=5, minutes=45))])
def test_time_zone(zone: timezone | None) -> None:
    """A time that is not in UTC is refused: it would come back with another wall clock."""
    with pytest.raises(EventRefused, match="UTC"):
        event_row(review("1", at=at(0).astimezone(zone) if zone else at(0).replace(tzinfo=None)))


@given(making.events, making.events)
def test_digests_differ(one: Event, other: Event) -> None:
    """Events that differ in anything have different digests."""
    assert (digest(one) == digest(other)) == (one == other)


GOLDEN = {
    "review": "4f8f2a11ad386755da188c634545855f43648709ae29d620e625b49b50c8f880",
    "undo": "cf85932043377d80b8b12fd3ef9624be47fdaf81a25bf3c1e98fdbd98b766e83",
    "suspension": "b5c788cc255d15da1af46c0fe7f33a531ba3c2bbc78c033943a1c024be788018",
    "reset": "379f4c34420c17a6a362ebd4e1edde6afff7248aa72291b42e1a4c954b0de90d",
}
SAMPLES: dict[str, Event] = {
    "review": review("01", 0.5, misconceptions=("no_bias", "ä\x00\ud83d"), setup="3*3", replaces="00"),
    "undo": undo("02", 1, "01"),
    "suspension": Suspension("03", "me", at(2), -90, "conv2d.parameters", suspended=True),
    "reset": Reset("04", "me", at(3), 0, "conv2d.parameters"),
}


@pytest.mark.parametrize("kind", GOLDEN)
def test_digests_never_change(kind: str) -> None:
    """These digests are in learners' logs: a difference here would make every old event look damaged."""
    assert digest(SAMPLES[kind]) == GOLDEN[kind]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("kind", "revue"),
        ("id", ""),
        ("at", "yesterday"),
        ("at", 2**62),
        ("skill", 7),
        ("prompt", "\udcff"),
        ("outcome", "good"),
        ("rating", 5),
        ("hints", "1"),
        ("misconceptions", "[1]"),
        ("misconceptions", "["),
        ("expected", None),
    ],
)
def test_unreadable_row(column: str, value: object) -> None:
    """A row that is no event raises StoreDamaged with the event's id, whatever is wrong with it."""
    row = event_row(review("17")) | {column: value}
    with pytest.raises(StoreDamaged) as caught:
        event_from_row(_as_read(row))
    assert caught.value.event_id == row["id"]


@pytest.mark.parametrize("body", ["", "[]", '{"version": 3}', "null", '{"version": 3, "last_at": "x"}'])
def test_unreadable_card(body: str) -> None:
    """A card that cannot be read says so."""
    with pytest.raises(StoreDamaged):
        card_from_row("me", "skill", body)


@pytest.mark.parametrize("body", ["{}", '{"last_at": 0, "level": 1}', '{"version": 2}', '{"version": 99}'])
def test_card_of_another_version(body: str) -> None:
    """A card that an older or newer version wrote is told apart from a damaged one, and not read."""
    with pytest.raises(CardOutdated):
        card_from_row("me", "skill", body)


def _tamper(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(statement)
        connection.commit()


def test_changed_bytes_are_found(path: Path) -> None:
    """`verify` names the event that was changed behind our back, which SQLite's own check would not see."""
    with Store.open(path) as store:
        store.record([review("1", 1), review("2", 2), review("3", 3)], chain)
    _tamper(path, "UPDATE events SET expected = '281' WHERE id = '2'")
    with Store.open(path) as store:
        assert store.verify("me") == ["2"]
        assert len(list(store.events("me"))) == 3


def test_damaged_text_names_its_event(path: Path) -> None:
    """Bytes that are no UTF-8 raise StoreDamaged with the event's id where it is read; `verify` goes on past them."""
    with Store.open(path) as store:
        store.record([review("1", 1), review("2", 2), review("3", 3)], chain)
    _tamper(path, "UPDATE events SET prompt = CAST(x'ff41' AS TEXT) WHERE id = '2'")
    with Store.open(path) as store:
        for read in (store.events, store.active_events):
            with pytest.raises(StoreDamaged, match="event 2") as caught:
                list(read("me"))
        assert caught.value.event_id == "2"
        assert store.verify("me") == ["2"]


def test_damaged_card_is_made_anew(path: Path) -> None:
    """A cached card that cannot be read is folded from the log by the next answer, and by a repair."""
    with Store.open(path) as store:
        cards = store.record([review("1", 1)], chain)
    _tamper(path, "UPDATE cards SET body = '?'")
    with Store.open(path) as store:
        with pytest.raises(StoreDamaged):
            store.cards("me")
        assert store.write_cards("me", chain) == cards == store.cards("me")
    _tamper(path, "UPDATE cards SET body = '?'")
    with Store.open(path) as store:
        assert store.record([review("2", 2)], chain) == store.rebuild("me", chain) == store.cards("me")


def test_body_is_plain_json() -> None:
    """A card's body can be read by anyone with a JSON parser."""
    assert json.loads(card_row(chain(None, [review("1")]))["body"])["last_id"] == "1"
