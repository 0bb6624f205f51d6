"""`convdrill export canvas` and `qti`: packages as files, in several forms and as exams."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run
from tests.exports.canvas_grader import quiz_of
from tests.exports.qti_grader import items_of


def test_numbers_to_type_or_to_choose(run: Run, tmp_path: Path) -> None:
    """--choices turns them into choices, in this format alone."""
    file = tmp_path / "quiz.zip"
    words = ("--skill", "conv2d.parameters", "--count", "4", "--seed", "1", "-o", str(file))
    typed = run("export", "canvas", *words)
    assert typed.code == 0 and "4 questions as canvas: 4 numeric, 0 left out" in typed.out
    assert {item.kind for item in quiz_of(file.read_bytes())} == {"numerical_question"}
    chosen = run("export", "canvas", "--choices", *words)
    assert "4 questions as canvas: 4 as choice, 0 left out" in chosen.out
    assert {item.kind for item in quiz_of(file.read_bytes())} == {"multiple_choice_question"}
    refused = run("export", "qti", "--choices", *words)
    assert refused.code == 2 and "--choices is an option of canvas; qti has no such thing" in refused.err


def test_exam_in_forms(run: Run, tmp_path: Path) -> None:
    """Each form has numbers of its own under opaque marks, and the same seed makes the same files again."""
    for name in ("canvas", "qti"):
        first, second = tmp_path / name, tmp_path / f"{name}-again"
        for folder in (first, second):
            folder.mkdir()
            done = run(
                *("export", name, "--tier", "A", "--count", "5", "--seed", "7", "--exam", "--forms", "2"),
                *("--exam-seed", "abc", "-o", str(folder / "exam.zip")),
            )
            assert done.code == 0, done.err
        forms = [(first / f"exam-{letter}.zip").read_bytes() for letter in "AB"]
        assert forms == [(second / f"exam-{letter}.zip").read_bytes() for letter in "AB"]
        if name == "qti":
            named = [item.root.attrib["identifier"] for form in forms for item in items_of(form)]
        else:
            named = [item.item.attrib["ident"] for form in forms for item in quiz_of(form)]
        assert len(set(named)) == 10
        assert (first / "exam-key.json").exists()
