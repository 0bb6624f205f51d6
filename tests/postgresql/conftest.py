"""The server, and a fresh database in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.postgresql.server import Server, running_server
from trainer.store import Store


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with running_server() as started:
        yield started


@pytest.fixture
def database(server: Server) -> Iterator[str]:
    """The name of an empty database."""
    name = server.new_database()
    yield name
    server.run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def url(server: Server, database: str) -> str:
    """The address of an empty database."""
    return server.url(database)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with Store.open(url) as opened:
        yield opened
