"""`skills`: the tree, and how far each skill is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from questions.skills import SKILLS
from tests.cli.conftest import Run
from tests.helpers.answered import kept, some_days
from tests.helpers.clock import MONDAY
from trainer.domain import Reset
from trainer.store.store import Store


def _listed(run: Run) -> dict[str, dict[str, Any]]:
    ran = run("skills", "--json")
    assert (ran.code, ran.err) == (0, "")
    return {skill["id"]: skill for skill in json.loads(ran.out)["skills"]}


def test_how_far(run: Run, home: Path) -> None:
    """Accuracy, last day, what is lacking and the commonest misconception; a reset begins anew."""
    with Store.open(home / "convdrill.db") as store:
        kept(store, *some_days())
    skills = _listed(run)
    assert list(skills) == list(SKILLS)
    conv2d = skills["conv2d.parameters"]
    assert (conv2d["accuracy"], conv2d["last_seen"], conv2d["standing"]) == (0.4, "2026-03-02", "not yet")
    assert conv2d["lacking"]
    assert conv2d["frequent_misconception"] == "added_bias_when_off"
    assert skills["conv3d.parameters"]["standing"] == "new"
    assert skills["parameters.which"]["standing"] == "waits"
    with Store.open(home / "convdrill.db") as store:
        kept(store, Reset("z", "me", MONDAY, 0, "conv2d.parameters"))
    conv2d = _listed(run)["conv2d.parameters"]
    assert (conv2d["accuracy"], conv2d["standing"], conv2d["answers"]) == (None, "new", 0)


def test_the_tree(run: Run, home: Path) -> None:
    """A line per skill, below what it builds on."""
    with Store.open(home / "convdrill.db") as store:
        kept(store, *some_days())
    lines = run("skills").out.splitlines()
    for skill in SKILLS.values():
        [line] = [each for each in lines if skill.id in each.split()]
        assert line.endswith(skill.title)
    [conv1d] = [line for line in lines if "conv1d.parameters" in line]
    assert conv1d.startswith("├ conv1d.parameters")
    assert " 100% " in conv1d
