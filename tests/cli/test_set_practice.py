"""Practice, mock interviews and results about a set, from the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from questions.generator import generate
from questions.question import Question, Reference
from questions.sets.document import write_set
from questions.sets.question_set import QuestionSet
from questions.sets.recipe import Recipe, chosen_skills
from tests.cli.conftest import Run
from tests.making import right
from trainer.set_shelf import SetShelf

COUNTED = ("conv2d.parameters", "conv1d.parameters", "conv3d.parameters", "pointwise.parameters", "macs.conv")
SET = QuestionSet.drawn("Counting", Recipe(chosen_skills(COUNTED), (1, 2), 6, 3))


@pytest.fixture(autouse=True)
def kept(home: Path) -> str:
    """The set on the shelf."""
    return SetShelf(home / "sets").save(SET)


def _typed(questions: list[Question]) -> str:
    return "".join(f"{right(question)}\n" for question in questions)


ALL_RIGHT = _typed([*SET.questions()])


def _asked(out: str) -> list[str]:
    return re.findall(r"^(?:Question|Again) \d+ of \d+ \(([A-Z0-9]{8})\)", out, re.M)


IDS = [reference.question_id for reference in SET.references]


@pytest.mark.parametrize("how", ["name", "title", "code", "file"])
def test_exactly_these_in_order(how: str, run: Run, tmp_path: Path) -> None:
    """By each way to name it; answers are in the log and count for the schedule like all others."""
    (tmp_path / "set.json").write_bytes(write_set(SET))
    named = {"name": "counting", "title": "COUNTING", "code": str(SET.code), "file": str(tmp_path / "set.json")}[how]
    ran = run("practice", "--plain", "--set", named, typed=ALL_RIGHT)
    assert ran.code == 0 and ran.err == ""
    title = f"Question set {SET.code}" if how == "code" else "Counting"
    assert ran.out.startswith(f"{title}: 6 questions about 5 skills, levels 1 and 2.\n")
    assert _asked(ran.out) == IDS
    assert "6 of 6 right." in ran.out
    assert "Question 1 of 6 " in ran.out and "· from the set\n" in ran.out
    assert "Asked now: question 1 of the set." in ran.out
    skills = {row["id"]: row for row in json.loads(run("skills", "--json").out)["skills"]}
    assert [skills[skill]["answers"] for skill in COUNTED] == [
        sum(reference.skill == skill for reference in SET.references) for skill in COUNTED
    ]
    logged = [json.loads(line)["reference"] for line in run("history", "--json").out.splitlines()]
    assert logged == [str(reference) for reference in SET.references][::-1]


def test_what_was_failed_comes_again(run: Run) -> None:
    """With fresh numbers, behind the last question of the set; the total stays."""
    ran = run("practice", "--plain", "--set", "counting", typed="1\n" * 20)
    asked = _asked(ran.out)
    assert asked[:6] == IDS and len({*asked}) == len(asked) == 11
    assert re.findall(r"^Question (\d of \d)", ran.out, re.M) == [f"{number} of 6" for number in range(1, 7)]
    assert re.findall(r"^Again (\d of \d)", ran.out, re.M) == [f"{number} of 5" for number in range(1, 6)]
    assert re.search(r"^Again 1 of 5 \(.*\) · failed \w+ questions ago$", ran.out, re.M)


def test_flashcards(run: Run) -> None:
    """Turned and rated; they are no answers for a results file."""
    ran = run("practice", "--plain", "--flashcards", "--set", "counting", typed="\n3\n" * 6)
    assert _asked(ran.out) == IDS and "6 cards." in ran.out
    ran = run("set", "results", "counting")
    assert (ran.code, ran.out) == (2, "")
    assert "none of the questions of 'Counting' was answered yet; flashcards do not count as answers." in ran.err


@pytest.mark.parametrize("more", [("--limit", "3"), ("--skill", "macs.conv"), ("--placement",)])
def test_what_does_not_go_with_a_set(more: tuple[str, ...], run: Run, home: Path) -> None:
    """One sentence; no store is made."""
    ran = run("practice", "--plain", "--set", "counting", *more)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "convdrill: a set's questions are all asked: leave out --skill, --limit and --placement.\n"
    assert [path.name for path in home.iterdir()] == ["sets"]


def test_an_unknown_set(run: Run, home: Path) -> None:
    """It is told before a store is made."""
    for command in ("practice", "interview"):
        ran = run(command, "--plain", "--set", "nothing")
        assert (ran.code, ran.out) == (2, "")
        assert "there is no set 'nothing', and it is no code and no file; kept are counting." in ran.err
    assert [path.name for path in home.iterdir()] == ["sets"]


def test_an_interview_about_a_set(run: Run) -> None:
    """Its questions in its order, two minutes for each; the report names the set."""
    typed = "".join(f"{question.content.answer}\n" for question in SET.questions())
    ran = run("interview", "--plain", "--set", "counting", typed=typed + "\n" * 3)
    assert ran.code == 0, ran.err
    assert ran.out.startswith("Interview: 6 questions, 12 minutes, the set “Counting”.\n")
    assert _asked(ran.out) == IDS
    assert "6 of 6 right" in ran.out
    assert run("interview", "--list").out.rstrip().endswith("Counting")
    report = json.loads(run("interview", "--report", "--json").out)
    assert report["plan"] == {"questions": 6, "minutes": 12, "tiers": ["A", "B"], "level": 2, "set": "Counting"}
    markdown = run("interview", "--report", "--markdown", "-").out
    assert "the set “Counting”" in markdown


def test_an_interview_that_was_left_goes_on(run: Run) -> None:
    """With the set that it is about."""
    run("interview", "--plain", "--set", "counting", "--minutes", "5", typed="1\n")
    (interview,) = json.loads(run("interview", "--list", "--json").out)["interviews"]
    assert (interview["plan"]["set"], interview["plan"]["minutes"]) == ("Counting", 5)
    assert interview["asked"] == 6


@pytest.mark.parametrize("more", [("--questions", "3"), ("--tier", "A"), ("--level", "2"), ("--list",)])
def test_what_does_not_go_with_an_interview_about_a_set(more: tuple[str, ...], run: Run, home: Path) -> None:
    """One sentence each."""
    ran = run("interview", "--plain", "--set", "counting", *more)
    assert (ran.code, ran.out) == (2, "") and len(ran.err.splitlines()) == 1
    assert [path.name for path in home.iterdir()] == ["sets"]


def test_a_set_too_long_for_an_interview(run: Run, home: Path) -> None:
    """It can be practised."""
    SetShelf(home / "sets").save(QuestionSet.drawn("Long", Recipe(chosen_skills(), (1,), 41, 3)))
    ran = run("interview", "--plain", "--set", "long")
    assert ran.code == 2
    assert ran.err == "convdrill: an interview has at most 40 questions; this set has 41.\n"


def test_results(run: Run, tmp_path: Path) -> None:
    """Every answer to a question of the set, the first to each marked; nothing else from the log."""
    run("practice", "--plain", "--limit", "2", "--skill", "bias.effect", typed="1\n2\n")
    first, *_ = questions = [*SET.questions()]
    slip = next(each for each in first.content.misconceptions if isinstance(each.value, int))
    run("practice", "--plain", "--set", "counting", typed=f"!\n{slip.value}\n?\n")
    run("practice", "--plain", "--set", "counting", typed=_typed(questions[:1]))
    file = tmp_path / "results.json"
    ran = run("set", "results", "counting", "-o", str(file), "--student", "Zoë\x1b[31m")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "2 of 6 questions answered, 0 of them right at once; 3 answers in all",
        f"Written to {file}",
    ]
    document = json.loads(file.read_bytes())
    answers = document.pop("answers")
    assert document == {
        "schema_version": 1,
        "kind": "convdrill-results",
        "set": {"title": "Counting", "version": SET.code, "form": ""},
        "student": "Zoë",
    }
    assert [each["first"] for each in answers] == [True, True, False]
    assert [each["correct"] for each in answers] == [False, False, True]
    assert [each["reference"] for each in answers] == [*map(str, (*SET.references[:2], SET.references[0]))]
    assert slip.id in answers[0]["misconceptions"] and answers[1]["misconceptions"] == []
    assert (answers[0]["hints"], answers[0]["answer"], answers[1]["answer"]) == (1, str(slip.value), "")
    for answer in answers:
        assert answer["id"] == generate(Reference.parse(answer["reference"])).id
        assert answer["taken_ms"] >= 0 and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", answer["at"])
    again = run("set", "results", str(SET.code))
    assert json.loads(again.out)["answers"] == answers
    assert json.loads(again.out)["student"] == ""
    assert again.err == "convdrill: 2 of 6 questions answered, 0 of them right at once; 3 answers in all.\n"


def test_results_of_a_learner(run: Run) -> None:
    """Only theirs, under their name; what was undone is not in it, and nothing stands in for nothing."""
    run("practice", "--plain", "--learner", "Zoë", "--set", "counting", typed="1\n2\n")
    run("undo", "--learner", "Zoë")
    document = json.loads(run("set", "results", "--learner", "Zoë", "counting").out)
    assert document["student"] == "Zoë" and len(document["answers"]) == 1
    ran = run("set", "results", "counting")
    assert (ran.code, ran.out) == (2, "")


def test_results_with_anything_typed(run: Run, tmp_path: Path) -> None:
    """What no file could hold is replaced; a file that cannot be written is told."""
    run("practice", "--plain", "--set", "counting", typed=b"\xff\xfe 7\n7 </script>\n7\n")
    ran = run("set", "results", "counting")
    assert ran.code == 0 and json.loads(ran.out)["answers"]
    ran = run("set", "results", "counting", "-o", str(tmp_path / "no" / "where.json"))
    assert (ran.code, ran.out) == (2, "") and "cannot be written" in ran.err
