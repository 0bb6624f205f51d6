"""`convdrill export moodle` and `moodle-calculated`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.exports.moodle_reader import read_moodle


def test_a_file_for_moodle(run: Run, tmp_path: Path) -> None:
    """The command writes what Moodle reads, and tells what became of the questions."""
    file = tmp_path / "week3.xml"
    done = run("export", "moodle", "--tier", "A", "--count", "9", "--seed", "3", "--title", "Week 3", "-o", str(file))
    assert done.code == 0 and "9 questions as moodle: " in done.out and ", 0 left out" in done.out
    read = read_moodle(file.read_bytes())
    assert len(read.questions) == 9 and read.category[0].startswith("Week 3 (")
    assert any(moodle.files for moodle in read.questions)
    choices = ("--tier", "A", "--count", "9", "--seed", "3", "--pictures", "off", "-o", str(file))
    assert run("export", "moodle", *choices).code == 0
    assert not any(moodle.files for moodle in read_moodle(file.read_bytes()).questions)


def test_part_of_the_mark(run: Run, tmp_path: Path) -> None:
    """--partial can be given several times; a grade that Moodle has not is refused, and no file is left."""
    file = tmp_path / "week3.xml"
    words = ("--skill", "conv2d.parameters", "--bias", "on", "--count", "3", "--seed", "3", "-o", str(file))
    done = run("export", "moodle", *words, "--partial", "forgot_bias=50", "--partial", "forgot_filters=10%")
    assert done.code == 0
    for moodle in read_moodle(file.read_bytes()).questions:
        assert {float(answer.fraction) for answer in moodle.answers} == {0, 0.1, 0.5, 1}
    file.unlink()
    refused = run("export", "moodle", *words, "--partial", "forgot_bias=45")
    assert refused.code == 2 and refused.out == "" and refused.err.count("\n") == 1
    assert "40 and 50" in refused.err and not [*tmp_path.iterdir()]
    other = run("export", "jsonl", "--count", "3", "--partial", "forgot_bias=50", "-o", "-")
    assert other.code == 2 and "moodle and moodle-calculated" in other.err


@pytest.mark.parametrize("percent", ["1e9999999999", "1e9", "1/2", "nan", "-5", "101", "5_0", "५०", "", "50%%", "0x10"])
def test_no_percentage(run: Run, tmp_path: Path, percent: str) -> None:
    """Only a plain decimal number is one, and it is not worked out before."""
    refused = run("export", "moodle", "--count", "3", "--partial", f"forgot_bias={percent}", "-o", str(tmp_path / "x"))
    assert refused.code == 2 and "a percentage from 0 to 100" in refused.err and refused.out == ""


def test_variants(run: Run, tmp_path: Path) -> None:
    """One question with as many rows as asked for; the tally tells what it could not be made of."""
    file = tmp_path / "many.xml"
    words = ("--skill", "conv2d.parameters", "--skill", "output.pytorch", "--level", "1", "--count", "6", "--seed", "3")
    done = run("export", "moodle-calculated", *words, "--variants", "7", "-o", str(file))
    assert done.code == 0
    calculated, left_out = "3 calculated (in 2 questions of 7 variants each)", "3 left out (3 without a number to"
    assert f"6 questions as moodle-calculated: {calculated}, {left_out} calculate)" in done.out
    questions = read_moodle(file.read_bytes()).questions
    assert {len(moodle.rows) for moodle in questions} == {7}
    assert "convdrill group report cannot count this quiz" in done.out
    one = run("export", "moodle-calculated", *words, "--variants", "1", "-o", str(file))
    assert one.code == 2 and "2 to 100 variants" in one.err


def test_an_exam_in_forms(run: Run, tmp_path: Path) -> None:
    """Forms have numbers of their own; the key has the answers."""
    file = tmp_path / "exam.xml"
    words = ("--skill", "conv2d.parameters", "--count", "4", "--seed", "3", "--exam", "--forms", "2", "-o", str(file))
    done = run("export", "moodle", *words)
    assert done.code == 0
    key = json.loads((tmp_path / "exam-key.json").read_text("utf-8"))
    for letter, solved in zip("AB", key["forms"], strict=True):
        read = read_moodle((tmp_path / f"exam-{letter}.xml").read_bytes())
        assert read.category[0].endswith(f"form {letter}")
        by_mark = {each["id"]: each for each in solved["questions"]}
        for moodle in read.questions:
            found = moodle.graded(by_mark[moodle.idnumber]["answer"])
            assert found is not None and found.fraction == 1


def test_no_exam_of_calculated_questions(run: Run, tmp_path: Path) -> None:
    """Nobody could tell who had which numbers, so neither a file nor a key is written."""
    file = tmp_path / "exam.xml"
    done = run("export", "moodle-calculated", "--skill", "conv2d.parameters", "--count", "4", "--exam", "-o", str(file))
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert "export the exam as moodle" in done.err and [*tmp_path.iterdir()] == []


def test_nothing_to_write(run: Run, tmp_path: Path) -> None:
    """A set without a number to calculate makes no empty quiz; what was there stays."""
    file = tmp_path / "quiz.xml"
    file.write_bytes(b"mine")
    for target in (str(file), "-"):
        done = run("export", "moodle-calculated", "--skill", "parameters.formula", "--count", "5", "-o", target)
        assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
        assert "nothing to write: 5 questions left out (5 without a number to calculate)" in done.err
    assert file.read_bytes() == b"mine"
