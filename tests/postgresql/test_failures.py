"""A server that is not there, does not let us in, refuses, or goes away: one sentence, and never a password."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run, home, run
from tests.postgresql.server import Server
from tests.store.making import chain, review
from tests.system.program import environment
from trainer.store import NotAStore, Store, StoreBusy, StoreError, StoreNewer, StoreReadOnly, StoreUnreachable
from trainer.store import connection as connections

__all__ = ["home", "run"]  # fixtures

pytestmark = [pytest.mark.postgresql, pytest.mark.xdist_group("postgresql")]

SECRET = "hunter2-and-3"  # noqa: S105
COMMANDS = [
    ("stats",),
    ("practice", "--plain"),
    ("history",),
    ("doctor",),
    ("backup", "copy.db"),
    ("learners",),
    ("undo",),
]


def refused(run: Run, url: str, *words: str) -> str:
    """What a command says on standard error, all of it in one line."""
    ran = run(*words, "--database", url)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1), (words, ran)
    assert SECRET not in ran.err
    assert "Traceback" not in ran.err
    return ran.err


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_wrong_password(server: Server, database: str, run: Run, words: tuple[str, ...]) -> None:
    """The server's own words, without the password that was given."""
    told = refused(run, server.loopback_url(database, SECRET), *words)
    assert 'password authentication failed for user "teacher"' in told
    assert "***" in told


def test_a_password_elsewhere_in_the_address(server: Server, database: str, run: Run) -> None:
    """Drivers also take it behind the question mark."""
    url = f"postgresql://{server.user}@127.0.0.1:{server.port}/{database}?password={SECRET}"
    assert "password authentication failed" in refused(run, url, "stats")


def test_the_right_password(server: Server, database: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the address, or, better, in the environment; short schemes mean the same driver."""
    url = server.loopback_url(database, server.password)
    assert run("stats", "--database", url).code == 0
    monkeypatch.setenv("PGPASSWORD", server.password)
    short = f"postgresql://{server.user}@127.0.0.1:{server.port}/{database}"
    assert run("stats", "--database", short).code == 0


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", ""])
def test_no_server(run: Run, host: str, tmp_path: Path) -> None:
    """Nobody listens: it says so, whichever way the server was to be reached."""
    url = f"postgresql+psycopg://me:{SECRET}@{host}:1/drill" + ("" if host else f"?host={tmp_path}")
    told = refused(run, url, "stats")
    assert "cannot be reached" in told
    assert "refused" in told or "No such file" in told


def test_no_database(server: Server, run: Run) -> None:
    """A database that was never made."""
    assert 'database "nowhere" does not exist' in refused(run, server.url("nowhere"), "stats")


def test_an_empty_database(url: str, run: Run, home: Path) -> None:
    """What only looks at a store does not make one; what practises does."""
    for changing in (("undo",), ("redo",), ("history", "export", str(home / "log.csv"))):
        assert "there is no" in refused(run, url, *changing)
    for looking in ("stats", "skills", "history", "settings", "learners"):
        ran = run(looking, "--database", url)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out == run(looking).out  # as where there is no file
    for words in (("doctor",), ("backup", str(home / "copy.db"))):
        assert "there is no store in" in refused(run, url, *words)
    assert run("practice", "--plain", "--limit", "1", "--database", url, typed="?\n").code == 0
    assert run("doctor", "--database", url).code == 0


def test_newer(url: str, server: Server, database: str, run: Run) -> None:
    """A schema of a later version is left alone."""
    Store.open(url).close()
    server.run("UPDATE alembic_version SET version_num = '9999'", database=database)
    with pytest.raises(StoreNewer):
        Store.open(url)
    for words in COMMANDS:
        assert "written by a newer convdrill" in refused(run, url, *words)


def test_of_another_program(url: str, server: Server, database: str) -> None:
    """A database with other tables is left alone."""
    server.run("CREATE TABLE photos (name text)", database=database)
    with pytest.raises(NotAStore, match="another program"):
        Store.open(url)


def test_another_encoding(server: Server) -> None:
    """Only UTF8 holds every text."""
    for encoding in ("SQL_ASCII", "LATIN1"):
        name = server.new_database(f"ENCODING '{encoding}' LOCALE 'C' TEMPLATE template0")
        with pytest.raises(StoreError, match=f"encoding {encoding}"):
            Store.open(server.url(name))


def test_without_rights(server: Server, database: str, url: str) -> None:
    """A user who may not make tables, and one who may not write them."""
    server.run(f"CREATE ROLE \"guest_{database}\" LOGIN PASSWORD '{SECRET}'", database=database)
    as_guest = server.loopback_url(database, SECRET, f"guest_{database}")
    with pytest.raises(StoreReadOnly, match="permission denied for schema public"):
        Store.open(as_guest)
    with Store.open(url) as store:
        store.record([review("1")], chain)
    server.run(f'GRANT SELECT ON ALL TABLES IN SCHEMA public TO "guest_{database}"', database=database)
    with Store.open(as_guest) as store:
        assert [event.id for event in store.events("me")] == ["1"]
        with pytest.raises(StoreReadOnly, match="permission denied") as caught:
            store.record([review("2", 2)], chain)
        assert SECRET not in str(caught.value)
    server.run(f'DROP OWNED BY "guest_{database}"', f'DROP ROLE "guest_{database}"', database=database)


def test_read_only_server(server: Server, database: str, url: str) -> None:
    """A standby, or a database set to be read only."""
    Store.open(url).close()
    server.run(f"ALTER DATABASE {database} SET default_transaction_read_only = on")
    with Store.open(url) as store, pytest.raises(StoreReadOnly, match="read-only"):
        store.record([review("1")], chain)


def test_going_away(server: Server, database: str, store: Store) -> None:
    """A connection that the server ends: what was going on is not kept and may be tried again; idle, nobody notices."""
    end = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'"  # noqa: S608
    store.record([review("1", 1)], chain)
    server.run(end)
    store.record([review("2", 2)], chain)

    def cut(card: object, events: object) -> object:
        server.run(end)
        return chain(card, events)  # type: ignore[arg-type]

    with pytest.raises(StoreUnreachable) as caught:
        store.record([review("3", 3)], cut)  # type: ignore[arg-type]
    assert caught.value.retryable
    assert store.record([review("3", 3)], chain) == store.rebuild("me", chain)
    assert [event.id for event in store.events("me")] == ["1", "2", "3"]


def test_locked(server: Server, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits too long for another program is told so, and may try again; other learners do not wait at all."""
    monkeypatch.setattr(connections, "BUSY_SECONDS", 0.1)
    with Store.open(url) as one, Store.open(url) as other:
        one.record([review("1")], chain)

        def meanwhile(card: object, events: object) -> object:
            with pytest.raises(StoreBusy, match="another program keeps it locked") as caught:
                other.record([review("3", 3)], chain)
            assert caught.value.retryable
            other.record([review("you", learner="you")], chain)
            return chain(card, events)  # type: ignore[arg-type]

        one.record([review("2", 2)], meanwhile)  # type: ignore[arg-type]
        assert other.record([review("3", 3)], chain) == one.rebuild("me", chain)
        assert one.cards("you") == one.rebuild("you", chain)


def test_durable(server: Server, database: str, url: str) -> None:
    """Where the server is set to answer before its disk has, it is told to wait for it."""
    server.run(f"ALTER DATABASE {database} SET synchronous_commit = off")
    with Store.open(url) as store, store._database.reading() as connection:
        assert connection.exec_driver_sql("SHOW synchronous_commit").scalar_one() == "on"
        assert connection.exec_driver_sql("SHOW transaction_isolation").scalar_one() == "repeatable read"


def test_without_the_driver(server: Server, url: str, tmp_path: Path) -> None:
    """A Python without psycopg: what to install, in the program's one line."""
    program = "import sys; sys.modules['psycopg'] = None; from trainer.cli import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", program, "stats", "--database", url],
        capture_output=True,
        text=True,
        env=environment(tmp_path) | {"PYTHONPATH": str(Path(connections.__file__).parents[2])},
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "convdrill: a PostgreSQL store needs the driver psycopg: pip install 'convdrill[postgres]'.\n"
