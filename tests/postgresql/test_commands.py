"""The commands with a store on a server."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run, home, run
from tests.postgresql.server import Server
from tests.store.making import SKILL, at, chain, review, undo
from trainer.domain import Event, Reset, Suspension
from trainer.store import Store
from trainer.store.inspection import Inspection

__all__ = ["home", "run"]  # fixtures

pytestmark = [pytest.mark.postgresql, pytest.mark.xdist_group("postgresql")]

LOG: list[Event] = [
    review("1", 1, prompt="NUL \x00, escape \x10, half a pair \ud83d, 小明, [/]"),
    review("2", 2, skill="other"),
    undo("3", 3, "2", skill="other"),
    Suspension("4", "me", at(4), -90, SKILL, suspended=True),
    Reset("5", "me", at(5), 0, "other"),
]


def filled(url: str) -> None:
    """Two learners, every kind of event, a setting."""
    with Store.open(url) as store:
        store.record(LOG, chain)
        store.record([review("6", 1, learner="Zoë")], chain)
        store.change_settings("Zoë", {"new_per_day": 3})


def test_a_session(url: str, run: Run, home: Path) -> None:
    """Answers in the line mode, figures, taking back and bringing back, history, doctor."""

    def told(*words: str, typed: str = "") -> str:
        ran = run(*words, "--database", url, typed=typed)
        assert (ran.code, ran.err) == (0, ""), (words, ran)
        return ran.out

    told("practice", "--plain", "--limit", "4", typed="?\n1\n\n" * 40)
    assert json.loads(told("stats", "--json"))["reviews"] == 4
    told("undo")
    assert json.loads(told("stats", "--json"))["reviews"] == 3
    told("redo")
    told("practice", "--plain", "--limit", "1", "--learner", "Zoë", typed="?\n")
    assert "Zoë" in told("learners")
    assert told("history").count("\n") >= 4
    assert "is sound: 7 events" in told("doctor")
    # Neither a plan nor a backup: other machines answer too.
    assert not home.exists()


def test_backup(url: str, run: Run, tmp_path: Path) -> None:
    """A SQLite file with every event, card, learner and setting, sound, and a store like any other."""
    filled(url)
    target = tmp_path / "copy.db"
    ran = run("backup", str(target), "--database", url)
    assert (ran.code, ran.err) == (0, "")
    assert "Backed up 6 events" in ran.out
    assert "every digest" in ran.out
    assert [path.name for path in tmp_path.iterdir()] == ["copy.db"]
    assert target.stat().st_mode & 0o777 == 0o600
    with Store.open(url) as there, Store.open(target) as here:
        for learner in ("me", "Zoë"):
            assert list(here.events(learner)) == list(there.events(learner))
            assert here.cards(learner) == there.cards(learner) == here.rebuild(learner, chain)
            assert here.verify(learner) == []
            assert here.settings(learner) == there.settings(learner)
        assert here.learners() == there.learners() == ["Zoë", "me"]
    with Inspection.open(target) as looked:
        assert looked.faults() == looked.misshapen() == looked.lawless() == []
    assert run("backup", str(target), "--database", url).code == 2
    assert re.search(r"convdrill --database \S+ backup FILE", run("backup", "--database", url).err)


def test_back_onto_a_server(url: str, server: Server, run: Run, tmp_path: Path) -> None:
    """`restore` says how: the history of the backup is exported and imported. Then it is all there."""
    filled(url)
    copy, history = tmp_path / "copy.db", tmp_path / "history.jsonl"
    run("backup", str(copy), "--database", url)
    other = server.url(server.new_database())
    told = run("restore", str(copy), "--database", other).err
    assert "history export" in told
    assert "history import" in told
    assert run("history", "export", str(history), "--database", str(copy)).code == 0
    ran = run("history", "import", str(history), "--database", other)
    assert ran.out == "Imported 5 events.\n"
    assert run("history", "import", str(history), "--database", other).out == (
        "Imported 0 events; 5 events were there already.\n"
    )
    with Store.open(url) as one, Store.open(other) as two:
        assert list(two.events("me")) == list(one.events("me"))


def test_doctor(url: str, server: Server, database: str, run: Run) -> None:
    """It finds a changed answer and a wrong card, mends the card, and says nothing of backups it does not make."""
    run("practice", "--plain", "--limit", "3", "--database", url, typed="?\n" * 9)
    assert run("doctor", "--database", url).code == 0
    server.run("UPDATE cards SET body = replace(body, '\"answers\":1', '\"answers\":9')", database=database)
    ran = run("doctor", "--database", url)
    assert ran.code == 1
    assert re.search(r"convdrill --database \S+ doctor --repair makes anew", " ".join(ran.out.split()))
    ran = run("doctor", "--repair", "--database", url)
    assert ran.code == 0
    assert "repaired" in ran.out
    assert "Backed up" not in ran.out
    server.run("UPDATE events SET prompt = 'x' WHERE id = (SELECT max(id) FROM events)", database=database)
    ran = run("doctor", "--json", "--database", url)
    assert ran.code == 1
    document = json.loads(ran.out)
    assert [(finding["check"], finding["count"]) for finding in document["findings"]] == [("digest", 1)]
