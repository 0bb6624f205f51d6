"""`convdrill group report --moodle`: no response is counted against a question that it does not answer."""

from __future__ import annotations

import csv
import html
import json
import random
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from questions.question import Question
from questions.sets.question_set import QuestionSet
from questions.sets.recipe import Recipe, chosen_skills
from questions.submission import AnswerKind
from tests.cli.conftest import Ran, Run
from tests.cli.group_reports import refused
from tests.group.students import CODE, NAMES, QUESTIONS, in_moodle, invented
from tests.making import right
from trainer.exports.html_text import prompt_html
from trainer.exports.moodle_making import Calculated, calculated

GROUP = invented(QUESTIONS, names=NAMES[:5], tries=1)
_SKILLS = chosen_skills(["conv2d.parameters", "macs.conv", "separable.parameters"])
ALONE = QuestionSet.drawn("Alone", Recipe(_SKILLS, (1,), 3, 5))
"""Of each skill one question, so that a calculated quiz has as many questions as the set."""
VARIANTS = 6
Rows = dict[str, Sequence[tuple[Question, str]]]


def shown(question: Question) -> str:
    """The question's text as Moodle's report has it: without markup, what is bold in capitals, choices behind."""
    text = html.unescape(re.sub("<[^>]*>", "\n", prompt_html(question.content)))
    behind = "".join(f"{'; ' if place else ': '}{choice}" for place, choice in enumerate(question.content.choices))
    return f"{text.upper()}\n\n[A PICTURE OF 3 × 3]\nAnswer with digits only, without commas.{behind}"


def quiz(
    file: Path,
    rows: Rows,
    columns: str = "QR",
    heads: tuple[str, str, str] = ("Question", "Response", "Right answer"),
) -> Path:
    """Each student's questions with the answers; `columns` has a Q, R and A for each thing that was ticked."""
    ticked = [place for place, sign in enumerate("QRA") if sign in columns]
    count = len(next(iter(rows.values())))
    with file.open("w", encoding="utf-8", newline="") as opened:
        table = csv.writer(opened)
        names = [f"{heads[place]} {number}" for number in range(1, count + 1) for place in ticked]
        table.writerow(["Last name", "First name", "Email address", "State", *names])
        for name, given in rows.items():
            cells = [(shown(question), text, in_moodle(question, right(question))) for question, text in given]
            flat = [cell[place] for cell in cells for place in ticked]
            table.writerow(["X", name, f"{name}@example.org", "Finished", *flat])
    return file


def answered(numbers: Sequence[int]) -> Rows:
    """The group's answers to these questions of the set, in this order."""
    rows: Rows = {}
    for name, done in GROUP.items():
        texts = {each.number: in_moodle(each.question, each.texts[0]) for each in done}
        rows[name] = [(QUESTIONS[number - 1], texts.get(number, "-")) for number in numbers]
    return rows


def perfect(made: QuestionSet) -> Rows:
    """Students who have every answer right in a calculated quiz of the set, each with another row of numbers."""
    found = [calculated([question], VARIANTS, {}) for question in made.questions()]
    rows = [each.rows for each in found if isinstance(each, Calculated)]
    assert len(rows) == len(made.references)
    return {
        f"Perfect{row}": [(own[row].question, right(own[row].question)) for own in rows] for row in range(1, VARIANTS)
    }


def report(run: Run, file: Path, code: str = CODE) -> Ran:
    return run("group", "report", "--moodle", str(file), "--set", code, "--json")


def unclear(ran: Ran, *words: str) -> None:
    """Refused, with what cannot be counted at all."""
    refused(ran, *words, "moodle-calculated cannot be counted")


ORDER = list(range(1, len(QUESTIONS) + 1))


@pytest.mark.parametrize("columns", ["R", "QR", "RA", "QRA"])
def test_the_same_whatever_is_ticked(run: Run, tmp_path: Path, columns: str) -> None:
    """Texts and right answers change no count where they are those of the set."""
    bare = report(run, quiz(tmp_path / "bare.csv", answered(ORDER), "R"))
    ran = report(run, quiz(tmp_path / "r.csv", answered(ORDER), columns, ("Frage", "Antwort", "Richtige Antwort")))
    assert (ran.code, ran.err) == (0, "") and ran.out == bare.out
    assert not any("cannot be counted" in remark for remark in json.loads(ran.out)["remarks"])


def test_in_another_order(run: Run, tmp_path: Path) -> None:
    """By their texts questions are found wherever they are in the quiz, and also where it has only some of them."""
    whole = json.loads(report(run, quiz(tmp_path / "whole.csv", answered(ORDER))).out)
    mixed = random.Random(3).sample(ORDER, len(ORDER))
    assert json.loads(report(run, quiz(tmp_path / "mixed.csv", answered(mixed))).out) == whole
    some = json.loads(report(run, quiz(tmp_path / "some.csv", answered(mixed[:7]))).out)
    for before, after in zip(whole["questions"], some["questions"], strict=True):
        assert after["first_tries"] == (
            before["first_tries"] if after["number"] in mixed[:7] else {"right": 0, "of": 0}
        )


def test_fewer_or_more_without_texts(run: Run, tmp_path: Path) -> None:
    """Nobody knows then which is which."""
    for numbers in (ORDER[:-1], [*ORDER, 3], ORDER[:1]):
        unclear(
            report(run, quiz(tmp_path / "r.csv", answered(numbers), "R")), f"and the set {len(ORDER)}, so it is not"
        )


def test_a_translated_question(run: Run, tmp_path: Path) -> None:
    """In other words, with the same numbers, it is what it was."""
    data = quiz(tmp_path / "r.csv", answered(ORDER)).read_text("utf-8")
    wanted = report(run, tmp_path / "r.csv").out
    number = next(at for at in ORDER if QUESTIONS[at - 1].content.prompt.count(" ") > 12)
    assert re.search("[0-9].*[0-9]", QUESTIONS[number - 1].content.prompt, re.S)
    text = shown(QUESTIONS[number - 1])
    (tmp_path / "r.csv").write_text(data.replace(text, re.sub("[^0-9\n]+", " wort ", text)), "utf-8")
    assert report(run, tmp_path / "r.csv").out == wanted


def test_a_question_that_is_not_in_the_set(run: Run, tmp_path: Path) -> None:
    """Neither its text nor its right answer."""
    rows = answered(ORDER)
    other = QuestionSet.drawn("Other", Recipe(("macs.conv",), (2,), 1, 9)).questions()
    rows = {name: [*given[:-1], (question, "7")] for question in other for name, given in rows.items()}
    unclear(report(run, quiz(tmp_path / "r.csv", rows)), f"question {len(ORDER)} of the quiz is none of the set")
    place = next(at for at, each in enumerate(QUESTIONS) if each.content.kind is AnswerKind.INTEGER)
    data = quiz(tmp_path / "r.csv", answered(ORDER), "RA").read_text("utf-8").splitlines()
    cells = list(csv.reader(data))
    for row in cells[1:]:
        row[4 + 2 * place + 1] = "77777"
    with (tmp_path / "r.csv").open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows(cells)
    unclear(report(run, tmp_path / "r.csv"), f"question {place + 1} of the quiz is 77777,", "of the set")


def test_a_calculated_quiz(run: Run, tmp_path: Path) -> None:
    """Perfect students are never told to have nothing right without a word, whatever the file has."""
    code, rows = str(ALONE.code), perfect(ALONE)
    for columns, said in (
        ("QR", "none of the set"),
        ("RA", "the right answer to question"),
        ("QRA", "none of the set"),
    ):
        unclear(report(run, quiz(tmp_path / "r.csv", rows, columns), code), said)
    file = quiz(tmp_path / "r.csv", rows, "R")
    remarks = json.loads(report(run, file, code).out)["remarks"]
    assert "neither right nor a usual mistake" in remarks[0] and "moodle-calculated cannot be counted" in remarks[0]
    command = ("group", "report", "--moodle", str(file), "--set", code)
    for words in ((), ("-o", str(tmp_path / "r.html")), ("--markdown",)):
        ran = run(*command, *words)
        assert ran.code == 0 and "neither right nor a usual mistake" in " ".join(ran.out.split())
    assert "neither right nor a usual mistake" in (tmp_path / "r.html").read_text("utf-8")


def test_a_calculated_quiz_of_fewer_questions(run: Run, tmp_path: Path) -> None:
    """Several questions of the set are one there, so the responses are fewer."""
    made = QuestionSet.drawn("Alike", Recipe(("conv2d.parameters",), (1,), 10, 1))
    ran = run("export", "moodle-calculated", str(made.code), "-o", str(tmp_path / "q.xml"))
    assert "(in 2 questions of 20 variants each)" in ran.out
    rows: Rows = {name: [(question, right(question)) for question in list(made.questions())[:2]] for name in NAMES[:3]}
    unclear(report(run, quiz(tmp_path / "r.csv", rows, "R"), str(made.code)), "has 2 questions and the set 10")
