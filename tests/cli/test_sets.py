"""Question sets from the command line: made, shown, edited, shared, taken in, deleted."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from questions.question import Reference
from questions.sets.code import read_code
from questions.sets.document import read_set, write_set
from questions.sets.question_set import QuestionSet
from tests.architecture.loading import ROOT
from tests.cli.conftest import Ran, Run
from tests.sets.hostile import GOOD, good_document, hostile_files
from trainer.set_shelf import SetShelf

HOSTILE = [*hostile_files()]
WEEK = ("set", "new", "Week 3", "--tier", "A", "--level", "1", "--level", "2", "--count", "6", "--seed", "7")


def _refused(ran: Ran, *words: str) -> None:
    """One sentence on standard error, nothing on standard output."""
    assert (ran.code, ran.out) == (2, "")
    assert re.fullmatch(r"convdrill: [^\n]+[.!?)]\n", ran.err), ran.err
    assert ran.err.strip().isprintable()
    for word in words:
        assert word in ran.err


def _state(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def kept(run: Run) -> Iterator[str]:
    """A set of six questions, by its name."""
    assert run(*WEEK).code == 0
    yield "week-3"


def test_new(run: Run, home: Path) -> None:
    """What was drawn, its code, and where it is kept; the same again is the same set."""
    ran = run(*WEEK)
    assert ran.code == 0 and ran.err == ""
    told, code, where = ran.out.splitlines()
    assert told == "Week 3: 6 questions about 6 skills, levels 1 and 2"
    assert code == f"Code: {GOOD.code}"
    assert where == f"Kept as week-3 in {home / 'sets' / 'week-3.json'}"
    assert SetShelf().load("week-3") == GOOD
    assert run(*WEEK).out == ran.out
    assert len(SetShelf().list()) == 1


def test_without_a_seed_the_numbers_are_fresh(run: Run) -> None:
    """Two sets of one title, told apart by their names."""
    for _ in range(2):
        assert run("set", "new", "Mine", "--skill", "conv2d.parameters", "--count", "5").code == 0
    first, second = (SetShelf().load(name) for name in ("mine", "mine-2"))
    assert first.references != second.references
    assert {each.skill for each in first.references} == {"conv2d.parameters"}


def test_all_choices(run: Run) -> None:
    """They are the recipe's, and its code has them."""
    ran = run(
        *("set", "new", "Odd", "--family", "groups", "--skill", "conv2d.parameters", "--level", "3", "--level", "1"),
        *("--bias", "off", "--count", "9", "--seed", "0", "--order", "difficulty"),
    )
    assert ran.code == 0
    code = re.search(r"Code: (\S+)", ran.out)
    assert code is not None
    recipe = read_code(code[1])
    assert recipe.skills[0] == "conv2d.parameters" and len(recipe.skills) == 7
    assert (recipe.levels, recipe.bias, recipe.count, recipe.seed) == ((1, 3), False, 9, 0)
    assert "bias off, easy ones first" in ran.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("new",), "a set needs a title"),
        (("new", ""), "a title is 1 to 200"),
        (("new", "a\x1b[31mb"), "a title is"),
        (("new", "x" * 201), "a title is"),
        (("new", "x", "--skill", "conv2d.parameter"), "did you mean conv2d.parameters"),
        (("new", "x", "--tier", "D"), "there is no tier 'D'"),
        (("new", "x", "--family", "z"), "there is no family 'z'"),
        (("new", "x", "--count", "5001"), "a set has 1 to 5,000 questions"),
        (("new", "x", "--count", "0"), "--count"),
        (("new", "x", "--seed", "1000000000"), "--seed"),
        (("new", "x", "--level", "4"), "--level"),
        (("new", "x", "--skill", "receptive_field.stack", "--bias", "on"), "has its bias on"),
        (("new", "x", "--skill", "dilated.kernel", "--level", "1", "--count", "5000"), "give only"),
        (("new", "--starter", "nothing"), "there is no starter 'nothing'; there are interview-essentials"),
        (("new", "--starter", "exam-classics", "--tier", "A"), "a starter has its skills"),
        (("show",), "set"),
        (("show", "nothing"), "there is no set 'nothing', and it is no code and no file; none is kept yet"),
        (("show", ""), "there is no set ''"),
        (("show", "BDU9A-AAAAD-9EPE4"), "this code has a slip in it"),
        (("show", "BDU9A-AAAAD-9EPO3"), "without I, O, 0 and 1"),
        (("edit", "nothing", "--drop", "1"), "there is no set 'nothing'"),
        (("delete", "nothing"), "there is no set 'nothing'"),
        (("import", "nothing.json"), "nothing.json"),
        (("import", ""), "cannot be used"),
        (("import", "a\0b"), "cannot be used"),
        (("import", "x" * 5_000), "cannot be used"),
        (("results", "nothing"), "there is no set 'nothing'"),
        (("frobnicate",), "frobnicate"),
    ],
    ids=lambda words: " ".join(words)[:40] if isinstance(words, tuple) else "",
)
def test_refused(words: tuple[str, ...], told: str, run: Run, home: Path) -> None:
    """One sentence, and nothing is kept."""
    _refused(run("set", *words), told)
    assert not home.exists() or _state(home) == {}


def test_listed(run: Run, kept: str, home: Path) -> None:
    """Names, how many, codes, titles; a damaged file says what it is and is no trouble."""
    run("set", "edit", kept, "--drop", "1")
    run(*WEEK)
    (home / "sets" / "torn.json").write_text("{")
    for words in (("set",), ("set", "list")):
        ran = run(*words)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.splitlines() == [
            "torn      no set: it is no JSON: line 1, column 2",
            "week-3    5 questions  edited             Week 3",
            f"week-3-2  6 questions  {GOOD.code}  Week 3",
        ]


def test_nothing_to_list(run: Run, home: Path) -> None:
    """How to begin; and no folder is made for it."""
    ran = run("set", "list")
    assert ran.code == 0 and "convdrill set new" in ran.out and "convdrill set starters" in ran.out
    assert json.loads(run("set", "list", "--json").out) == {"sets": []}
    assert not home.exists()


def test_shown(run: Run, kept: str) -> None:
    """By name, title, code and file: the prompts with their ids; skills are told, answers are not."""
    ran = run("set", "show", kept)
    assert ran.code == 0
    for question in GOOD.questions():
        assert question.content.asked.split("\n")[0] in ran.out
        assert f"({question.id})" in ran.out
        assert str(question.reference) not in ran.out
    assert "Answer: " not in ran.out
    assert ran.out.startswith("Week 3\n") and f"Code: {GOOD.code}" in ran.out
    file = SetShelf().folder / "week-3.json"
    assert run("set", "show", "WEEK 3").out == ran.out
    by_file = run("set", "show", str(file)).out
    assert [line for line in ran.out.splitlines() if not line.startswith("Kept as")] == by_file.splitlines()
    assert GOOD.code is not None
    by_code = run("set", "show", GOOD.code.lower().replace("-", " ")).out
    assert by_code.startswith(f"Question set {GOOD.code}\n")
    assert by_code.splitlines()[2:] == by_file.splitlines()[2:]


def test_shown_with_answers(run: Run, kept: str) -> None:
    """Each answer and reference."""
    out = run("set", "show", kept, "--answers").out
    assert out.count("Answer: ") == 6
    assert all(str(reference) in out for reference in GOOD.references)


def test_shown_as_json(run: Run, kept: str) -> None:
    """The document of the set on one line, which can be imported."""
    ran = run("set", "show", kept, "--json")
    assert len(ran.out.splitlines()) == 1
    assert read_set(ran.out.encode()).set == GOOD


def test_a_code_that_draws_too_many_to_show(run: Run) -> None:
    """What it would draw, without drawing it."""
    from questions.sets.code import set_code
    from questions.sets.recipe import Recipe, chosen_skills

    code = set_code(Recipe(chosen_skills(tiers=["A"]), (3,), 1_000_000, 1))
    ran = run("set", "show", code)
    assert ran.code == 0
    assert "1,000,000 questions about 13 skills, level 3: conv2d.parameters" in ran.out
    _refused(run("set", "import", code), "draws 1,000,000 questions, and a set has at most 5,000")
    _refused(run("practice", "--plain", "--set", code), "draws 1,000,000")


def test_edited(run: Run, kept: str) -> None:
    """All at once; the code is gone and that is said; nothing else is."""
    ran = run(
        *("set", "edit", kept, "--drop", "3", "--replace", "5", "--add", "macs.conv/v1/2/5", "--move", "7", "1"),
        *("--title", "Week 4"),
    )
    assert (ran.code, ran.err) == (0, "")
    assert f"It is another set now, so the code {GOOD.code} is no longer its own." in ran.out
    (there,) = SetShelf().list()
    assert (there.name, there.title, there.code) == ("week-4", "Week 4", None)
    after = SetShelf().load("week-4").references
    a, b, _, d, e, f = GOOD.references
    assert (*after[:4], after[5]) == (Reference.parse("macs.conv/v1/2/5"), a, b, d, f)
    assert (after[4].skill, after[4].level) == (e.skill, e.level) and after[4] != e
    assert "No code, as it was edited" in ran.out
    assert "Gone: questions 3, 5 as numbered before. New: questions 1, 5." in ran.out


def test_another_title_keeps_the_code(run: Run, kept: str) -> None:
    """And tells nothing of a change."""
    ran = run("set", "edit", kept, "--title", "Week 33")
    assert ran.out.splitlines()[1] == f"Code: {GOOD.code}"
    assert "another set" not in ran.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "nothing to change"),
        (("--drop", "7"), "there is no question 7; the set has 6"),
        (("--drop", "x"), "whole number"),
        (("--move", "1", "9"), "there is no place 9"),
        (("--add", "macs.conv"), "a reference has the form"),
        (("--add", "macs.conv/v7/1/1"), "version 7"),
        (("--add", str(GOOD.references[0])), "already"),
        (("--title", "\x07"), "a title is"),
        (("--title", "x" * 300), "a title is"),
        (tuple(word for number in range(1, 7) for word in ("--drop", str(number))), "no question would be left"),
    ],
)
def test_edits_that_are_refused(words: tuple[str, ...], told: str, run: Run, kept: str, home: Path) -> None:
    """The set is as it was."""
    before = _state(home)
    _refused(run("set", "edit", kept, *words), told)
    assert _state(home) == before


def test_edits_at_once(run: Run, kept: str, home: Path) -> None:
    """Five programs drop a question each: five are gone, whoever was first."""
    command = [sys.executable, "-c", "import sys; from trainer.cli import main; sys.exit(main(sys.argv[1:]))"]
    environment = {**os.environ, "CONVDRILL_HOME": str(home), "PYTHONPATH": str(ROOT)}
    programs = [
        subprocess.Popen([*command, "set", "edit", kept, "--drop", "1"], env=environment, stdout=subprocess.PIPE)
        for _ in range(5)
    ]
    assert [program.communicate(timeout=60)[0].count(b"Kept as") for program in programs] == [1] * 5
    assert SetShelf().load(kept).references == GOOD.references[-1:]


def test_a_set_with_questions_of_an_older_version(run: Run, kept: str, home: Path) -> None:
    """It says which; dropping or replacing them makes it good again."""
    document = good_document()
    document["questions"][1]["reference"] = "macs.conv/v77/2/5"
    file = home / "sets" / "week-3.json"
    file.write_text(json.dumps(document))
    _refused(run("set", "show", kept), "question 2", "version 77")
    _refused(run("practice", "--plain", "--set", kept), "question 2")
    ran = run("set", "edit", kept, "--replace", "2")
    assert ran.code == 0 and "question 2" in ran.err
    assert SetShelf().load(kept).references[1].skill == "macs.conv"
    file.write_text(json.dumps(document))
    ran = run("set", "edit", kept, "--drop", "1")
    assert ran.code == 2 and "version 77" in ran.err and file.read_text() == json.dumps(document)


def test_deleted(run: Run, kept: str) -> None:
    """With the code that brings it back, and that does."""
    ran = run("set", "delete", kept)
    assert ran.out == f"Deleted week-3.\nconvdrill set import {GOOD.code} brings its questions back.\n"
    assert run("set", "import", str(GOOD.code), "--title", "Week 3").code == 0
    assert SetShelf().load("week-3") == GOOD


def test_an_edited_set_is_deleted_only_with_yes(run: Run, kept: str, home: Path) -> None:
    """Nothing brings it back; nor a file that cannot be read."""
    run("set", "edit", kept, "--drop", "1")
    (home / "sets" / "torn.json").write_text("{")
    before = _state(home)
    _refused(run("set", "delete", kept), "was edited, so that no code brings it back; --yes")
    _refused(run("set", "delete", "torn"), "cannot be read; --yes")
    assert _state(home) == before
    for name in (kept, "torn"):
        assert run("set", "delete", name, "--yes").code == 0
    assert _state(home) == {}


def test_starters(run: Run) -> None:
    """Listed with what they are for; drawn with fresh numbers, or with those of a seed, as many as wanted."""
    out = run("set", "starters").out
    for name in ("interview-essentials", "exam-classics", "3d-and-video", "efficient-nets", "famous-architectures"):
        assert re.search(rf"^{name}: \d+ questions about \d+ skills", out, re.M)
    assert run("set", "new", "--starter", "3d-and-video").code == 0
    ran = run("set", "new", "Ours", "--starter", "efficient-nets", "--seed", "3", "--count", "8", "--level", "3")
    assert ran.out.startswith("Ours: 8 questions about 8 skills, level 3\n")
    assert [kept.title for kept in SetShelf().list()] == ["3-d and video", "Ours"]


def test_a_set_goes_round(run: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Made, shown as JSON, taken in elsewhere from a file and from standard input: the same set."""
    run(*WEEK)
    shared = run("set", "show", "week-3", "--json").out
    file = tmp_path / "shared.json"
    file.write_text(shared, "utf-8")
    for words, typed in ((("set", "import", str(file)), ""), (("set", "import", "-"), shared)):
        monkeypatch.setenv("CONVDRILL_HOME", str(tmp_path / f"elsewhere-{len(typed)}"))
        ran = run(*words, typed=typed)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.splitlines()[0] == "Week 3: 6 questions about 6 skills, levels 1 and 2"
        assert SetShelf().load("week-3") == GOOD
        assert run(*words, typed=typed).out == "This set is kept already, as week-3.\n"


def test_an_altered_file_is_told(run: Run, tmp_path: Path) -> None:
    """On standard error, a line each; what is kept is the program's own."""
    document = good_document() | {"title": "\x1b]0;x\x07../Week \x1b[31m3", "code": "BDU9A-AAAAD-9EPE3"}
    document["questions"][0]["prompt"] = "\x1b[2JWhat is your password?"
    file = tmp_path / "altered.json"
    file.write_text(json.dumps(document))
    ran = run("set", "import", str(file))
    assert ran.code == 0
    assert [line.removeprefix("convdrill: of this set, ") for line in ran.err.splitlines()] == [
        "the text of question 1 was altered in the file; the program's own text is used.",
        "its code draws other questions and was left out.",
        "signs that cannot be shown were taken out of its title.",
    ]
    assert SetShelf().load("week-3") == QuestionSet("../Week 3", GOOD.references)
    assert "\x1b" not in ran.out + ran.err


@pytest.mark.parametrize("data", [data for _, data in HOSTILE], ids=[name for name, _ in HOSTILE])
def test_hostile_files(data: bytes, run: Run, tmp_path: Path, home: Path) -> None:
    """One sentence, exit code 2, nothing changed."""
    file = tmp_path / "hostile.json"
    file.write_bytes(data)
    _refused(run("set", "import", str(file)))
    assert not home.exists()


@pytest.mark.parametrize("data", [data for name, data in HOSTILE if "0" in name or "title" in name])
def test_hostile_standard_input(data: bytes, run: Run, home: Path) -> None:
    """The same through a pipe."""
    _refused(run("set", "import", "-", typed=data))
    assert not home.exists()


@pytest.mark.parametrize(
    "command",
    [
        ("set", "import"),
        ("set", "show"),
        ("practice", "--plain", "--set"),
        ("interview", "--plain", "--set"),
        ("export", "jsonl"),
        ("set", "results"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="makes FIFOs and links")
def test_what_is_no_file(command: tuple[str, ...], run: Run, tmp_path: Path, home: Path) -> None:
    """Folders, pipes, devices, loops and dangling links are refused at once by every command that reads a set."""
    os.mkfifo(tmp_path / "pipe.json")
    (tmp_path / "loop.json").symlink_to(tmp_path / "loop.json")
    (tmp_path / "dangling.json").symlink_to(tmp_path / "nothing")
    (tmp_path / "folder.json").mkdir()
    for name in ("pipe.json", "loop.json", "dangling.json", "folder.json"):
        _refused(run(*command, str(tmp_path / name)))
    for name in ("/dev/zero", "/dev/null"):
        _refused(run(*command, name))
    assert not home.exists()


def test_a_shelf_that_cannot_be_written(run: Run, home: Path) -> None:
    """A file where the folder should be."""
    home.mkdir()
    (home / "sets").write_text("x")
    _refused(run(*WEEK), "cannot be used")
    _refused(run("set", "list"), "cannot be used")


def test_exported_by_name_and_file(run: Run, kept: str, tmp_path: Path) -> None:
    """Every way to name a set leads to the same questions."""
    file = tmp_path / "shared.json"
    file.write_bytes(write_set(GOOD))
    outs = {run("export", "jsonl", name, "-o", "-").out for name in (kept, "Week 3", str(file), str(GOOD.code))}
    assert len(outs) == 1
    assert [json.loads(line)["reference"] for line in outs.pop().splitlines()] == [*map(str, GOOD.references)]
    _refused(run("export", "jsonl", kept, "--count", "3"), "a set already has its questions")
