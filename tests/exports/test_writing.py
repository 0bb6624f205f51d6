"""A set written to a file: named, in one piece, told how far it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from questions.sets.document import read_set
from questions.sets.question_set import QuestionSet
from tests.sets.hostile import GOOD
from trainer.exports.formats import FORMATS
from trainer.exports.writing import file_stem, meant_file, proposed_name, too_many, write_set_file


def test_the_whole_set(tmp_path: Path) -> None:
    """Every question is told of; the file is the set."""
    told: list[tuple[int, int]] = []
    file = tmp_path / "week.json"
    words = write_set_file(FORMATS["json"], GOOD, str(file), lambda done, of: told.append((done, of)))
    assert words.startswith("6 questions as json: ")
    assert told[-1] == (6, 6)
    assert read_set(file.read_bytes()).set == GOOD


def test_an_edited_set(tmp_path: Path) -> None:
    """It has no code, and comes back as it is."""
    made, file = QuestionSet("Edited", GOOD.references[2:]), tmp_path / "x.json"
    write_set_file(FORMATS["json"], made, str(file), lambda done, of: None)
    assert read_set(file.read_bytes()).set == made


def test_stopped(tmp_path: Path) -> None:
    """What was there stays as it was, and nothing lies beside it."""
    file = tmp_path / "week.gift"
    file.write_text("before", "utf-8")

    def stop(done: int, of: int) -> None:
        raise KeyError

    with pytest.raises(KeyError):
        write_set_file(FORMATS["gift"], GOOD, str(file), stop)
    assert file.read_text("utf-8") == "before"
    assert [each.name for each in tmp_path.iterdir()] == ["week.gift"]


def test_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the title's letters and digits; one that no file has; in the folder that is meant."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert file_stem("Week 3 [/] ../x") == "week-3--------x"
    assert file_stem("///") == "questions"
    assert proposed_name("Week 3", ".gift") == "week-3.gift"
    (tmp_path / "week-3.gift").touch()
    assert proposed_name("Week 3", ".gift") == "week-3-2.gift"
    assert proposed_name("Week 3", ".txt") == "week-3.txt"
    (tmp_path / "there").mkdir()
    assert meant_file("there", "Week 3", ".gift") == tmp_path / "there" / "week-3.gift"
    assert meant_file("there/x.gift", "Week 3", ".gift") == tmp_path / "there" / "x.gift"
    assert meant_file("~/x", "Week 3", ".gift") == tmp_path / "home" / "x"
    with pytest.raises(ValueError):
        meant_file("~nobody-of-that-name/x", "Week 3", ".gift")


def test_too_many() -> None:
    """A format that does not stream says how many it takes."""
    assert too_many(FORMATS["pdf"], 2_000) == ""
    assert too_many(FORMATS["pdf"], 2_001) == "pdf takes at most 2,000 questions at once; these are 2,001"
    assert too_many(FORMATS["gift"], 900_000) == ""
