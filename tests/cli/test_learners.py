"""`--learner` and `learners`: several people with one store."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from trainer.cli.arguments import parse
from trainer.cli.store_access import plan_file, plan_files
from trainer.planfile import read_plan
from trainer.scheduling.cards import fold
from trainer.store.store import Store


def stats(run: Run, *words: str) -> dict[str, Any]:
    figures: dict[str, Any] = json.loads(run("stats", "--json", *words).out)
    return figures


def test_each_has_their_own(run: Run, home: Path) -> None:
    """Answers, cards, plan files; with the option before or behind the command."""
    run("practice", "--plain", "--limit", "2", typed="1\n?\n")
    run("practice", "--plain", "--limit", "3", "--learner", "Zoë", typed="?\n?\n?\n")
    assert stats(run)["reviews"] == 2
    assert stats(run, "--learner", "Zoë")["reviews"] == 3
    assert json.loads(run("--learner", "Zoë", "stats", "--json").out)["reviews"] == 3
    assert stats(run, "--learner", "Ann")["reviews"] == 0
    with Store.open(home / "convdrill.db") as store:
        assert store.learners() == ["Zoë", "me"]
        for learner in store.learners():
            assert store.cards(learner) == store.rebuild(learner, fold)
    plans = [read_plan(path) for path in plan_files(str(home / "convdrill.db"))]
    assert sorted((plan.learner, plan.events) for plan in plans if plan) == [("Zoë", 3), ("me", 2)]


def test_every_command_knows_whom_it_is_about(run: Run, home: Path, tmp_path: Path) -> None:
    """History, its export, undo and redo, skills."""
    run("practice", "--plain", "--limit", "1", typed="1\n")
    run("practice", "--plain", "--limit", "2", "--learner", "Zoë", typed="?\n?\n")
    zoe = ("--learner", "Zoë")
    assert {json.loads(line)["learner"] for line in run("history", "--json", *zoe).out.splitlines()} == {"Zoë"}
    assert len(run("history").out.splitlines()) == 1
    run("history", "export", str(tmp_path / "zoe.csv"), *zoe)
    assert run("history", "import", str(tmp_path / "zoe.csv"), "--database", str(tmp_path / "x.db")).code == 0
    assert stats(run, "--database", str(tmp_path / "x.db"), *zoe)["reviews"] == 2
    assert run("undo", *zoe).code == run("undo", *zoe).code == 0
    assert run("undo", *zoe).code == 2
    assert stats(run)["reviews"] == 1
    assert run("redo", *zoe).code == 0
    assert sum(skill["answers"] for skill in json.loads(run("skills", "--json", *zoe).out)["skills"]) == 1


def test_the_list(run: Run, home: Path) -> None:
    """Everybody with their answers; nothing is made by looking."""
    assert run("learners").out == "me  0 answers\n"
    assert not home.exists()
    run("practice", "--plain", "--limit", "2", "--learner", "Zoë", typed="?\n?\n")
    lines = run("learners").out.splitlines()
    assert lines[0].startswith("Zoë  2 answers, the last one 20")
    assert lines[1] == "me   0 answers"


@pytest.mark.parametrize("name", ["", "  ", "x" * 41, "a\nb", "a\x1b[2J", "a\x00b", "a\u202eb", "a\u2028b", "\ud800"])
def test_names_that_are_none(run: Run, home: Path, name: str) -> None:
    """Refused in one line, whatever the command, and no store is made."""
    for words in (("stats",), ("practice", "--plain"), ("history",), ("undo",), ("skills",)):
        ran = run(*words, "--learner", name)
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1), words
        assert ran.err.strip().isprintable()
    assert not home.exists()


def test_one_name_is_one_learner(run: Run) -> None:
    """However it is typed: composed or not, with blanks around it."""
    run("practice", "--plain", "--limit", "1", "--learner", "Zoe\u0308", typed="?\n")
    assert stats(run, "--learner", " Zo\u00eb ")["reviews"] == 1


def test_plan_files(home: Path, tmp_path: Path) -> None:
    """Each learner of each store has one of their own, whatever they are called."""
    urls = (str(home / "convdrill.db"), str(home / "plan.json.db"), str(tmp_path / "other.db"))
    names = ("me", "Zoë", "../../etc", "a/b", "plan")
    files = [plan_file(url, name) for url in urls for name in names]
    assert len(set(files)) == len(files)
    assert {file.parent for file in files if file} == {home, tmp_path}
    home.mkdir()
    for file in files:
        assert file is not None
        file.write_text("{}")
    for url in urls:
        assert set(plan_files(url)) == {plan_file(url, name) for name in names}


def test_nobody_is_the_default(run: Run) -> None:
    """Without the option it is the learner there always was."""
    assert parse(["stats"]).learner is None
    run("practice", "--plain", "--limit", "1", "--learner", "me", typed="?\n")
    assert stats(run)["reviews"] == 1
