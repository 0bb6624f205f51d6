"""`convdrill stats`: the figures as text and as JSON."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from questions.data import read_data
from questions.skills import SKILLS
from tests.cli.conftest import Run
from tests.helpers.clock import MONDAY, Clock
from tests.progress.learning import practised_log
from trainer.journal import Journal
from trainer.progress.statistics import Range, retention_of, statistics
from trainer.scheduling.cards import fold
from trainer.scheduling.days import day_of
from trainer.store import Store

SCHEMA = json.loads(read_data("schemas/stats.schema.json"))
TITLES = ("Days", "Retention", "Due in the next weeks", "Accuracy", "Mistakes")
OLD = {"reviews", "due", "new", "accuracy", "today", "skills"}


@pytest.fixture
def practised(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The default store, with 100 days of practice before today, which is a Monday in March."""
    home.mkdir(parents=True)
    monkeypatch.setattr("trainer.cli.stats.now", Clock())
    with Store.open(home / "convdrill.db") as store:
        store.record(list(practised_log()), fold)
        store.change_settings("me", {"interview_date": date(2026, 3, 16)})
    return home


def _json(run: Run, *words: str) -> dict[str, Any]:
    ran = run("stats", "--json", *words)
    assert (ran.code, ran.err) == (0, "")
    document: dict[str, Any] = json.loads(ran.out)
    jsonschema.validate(document, SCHEMA, format_checker=jsonschema.FormatChecker())
    return document


def test_text(run: Run, practised: Path) -> None:
    """The totals, then a section for each subject, no line wider than 80 columns into a pipe."""
    ran = run("stats")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == "answers     937 (0 today)"
    assert [line for line in lines if line in TITLES] == list(TITLES)
    assert "Practised on 19 of 30 days, at most 6 in a row." in lines
    assert re.search(r"Asked 87 times when a skill was due, you knew it 75 times: 86%", ran.out)
    assert max(map(len, lines)) <= 80


def test_ranges(run: Run, practised: Path) -> None:
    """`--range` says how far to look back; another word is refused in one line."""
    answers = [sum(day["answers"] for day in _json(run, "--range", days)["days"]) for days in ("30", "90", "all")]
    assert answers == sorted(set(answers))
    assert _json(run)["days"] == _json(run, "--range", "30")["days"]
    assert "Answers per 7 days in the last 90 days: 862 in all" in run("stats", "--range", "90").out
    ran = run("stats", "--range", "7")
    assert (ran.code, ran.out) == (2, "")


def test_json(run: Run, practised: Path) -> None:
    """The document says what the figures say, which another test holds against the log."""
    document = _json(run, "--range", "all")
    with Store.open(practised / "convdrill.db") as store:
        journal = Journal(store, "test", None, Clock()())
        figures = statistics(journal, Clock()(), Range.ALL)
        weeks = retention_of(journal, Clock()(), Range.ALL)
    assert (document["from"], document["to"]) == (figures.first.isoformat(), "2026-03-02")
    assert sum(day["answers"] for day in document["days"]) == document["reviews"] == figures.answers
    assert document["retention"]["asked"] == sum(week.asked for week in weeks)
    assert document["retention"]["desired"] == 0.9
    assert sum(day["due"] for day in document["forecast"]["days"]) + document["forecast"]["later"] == 24
    assert document["forecast"]["days"][0] == {"day": "2026-03-02", "due": document["due"]}
    assert document["forecast"]["interview"] == "2026-03-16"
    assert sum(document["readiness"].values()) == len(SKILLS)
    assert {entry["family"]: entry["right"] for entry in document["families"]} == {
        share.name: share.right for share in figures.families
    }
    assert [entry["level"] for entry in document["levels"]] == [1, 2, 3]
    assert document["weakest"] in {entry["component"] for entry in document["components"] if not entry["cleared"]}
    for entry in document["components"]:
        assert entry["hits"] == sum(entry["misconceptions"].values()) == sum(week["hits"] for week in entry["weeks"])


def test_without_a_store(run: Run, home: Path) -> None:
    """The figures of somebody who has not begun, with every key there is; nothing is made."""
    document = _json(run)
    assert set(document) == set(SCHEMA["required"]) >= OLD
    assert (document["days"], document["components"], document["weakest"]) == ([], [], None)
    assert document["readiness"]["never_asked"] == len(SKILLS)
    lines = run("stats").out.splitlines()
    assert [line.split()[0] for line in lines] == ["answers", "accuracy", "due", "new", "ready"]
    assert not home.exists()


def test_plain_characters(run: Run, practised: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the output's encoding lacks block characters, everything is drawn without them."""
    monkeypatch.setattr("trainer.cli.stats.is_writable", lambda encoding: False)
    for days in ("30", "90", "all"):
        assert run("stats", "--range", days).out.isascii()


def test_days_begin_at_four(run: Run, practised: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At half past three it is still the day before."""
    early = Clock(MONDAY.replace(hour=2, minute=30))
    monkeypatch.setattr("trainer.cli.stats.now", early)
    assert day_of(early()) == date(2026, 3, 1)
    document = _json(run)
    assert document["to"] == "2026-03-01"
    assert date.fromisoformat(document["from"]) == date(2026, 3, 1) - timedelta(days=29)


def test_no_store_where_one_was_named(run: Run, tmp_path: Path) -> None:
    """Figures of nothing are no answer to somebody who named a file."""
    ran = run("stats", "--database", str(tmp_path / "none.db"))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"convdrill: there is no store at {tmp_path / 'none.db'}.\n"
