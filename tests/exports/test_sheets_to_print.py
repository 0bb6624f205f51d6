"""Sheets to print, as PDF and as Markdown: what is ticked, and a key that can be scanned."""

from __future__ import annotations

import re
import shutil
import subprocess
from importlib.util import find_spec

import pytest

from questions.sets.recipe import Recipe, chosen_skills
from questions.submission import AnswerKind
from tests.exports.sheets import sheet_of, written
from tests.helpers.programs import missing
from trainer.cli.chosen_set import recipe_source
from trainer.exports import sheet_text
from trainer.exports.material import slips_of
from trainer.exports.pdf import page
from trainer.markdown import md
from trainer.telling import shown_answer

_ASKED = {"bias.effect", "inverse.bias", "macs.conv", "parameters.which", "weights.keras", "output.formula"}
SKILLS = tuple(skill for skill in chosen_skills() if skill in _ASKED)
QUESTIONS = [*recipe_source(Recipe(SKILLS, (1, 2, 3), 36, 3)).questions()]
TICKED = [question for question in QUESTIONS if question.content.kind in (AnswerKind.CHOICE, AnswerKind.TRUTH)]
SEVERAL = [(question, slip) for question in QUESTIONS for slip in slips_of(question.content) if len(slip.feedback) > 1]
_WORD = re.compile(r'xMin="([0-9.]+)" yMin="([0-9.]+)" [^>]*>([^<]*)</word>')


@pytest.fixture
def _typst() -> None:
    """What makes a PDF, and what reads it."""
    if find_spec("typst") is None:
        missing("typst is not installed (extra pdf)")
    if shutil.which("pdftotext") is None:
        missing("pdftotext is not installed (Debian package poppler-utils)")


def _read(made: bytes, how: str) -> str:
    ran = subprocess.run(["pdftotext", how, "-", "-"], input=made, capture_output=True, check=True)
    return ran.stdout.decode()


def _words(text: str) -> str:
    return re.sub(r"\W+", "", text)


def test_there_is_something_of_every_kind() -> None:
    """Or what follows says nothing."""
    kinds = {question.content.kind for question in QUESTIONS}
    assert kinds == set(AnswerKind) and len(SEVERAL) > 5


def test_markdown_boxes() -> None:
    """Choices and truths are task lists; the others have a line to write on."""
    text = written(sheet_text.write, sheet_of(QUESTIONS, exam=True)).decode()
    assert text.count("Answer: ____") == len(QUESTIONS) - len(TICKED)
    for question in TICKED:
        for line in question.content.lettered or ("true", "false"):
            assert f"\n- [ ] {md(line)}\n" in text


def test_markdown_lists_of_mistakes() -> None:
    """Several mistakes that lead to one value are a list below it."""
    text = written(sheet_text.write_key, sheet_of(QUESTIONS, exam=True)).decode()
    for _, slip in SEVERAL:
        lead, *causes = slip.feedback
        below = "".join(f"\n  - {md(cause[2:])}" for cause in causes)
        assert f"\n- {md(f'{slip.shown}: {lead}')}{below}\n" in text
    assert "•" not in text


@pytest.mark.clients
@pytest.mark.usefixtures("_typst")
@pytest.mark.parametrize("exam", [False, True])
def test_pdf_key_begins_with_the_answers(*, exam: bool) -> None:
    """Each number, mark and answer stands before the first worked question, and the key is short."""
    sheet = sheet_of(QUESTIONS, exam=exam)
    made = written(page.write_key if exam else page.write, sheet)
    text = _read(made, "-raw")
    short = _words(text[text.index("Answer key:") : text.index(str(QUESTIONS[0].reference))])
    for entry in sheet.entries():
        assert _words(f"{entry.number} {entry.mark} {shown_answer(entry.question.content)}") in short
    assert text.count("\f") <= (11 if exam else 17)


@pytest.mark.clients
@pytest.mark.usefixtures("_typst")
def test_pdf_boxes() -> None:
    """All options of a choice stand on the sheet; only what is written has a line to write on."""
    text = _read(written(page.write, sheet_of(QUESTIONS, exam=True)), "-raw")
    assert len(re.findall(r"(?m)^Answer:", text)) == len(QUESTIONS) - len(TICKED)
    for question in TICKED:
        for line in question.content.lettered or ("true", "false"):
            assert _words(line) in _words(text)


@pytest.mark.clients
@pytest.mark.usefixtures("_typst")
def test_pdf_says_every_reason() -> None:
    """The key names each wrong value and every mistake that leads to it, each on a line of its own."""
    text = _read(written(page.write_key, sheet_of(QUESTIONS, exam=True)), "-raw")
    told = _words(text)
    for question in QUESTIONS:
        for slip in slips_of(question.content):
            for reason in slip.reasons:
                assert _words(f"if {reason}") in told
    listed = sum(len(slip.reasons) for _, slip in SEVERAL)
    assert text.count("– if ") == listed


@pytest.mark.clients
@pytest.mark.usefixtures("_typst")
def test_pdf_headings_do_not_stand_alone() -> None:
    """No column of the key ends with a heading."""
    many = [*recipe_source(Recipe(SKILLS, (1, 2, 3), 120, 4)).questions()]
    pages = _read(written(page.write_key, sheet_of(many)), "-bbox").split("<page ")[1:]
    ends = [end for each in pages for end in _last_lines(each)]
    assert len(ends) > 40
    assert [end for end in ends if "say something" in end or re.search(r"/v[0-9]+/[123]/", end)] == []


def _last_lines(page_of_words: str) -> list[str]:
    """The last line of each of the two columns, without the foot of the page."""
    words = [(float(x), float(y), text) for x, y, text in _WORD.findall(page_of_words)]
    lines = []
    for is_right in (False, True):
        column = [word for word in words if (word[0] > 297) is is_right and word[1] < 790]
        lowest = max((y for _, y, _ in column), default=0)
        lines.append(" ".join(text for _, y, text in column if lowest - y < 3))
    return lines
