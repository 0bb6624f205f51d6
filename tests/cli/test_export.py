"""`convdrill export`: files, forms, exams with their key; what cannot be exported leaves nothing behind."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_an_exam_is_two_files(run: Run, tmp_path: Path) -> None:
    """Forms and the key lie beside each other; the seed in the key draws the same exam again."""
    first, again = tmp_path / "exam.jsonl", tmp_path / "again.jsonl"
    words = ("export", "jsonl", "--tier", "A", "--count", "13", "--seed", "5", "--exam", "--forms", "2")
    assert run(*words, "-o", str(first)).code == 0
    key = json.loads((tmp_path / "exam-key.json").read_text("utf-8"))
    assert run(*words, "--exam-seed", key["seed"], "-o", str(again)).code == 0
    for form in "AB":
        assert (tmp_path / f"again-{form}.jsonl").read_bytes() == (tmp_path / f"exam-{form}.jsonl").read_bytes()
    other = tmp_path / "other.jsonl"
    assert run(*words, "-o", str(other)).code == 0
    assert (tmp_path / "other-A.jsonl").read_bytes() != (tmp_path / "exam-A.jsonl").read_bytes()
    assert sorted(path.name for path in tmp_path.glob("exam*")) == ["exam-A.jsonl", "exam-B.jsonl", "exam-key.json"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nope",), "there is no format 'nope'"),
        (("jsonl", "NOSUCHSET"), "there is no set"),
        (("jsonl", "--exam", "-o", "-"), "several files"),
        (("jsonl", "--forms", "2", "-o", "-"), "several files"),
        (("jsonl", "--key", "k.json"), "--key and --exam-seed belong to --exam"),
        (("jsonl", "--variants", "3"), "an option of anki"),
        (("json", "--count", "6000"), "at most 5,000"),
        (("jsonl", "--family", "nope"), "there is no family"),
        (("jsonl", "--tier", "D"), "there is no tier"),
        (("anki", "--exam", "-o", "x.apkg"), "Anki has no exam"),
        (("jsonl", "--exam", "--count", "5000", "-o", "x"), "at most 1,000"),
        (("jsonl", "-o", "/nowhere/there/x.jsonl"), "cannot be written"),
    ],
)
def test_what_cannot_be_exported(words: tuple[str, ...], told: str, run: Run, tmp_path: Path) -> None:
    """One sentence, exit code 2, and no file."""
    here = Path.cwd()
    os.chdir(tmp_path)
    try:
        ran = run("export", *words)
    finally:
        os.chdir(here)
    assert ran.code == 2 and told in ran.err and ran.out == ""
    assert [path for path in tmp_path.iterdir() if path.name != "home"] == []


@pytest.mark.parametrize("title", ["", "a\nb", "a\x1b[31mb", "x" * 201, "a\udcffb", " a", "a\tb"])
def test_what_is_no_title(title: str, run: Run, tmp_path: Path) -> None:
    """What a set cannot be called, an export cannot be either."""
    ran = run("export", "json", "--count", "3", "--title", title, "-o", str(tmp_path / "x.json"))
    assert ran.code == 2 and "a title is 1 to 200 characters on one line" in ran.err and ran.out == ""
    assert not (tmp_path / "x.json").exists()


def test_the_longest_title(run: Run, tmp_path: Path) -> None:
    """What is written under it is read again, each form of it too."""
    file = tmp_path / "x.json"
    words = ("export", "json", "--count", "3", "--seed", "1", "--title", "x" * 200, "-o", str(file))
    assert run(*words).code == run(*words, "--forms", "2").code == 0
    for name, ending in (("x.json", "xx"), ("x-A.json", "… · form A"), ("x-B.json", "… · form B")):
        ran = run("set", "import", str(tmp_path / name))
        assert ran.code == 0 and f"x{ending}: 3 questions" in ran.out


@pytest.mark.parametrize(("name", "told"), [("", "needs the name of a file"), ("loop", "cannot be written")])
def test_what_is_no_file(name: str, told: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name without a letter, a link to itself."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "loop").symlink_to("loop")
    ran = run("export", "gift", "--count", "3", "-o", name)
    assert ran.code == 2 and told in ran.err and ran.out == "" and (tmp_path / "loop").is_symlink()


def test_cards_that_there_are_not(run: Run, tmp_path: Path) -> None:
    """As many variants as there are different ones, and the rest is told."""
    few = ("--skill", "conv3d.formula", "--level", "1", "--count", "2", "--seed", "5", "--variants", "100")
    ran = run("export", "anki", *few, "-o", str(tmp_path / "x.apkg"))
    assert ran.code == 0
    assert "48 as card, 152 left out (152 as their skill has no more different questions at that level)" in ran.out


def test_a_list_of_formats(run: Run) -> None:
    """Every format with what it is."""
    ran = run("export", "list")
    assert ran.code == 0 and ran.out.count("\n") >= 9
