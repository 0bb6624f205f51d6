"""Moodle XML, as Moodle reads and grades it: every usual wrong answer meets its diagnosis."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Any
from xml.etree import ElementTree

import pytest

from questions.checker import check
from questions.generator import draw_reference, generate
from questions.picture import picture_before
from questions.question import LEVELS, Question
from questions.sets.recipe import Recipe, chosen_skills
from questions.skills import SKILLS
from questions.submission import AnswerKind, Value
from tests.architecture.loading import ROOT
from tests.exports.moodle_reader import Asked, Words, as_number, read_moodle
from tests.exports.sheets import HOSTILE, sheet_of, written
from trainer.cli.chosen_set import recipe_source
from trainer.exports.contract import BadExport, Became, Tally
from trainer.exports.html_text import prompt_html, steps_html
from trainer.exports.material import slips_of
from trainer.exports.moodle import PICTURED, write
from trainer.exports.moodle_xml import CATCH_ALL, EXACT
from trainer.exports.sheets import form_sheets, plain_sheet
from trainer.telling import diagnosis_lines


@cache
def drawn(again: int = 0) -> tuple[Question, ...]:
    """A question of every skill at every level."""
    return tuple(
        generate(draw_reference(skill, level, "moodle", again)) for skill in SKILLS.values() for level in LEVELS
    )


def asked(*questions: Question, **options: Any) -> tuple[Asked, ...]:
    """These questions as Moodle has them."""
    return read_moodle(written(write, sheet_of(questions, **options))).questions


def told(question: Question, value: Value) -> list[str]:
    """What convdrill says of that answer."""
    return diagnosis_lines(check(question.content, value))


@pytest.mark.parametrize("again", [0, 1])
def test_every_answer_is_graded_and_diagnosed(again: int) -> None:
    """Right is right, each usual mistake has its own words and nothing, and whatever else is typed the catch-all's."""
    numbers = choices = truths = 0
    for question, moodle in zip(drawn(again), asked(*drawn(again)), strict=True):
        content = question.content
        assert Words(moodle.text).text.startswith(Words(prompt_html(content)).text)
        assert steps_html(content.explanation) in moodle.solution
        if moodle.kind == "numerical":
            _check_number(question, moodle)
            numbers += 1
        elif moodle.kind == "multichoice":
            _check_choice(question, moodle)
            choices += 1
        else:
            _check_truth(question, moodle)
            truths += 1
    assert (numbers, choices, truths) == (87, 45, 9)


def _check_number(question: Question, moodle: Asked) -> None:
    right = question.content.answer
    assert isinstance(right, int)
    spellings = (str(right), f"{right}.0", f"{right:,}".replace(",", " "))
    for typed in spellings:
        found = moodle.graded(typed)
        assert found is not None and found.fraction == 1
    assert right < 1000 or moodle.graded(f"{right:,}") is None
    assert "digits only, without commas" in moodle.text
    known = {right}
    for slip in slips_of(question.content):
        assert isinstance(slip.value, int)
        known.add(slip.value)
        found = moodle.graded(str(slip.value))
        assert found is not None and found.fraction == 0
        wanted = list(CATCH_ALL) if abs(slip.value) >= EXACT else told(question, slip.value)
        assert Words(found.feedback).lines == wanted
    for value in {right + 1, right * 3 + 7, -right, 1_000_003} - known:
        found = moodle.graded(str(value))
        assert found is not None and found.fraction == 0 and Words(found.feedback).lines == list(CATCH_ALL)


def _check_choice(question: Question, moodle: Asked) -> None:
    content = question.content
    rights = [answer for answer in moodle.answers if answer.fraction == 1]
    assert len(rights) == 1
    texts = [Words(answer.text).text for answer in moodle.answers]
    assert len(set(texts)) == len(texts)
    if content.kind is AnswerKind.CHOICE:
        assert texts == list(content.choices) and not moodle.shuffled
        assert moodle.answers.index(rights[0]) == "abcdefgh".index(str(content.answer))
    else:
        assert Words(rights[0].text).text == content.shown(content.answer) and moodle.shuffled
    by_text = {
        content.choices["abcdefgh".index(slip.value)] if isinstance(slip.value, str) else slip.shown: slip
        for slip in slips_of(content)
    }
    for answer in moodle.answers:
        if answer.fraction == 1:
            assert answer.feedback == ""
            continue
        slip = by_text.get(Words(answer.text).text)
        wanted = told(question, slip.value) if slip else list(CATCH_ALL)
        assert Words(answer.feedback).lines == wanted


def _check_truth(question: Question, moodle: Asked) -> None:
    right = question.content.answer
    assert isinstance(right, bool)
    by_text = {answer.text: answer for answer in moodle.answers}
    assert by_text[str(right).lower()].fraction == 1
    wrong = by_text[str(not right).lower()]
    assert wrong.fraction == 0 and Words(wrong.feedback).lines == (told(question, not right) or list(CATCH_ALL))


def test_what_comes_with_a_question() -> None:
    """Id, reference, hints, tags; the names count."""
    questions = drawn()[:12]
    for number, (question, moodle) in enumerate(zip(questions, asked(*questions), strict=True), 1):
        assert moodle.idnumber == question.id
        assert moodle.name.startswith(f"{number:03} {question.id} ")
        assert str(question.reference) in moodle.solution
        assert [Words(hint).text.strip() for hint in moodle.hints] == list(question.content.hints)
        assert f"skill:{question.reference.skill}" in moodle.tags


def test_pictures() -> None:
    """A picture before the answer and one behind it, with words for who does not see them; none in long files."""
    questions = drawn()
    some = [question for question in questions if picture_before(question.content)][:3]
    for moodle in asked(*some):
        assert set(moodle.files) == {f"{moodle.idnumber}-before.svg", f"{moodle.idnumber}-after.svg"}
        for name, data in moodle.files.items():
            assert ElementTree.fromstring(data).tag.endswith("svg"), name  # noqa: S314 - drawn by us
        pictures = [attributes for tag, attributes in Words(moodle.text).tags if tag == "img"]
        assert len(pictures) == 1 and len(pictures[0]["alt"] or "") > 20
    assert len(questions) > PICTURED and not any(moodle.files for moodle in asked(*questions))
    assert not any(moodle.files for moodle in asked(*some, pictures="off"))
    many = asked(*(questions * 2)[: PICTURED + 1], pictures="on")
    assert sum(bool(moodle.files) for moodle in many) > 50


def test_part_of_the_mark() -> None:
    """Who makes that mistake gets its grade, also where others lead to the same value; as a choice, too."""
    given = ["forgot_bias=50", "forgot_groups=33.33 %"]
    graded = asked(*drawn(), partial=given)
    for question, moodle in zip(drawn(), graded, strict=True):
        for slip in slips_of(question.content):
            if moodle.kind != "numerical" or not isinstance(slip.value, int) or slip.value >= EXACT:
                continue
            ids = {each.id for each in slip.misconceptions}
            wanted = (
                Fraction(1, 2) if "forgot_bias" in ids else Fraction(1, 3) if "forgot_groups" in ids else Fraction(0)
            )
            found = moodle.graded(str(slip.value))
            assert found is not None and found.fraction == wanted
    chosen = {answer.fraction for moodle in graded for answer in moodle.answers if moodle.kind == "multichoice"}
    assert chosen == {Fraction(0), Fraction(1, 3), Fraction(1, 2), Fraction(1)}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("forgot_bias", "such as forgot_bias=50"),
        ("forgot_bia=50", "did you mean forgot_bias"),
        ("zzz=50", "no misconception 'zzz'"),
        ("forgot_bias=45", "nearest are 40 and 50"),
        ("forgot_bias=1", "nearest are 0 and 5"),
        ("forgot_bias=33.3", "nearest are 30 and 33.33333"),
        ("forgot_bias=-5", "from 0 to 100"),
        ("forgot_bias=101", "from 0 to 100"),
        ("forgot_bias=1/0", "from 0 to 100"),
        ("forgot_bias=much", "from 0 to 100"),
    ],
)
def test_grades_that_moodle_has_not(given: str, said: str) -> None:
    """One sentence says what there is."""
    with pytest.raises(BadExport, match=re.escape(said)) as caught:
        asked(*drawn()[:1], partial=[given])
    assert "\n" not in str(caught.value)


def test_large_numbers() -> None:
    """What a float of 14 digits cannot tell apart becomes a choice, or is left out where there is nothing to choose."""
    question = next(question for question in drawn() if question.content.kind is AnswerKind.INTEGER)
    large = Question(question.reference, replace(question.content, answer=EXACT + 1))
    tally = Tally()
    (moodle,) = read_moodle(written(write, sheet_of([large]), tally)).questions
    assert tally.counts == {Became.CHOICE: 1} and moodle.kind == "multichoice"
    alone = Question(large.reference, replace(large.content, misconceptions=()))
    tally = Tally()
    assert not read_moodle(written(write, sheet_of([alone]), tally)).questions
    assert tally.words == "1 left out (1 without a wrong answer to choose)"


@pytest.mark.parametrize(
    "title",
    [
        HOSTILE,
        "a/b//c",
        "/top/$course$/",
        "]]>]]>",
        "&amp;<b>",
        "x" * 200,
        "\x00\x0b\ufffe",
        "Übung 3 · 畳み込み",
        "{n1} {=1+1}",
    ],
)
def test_hostile_titles(title: str) -> None:
    """A title is one category's name, whatever is in it."""
    read = read_moodle(written(write, sheet_of(drawn()[:2], title=title)))
    clean = " ".join(re.sub("[\x00\x0b\ufffe]", "", title).split()) or "Questions"
    assert read.category == (f"{clean} (BDU9A-AAAAD-3UAUR)",)
    assert "every import" in read.info


def test_hostile_content() -> None:
    """Nothing in a prompt is markup, and what XML forbids is not in the file."""
    question = drawn()[0]
    hostile = f"{HOSTILE} \x0c \ud800 \x1b[31m @@PLUGINFILE@@"
    changed = Question(question.reference, replace(question.content, prompt=hostile, hints=(hostile,)))
    data = written(write, sheet_of([changed]))
    (moodle,) = read_moodle(data).questions
    assert "<script" not in moodle.text and "<img src=x" not in moodle.text
    assert Words(moodle.text).text.startswith(re.sub("[\x0c\ud800\x1b]", "", hostile).strip()[:60])
    assert Words(moodle.hints[0]).text.strip().startswith("</script>")


def test_an_exam_tells_nothing() -> None:
    """Only what is needed for grading: no feedback, hints, tags, references, ids or skills."""
    source = recipe_source(Recipe(chosen_skills(), (1, 2, 3), 94, 7), "Midterm")
    (sheet,) = form_sheets(source, 1, "secret", exam=True)
    data = written(write, sheet)
    read = read_moodle(data)
    assert read.category == ("Midterm",) and read.info == ""
    text = data.decode()
    for entry, moodle in zip(sheet.entries(), read.questions, strict=True):
        assert moodle.name == f"{entry.number:03} {entry.mark}" and moodle.idnumber == entry.mark
        assert not (moodle.solution or moodle.hints or moodle.tags or moodle.files)
        assert not any(answer.feedback for answer in moodle.answers)
        assert entry.question.id not in text and str(entry.question.reference) not in text
        if moodle.kind == "numerical":
            assert len(moodle.answers) == 1
            found = moodle.graded(str(entry.question.content.answer))
            assert found is not None and found.fraction == 1
    (part,) = form_sheets(replace(source, options={"partial": ["forgot_bias=50"]}), 1, "secret", exam=True)
    halves = [answer for moodle in read_moodle(written(write, part)).questions for answer in moodle.answers]
    assert {answer.fraction for answer in halves} == {Fraction(0), Fraction(1, 2), Fraction(1)}
    assert not any(answer.feedback for answer in halves)
    forms = form_sheets(source, 2, "secret", exam=True)
    assert [read_moodle(written(write, form)).category for form in forms] == [
        ("Midterm · form A",),
        ("Midterm · form B",),
    ]


def test_numbers_of_moodle() -> None:
    """The reader takes numbers as FORMATS says that Moodle does."""
    assert as_number("9472") == as_number("9472.0") == as_number("9 472") == 9472
    assert as_number("9,472") is None


def test_the_same_bytes_in_another_process() -> None:
    """The order of sets and dictionaries does not matter."""
    sheet = plain_sheet(recipe_source(Recipe(chosen_skills(), (1, 2), 40, 5), "Week 3"))
    here = hashlib.sha256(written(write, sheet)).hexdigest()
    code = """
import hashlib, io
from questions.sets.recipe import Recipe, chosen_skills
from trainer.cli.chosen_set import recipe_source
from trainer.exports.contract import Tally
from trainer.exports.moodle import write
from trainer.exports.sheets import plain_sheet
out = io.BytesIO()
write(plain_sheet(recipe_source(Recipe(chosen_skills(), (1, 2), 40, 5), "Week 3")), out, Tally())
print(hashlib.sha256(out.getvalue()).hexdigest())
"""
    environment = {**os.environ, "PYTHONHASHSEED": "77", "PYTHONPATH": str(ROOT)}
    ran = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == here
