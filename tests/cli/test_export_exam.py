"""`convdrill export --exam`: files that never overwrite each other, together or not at all, and tell nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from trainer.exports.formats import FORMATS

DRAWN = ("--tier", "A", "--count", "6", "--seed", "7")


@pytest.fixture
def here(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, in which a set was exported as set.json."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def _there(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in folder.iterdir()}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("json", "-o", "exam.json", "--key", "exam.md"), "exam.json would be the exam and its key at once"),
        (("json", "-o", "exam.json", "--key", "./exam.json"), "would be the exam and its key at once"),
        (("json", "-o", "exam.json", "--key", "../work/exam.json"), "would be the exam and its key at once"),
        (("json", "-o", "exam.json", "--key", "Exam.json"), "would be the exam and its key at once"),
        (("json", "-o", "exam.json", "--key", "link.json"), "would be the exam and its key at once"),
        (("markdown", "-o", "sheet.md", "--key", "sheet.json"), "would be the exam and the key to print at once"),
        (("markdown", "-o", "sheet.md", "--key", "sheet.md"), "would be the exam and the key to print at once"),
        (("markdown", "-o", "x.md", "--key", "x.json", "--forms", "2"), "form A and the key of form A to print"),
        (("json", "-o", "x.json", "--key", "x-B.json", "--forms", "2"), "would be form B and its key at once"),
        (("json", "-o", ""), "--output needs the name of a file"),
        (("json", "-o", "x", "--key", ""), "--key needs the name of a file"),
        (("json", "-o", "x", "--key", "-"), "several files"),
        (("json", "-o", "."), ". is no name of a file"),
        (("json", "-o", "a\0b", "--key", "k"), "cannot be written"),
        (("json", "-o", "x", "--exam-seed", ""), "--exam-seed takes 1 to 200 characters of plain text"),
        (("json", "-o", "x", "--exam-seed", "a\udcffb"), "--exam-seed takes 1 to 200 characters of plain text"),
        (("json", "-o", "x", "--exam-seed", "a\nb"), "--exam-seed takes 1 to 200 characters of plain text"),
        (("json", "-o", "x", "--title", "a\udcffb"), "a title is 1 to 200 characters on one line"),
        (("json", "-o", "old.json", "--key", "nowhere/key.json"), "nowhere/key.json cannot be written"),
        (("json", "-o", "old.json", "--key", "folder/x.json"), "folder/x.json cannot be written"),
        (("markdown", "-o", "old.json", "--key", "file.json/k"), "cannot be written"),
        (("markdown", "-o", "nowhere/x.md", "--key", "old.json"), "nowhere/x.md cannot be written"),
        (("anki", "-o", "x.apkg", "--key", "old.json"), "Anki has no exam"),
    ],
)
def test_nothing_changes(words: tuple[str, ...], told: str, run: Run, here: Path) -> None:
    """Where one file cannot be, or would be another one too, none is written and none is lost."""
    for name in ("old.json", "file.json"):
        (here / name).write_text("old")
    (here / "link.json").symlink_to("exam.json")
    (here / "folder" / "x.json").mkdir(parents=True)
    before = sorted(here.rglob("*"))
    ran = run("export", *words, "--exam", *DRAWN)
    assert ran.code == 2 and told in ran.err and ran.out == "" and ran.err.count("\n") == 1
    assert sorted(here.rglob("*")) == before
    assert (here / "old.json").read_text() == (here / "file.json").read_text() == "old"


def test_the_set_is_not_overwritten(run: Run, here: Path) -> None:
    """Neither by the exam that is made from it nor by the key."""
    assert run("export", "json", *DRAWN, "-o", "week.json").code == 0
    before = _there(here)
    for names in (("-o", "week.json"), ("-o", "exam.json", "--key", "week.json")):
        ran = run("export", "json", "week.json", "--exam", *names)
        assert ran.code == 2 and "week.json would be the set itself and" in ran.err
        assert _there(here) == before


def test_an_old_exam_gives_way(run: Run, here: Path) -> None:
    """All files are new when it is made again, and nothing lies beside them."""
    words = ("export", "markdown", *DRAWN, "--exam", "--forms", "2", "-o", "exam.md")
    assert run(*words).code == 0
    before = _there(here)
    assert sorted(before) == ["exam-A.md", "exam-B.md", "exam-key-A.md", "exam-key-B.md", "exam-key.json"]
    ran = run(*words)
    after = _there(here)
    assert ran.code == 0 and after.keys() == before.keys()
    assert all(after[name] != before[name] for name in before)
    assert all(name in ran.out for name in after)


NO_EXAM = {"anki", "anki-text", "moodle-calculated"}


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in NO_EXAM and name != "pdf"])
def test_a_title_tells_nothing(name: str, run: Run, here: Path) -> None:
    """Of an edited set that still has its code in its title, and of one that names a skill."""
    code = run("set", "new", "Week 3", "--skill", "conv2d.parameters", "--count", "4", "--seed", "7").out.split(
        "Code: "
    )[1][:17]
    for title in (f"Question set {code}", "After conv2d.parameters"):
        ran = run("export", name, "week-3", "--exam", "--title", title, "-o", "exam.x", "--key", "key.json")
        assert ran.code == 0
        assert code.encode() not in (here / "exam.x").read_bytes()
        assert b"conv2d.parameters" not in (here / "exam.x").read_bytes()
        assert json.loads((here / "key.json").read_text("utf-8"))["title"] == "Exam"
    assert 'The exam is called "Exam", since "After conv2d.parameters" would tell' in ran.out
    kept = run("export", name, "week-3", "--exam", "-o", "exam.x", "--key", "key.json")
    assert json.loads((here / "key.json").read_text("utf-8"))["title"] == "Week 3" and "is called" not in kept.out


def test_questions_of_the_set_are_told(run: Run, here: Path) -> None:
    """Where there are no others."""
    few = ("--skill", "conv3d.formula", "--level", "1", "--seed", "5")
    ran = run("export", "jsonl", *few, "--count", "30", "--exam", "-o", "exam.jsonl")
    assert ran.code == 0 and " of its questions are in the set too, as there are no others like that" in ran.out
    refused = run("export", "jsonl", *few, "--count", "10", "--forms", "6", "-o", "many.jsonl")
    assert refused.code == 2 and "there can be at most 4 forms" in refused.err and refused.out == ""
    assert sorted(_there(here)) == ["exam-key.json", "exam.jsonl"]
