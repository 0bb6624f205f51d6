"""The commands with a store that an older version wrote."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.helpers.stores import contents
from tests.store.test_released import KEPT, RELEASED
from trainer.store import schema
from trainer.store.backups import of_store


@pytest.mark.parametrize("version", RELEASED)
def test_upgraded_on_the_way(run: Run, home: Path, version: str) -> None:
    """The doctor looks at it as it is; the first other command upgrades it, after a backup, which can be restored."""
    home.mkdir()
    file = Path(shutil.copy(KEPT / f"{version}.db", home / "convdrill.db"))
    before = contents(home)
    assert json.loads(run("doctor", "--json").out)["schema"] == version
    assert contents(home) == before
    answers = json.loads(run("stats", "--json").out)["reviews"]
    assert answers > 100
    after = json.loads(run("doctor", "--json").out)
    assert (after["schema"], after["sound"]) == (schema.HEAD, True)
    assert run("practice", "--plain", "--limit", "1", typed="?\n").code == 0
    if version != schema.HEAD:
        oldest = of_store(file)[-1]
        assert run("restore", oldest.path.name).code == 0
        assert json.loads(run("stats", "--json").out)["reviews"] == answers
