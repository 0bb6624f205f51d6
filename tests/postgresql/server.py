"""A PostgreSQL server of our own: its own user, its own directory, a socket and a loopback port, gone at the end."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine

from tests.helpers.programs import missing

_SECONDS = 60
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",  # the machine does not go down with the tests
    "max_connections": "60",
    "log_min_messages": "fatal",
    "autovacuum": "off",  # what the planner knows is what a test told it
}


@dataclass(frozen=True)
class Server:
    """Where it listens. The password is only asked for on the port."""

    directory: Path
    port: int
    user: str
    password: str

    def url(self, database: str) -> str:
        """The address over the socket, which needs no password."""
        return f"postgresql+psycopg://{self.user}@/{database}?host={self.directory}&port={self.port}"

    def loopback_url(self, database: str, password: str, user: str | None = None) -> str:
        """The address over the port."""
        return f"postgresql+psycopg://{user or self.user}:{password}@127.0.0.1:{self.port}/{database}"

    def run(self, *statements: str, database: str = "postgres") -> None:
        """Carry out statements, each by itself."""
        engine = create_engine(self.url(database), isolation_level="AUTOCOMMIT")
        try:
            with engine.connect() as connection:
                for statement in statements:
                    connection.exec_driver_sql(statement)
        finally:
            engine.dispose()

    def new_database(self, options: str = "") -> str:
        """The name of a new, empty database."""
        name = f"store_{secrets.token_hex(6)}"
        self.run(f"CREATE DATABASE {name} {options}")
        return name


@contextmanager
def running_server() -> Iterator[Server]:
    """Start one and stop it, by its own process id. Skips where there is none to start, except in CI."""
    programs = _programs()
    # Not pytest's directory, which other users may not enter, and a socket's name must be short.
    directory = Path(tempfile.mkdtemp(prefix="drill-pg-", dir="/tmp"))
    try:
        as_user = _as_another_user(directory)
        server = Server(directory, _free_port(), "teacher", secrets.token_hex(12))
        data = directory / "data"
        _initialise(programs, as_user, server, data)
        settings = _SETTINGS | {"port": str(server.port), "unix_socket_directories": str(directory)}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with (directory / "log").open("wb") as log:
            process = subprocess.Popen(
                [*as_user, str(programs / "postgres"), "-D", str(data), *options], cwd="/", stdout=log, stderr=log
            )
        try:
            _wait_until_ready(server, process)
            yield server
        finally:
            process.send_signal(signal.SIGINT)  # "fast": it does not wait for those still connected
            try:
                process.wait(_SECONDS)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGQUIT)
                process.wait(_SECONDS)
    finally:
        shutil.rmtree(directory)


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[4]))
    other = shutil.which("initdb")
    if not found and other is None:
        missing("no PostgreSQL server is installed (Debian: postgresql)")
    try:
        import psycopg  # type: ignore[import-not-found,unused-ignore]  # noqa: F401
    except ImportError:
        missing("psycopg is not installed (extra 'postgres')")
    return found[-1].parent if found else Path(str(other)).resolve().parent


def _as_another_user(directory: Path) -> list[str]:
    """What goes before a command, as the server refuses to run as root; the directory becomes that user's."""
    if os.geteuid() != 0:
        return []
    user = next((entry for entry in pwd.getpwall() if entry.pw_name == "postgres"), None) or pwd.getpwnam("nobody")
    os.chown(directory, user.pw_uid, user.pw_gid)
    ids = (f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}")
    # The server goes when the tests do, also if they are killed.
    return ["setpriv", *ids, "--clear-groups", "--pdeathsig=INT"]


def _initialise(programs: Path, as_user: Sequence[str], server: Server, data: Path) -> None:
    password_file = server.directory / "password"
    password_file.write_text(server.password)
    password_file.chmod(0o644)  # in a directory that only that user may enter
    subprocess.run(
        [
            *as_user,
            *(str(programs / "initdb"), "--pgdata", str(data), "--username", server.user, "--no-sync"),
            *("--encoding=UTF8", "--locale=C.UTF-8", "--auth-local=trust", "--auth-host=scram-sha-256"),
            f"--pwfile={password_file}",
        ],
        check=True,
        capture_output=True,
        cwd="/",
        timeout=_SECONDS,
    )
    password_file.unlink()


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _wait_until_ready(server: Server, process: subprocess.Popen[bytes]) -> None:
    from sqlalchemy.exc import OperationalError

    deadline = time.monotonic() + _SECONDS
    while True:
        try:
            server.run("SELECT 1")
        except OperationalError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError((server.directory / "log").read_text()) from None
            time.sleep(0.05)
        else:
            return
