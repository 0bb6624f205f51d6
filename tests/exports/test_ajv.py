"""ajv, which knows nothing of the library that our own tests use, accepts every JSON that goes to other people."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from questions.data import data_names, read_data
from tests.group.students import CODE, NAMES, QUESTIONS, as_file, invented, results
from tests.helpers.programs import missing
from trainer.cli import main

HERE = Path(__file__).parent
SCHEMAS = sorted(name for name in data_names() if name.endswith(".schema.json"))
CHOSEN = ("--count", "40", "--seed", "3", "--title", "Week 3")

Verdicts = Callable[[str, list[Any]], list[list[str]]]


@pytest.fixture
def ajv(tmp_path: Path) -> Verdicts:
    """What ajv finds wrong with each of some documents, by a schema's name."""
    if shutil.which("node") is None or not (HERE.parent / "clients/node_modules/ajv").is_dir():
        missing("ajv is not installed (npm ci --prefix tests/clients)")

    def verdicts(schema: str, documents: list[Any]) -> list[list[str]]:
        request = tmp_path / "request.json"
        request.write_text(json.dumps({"schema": json.loads(read_data(schema)), "documents": documents}))
        ran = subprocess.run(["node", HERE / "ajv_reader.cjs", request], capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
        found: list[list[str]] = json.loads(ran.stdout)
        return found

    return verdicts


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in which the program is at home."""
    monkeypatch.setenv("CONVDRILL_HOME", str(tmp_path / "home"))
    return tmp_path


def _run(*words: str | Path) -> None:
    assert main([str(word) for word in words]) == 0


def _read(file: Path) -> Any:
    return json.loads(file.read_text())


@pytest.mark.clients
@pytest.mark.parametrize("schema", SCHEMAS)
def test_schemas_are_understood(ajv: Verdicts, schema: str) -> None:
    """Every keyword is one that ajv knows, and none of them lets just anything through."""
    assert all(ajv(schema, [None, "x", {"unknown": 1}]))


@pytest.mark.clients
def test_sets(ajv: Verdicts, place: Path) -> None:
    """A drawn one, an edited one, and both lists of the shelf."""
    _run("set", "new", "Week 3", "--count", "30", "--seed", "7")
    _run("export", "json", "Week 3", "-o", place / "drawn.json")
    _run("set", "edit", "Week 3", "--drop", "2")
    _run("export", "json", "Week 3", "-o", place / "edited.json")
    sets = [_read(place / f"{name}.json") for name in ("drawn", "edited")]
    assert ajv("schemas/set.schema.json", sets) == [[], []]
    assert all(ajv("schemas/set.schema.json", [sets[0] | {"title": 3}, sets[1] | {"more": 1}]))


@pytest.mark.clients
def test_lines_and_keys(ajv: Verdicts, place: Path) -> None:
    """The questions of a set and of an exam with two forms, and the exam's key."""
    _run("export", "jsonl", *CHOSEN, "-o", place / "set.jsonl")
    _run("export", "jsonl", *CHOSEN, "--exam", "--forms", "2", "-o", place / "exam.jsonl", "--key", place / "key.json")
    files = sorted(file for file in place.glob("*.jsonl"))
    assert len(files) == 3
    lines = [json.loads(line) for file in files for line in file.read_text().splitlines()]
    assert len(lines) == 120 and not any(ajv("schemas/export-question.schema.json", lines))
    assert all(ajv("schemas/export-question.schema.json", [line | {"more": 1} for line in lines]))
    key = _read(place / "key.json")
    assert ajv("schemas/exam-key.schema.json", [key]) == [[]]
    assert all(ajv("schemas/exam-key.schema.json", [key | {"version": "x"}, {}]))


@pytest.mark.clients
def test_results_and_reports(ajv: Verdicts, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files that students hand in, a learner's own, and the report of the group."""
    handed_in = []
    for name, done in invented(QUESTIONS, names=NAMES[:6]).items():
        handed_in.append(place / f"{name}.json")
        handed_in[-1].write_bytes(as_file(results(name, done)))
    _run("group", "report", *handed_in, "--set", CODE, "-o", place / "report.json")
    assert ajv("schemas/group.schema.json", [_read(place / "report.json")]) == [[]]
    monkeypatch.setattr(sys, "stdin", io.StringIO("27\n?\n280\n"))
    _run("practice", "--plain", "--set", CODE)
    _run("set", "results", CODE, "-o", place / "mine.json")
    documents = [_read(file) for file in (*handed_in, place / "mine.json")]
    assert not any(ajv("schemas/results.schema.json", documents))
    assert all(ajv("schemas/results.schema.json", [document | {"more": 1} for document in documents]))


@pytest.mark.clients
def test_blueprints(ajv: Verdicts) -> None:
    """The sets to begin with."""
    texts = [read_data(name) for name in data_names() if name.startswith("blueprints/")]
    assert len(texts) >= 5
    assert not any(ajv("blueprint.schema.json", [json.loads(text) for text in texts]))
