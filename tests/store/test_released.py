"""Databases that released versions wrote: upgraded with everything that is in them."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.store.test_schema import described
from trainer.domain import Mode, Outcome, Reset, Review, Suspension, Undo
from trainer.journal import cards_of
from trainer.scheduling.cards import fold
from trainer.store import Store, schema
from trainer.store.backup import verify
from trainer.store.backups import Why, of_store

KEPT = Path(__file__).parent / "released"
RELEASED = sorted(file.stem for file in KEPT.glob("*.db"))


def rows(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of the tables that a release has, by table."""
    with closing(sqlite3.connect(path)) as raw:
        names = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(raw.execute(f"SELECT * FROM {name}")) for name in names if name != "alembic_version"}  # noqa: S608


@pytest.fixture(params=RELEASED)
def old(request: pytest.FixtureRequest, path: Path) -> Path:
    return Path(shutil.copy(KEPT / f"{request.param}.db", path))


def test_there_is_one_of_each() -> None:
    """Every version of the schema before the present one; a release makes the next with `released/make.py`."""
    versions = {script.name[:4] for script in (schema.MIGRATIONS / "versions").glob("0*.py")}
    assert versions - {schema.HEAD} <= set(RELEASED) <= versions


def test_there_is_everything_in_them(old: Path) -> None:
    """Every kind of event, outcome and mode, overrides, undone undos, two learners: else they would prove little."""
    before = rows(old)
    assert len(before["events"]) > 200
    with Store.open(old) as store:
        log = [event for learner in store.learners() for event in store.events(learner)]
    assert {type(event) for event in log} == {Review, Undo, Suspension, Reset}
    reviews = [event for event in log if isinstance(event, Review)]
    assert {review.outcome for review in reviews} == set(Outcome)
    assert {review.mode for review in reviews} >= {Mode.TYPED, Mode.FLASHCARD}
    assert any(review.replaces for review in reviews)
    assert any(review.misconceptions for review in reviews)
    undos = {event.id for event in log if isinstance(event, Undo)}
    assert any(event.target in undos for event in log if isinstance(event, Undo))
    assert {event.learner for event in log} == {"me", "Zoë"}


def test_upgraded_with_its_rows(old: Path) -> None:
    """Not a value of it changes; the events match their digests, and the cards are those of the log."""
    before = rows(old)
    with Store.open(old) as store:
        for learner in store.learners():
            assert store.verify(learner) == []
    after = rows(old)
    for table, content in before.items():
        assert after[table] == content, table
    with closing(sqlite3.connect(old)) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [(schema.HEAD,)]
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    with Store.open(old) as store:
        for learner in store.learners():
            assert cards_of(store, learner, 1) == store.rebuild(learner, fold) == store.cards(learner)


def test_upgraded_to_the_same_schema(old: Path, tmp_path: Path) -> None:
    """What a new store has: tables, columns, constraints, indexes."""
    Store.open(old).close()
    Store.open(tmp_path / "new.db").close()
    with closing(sqlite3.connect(old)) as one, closing(sqlite3.connect(tmp_path / "new.db")) as other:
        assert described(one) == described(other)


def test_backed_up_before(old: Path) -> None:
    """A verified copy of what it was, made before the first statement of the upgrade, and only once."""
    before = rows(old)
    version = old_version(old)
    for _ in range(2):
        Store.open(old).close()
    copies = of_store(old)
    assert [copy.why for copy in copies] == [Why.UPGRADE] * (version != schema.HEAD)
    for copy in copies:
        assert rows(copy.path) == before
        assert old_version(copy.path) == version
        assert verify(copy.path).unsound == ()


def old_version(path: Path) -> str:
    with closing(sqlite3.connect(path)) as raw:
        return str(raw.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def test_an_upgrade_without_a_backup(old: Path) -> None:
    """Where the backup cannot be made, the store stays as it was."""
    content = old.read_bytes()
    if old_version(old) == schema.HEAD:
        pytest.skip("needs no upgrade")
    old.with_name(f"{old.name}.backups").write_text("in the way")
    with pytest.raises(Exception, match=r"backups"):
        Store.open(old)
    assert old.read_bytes() == content
