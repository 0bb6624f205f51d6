"""`convdrill group report` of an exam, which needs its key, and of Moodle's quizzes that are a form of one."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from questions.question import Reference
from questions.sets.question_set import QuestionSet
from questions.sets.recipe import Recipe
from tests.cli.conftest import Run
from tests.cli.group_reports import handed_in, refused, report_of
from tests.group.students import CODE, NAMES, QUESTIONS, SET, Done, as_file, invented, moodle_csv, results

GROUP = invented(QUESTIONS, names=NAMES[:6])


def exam_files(run: Run, tmp_path: Path) -> tuple[Path, Any]:
    """An exam in two forms: its key, and its key as a document."""
    ran = run("export", "jsonl", CODE, "--exam", "--forms", "2", "-o", str(tmp_path / "exam.jsonl"))
    assert ran.code == 0, ran.err
    key = tmp_path / "exam-key.json"
    return key, json.loads(key.read_bytes())


def test_an_exam_needs_its_key(run: Run, tmp_path: Path) -> None:
    """And no other; practice needs none; a key is no results."""
    key, document = exam_files(run, tmp_path)
    asked = document["forms"][0]["questions"]
    done = [Done(1, QUESTIONS[0], asked[0]["id"], ("1",))]
    (file,) = handed_in(tmp_path / "in", [results("Ada", done, form="A", exam=True)])
    report = report_of(run, file, "--key", key)
    assert report["exam"] and report["first_tries"]["of"] == 1 and len(report["questions"]) == 36
    refused(run("group", "report", str(file)), "--key")
    refused(run("group", "report", str(file), "--key", str(tmp_path / "no.json")), "no.json cannot be used")
    refused(run("group", "report", str(file), "--set", CODE), "--key")
    refused(run("group", "report", str(file), str(key), "--key", str(key)), "exam-key.json: it is the key of an exam")
    for change in ({"form": "B"}, {"form": "C"}, {"form": ""}):
        other = results("Ada", done, exam=True)
        other["set"] |= change
        (wrong,) = handed_in(tmp_path / "wrong", [other])
        refused(run("group", "report", str(wrong), "--key", str(key)), "0.json", asked[0]["id"])
    practice = tmp_path / "p.json"
    practice.write_bytes(as_file(results("Bob", GROUP[NAMES[0]])))
    refused(run("group", "report", str(practice), "--key", str(key)), "is of no exam")
    refused(run("group", "report", str(practice), str(file), "--key", str(key)), "a report is about one of the two")


def test_an_exam_handed_in_twice(run: Run, tmp_path: Path) -> None:
    """The newest answer to each question counts, and none twice."""
    key, document = exam_files(run, tmp_path)
    asked = document["forms"][1]["questions"]
    first = results("Ada", [Done(1, QUESTIONS[0], asked[0]["id"], ("1",))], form="B", exam=True)
    second = copy.deepcopy(first)
    second["answers"][0] |= {"answer": asked[0]["answer"], "at": "2026-03-02T19:00:00Z"}
    for documents in ([first, second], [second, first]):
        report = report_of(run, *handed_in(tmp_path / "in", documents), "--key", key)
        assert report["first_tries"] == report["tries"] == {"right": 1, "of": 1}
        assert "the newest answer to a question counts" in report["remarks"][0]


@pytest.mark.parametrize(
    "change",
    [
        {"schema_version": 2},
        {"forms": []},
        {"forms": [{"form": "A", "questions": []}]},
        {"forms": [{"form": "A"}]},
        {"forms": [{"form": "", "questions": []}] * 2},
        {"forms": {"A": []}},
        {"title": 7},
        {"more": 1},
    ],
)
def test_keys_that_are_none(run: Run, tmp_path: Path, change: Any) -> None:
    """One sentence, with the key's name."""
    key, document = exam_files(run, tmp_path)
    (file,) = handed_in(tmp_path / "in", [results("Ada", [], form="A", exam=True)])
    key.write_text(json.dumps(document | change), "utf-8")
    refused(run("group", "report", str(file), "--key", str(key)), "exam-key.json: ")


@pytest.mark.parametrize(
    ("field", "value"),
    [("id", "x"), ("reference", "conv2d.parameters/v9/1/1"), ("reference", "x"), ("number", 9), ("number", None)],
)
def test_questions_of_a_key_that_are_none(run: Run, tmp_path: Path, field: str, value: object) -> None:
    """The same."""
    key, document = exam_files(run, tmp_path)
    (file,) = handed_in(tmp_path / "in", [results("Ada", [], form="A", exam=True)])
    document["forms"][1]["questions"][3][field] = value
    key.write_text(json.dumps(document), "utf-8")
    refused(run("group", "report", str(file), "--key", str(key)), "exam-key.json: ")


def test_moodle_and_forms(run: Run, tmp_path: Path) -> None:
    """A quiz of one form, of a set or an exam; a quiz with more questions than the set."""
    key, document = exam_files(run, tmp_path)
    quiz = tmp_path / "responses.csv"
    quiz.write_bytes(moodle_csv(GROUP, QUESTIONS))
    words = ("group", "report", "--moodle", str(quiz))
    refused(run(*words), "--set")
    refused(run(*words, "--key", str(key)), "forms A, B", "--form")
    refused(run(*words, "--key", str(key), "--form", "C"), "no form C")
    report = json.loads(run(*words, "--key", str(key), "--form", "B", "--json").out)
    assert [row["id"] for row in report["questions"]] == [each["id"] for each in document["forms"][1]["questions"]]
    report = json.loads(run(*words, "--set", CODE, "--form", "B", "--json").out)
    assert {row["form"] for row in report["questions"]} == {"B"}
    assert Reference.parse(report["questions"][0]["reference"]) not in SET.references
    short = QuestionSet.drawn("Short", Recipe(("macs.conv",), (1,), 3, 5))
    refused(run(*words, "--set", str(short.code)), "has 18 questions and the set 3, ")
    quiz.write_bytes(b"PK\x03\x04")
    refused(run(*words, "--set", CODE), "responses.csv: it is a spreadsheet")
