"""`history`: the list with its filters, export and import."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.loading import ROOT
from tests.cli.conftest import Run
from tests.helpers.clock import Clock
from tests.helpers.stores import contents, filled_store
from tests.making import review
from trainer.domain import Outcome
from trainer.journal import cards_of
from trainer.planfile import read_plan
from trainer.scheduling.cards import fold
from trainer.store.store import Store


@pytest.fixture
def file(home: Path) -> Path:
    """A store with everything in it that a release could have written."""
    home.mkdir()
    return Path(shutil.copy(ROOT / "tests/store/released/0001.db", home / "convdrill.db"))


def listed(run: Run, *words: str) -> list[dict[str, Any]]:
    ran = run("history", "--json", "--limit", "1000", *words)
    assert (ran.code, ran.err) == (0, "")
    return [json.loads(line) for line in ran.out.splitlines()]


def test_the_newest_first(run: Run, file: Path) -> None:
    """All answers that count, and nothing that was undone."""
    with Store.open(file) as store:
        active = [event.id for event in store.active_events("me") if hasattr(event, "prompt")]
    assert [document["id"] for document in listed(run)] == active[::-1]


def test_a_page_for_people(run: Run, file: Path) -> None:
    """One line for each, as many as were asked for, and whether there are more."""
    lines = run("history", "--limit", "5").out.splitlines()
    assert len(lines) == 6
    assert "older" in lines[-1]
    assert len(run("history").out.splitlines()) == 21
    wrong = run("history", "--verdict", "wrong", "--limit", "1").out
    assert "✗ wrong" in wrong
    assert " instead of " in wrong
    assert "older" not in run("history", "--limit", "1000").out


def test_a_page_on_a_terminal(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not fit into the terminal's width stands below, between words; in a pipe an answer is one line."""
    known: dict[str, Any] = {
        "submission": "196",
        "expected": "1583",
        "misconceptions": ("forgot_in_channels", "forgot_last_layer"),
    }
    with Store.open(home / "convdrill.db") as store:
        store.record([review(outcome=Outcome.WRONG, **known)], fold)
    assert run("history").out.count("\n") == 1
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    for columns in (80, 20):
        monkeypatch.setenv("COLUMNS", str(columns))
        wrong, *below = run("history").out.splitlines()
        assert wrong.endswith("✗ wrong       conv2d.parameters/v1/1/1")
        assert " ".join(" ".join(below).split()) == "196 instead of 1583 [forgot_in_channels, forgot_last_layer]"
        assert all(line.startswith(" " * 18) and len(line) <= 80 for line in below)
    monkeypatch.setenv("COLUMNS", "130")
    assert run("history").out.count("\n") == 1


def test_filters(run: Run, file: Path) -> None:
    """Each keeps what it says, and together they keep what all of them do."""
    everything = listed(run)
    for words, keeps in (
        (("--skill", "bias.effect"), lambda one: one["skill"] == "bias.effect"),
        (("--verdict", "right"), lambda one: one["outcome"] == "correct"),
        (("--verdict", "dont-know"), lambda one: one["outcome"] == "dont_know"),
        (("--verdict", "self-rated"), lambda one: one["outcome"] == "self_rated"),
        (("--misconception", "forgot_in_channels"), lambda one: "forgot_in_channels" in one["misconceptions"]),
        (("--since", "2026-01-20"), lambda one: one["day"] >= "2026-01-20"),
        (("--until", "2026-01-20"), lambda one: one["day"] <= "2026-01-20"),
        (("--since", "2026-01-12", "--until", "2026-01-12"), lambda one: one["day"] == "2026-01-12"),
        (
            ("--verdict", "wrong", "--skill", "conv2d.parameters", "--since", "2026-01-10"),
            lambda one: (one["outcome"], one["skill"]) == ("wrong", "conv2d.parameters") and one["day"] >= "2026-01-10",
        ),
    ):
        kept = listed(run, *words)
        assert kept == [one for one in everything if keeps(one)], words
        assert kept, words


def test_a_learners_day(run: Run, home: Path) -> None:
    """A late evening belongs to the day before, wherever the learner is."""
    with Store.open(home / "convdrill.db") as store:
        late = review(Clock().at.replace(hour=14), utc_offset=720)  # 2 a.m. of March 3rd, far in the east
        store.record([late], fold)
    assert listed(run, "--since", "2026-03-02", "--until", "2026-03-02")
    assert listed(run, "--since", "2026-03-03") == []


def test_nothing_to_list(run: Run, home: Path) -> None:
    """No store, no answers, none that pass: said, with exit code 0, and nothing is made."""
    assert run("history").out == "No answers yet.\n"
    assert run("history", "--json").out == ""
    assert not home.exists()
    filled_store(home / "convdrill.db", 1)
    assert run("history", "--verdict", "wrong").out == "No such answers.\n"


def test_hostile_answers_in_the_list(run: Run, home: Path) -> None:
    """Escape codes and line ends in what was typed change nothing of the list."""
    hostile = "1\x1b[2J\n\x9b31m\u202e[/red]" + "9" * 500
    with Store.open(home / "convdrill.db") as store:
        store.record([review(submission=hostile, outcome=Outcome.WRONG, misconceptions=("\x1b[0m",))], fold)
    out = run("history").out
    assert out.count("\n") == 1
    assert out.strip().isprintable()
    assert "[/red]" in out
    assert len(out) < 200


@pytest.mark.parametrize(
    "words",
    [
        ("--since", "yesterday"),
        ("--since", "2026-02-30"),
        ("--until", ""),
        ("--since", "2026-02-02", "--until", "2026-02-01"),
        ("--limit", "0"),
        ("--skill", "nothing"),
        ("--verdict", "fine"),
        ("nonsense",),
        ("export",),
        ("export", "x.txt"),
        ("export", "x.csv", "--format", "xml"),
        ("export", "x.csv"),
        ("import", "missing.csv"),
        ("import", "-"),
        ("import", "-", "--format", "csv"),
        ("--skill", "conv2d.parameters", "export", "x.csv"),
        ("--limit", "3", "export", "x.csv"),
        ("--json", "export", "x.csv"),
        ("--since", "2026-02-02", "import", "-", "--format", "jsonl"),
    ],
)
def test_bad_requests(run: Run, home: Path, words: tuple[str, ...]) -> None:
    """Exit code 2, one line, nothing on standard output, and nothing made."""
    ran = run("history", *words)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert not home.exists()


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_from_one_machine_to_another(run: Run, file: Path, home: Path, tmp_path: Path, form: str) -> None:
    """The same log and the same cards there; again, and nothing is new."""
    target = tmp_path / f"log.{form}"
    ran = run("history", "export", str(target))
    assert (ran.code, ran.err) == (0, "")
    other = tmp_path / "other.db"
    there = ("--database", str(other))
    assert run("history", "import", str(target), *there).out == "Imported 156 events.\n"
    assert "156 events were there already" in run("history", "import", str(target), *there).out
    with Store.open(file) as one, Store.open(other) as two:
        assert list(one.events("me")) == list(two.events("me"))
        assert cards_of(one, "me", 1) == two.cards("me")
    assert run("doctor", *there).code == 0
    assert run("stats", *there).out == run("stats").out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", f"log.{form}", "other.db", "other.db.plan.json"]


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_through_pipes(file: Path, home: Path, tmp_path: Path, form: str) -> None:
    """Byte for byte, also where standard output could not show every character."""
    target = tmp_path / f"log.{form}"

    def piped(place: Path, *words: str, given: bytes = b"") -> bytes:
        environment = os.environ | {"CONVDRILL_HOME": str(place), "PYTHONIOENCODING": "ascii", "PYTHONPATH": str(ROOT)}
        command = [
            sys.executable,
            "-c",
            "import sys; from trainer.cli import main; sys.exit(main())",
            "history",
            *words,
        ]
        return subprocess.run(command, input=given, env=environment, capture_output=True, check=True).stdout

    piped(home, "export", str(target))
    assert piped(home, "export", "-", "--format", form) == target.read_bytes()
    other = tmp_path / "elsewhere"
    assert b"Imported 156 events" in piped(other, "import", "-", "--format", form, given=target.read_bytes())
    assert piped(other, "export", "-", "--format", form) == target.read_bytes()


def test_over_a_file(run: Run, file: Path, tmp_path: Path) -> None:
    """A file that is there is not overwritten, and a failure leaves none."""
    target = tmp_path / "log.csv"
    target.write_text("mine")
    ran = run("history", "export", str(target))
    assert (ran.code, ran.out) == (2, "")
    assert target.read_text() == "mine"
    elsewhere = tmp_path / "missing" / "log.csv"
    missing = run("history", "export", str(elsewhere))
    assert (missing.code, missing.out) == (2, "")
    assert missing.err == f"convdrill: {elsewhere} cannot be written: No such file or directory.\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "log.csv"]


def test_whose_they_are_is_told(run: Run, home: Path, tmp_path: Path) -> None:
    """Where several practise, an export says that it is one learner's, and how to get the others'."""
    filled_store(home / "convdrill.db")
    assert "learners" not in run("history", "export", str(tmp_path / "alone.csv")).out
    run("--learner", "Ada", "settings", "new_per_day", "3")
    told = run("history", "export", str(tmp_path / "mine.csv")).out
    assert told.startswith("Exported 6 events to ")
    assert "These are of me only; convdrill learners" in told


def test_an_import_for_somebody_else(run: Run, home: Path, tmp_path: Path) -> None:
    """Whose events come in starts from what is there now, whoever had them imported; nobody else gets a plan file."""
    other = ("--database", str(tmp_path / "other.db"))
    run("practice", "--plain", "--limit", "1", "--learner", "Ada", typed="?\n")
    for _ in range(2):
        run("practice", "--plain", "--limit", "2", "--learner", "Ada", *other, typed="?\n?\n")
    run("practice", "--plain", "--limit", "1", "--learner", "Bob", *other, typed="?\n")
    for name in ("Ada", "Bob"):
        log = str(tmp_path / f"{name}.csv")
        run("history", "export", log, "--learner", name, *other)
        assert run("history", "import", log).code == 0
    plans = [read_plan(path) for path in home.glob("plan*.json")]
    reviews = {plan.learner: (plan.figures.reviews, plan.events) for plan in plans if plan is not None}
    assert reviews == {"Ada": (5, 5), "me": (0, 0)}
    assert run("doctor").code == 0


def test_a_conflict_is_told(run: Run, home: Path, tmp_path: Path) -> None:
    """What is here stays."""
    here, there = review(id="a", submission="1"), review(id="a", submission="2")
    for path, event in ((home / "convdrill.db", here), (tmp_path / "other.db", there)):
        with Store.open(path) as store:
            store.record([event, review(id=f"b{event.submission}")], fold)
    run("history", "export", str(tmp_path / "log.csv"), "--database", str(tmp_path / "other.db"))
    ran = run("history", "import", str(tmp_path / "log.csv"))
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "Imported 1 event.",
        "1 event of the file bears the id of another one here, which stays: a",
    ]
    with Store.open(home / "convdrill.db") as store:
        assert {event.id: getattr(event, "submission", "") for event in store.events("me")}["a"] == "1"


def test_a_hostile_file(run: Run, file: Path, home: Path, tmp_path: Path) -> None:
    """Good lines before the bad one are not taken either; the store is what it was."""
    run("history", "export", str(tmp_path / "log.jsonl"))
    other = filled_store(tmp_path / "other.db", 2)
    before = {name: data for name, data in contents(tmp_path).items() if name.startswith("other")}
    lines = (tmp_path / "log.jsonl").read_text().splitlines(keepends=True)
    for bad in ("{\x1b[2J\n", lines[0].replace("2026", "2025"), "x" * 17_000_000):
        (tmp_path / "bad.jsonl").write_text("".join([*lines[:50], bad, *lines[50:]]))
        ran = run("history", "import", str(tmp_path / "bad.jsonl"), "--database", str(other))
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
        assert ran.err.strip().isprintable()
    assert {name: data for name, data in contents(tmp_path).items() if name.startswith("other")} == before
    assert run("history", "import", str(tmp_path), "--format", "csv").code == 2
