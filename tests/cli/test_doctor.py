"""`doctor`: what is wrong with a store, told in one line each, and repaired where the log allows it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.helpers.clock import Clock
from tests.helpers.stores import altered, contents, filled_store
from tests.interview.holding import held, right
from trainer.domain import Undo
from trainer.journal import open_journal
from trainer.scheduling.cards import fold
from trainer.store.store import Store


@pytest.fixture
def file(home: Path) -> Path:
    return filled_store(home / "convdrill.db", plan_file=home / "plan.json")


def findings(run: Run, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("doctor", "--json", *words).out)["findings"]
    return found


def test_a_sound_store(run: Run, file: Path, home: Path) -> None:
    """Exit code 0, how much was looked at, what cannot be known; and nothing is changed."""
    before = contents(home)
    ran = run("doctor")
    assert (ran.code, ran.err) == (0, "")
    assert "is sound: 6 events, 6 cards" in ran.out
    assert "never reached the disk" in ran.out
    assert contents(home) == before


WRONG: dict[str, tuple[str, str]] = {
    "schema": ("DROP INDEX ix_events_time", "ix_events_time"),
    "digest": ("UPDATE events SET submission = '9' WHERE NEWEST", "does not match the digest"),
    "unreadable": ("UPDATE events SET misconceptions = '{' WHERE NEWEST", "cannot be read"),
    "future": ("UPDATE events SET at = 32503680000000000 WHERE NEWEST", "in the future"),
    "early": ("UPDATE events SET at = 0 WHERE NEWEST", "before 2020"),
    "level": ("UPDATE events SET level = 4 WHERE NEWEST", "impossible level"),
    "reference": ("UPDATE events SET reference = 'conv2d' WHERE NEWEST", "names no question"),
    "skill": ("UPDATE events SET skill = 'conv9d.parameters' WHERE NEWEST", "does not know"),
    "override": ("UPDATE events SET target = 'nothing' WHERE NEWEST", "not in the log"),
    "learner": ("UPDATE events SET learner = 'x' WHERE NEWEST", "no entry"),
    "cards": (
        "DELETE FROM cards WHERE skill = 'conv2d.parameters'",
        "Of the cards of me, 1 is missing; it can be put right",
    ),
    "setting": ("INSERT INTO settings VALUES ('me', 'new_per_day', '{')", "new_per_day"),
    "lost": ("DELETE FROM events WHERE NEWEST", "1 event of me is gone"),
    "rule": ("UPDATE events SET hints = -1 WHERE NEWEST", "breaks a rule of the database"),
}


@pytest.mark.parametrize("check", WRONG)
def test_what_is_wrong_is_told(run: Run, file: Path, home: Path, check: str) -> None:
    """Exit code 1 and one line that says what it means; nothing is changed."""
    statement, words = WRONG[check]
    altered(file, statement)
    before = contents(home)
    ran = run("doctor")
    assert (ran.code, ran.err) == (1, "")
    assert [line for line in ran.out.splitlines() if line.startswith("✗") and words in line]
    assert check in [finding["check"] for finding in findings(run)]
    assert contents(home) == before


UNREADABLE = {
    "no JSON": ("UPDATE interviews SET body = '{' WHERE OLD", "passed over"),
    "another version": (
        "UPDATE interviews SET body = replace(body, '\"version\": 1', '\"version\": 9') WHERE OLD",
        "passed over",
    ),
    "no plan": (
        "UPDATE interviews SET body = replace(body, '\"minutes\": 20', '\"minutes\": 0') WHERE OLD",
        "passed over",
    ),
    "no text": ("UPDATE interviews SET body = x'ff' WHERE OLD", "passed over"),
    "no time": ("UPDATE interviews SET started = 'noon' WHERE OLD", "no interview can be opened; restore a backup"),
    "beyond time": (
        "UPDATE interviews SET started = 9223372036854775807 WHERE OLD",
        "no interview can be opened; restore a backup",
    ),
}


@pytest.mark.parametrize("harm", UNREADABLE)
def test_unreadable_interviews(run: Run, file: Path, home: Path, harm: str) -> None:
    """Named with their ids, what it means, and a repair leaves them; the others are not told of."""
    clock = Clock()
    with closing(open_journal(str(file), None, clock, "me")) as journal:
        ids = []
        for answers in ([right, right], [right], [right]):
            clock.forward(minutes=9)
            ids.append(held(journal, clock, answers).id)
    broken = ids[:2]
    assert run("doctor").code == 0
    statement, meaning = UNREADABLE[harm]
    altered(file, statement.replace("OLD", "id < (SELECT max(id) FROM interviews)"))
    before = contents(home)
    for words in ((), ("--repair",)):
        ran = run("doctor", *words)
        assert (ran.code, ran.err) == (1, "")
        told = f"✗ 2 mock interviews of me cannot be read ({broken[0]} and 1 more): "
        assert [line for line in ran.out.splitlines() if line.startswith(told) and meaning in line]
    [finding] = findings(run)
    assert (finding["check"], finding["count"], finding["examples"]) == ("interview", 2, broken)
    assert contents(home) == before
    listed = run("interview", "--list")
    assert (listed.code, listed.err.count("\n")) == ((0, 0) if meaning == "passed over" else (2, 1))


def test_an_undo_of_nothing(run: Run, file: Path) -> None:
    """An Undo whose target is not in the log is told by its id."""
    with Store.open(file) as store:
        newest = list(store.events("me"))[-1]
        store.record([Undo("stray", "me", newest.at, 60, newest.skill, "nothing")], fold)
    assert [(finding["check"], finding["examples"]) for finding in findings(run)] == [("undo", ["stray"])]


def test_overwritten_pages(run: Run, file: Path, home: Path) -> None:
    """Pages that are none: told, and not touched even by a repair."""
    whole = bytearray(file.read_bytes())
    whole[4096 * 6 : 4096 * 7] = b"\xa5" * 4096
    file.write_bytes(whole)
    before = contents(home)
    for words in ((), ("--repair",)):
        ran = run("doctor", *words)
        assert (ran.code, ran.err) == (1, "")
        assert "SQLite finds damage" in ran.out
    assert contents(home) == before


def test_a_repair(run: Run, file: Path, home: Path) -> None:
    """A verified backup first, then the cards are made anew; what is no cache is told and left."""
    altered(
        file,
        "UPDATE cards SET body = '?' WHERE skill = 'conv2d.parameters'",
        "UPDATE events SET submission = '9' WHERE NEWEST",
        "DELETE FROM learners",
    )
    ran = run("doctor", "--repair")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.count("✓ repaired:") == 2
    assert ran.out.count("✗ ") == 1
    (backup,) = (home / "backups").iterdir()
    assert str(backup) in ran.out
    with closing(sqlite3.connect(backup)) as raw:
        assert raw.execute("SELECT count(*) FROM cards WHERE body = '?'").fetchone() == (1,)
        assert raw.execute("SELECT count(*) FROM events").fetchone() == (6,)
    with Store.open(file) as store:
        assert store.cards("me") == store.rebuild("me", fold)
    assert [finding["check"] for finding in findings(run)] == ["digest"]


def test_wrong_cards_are_told_apart(run: Run, file: Path) -> None:
    """Missing, different, and without an answer; each with its number."""
    altered(
        file,
        "DELETE FROM cards WHERE skill IN (SELECT skill FROM cards ORDER BY skill LIMIT 2)",
        "UPDATE cards SET body = (SELECT body FROM cards ORDER BY skill DESC LIMIT 1) "
        "WHERE skill = (SELECT min(skill) FROM cards)",
    )
    [finding] = findings(run)
    assert finding["count"] == 3
    assert finding["message"] == (
        "Of the cards of me, 2 are missing, 1 says something else than the log; they can be put right from the log."
    )
    altered(file, "DELETE FROM events WHERE skill = (SELECT max(skill) FROM cards)")
    run("doctor", "--repair")
    altered(file, "DELETE FROM events WHERE skill = (SELECT max(skill) FROM cards)")
    assert [each["message"] for each in findings(run) if each["check"] == "cards"] == [
        "Of the cards of me, 1 has no answer in the log; it can be put right from the log."
    ]
    assert "cards" not in [each["check"] for each in findings(run, "--repair") if not each["repaired"]]


def test_a_repair_of_everything(run: Run, file: Path) -> None:
    """Exit code 0 once nothing is left; a second repair finds nothing and makes no backup."""
    altered(file, "DELETE FROM cards WHERE skill = 'conv2d.parameters'")
    assert run("doctor", "--repair").code == 0
    again = json.loads(run("doctor", "--repair", "--json").out)
    assert (again["sound"], again["findings"], again["backup"]) == (True, [], None)


def test_a_repair_without_a_backup(run: Run, file: Path, home: Path) -> None:
    """Where the backup cannot be made nothing is repaired."""
    altered(file, "DELETE FROM cards WHERE skill = 'conv2d.parameters'")
    (home / "backups").write_text("in the way")
    before = contents(home)
    ran = run("doctor", "--repair")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert contents(home) == before


def test_events_gone_stay_remembered(run: Run, file: Path) -> None:
    """Starting the program once more does not make it forget that there were more events."""
    altered(file, "DELETE FROM events WHERE NEWEST", "DELETE FROM cards")
    run("practice", "--plain", typed="")
    (finding,) = findings(run)
    assert (finding["check"], finding["count"]) == ("lost", 1)


def test_what_cannot_be_opened(run: Run, home: Path) -> None:
    """No store, no database, a newer one, or one without a head: exit code 2 and one line."""
    made = filled_store(home.parent / "made.db").read_bytes()
    for content, words in ((None, "no store"), (b"text" * 50, "not a convdrill store"), (made[:90], "damaged")):
        file = home / "convdrill.db"
        home.mkdir(exist_ok=True)
        if content is not None:
            file.write_bytes(content)
        ran = run("doctor", "--json")
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
        assert words in ran.err
    file.write_bytes(made)
    altered(file, "UPDATE alembic_version SET version_num = '9999'")
    ran = run("doctor")
    assert (ran.code, ran.out) == (2, "")
    assert "newer" in ran.err


def test_a_definition_that_still_means_something(run: Run, file: Path) -> None:
    """One letter of the schema is another one: SQLite says nothing where it only reads, the doctor does."""
    whole = file.read_bytes()
    file.write_bytes(whole.replace(b"kind IN ('review'", b"kind IN ('reviex'"))
    assert "schema" in [finding["check"] for finding in findings(run)]


def test_a_store_that_was_killed(run: Run, home: Path, tmp_path: Path) -> None:
    """A log that was never written into its file is looked at together with it, and both stay as they are."""
    home.mkdir()
    with Store.open(tmp_path / "made.db") as store:
        filled_store(tmp_path / "made.db")
        assert store.cards("me")  # what has the file open keeps its log beside it
        filled_store(tmp_path / "made.db", 2)
        for name in ("convdrill.db", "convdrill.db-wal"):
            (home / name).write_bytes((tmp_path / name.replace("convdrill", "made")).read_bytes())
    before = contents(home)
    ran = run("doctor")
    assert (ran.code, "8 events" in ran.out) == (0, True)
    assert contents(home) == before
    assert (home / "convdrill.db-wal").stat().st_size > 0


def test_hostile_names(run: Run, file: Path) -> None:
    """An id or a learner that holds escape codes cannot move the cursor."""
    altered(file, "UPDATE events SET id = char(27) || '[2J', learner = char(27) || '[0m' WHERE NEWEST")
    ran = run("doctor")
    assert ran.code == 1
    assert "\x1b" not in ran.out
    assert "\ufffd[2J" in ran.out
