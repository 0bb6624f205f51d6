"""What is in the wheel and in the source archive: everything that is needed, and nothing else."""

from __future__ import annotations

import tarfile
import zipfile

import pytest

from tests.packaging.conftest import Built

pytestmark = [pytest.mark.packaging, pytest.mark.xdist_group("packaging")]

NAMED = (
    "trainer/cli/__init__.py",
    "trainer/py.typed",
    "trainer/store/migrations/env.py",
    "trainer/store/migrations/script.py.mako",
    "trainer/store/migrations/versions/0001_first_schema.py",
    "trainer/tui/app.tcss",
    "trainer/tui/screens/cheatsheet.tcss",
    "trainer/tui/screens/drill.tcss",
    "trainer/tui/screens/home.tcss",
    "trainer/tui/screens/lab.tcss",
    "trainer/tui/screens/summary.tcss",
    "questions/py.typed",
    "questions/skills/__init__.py",
    "questions/_data/README.md",
    "questions/_data/schemas/question.schema.json",
)


def test_wheel(built: Built) -> None:
    """Exactly the code, data/ (but for the README's pictures) as questions/_data, and the metadata with the licence."""
    with zipfile.ZipFile(built.wheel) as wheel:
        names = {name for name in wheel.namelist() if not name.endswith("/")}
    metadata = {name for name in names if name.partition("/")[0].endswith(".dist-info")}
    code = {name for name in built.sources if name.startswith(("trainer/", "questions/"))}
    shipped = {name for name in built.sources if name.startswith("data/") and not name.startswith("data/pictures/")}
    data = {f"questions/_data/{name.removeprefix('data/')}" for name in shipped}
    assert names - metadata == code | data
    assert set(NAMED) <= names
    assert {name.partition("/")[2] for name in metadata} == {
        "METADATA",
        "RECORD",
        "WHEEL",
        "entry_points.txt",
        "licenses/LICENSE",
    }


def test_source_archive(built: Built) -> None:
    """The code, the data, the tests and the documents; no caches and nothing of git's."""
    with tarfile.open(built.archive) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    kept = ("trainer/", "questions/", "data/", "tests/")
    assert {name for name in built.sources if name.startswith(kept)} <= names
    assert {"LICENSE", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "pyproject.toml", "PKG-INFO"} <= names
    assert {name for name in names if name not in built.sources} == {"PKG-INFO"}
