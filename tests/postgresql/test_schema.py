"""The schema on a server: made at once or by migrations, the same; made once, whoever comes at the same time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from tests.postgresql.server import Server
from tests.store.making import chain, review
from tests.store.test_schema import NEXT, _next_version
from trainer.store import Store, schema

pytestmark = [pytest.mark.postgresql, pytest.mark.xdist_group("postgresql")]

# Everything but the order of columns' numbers and what differs between two databases.
DESCRIBED = {
    "columns": "SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, l.collname"
    " FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_collation l ON l.oid = a.attcollation"
    " WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0 ORDER BY 1, a.attnum",
    "constraints": "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2",
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2",
    "version": "SELECT version_num FROM alembic_version",
}


def described(url: str) -> dict[str, list[tuple[object, ...]]]:
    """What PostgreSQL knows of a schema."""
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return {
                name: [tuple(row) for row in connection.exec_driver_sql(statement)]
                for name, statement in DESCRIBED.items()
            }
    finally:
        engine.dispose()


def test_first_run_is_migrated(server: Server, url: str) -> None:
    """A schema made at once is the one the migrations make."""
    Store.open(url).close()
    migrated = server.url(server.new_database())
    engine = create_engine(migrated)
    with engine.begin() as connection:
        schema.migrate(connection)
    engine.dispose()
    made = described(url)
    assert made == described(migrated)
    assert len(made["constraints"]) > 15
    assert {row[1] for row in made["indexes"]} >= {"ix_events_skill", "ix_events_time", "ix_events_target"}
    assert ("events", "id", "character varying(64)", True, "C") in made["columns"]


def test_upgrade(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An older store is upgraded with all that is in it, once, whoever else comes; one that fails changes nothing."""
    with Store.open(url) as store:
        cards = store.record([review("1")], chain)
    before = described(url)
    with monkeypatch.context() as broken:
        _next_version(broken, tmp_path / "broken", NEXT + '    op.execute("SELECT nonsense")\n')
        with pytest.raises(Exception, match="nonsense"):
            Store.open(url)
    assert described(url) == before
    _next_version(monkeypatch, tmp_path / "next", NEXT)
    with ThreadPoolExecutor(4) as threads:
        for opened in threads.map(Store.open, [url] * 4):
            assert opened.cards("me") == cards
            opened.close()
    after = described(url)
    assert after["version"] == [("9000",)]
    assert ("learners", "interview", "date", False, None) in after["columns"]
    with Store.open(url) as store:
        assert list(store.events("me")) == [review("1")]
        store.record([review("2", 2)], chain)


def test_made_once(url: str) -> None:
    """Ten programs that find the database empty at the same moment: one schema, one default learner, ten stores."""
    with ThreadPoolExecutor(10) as threads:
        stores = list(threads.map(Store.open, [url] * 10))
    for store in stores:
        assert store.learners() == ["me"]
        store.close()
