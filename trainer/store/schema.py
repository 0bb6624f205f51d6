"""The version of a store's schema: made at once in a new store, brought up to date in an older one.

Alembic (120 to 160 ms to import) is loaded only if a store's version is not ours.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Column, Connection, MetaData, PrimaryKeyConstraint, String, Table, create_engine, inspect, select

from trainer.domain import DEFAULT_LEARNER
from trainer.store.connection import Database, connect, sqlite_database, write_ahead
from trainer.store.errors import NotAStore, StoreDamaged, StoreMissing, StoreNewer, StoreReadOnly
from trainer.store.locks import alone
from trainer.store.mapping import to_microseconds
from trainer.store.sqlite_file import APPLICATION_ID
from trainer.store.tables import learners, metadata

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0004"
MIGRATIONS = Path(__file__).parent / "migrations"

# As Alembic itself makes it; not part of `metadata`, which is what the migrations make.
_version = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)


def ensure(database: Database) -> None:
    """Leave `database` with the schema of this version, or raise a StoreError and leave it as it is."""
    with database.reading() as connection:
        version = stored_version(connection, database)
    if version is None:
        with database.writing() as connection:
            alone(connection)
            # Another program may have made it since; its transaction was over before ours began.
            version = stored_version(connection, database)
            if version is None:
                create(connection)
                version = HEAD
    if version != HEAD:
        _upgrade(database, version)
    if database.path is not None:
        write_ahead(database)


def create(connection: Connection) -> None:
    """The schema of this version, in a database without tables, and the learner there always is."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    metadata.create_all(connection, checkfirst=False)
    _version.create(connection, checkfirst=False)
    connection.execute(_version.insert().values(version_num=HEAD))
    now = to_microseconds(datetime.now(UTC))
    connection.execute(learners.insert().values(id=DEFAULT_LEARNER, name=DEFAULT_LEARNER, created_at=now))


def stored_version(connection: Connection, database: Database) -> str | None:
    """The version of the schema; None for a database without tables."""
    inspector = inspect(connection)
    if not inspector.has_table(_version.name):
        if not inspector.get_table_names():
            return None
        raise NotAStore(f"{database.name} is a database of another program, not a convdrill store; it was left alone.")
    versions = connection.execute(select(_version.c.version_num)).scalars().all()
    if len(versions) != 1:
        raise StoreDamaged(f"{database.name} does not say which version of convdrill wrote it; restore a backup.")
    return str(versions[0])


def is_made(url: str) -> bool:
    """Whether there is a store at the URL of a server, where nothing is made by asking. Raises StoreError."""
    database = connect(url)
    try:
        with database.reading() as connection:
            return stored_version(connection, database) is not None
    finally:
        database.engine.dispose()


def known_version(connection: Connection, database: Database) -> str:
    """The version of a store that is only looked at. Raises StoreNewer for one we do not know."""
    version = stored_version(connection, database)
    if version is None:
        if database.path is None:
            raise StoreMissing(f"There is no store in {database.name} yet.")
        raise StoreDamaged(f"{database.name} has no tables; restore a backup.")
    if version not in _versions():
        raise newer(database)
    return version


def check_current(connection: Connection, database: Database) -> None:
    """Raise a StoreError unless a store that cannot be written is of this version."""
    if known_version(connection, database) != HEAD:
        raise StoreReadOnly(
            f"{database.name} is of an older convdrill and cannot be upgraded: it, or its directory, is read-only; "
            "use a copy of it elsewhere."
        )


def misshapen(connection: Connection) -> list[str]:
    """The tables and indexes that are not defined as this version of SQLite's schema has them; an older one has none.

    SQLite does not notice a definition that is damaged and still means something.
    """
    if connection.dialect.name != "sqlite" or connection.execute(select(_version.c.version_num)).scalar() != HEAD:
        return []
    engine = create_engine("sqlite://")
    try:
        with engine.begin() as fresh:
            create(fresh)
            wanted = _definitions(fresh)
    finally:
        engine.dispose()
    found = _definitions(connection)
    return sorted(name for name in wanted if found.get(name) != wanted[name])


def _definitions(connection: Connection) -> dict[str, str]:
    rows = connection.exec_driver_sql("SELECT name, tbl_name, type, sql FROM sqlite_master")
    return {name: " ".join(f"{table} {kind} {sql}".split()) for name, table, kind, sql in rows}


def migrate(connection: Connection) -> None:
    """Run every migration that is missing, inside the transaction of `connection`."""
    from alembic import command

    config = _alembic()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _upgrade(database: Database, version: str) -> None:
    if version not in _versions():
        raise newer(database)
    if database.path is None:
        with database.writing() as connection:
            alone(connection)
            migrate(connection)  # nothing, if another program was here before us
        return
    from trainer.store.backups import Why, make

    make(database.path, datetime.now(UTC), Why.UPGRADE)
    # Rebuilding a table, SQLite's only way to change most of it, needs foreign keys off, and they cannot be switched
    # inside a transaction.
    without_keys = sqlite_database(database.path, foreign_keys=False)
    try:
        with without_keys.writing() as connection:
            migrate(connection)
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise StoreDamaged(f"{database.name} has rows without an owner; it was left as it was.")
    finally:
        without_keys.engine.dispose()


def newer(database: Database) -> StoreNewer:
    """The refusal of a store whose version is none of ours."""
    return StoreNewer(f"{database.name} was written by a newer convdrill; install that version to use it.")


def _versions() -> set[str]:
    """The versions that there are migrations for, by the names of their files, so that Alembic need not be loaded."""
    return {script.name.partition("_")[0] for script in (MIGRATIONS / "versions").glob("[0-9]*_*.py")}


def _alembic() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config
