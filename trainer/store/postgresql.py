"""Stores on a PostgreSQL server: their addresses and their connections."""

from __future__ import annotations

from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from trainer.store.errors import StoreError, StoreUnreachable

READING = {"isolation_level": "REPEATABLE READ"}
"""How a transaction begins that is to see one state throughout."""

_CONNECT_SECONDS = 10
_WRITTEN = "in a user's name or a password, @ is written %40 and % is written %25"

_SETTINGS = """
SELECT set_config('lock_timeout', %s, false),
    set_config('synchronous_commit', CASE was WHEN 'off' THEN 'on' ELSE was END, false)
FROM current_setting('synchronous_commit') was
"""


def open_engine(address: str, busy_seconds: float) -> tuple[Engine, str]:
    """An engine that has not connected yet, and what the database is called in messages. Raises StoreError.

    A password may stand in the address; better it is in ~/.pgpass, in PGPASSWORD or in a service file, which the
    driver reads by itself.
    """
    url = _parsed(address)
    arguments: dict[str, Any] = {"fallback_application_name": "convdrill", "connect_timeout": _CONNECT_SECONDS}
    unset = {name: value for name, value in arguments.items() if name not in url.query}
    try:
        # A connection that was idle for long may be gone; it is asked before it is used.
        engine = create_engine(url, connect_args=unset, pool_pre_ping=True)
    except ImportError as error:
        message = "A PostgreSQL store needs the driver psycopg: pip install 'convdrill[postgres]'"
        raise StoreUnreachable(message) from error

    def connected(raw: Any, _record: object) -> None:
        encoding = raw.info.parameter_status("server_encoding")
        if encoding != "UTF8":
            raise StoreError(f"{name} has the encoding {encoding}; a store needs a database with UTF8.")
        # An answer is durable once it is recorded, also where the server is set not to wait for its disk.
        raw.execute(_SETTINGS, (f"{busy_seconds * 1000:.0f}ms",))
        raw.commit()

    name = shown(url)
    event.listen(engine, "connect", connected, insert=True)  # before SQLAlchemy itself asks anything
    return engine, name


def shown(url: URL) -> str:
    """The address without any password."""
    return url.difference_update_query([key for key in url.query if "password" in key]).render_as_string()


def _parsed(address: str) -> URL:
    # Neither the driver's words nor ours may repeat the address: what is taken for a host may be half a password.
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise StoreError(
            f"A PostgreSQL database has an address like postgresql+psycopg://user@host/database; {_WRITTEN}."
        ) from None
    if "@" in (url.host or "") or "@" in (url.database or ""):
        raise StoreError(f"There is an @ too many in the address of the database; {_WRITTEN}.")
    return url.set(drivername="postgresql+psycopg")  # the short schemes mean it too
