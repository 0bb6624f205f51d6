"""Each kind of install works from anywhere, with the sources it was built from deleted."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.benchmarks.terminal import seconds_until
from tests.packaging.building import ROOT, run
from tests.packaging.conftest import Installed

pytestmark = [pytest.mark.packaging, pytest.mark.xdist_group("packaging")]

_WHERE = """
import json, questions, trainer
print(json.dumps([questions.__file__, trainer.__file__]))
"""
_DATA = """
import json
from questions.data import data_names, read_data
print(json.dumps({name: read_data(name) for name in data_names()}))
"""
# A store made at once and a store that every migration has run on, by what SQLite keeps of their schemas.
_SCHEMAS = r"""
import json, re, sqlite3, sys
from contextlib import closing
from pathlib import Path
from trainer.store import Store, schema
from trainer.store.connection import sqlite_database

def described(path):
    with closing(sqlite3.connect(path)) as raw:
        rows = raw.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()
        version = raw.execute("SELECT version_num FROM alembic_version").fetchall()
    return [[kind, name, re.sub(r"\s+", " ", sql or "")] for kind, name, sql in rows] + [list(map(list, version))]

first, migrated = (Path(name) for name in sys.argv[1:])
Store.open(first).close()
assert "alembic" not in sys.modules
database = sqlite_database(migrated)
with database.writing() as connection:
    schema.migrate(connection)
database.engine.dispose()
assert "alembic" in sys.modules
print(json.dumps([described(first), described(migrated)]))
"""


def test_code_comes_from_the_install(installed: Installed, tmp_path: Path) -> None:
    """Never from this checkout."""
    for name in json.loads(run([installed.environment.python, "-c", _WHERE], tmp_path)):
        assert Path(name).is_relative_to(installed.code)
        assert not Path(name).is_relative_to(ROOT)


def test_version(installed: Installed, tmp_path: Path) -> None:
    assert run([installed.environment.program, "--version"], tmp_path, home=tmp_path).startswith("convdrill 0.")


def test_explain(installed: Installed, tmp_path: Path) -> None:
    words = ["explain", "nn.Conv2d(3, 10, 3)"]
    assert "280" in run([installed.environment.program, *words], tmp_path, home=tmp_path)
    told = json.loads(run([installed.environment.program, *words, "--json"], tmp_path, home=tmp_path))
    assert told["parameters"]["total"] == 280


def test_data(installed: Installed, tmp_path: Path) -> None:
    """Every file of data/ but the README's pictures is read, byte for byte as it stands here."""
    read = json.loads(run([installed.environment.python, "-c", _DATA], tmp_path))
    files = {path.relative_to(ROOT / "data").as_posix(): path for path in (ROOT / "data").rglob("*") if path.is_file()}
    files = {name: path for name, path in files.items() if not name.startswith("pictures/")}
    assert read == {name: path.read_text("utf-8") for name, path in files.items()}
    assert len(read) > 5


def test_practice(installed: Installed, tmp_path: Path) -> None:
    """An answer is recorded in a store made on the way, and is there for the next program."""
    program = installed.environment.program
    told = run([program, "practice", "--plain", "--limit", "1"], tmp_path, given="1\n", home=tmp_path)
    assert "Not yet" in told
    stats = json.loads(run([program, "stats", "--json"], tmp_path, home=tmp_path))
    assert (stats["reviews"], stats["accuracy"]) == (1, 0)


def test_schemas(installed: Installed, tmp_path: Path) -> None:
    """A first run makes the schema without Alembic; the migrations are there, run, and make the same one."""
    command: list[str | Path] = [
        installed.environment.python,
        "-c",
        _SCHEMAS,
        tmp_path / "first.db",
        tmp_path / "migrated.db",
    ]
    first, migrated = json.loads(run(command, tmp_path))
    assert first == migrated
    assert len(first) > 5


def test_terminal_app(installed: Installed, tmp_path: Path) -> None:
    """Home and the drill appear in a terminal: their style sheets are there too."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "TERM": "xterm-256color"}
    seconds_until("Enter asks the first question", [installed.environment.program], environment, tmp_path)
    seconds_until("parameters", [installed.environment.program, "practice"], environment, tmp_path)
