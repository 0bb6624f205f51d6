"""`undo` and `redo`: which answer, and what became of its skill."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run
from tests.helpers.stores import contents


def reviews(run: Run) -> int:
    counted: int = json.loads(run("stats", "--json").out)["reviews"]
    return counted


def test_undo_and_redo(run: Run) -> None:
    """Each says the answer it was about; both are kept over restarts."""
    skills = ("--skill", "conv2d.parameters", "--skill", "bias.effect")
    run("practice", "--plain", "--limit", "2", *skills, typed="?\n1\n")
    newest = run("undo")
    assert (newest.code, newest.err) == (0, "")
    assert "1 (wrong)" in newest.out
    assert "is new again" in newest.out
    assert "convdrill redo" in newest.out
    assert "(not known)" in run("undo").out
    assert reviews(run) == 0
    back = run("redo")
    assert "conv2d.parameters/v1/1/" in back.out
    assert "due tomorrow" in back.out
    assert "1 (wrong)" in run("redo").out
    assert reviews(run) == 2
    assert run("doctor").code == 0


def test_nothing_to_do(run: Run, home: Path) -> None:
    """Exit code 2 and one line; no store is made for it."""
    for command in ("undo", "redo"):
        ran = run(command)
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert not home.exists()
    run("practice", "--plain", "--limit", "1", typed="1\n")
    before = contents(home)
    assert run("redo").code == 2
    assert contents(home)["convdrill.db"] == before["convdrill.db"]


def test_a_hostile_answer(run: Run) -> None:
    """What was typed is shown without its escape codes."""
    run("practice", "--plain", "--limit", "1", typed="1\x1b[2J\n?\n")
    run("practice", "--plain", "--limit", "1", typed="0*1\n")
    assert "\x1b" not in run("undo").out
