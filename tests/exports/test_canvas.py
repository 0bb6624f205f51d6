"""Quizzes for Canvas: right is right, every mistake is wrong, and no condition takes a mistake for an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from html import unescape
from typing import Any

import pytest

from questions.question import Question
from questions.skills import SKILLS
from questions.submission import AnswerKind
from tests.exports.canvas_grader import Graded, has_asterisk_between, lines_of, quiz_of
from tests.exports.package_files import files_of, tree
from tests.exports.page_questions import many_questions
from tests.exports.qti_answers import lines_to, numbers_to, value_of
from tests.exports.sheets import HOSTILE, sheet_of, written
from trainer.exports.canvas.package import write
from trainer.exports.contract import Became, Tally
from trainer.telling import shown_answer

ALL = many_questions()
FEW = ALL[::23]


@cache
def graded_all(*, choices: bool = False) -> list[tuple[Question, Graded]]:
    return graded(ALL, choices=choices)


def graded(questions: Sequence[Question], **options: Any) -> list[tuple[Question, Graded]]:
    return list(zip(questions, quiz_of(written(write, sheet_of(questions, **options))), strict=True))


@pytest.mark.parametrize("choices", [False, True])
def test_right_and_wrong(choices: bool) -> None:
    """Of every skill at every level: the right answer gets the point, and nothing else does."""
    for question, item in graded_all(choices=choices):
        content = question.content
        if item.kind == "numerical_question":
            assert content.kind is AnswerKind.INTEGER and not choices
            assert item.is_right(str(content.answer)) and item.is_right(f"{content.answer}.0")
            for number in numbers_to(content):
                assert not item.is_right(str(number)), (question.reference, number)
            continue
        values = {ident: value_of(content, _asterisks(content.kind, text)) for ident, text in item.choices.items()}
        assert len(set(map(str, values.values()))) == len(values) >= 2
        assert [ident for ident in values if item.is_right(ident)] == [
            ident for ident, value in values.items() if value == content.answer
        ]
        assert (item.kind == "true_false_question") == (content.kind is AnswerKind.TRUTH)


def _asterisks(kind: AnswerKind, text: str) -> str:
    return text.replace("×", "*") if kind is AnswerKind.FORMULA else text


@pytest.mark.parametrize("choices", [False, True])
def test_feedback(choices: bool) -> None:
    """Everybody sees the steps; each wrong choice has its diagnosis; a number's stand with the steps."""
    for question, item in graded_all(choices=choices):
        content, general = question.content, item.feedback["general_fb"]
        assert str(question.reference) in general
        words = unescape(re.sub("<[^>]+>", "", general)).replace("×", "*")
        for step in content.explanation:
            assert step.sentence.replace("×", "*") in words or (step.idle and not step.result)
        if not item.choices:
            assert set(item.feedback) == {"general_fb"} and item.told(str(content.answer)) == ("general_fb",)
            for number in numbers_to(content):
                lines = lines_to(content, number)
                if number in [slip.value for slip in content.misconceptions]:
                    assert all(line.removeprefix("• ").replace("×", "*") in words for line in lines)
            continue
        for ident, text in item.choices.items():
            value = value_of(content, _asterisks(content.kind, text))
            lines = lines_to(content, value)
            told = item.told(ident)
            if told == ("general_fb",):
                assert value == content.answer or lines[0].startswith("No usual mistake")
                continue
            assert told == ("general_fb", f"{ident}_fb")
            found = lines_of(item.feedback[f"{ident}_fb"])
            assert [line.replace("×", "*") for line in found] == [line.replace("×", "*") for line in lines]


def test_one_condition_sets_the_score() -> None:
    """Canvas takes each for a right answer; names of feedback are none that it takes for another kind."""
    for _, item in graded_all():
        conditions = [each for each in item.item.iter() if each.tag.endswith("}setvar")]
        assert [each.text for each in conditions] == ["100"]
        assert item.told("nothing")[:1] == ("general_fb",)
        assert not any(re.search("wrong|correct|_all|_IC$|_C$|solution", name) for name in item.feedback)


def test_answers_are_numbered() -> None:
    """Canvas keeps identifiers of answers that are whole numbers, and finds them in the order of its metadata."""
    for question, item in graded_all(choices=True):
        assert ",".join(item.choices) == item.fields["original_answer_ids"]
        assert all(ident.isdecimal() and ident[0] != "0" for ident in item.choices)
        assert item.fields["points_possible"] == "1.0"
        assert f"Question {question.id}" in item.text and question.id in item.item.attrib["title"]


def test_multiplication_is_a_cross() -> None:
    """No asterisk stands between two numbers or letters anywhere."""
    package = written(write, sheet_of(ALL, choices=True, pictures="off"))
    assert not any(has_asterisk_between(data.decode()) for data in files_of(package).values())
    assert "×" in "".join(text for _, item in graded_all() for text in item.choices.values())


def test_a_whole_package() -> None:
    """The manifest names every file, and only those; every picture has words; identifiers are unique."""
    files = files_of(written(write, sheet_of(FEW)))
    manifest = tree(files["imsmanifest.xml"])
    named = {each.attrib["href"] for each in manifest.iter() if each.tag.endswith("}file")}
    assert named | {"imsmanifest.xml"} == set(files)
    resources = [each.attrib["identifier"] for each in manifest.iter() if each.tag.endswith("}resource")]
    assert len(set(resources)) == len(resources)
    shown = [(item, source, alt) for _, item in graded(FEW) for source, alt in _images(item)]
    assert {source for _, source, _ in shown} == {name for name in files if name.startswith("images/")} != set()
    assert all(len(alt) > 20 for _, _, alt in shown)
    assert not files_of(written(write, sheet_of(FEW, pictures="off"))).keys() & {source for _, source, _ in shown}
    settings = files[next(name for name in files if name.endswith("assessment_meta.xml"))].decode()
    assert "<quiz_type>practice_quiz</quiz_type>" in settings and "<allowed_attempts>-1<" in settings
    assert f"<points_possible>{len(FEW)}.0<" in settings


def _images(item: Graded) -> list[tuple[str, str]]:
    html = item.text + "".join(item.feedback.values())
    return re.findall(r'<img src="%24IMS-CC-FILEBASE%24/([^"]+)" alt="([^"]+)">', html)


def test_identifiers_come_from_references() -> None:
    """Another title, other words in a question: the same identifiers. The same question twice: two of them."""
    changed = tuple(replace(question, content=replace(question.content, prompt="Something else?")) for question in FEW)
    idents = [item.item.attrib["ident"] for _, item in graded(FEW)]
    assert idents == [item.item.attrib["ident"] for _, item in graded(changed)]
    assert set(files_of(written(write, sheet_of(FEW)))) == set(files_of(written(write, sheet_of(FEW, title="Other"))))
    twice = [item.item.attrib["ident"] for _, item in graded((FEW[0], FEW[1], FEW[0]))]
    assert len(set(twice)) == 3 and twice[:2] == idents[:2]


def test_hostile_title() -> None:
    """It stays text, in each file."""
    files = files_of(written(write, sheet_of(FEW[:3], title=HOSTILE + "\x00\x1f")))
    expected = " ".join(HOSTILE.split())
    found = [
        text
        for name, data in files.items()
        if name.endswith(".xml")
        for each in tree(data).iter()
        for text in (each.attrib.get("title", ""), each.text or "")
    ]
    assert found.count(expected) == 3


def test_numbers_that_canvas_cannot_hold() -> None:
    """Beyond 2^53 a number is chosen among the wrong ones; where there are none, it is left out with a reason."""
    question = next(each for each in ALL if each.content.kind is AnswerKind.INTEGER and each.content.misconceptions)
    large = replace(question, content=replace(question.content, answer=2**53 + 1))
    bare = replace(question, content=replace(question.content, answer=2**53 + 1, misconceptions=()))
    tally = Tally()
    (item,) = quiz_of(written(write, sheet_of([large, bare]), tally))
    assert item.kind == "multiple_choice_question"
    assert f"{2**53 + 1:,}" in item.choices.values()
    assert tally.words == "1 as choice, 1 left out (1 with a number too large for Canvas)"


@pytest.mark.parametrize("choices", [False, True])
def test_exam(choices: bool) -> None:
    """Graded as ever, and it says nothing: no feedback, nothing that leads to a question's solution."""
    sheet = sheet_of(FEW, exam=True, form="B", choices=choices, pictures="on")
    tally = Tally()
    package = written(write, sheet, tally)
    assert sum(tally.counts.values()) == len(FEW) and not tally.counts[Became.LEFT_OUT]
    text = "\n".join(unescape(unescape(data.decode())) for data in files_of(package).values())
    assert "Week 3 · form B" in text and "<quiz_type>assignment<" in text and "MARK0001" in text
    for question, item in zip(FEW, quiz_of(package), strict=True):
        content, reference = question.content, question.reference
        assert not item.feedback
        right = next((ident for ident in item.choices if item.is_right(ident)), str(content.answer))
        assert item.is_right(right)
        assert not item.choices or _asterisks(content.kind, item.choices[right]) in shown_answer(content) + "TrueFalse"
        hidden = [str(reference), reference.skill, question.id, SKILLS[reference.skill].title]
        hidden += [slip.id for slip in content.misconceptions if "_" in slip.id]
        hidden += [slip.lesson for slip in content.misconceptions] + list(content.hints)
        hidden += [step.sentence for step in content.explanation]
        assert not [each for each in hidden if each and each in text.replace(content.prompt, "")], reference
