"""The schema: made at once or by migrations, the same; newer ones refused, older ones copied and upgraded."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from tests.store.making import chain, review
from trainer.store import Store, StoreDamaged, StoreNewer, schema
from trainer.store.backups import Why, of_store
from trainer.store.connection import sqlite_database
from trainer.store.tables import metadata


def described(connection: sqlite3.Connection) -> dict[str, object]:
    """Everything SQLite knows of a schema: the statements, and what it made of them."""
    statements = connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
    ).fetchall()
    described: dict[str, object] = {
        f"{kind} {name}": (table, re.sub(r"\s+", " ", sql) if sql else None) for kind, name, table, sql in statements
    }
    for kind, name, _, _ in statements:
        if kind == "table":
            for pragma in ("table_xinfo", "foreign_key_list"):
                described[f"{pragma} {name}"] = connection.execute(f"PRAGMA {pragma}({name})").fetchall()
            indexes = connection.execute(f"PRAGMA index_list({name})").fetchall()
            described[f"index_list {name}"] = {index[1:] for index in indexes}  # without the order they were made in
        else:
            described[f"index_xinfo {name}"] = connection.execute(f"PRAGMA index_xinfo({name})").fetchall()
    return described


def test_first_run_is_migrated(path: Path) -> None:
    """A schema made at once is the one the migrations make: statements, columns, constraints, keys and indexes."""
    Store.open(path).close()
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        schema.migrate(connection)
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        migrated = described(driver)
        version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
    engine.dispose()
    with closing(sqlite3.connect(path)) as raw:
        assert described(raw) == migrated
        assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [(version,)]
    assert version == schema.HEAD
    assert "table events" in migrated


def test_constraints_hold(path: Path) -> None:
    """The database itself refuses rows that are no events."""
    with Store.open(path) as store:
        store.record([review("1")], chain)
    wrong = [
        "kind = 'revue'",
        "kind = 'undo'",
        "kind = 'reset'",
        "rating = 5",
        "rating = NULL",
        "suspended = 1",
        "prompt = NULL",
        "mode = 'spoken'",
        "outcome = 'fine'",
        "digest = NULL",
        "digest = 'short'",
        "hints = -1",
        "taken_ms = -1",
        "learner = 'nobody'",
    ]
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA foreign_keys = ON")
        for assignment in wrong:
            with pytest.raises(sqlite3.IntegrityError):
                raw.execute(f"UPDATE events SET {assignment}")  # noqa: S608


def test_portable() -> None:
    """PostgreSQL's dialect can write the whole schema, ids in code point order."""
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    statements = [str(CreateTable(table).compile(dialect=dialect)) for table in metadata.sorted_tables]
    statements += [
        str(CreateIndex(index).compile(dialect=dialect)) for table in metadata.sorted_tables for index in table.indexes
    ]
    assert 'id VARCHAR(64) COLLATE "C"' in "".join(statements)
    assert "BIGINT" in "".join(statements)


def test_alembic_is_not_loaded(path: Path) -> None:
    """Neither making nor opening a store loads Alembic or the ORM; importing the error types loads no SQL at all."""
    program = f"""
import sys
import trainer.store
from trainer.store import StoreError, Fold, Figures, DEFAULT_LEARNER
assert "sqlalchemy" not in sys.modules and "sqlite3" not in sys.modules
from trainer.store import Store
Store.open({str(path)!r}).close()
Store.open({str(path)!r}).close()
assert "sqlalchemy" in sys.modules
assert not [name for name in sys.modules if name.startswith(("alembic", "sqlalchemy.orm"))]
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


def _set_version(path: Path, *versions: str) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("DELETE FROM alembic_version")
        raw.executemany("INSERT INTO alembic_version VALUES (?)", [(version,) for version in versions])
        raw.commit()


def test_newer_store(path: Path) -> None:
    """A store of an unknown version is refused in a sentence, and neither it nor its directory is touched."""
    Store.open(path).close()
    _set_version(path, "9999")
    before = path.read_bytes()
    with pytest.raises(StoreNewer, match="written by a newer convdrill") as caught:
        Store.open(path)
    assert str(path) in str(caught.value)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("versions", [(), ("0001", "0002")])
def test_no_single_version(path: Path, versions: tuple[str, ...]) -> None:
    """A store that does not say which version it is, is damaged."""
    Store.open(path).close()
    _set_version(path, *versions)
    with pytest.raises(StoreDamaged):
        Store.open(path)


NEXT = f"""
import sqlalchemy as sa
from alembic import op

revision = "9000"
down_revision = "{schema.HEAD}"


def upgrade() -> None:
    with op.batch_alter_table("learners") as batch:
        batch.add_column(sa.Column("interview", sa.Date))
        batch.alter_column("name", nullable=True)
"""


def _next_version(monkeypatch: pytest.MonkeyPatch, directory: Path, source: str) -> None:
    migrations = directory / "50% migrations"
    shutil.copytree(schema.MIGRATIONS, migrations, ignore=shutil.ignore_patterns("__pycache__"))
    (migrations / "versions" / "9000_next.py").write_text(source)
    monkeypatch.setattr(schema, "MIGRATIONS", migrations)
    monkeypatch.setattr(schema, "HEAD", "9000")


def test_upgrade(path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """An older store is backed up, private to its owner, then upgraded with all that is in it."""
    with Store.open(path) as store:
        cards = store.record([review("1")], chain)
    _next_version(monkeypatch, tmp_path_factory.mktemp("next"), NEXT)
    with Store.open(path) as store:
        assert list(store.events("me")) == [review("1")]
        assert store.cards("me") == cards
        store.record([review("2", 2)], chain)
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [("9000",)]
        assert raw.execute("SELECT id, interview FROM learners").fetchall() == [("me", None)]
    [copy] = of_store(path)
    assert copy.why is Why.UPGRADE
    assert copy.path.stat().st_mode & 0o777 == 0o600
    monkeypatch.undo()
    with Store.open(copy.path) as backup:
        assert list(backup.events("me")) == [review("1")]


def test_failed_upgrade(path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """An upgrade that fails half way leaves the store as it was, and there is a backup of it."""
    with Store.open(path) as store:
        store.record([review("1")], chain)
    broken = NEXT + '    op.execute("SELECT nonsense")\n'
    _next_version(monkeypatch, tmp_path_factory.mktemp("next"), broken)
    with pytest.raises(Exception, match="nonsense"):
        Store.open(path)
    monkeypatch.undo()
    with Store.open(path) as store:
        assert list(store.events("me")) == [review("1")]
        assert store.verify("me") == []
    assert [copy.why for copy in of_store(path)] == [Why.UPGRADE]


def test_a_second_look(path: Path) -> None:
    """Where another program made the schema after our first look, ours is not made on top of it."""
    one, other = sqlite_database(path), sqlite_database(path)
    with one.writing() as connection:
        schema.create(connection)
    schema.ensure(other)
    with other.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM learners").scalar_one() == 1
    one.engine.dispose()
    other.engine.dispose()
