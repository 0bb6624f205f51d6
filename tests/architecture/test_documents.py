"""Every JSON document that a command prints is what its schema in data/schemas says."""

from __future__ import annotations

import io
import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from questions.data import UnknownData, data_names, read_data
from questions.skills import SKILLS
from tests.architecture.loading import ROOT
from tests.helpers.stores import altered, filled_store
from trainer.cli import main

COMMANDS = (
    *(
        "cheatsheet",
        "check",
        "doctor",
        "explain",
        "group",
        "history",
        "interview",
        "interviews",
        "learners",
        "prove",
        "question",
        "results",
        "set",
        "sets",
        "settings",
        "skills",
    ),
    "stats",
)
FILES = ("exam-key", "export-question")
"""Schemas of files that are written, not printed; tests/exports holds them."""
CALLS = (
    ("nn.Conv2d(3, 10, 3)",),
    ("nn.Conv2d(3, 10, 3, bias=False)", "--input", "3x24x24"),
    ("nn.ConvTranspose2d(8, 4, 3, stride=2)", "--input", "8x5x5"),
    ("keras.layers.Conv2D(10, 3)", "--input", "24x24x3"),
    ("keras.layers.SeparableConv2D(10, 3)", "--input", "24x24x3"),
    ("keras.layers.BatchNormalization()", "--input", "8x8x16"),
    ("nn.BatchNorm2d(8)",),
    ("nn.Linear(4, 2)", "--input", "4"),
    ("nn.MaxPool2d(2)", "--input", "3x8x8"),
    ("nn.Flatten()", "--input", "3x8x8"),
    ("nnx.Conv(3, 10, (3, 3), rngs=rngs)",),
)
ANSWERS = (
    ("nn.Conv2d(3, 10, 3)", "280"),
    ("nn.Conv2d(3, 10, 3)", "100", "--input", "3x24x24"),
    ("nn.Conv2d(3, 10, 3)", "7"),
    ("nn.Conv2d(3, 10, 3)", "2 80"),
    ("nn.Conv2d(3, 10, 3)", "9" * 1000),
    ("nn.BatchNorm2d(8)", "16"),
    ("conv2d.parameters/v1/2/42", "1"),
    ("parameters.formula/v1/1/3", "M"),
    ("parameters.formula/v1/1/3", "1 +"),
)


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a command; the documents on its standard output, one per line."""
    monkeypatch.setenv("CONVDRILL_HOME", str(tmp_path / "home"))

    def run(*words: str) -> list[Any]:
        main([*words, "--json"])
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return run


def _schema(command: str) -> Any:
    return json.loads(read_data(f"schemas/{command}.schema.json"))


def _validate(command: str, document: Any) -> None:
    Draft202012Validator(_schema(command), format_checker=Draft202012Validator.FORMAT_CHECKER).validate(document)


@pytest.mark.parametrize("command", COMMANDS)
def test_schemas_are_schemas(command: str) -> None:
    Draft202012Validator.check_schema(_schema(command))


def test_every_schema_is_tested() -> None:
    named = {f"schemas/{command}.schema.json" for command in (*COMMANDS, *FILES)}
    assert {name for name in data_names() if name.startswith("schemas/")} == named


@pytest.mark.parametrize("level", ["1", "2", "3"])
@pytest.mark.parametrize("skill", SKILLS)
def test_question(documents: Any, skill: str, level: str) -> None:
    """Drawn questions of every skill and level, with and without their answers."""
    for answer in ((), ("--answer", "--hints")):
        made = documents("question", "--skill", skill, "--level", level, "--seed", "3", "--count", "15", *answer)
        assert len(made) == 15
        for document in made:
            _validate("question", document)
            assert ("answer" in document) is ("hints" in document) is bool(answer)


@pytest.mark.parametrize("words", CALLS, ids=" ".join)
def test_explain(documents: Any, words: tuple[str, ...]) -> None:
    (document,) = documents("explain", *words)
    _validate("explain", document)


def test_cheatsheet(documents: Any) -> None:
    (document,) = documents("explain", "--cheatsheet")
    _validate("cheatsheet", document)
    document["sections"][0]["rows"][0]["example"]["result"] = "280"
    with pytest.raises(ValidationError):
        _validate("cheatsheet", document)


@pytest.mark.parametrize("words", ANSWERS, ids=lambda words: " ".join(words)[:60])
def test_check(documents: Any, words: tuple[str, ...]) -> None:
    (document,) = documents("check", *words)
    _validate("check", document)


@pytest.mark.parametrize("reference", ["conv2d.parameters/v1/1/1", "parameters.formula/v1/1/3"])
def test_prove(documents: Any, reference: str) -> None:
    (document,) = documents("prove", reference, "--show")
    _validate("prove", document)


def test_skills_and_stats(documents: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Before the first answer, and after some."""
    for _ in range(2):
        for command in ("skills", "stats"):
            (document,) = documents(command)
            _validate(command, document)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "stdin", io.StringIO("?\n?\n"))
            assert main(["practice", "--plain", "--limit", "2"]) == 0
        capsys.readouterr()
    (document,) = documents("stats")
    assert document["reviews"] == 4


def test_settings(documents: Any) -> None:
    """As they are at first, and changed."""
    for words in ((), ("interview_date", "2999-12-31"), ("desired_retention", "0.85"), ("new_per_day", "3")):
        (document,) = documents("settings", *words)
        _validate("settings", document)
        assert len(document["settings"]) == (1 if words else 4)
    (document,) = documents("settings")
    expected = {"interview_date": "2999-12-31", "desired_retention": 0.85, "new_per_day": 3, "reviews_per_day": None}
    assert document["settings"] == expected
    assert document["program"] == {"theme": "convdrill-dark", "questions": 12, "minutes": 10}
    for words in (("theme", "convdrill-light"), ("questions", "5"), ("minutes", "0")):
        (document,) = documents("settings", *words)
        _validate("settings", document)


def test_history(documents: Any, tmp_path: Path) -> None:
    """Every answer of a log with all that a release could have written."""
    (tmp_path / "home").mkdir()
    shutil.copy(ROOT / "tests/store/released/0001.db", tmp_path / "home" / "convdrill.db")
    answers = documents("history", "--limit", "1000")
    assert len(answers) > 100
    assert {document["mode"] for document in answers} == {"typed", "flashcard"}
    for document in answers:
        _validate("history", document)


def test_interview(documents: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """The list before the first and after two of them, and the report of each."""
    (document,) = documents("interview", "--list")
    _validate("interviews", document)
    for typed in ("1\n?\n1\n1\nt\na\n(1, 2)\n", "?\n1\nt\na\n(1, 2)\nM\n"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "stdin", io.StringIO(typed * 3))
            assert main(["interview", "--plain", "--questions", "8"]) == 0
        capsys.readouterr()
    (document,) = documents("interview", "--list")
    _validate("interviews", document)
    assert len(document["interviews"]) == 2
    for number in ("1", "2"):
        (report,) = documents("interview", "--report", number)
        _validate("interview", report)
        assert report["id"] == document["interviews"][int(number) - 1]["id"]
    for change in ({"right": "7"}, {"more": 1}, {"families": [{"family": "x"}]}):
        with pytest.raises(ValidationError):
            _validate("interview", report | change)


def test_sets(documents: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """None yet, one that is drawn, one that was edited, one that is damaged; and what is in each."""
    (document,) = documents("set", "list")
    _validate("sets", document)
    for title in ("Week 3", "Mine"):
        assert main(["set", "new", title, "--count", "60"]) == 0
    assert main(["set", "edit", "mine", "--drop", "2"]) == 0
    (tmp_path / "home/sets/torn.json").write_text("{")
    capsys.readouterr()
    (document,) = documents("set", "list")
    _validate("sets", document)
    assert [kept["problem"] is None for kept in document["sets"]] == [True, False, True]
    for name in ("week-3", "mine"):
        (made,) = documents("set", "show", name)
        _validate("set", made)
        assert (made["code"] is None) is (name == "mine")
        changes: list[dict[str, Any]] = [{"code": 5}, {"id": ""}, {"questions": []}, {"more": 1}, {"kind": "x"}]
        for change in changes:
            with pytest.raises(ValidationError):
                _validate("set", made | change)
        made["questions"][7]["answer"] = 280
        with pytest.raises(ValidationError):
            _validate("set", made)


def test_results_and_group(documents: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A learner's results, and the report about them and somebody else's."""
    assert main(["set", "new", "Week 3", "--skill", "conv2d.parameters", "--count", "3", "--seed", "1"]) == 0
    for learner, typed in (("Ada", "1\n?\n7\n" * 3), ("Bob", "280\n")):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "stdin", io.StringIO(typed))
            assert main(["practice", "--plain", "--set", "week-3", "--learner", learner]) == 0
        file = tmp_path / f"{learner}.json"
        assert main(["set", "results", "week-3", "--learner", learner, "-o", str(file)]) == 0
        results = json.loads(file.read_bytes())
        _validate("results", results)
        spoiled: list[dict[str, Any]] = [{"student": None}, {"more": 1}, {"answers": [{}]}]
        for change in spoiled:
            with pytest.raises(ValidationError):
                _validate("results", results | change)
    capsys.readouterr()
    assert main(["group", "report", str(tmp_path / "Ada.json"), str(tmp_path / "Bob.json"), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    _validate("group", report)
    assert [row["name"] for row in report["students"]] == ["Ada", "Bob"]
    spoiled = [{"students": []}, {"more": 1}, {"source": "x"}, {"next_set": {}}, {"tries": {"right": 1}}]
    for change in spoiled:
        with pytest.raises(ValidationError):
            _validate("group", report | change)


def test_learners(documents: Any, tmp_path: Path) -> None:
    """Nobody yet, and several."""
    (document,) = documents("learners")
    _validate("learners", document)
    (tmp_path / "home").mkdir()
    shutil.copy(ROOT / "tests/store/released/0001.db", tmp_path / "home" / "convdrill.db")
    (document,) = documents("learners")
    _validate("learners", document)
    assert [learner["name"] for learner in document["learners"]] == ["Zoë", "me"]


def test_doctor(documents: Any, tmp_path: Path) -> None:
    """A sound store, one with something to repair, and the repair."""
    file = filled_store(tmp_path / "home" / "convdrill.db")
    for damage, words in (("SELECT 1", ()), ("DELETE FROM cards", ()), ("SELECT 1", ("--repair",))):
        altered(file, damage)
        (document,) = documents("doctor", *words)
        _validate("doctor", document)
        assert document["sound"] is (damage == "SELECT 1")
    assert document["backup"]


@pytest.mark.parametrize(
    ("command", "words", "change"),
    [
        ("question", ("conv2d.parameters/v1/1/1", "--answer"), {"answer": "280"}),
        ("question", ("conv2d.parameters/v1/1/1",), {"answer": 280}),
        ("question", ("conv2d.parameters/v1/1/1",), {"more": 1}),
        ("check", ("nn.Conv2d(3, 10, 3)", "x"), {"expected": 280}),
        ("check", ("nn.Conv2d(3, 10, 3)", "280"), {"expected": None}),
        ("explain", ("nn.Conv2d(3, 10, 3)",), {"output_shape": "(10, 22, 22)"}),
        ("stats", (), {"accuracy": 70}),
    ],
)
def test_schemas_refuse(documents: Any, command: str, words: tuple[str, ...], change: dict[str, Any]) -> None:
    """A schema that accepted anything would say nothing."""
    (document,) = documents(command, *words)
    with pytest.raises(ValidationError):
        _validate(command, document | change)


def test_letters_only_in_formulas(documents: Any) -> None:
    """A number of a layer is a number, unless the question has a letter there."""
    (document,) = documents("question", "conv2d.parameters/v1/1/1")
    with pytest.raises(ValidationError):
        _validate("question", document | {"layer": document["layer"] | {"in_channels": "D"}})


def test_unknown_data() -> None:
    """A name that is not there is told, with those that are; no name leads out of the folder."""
    for name in ("nothing.json", "../pyproject.toml", "", "schemas"):
        with pytest.raises(UnknownData, match=r"schemas/check\.schema\.json"):
            read_data(name)
