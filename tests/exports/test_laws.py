"""What holds for every export format."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from importlib.util import find_spec
from io import BytesIO

import pytest

from questions.generator import draw_reference, generate
from questions.question import Question, Reference
from questions.sets.recipe import Recipe, chosen_skills
from questions.skills import SKILLS
from questions.submission import AnswerKind
from tests.architecture.loading import ROOT
from tests.exports.opened import plain, readable
from tests.exports.sheets import HOSTILE, sheet_of, written
from tests.helpers.programs import missing
from trainer.cli.chosen_set import recipe_source
from trainer.exports.contract import BadExport, Sheet, Tally
from trainer.exports.formats import FORMATS, Format
from trainer.exports.material import slips_of
from trainer.exports.sheets import Source, form_sheets, plain_sheet

RECIPE = Recipe(chosen_skills(), (1, 2, 3), 94, 7)
SOURCE = recipe_source(RECIPE, "Week 3")
QUESTIONS = list(SOURCE.questions())
EXAM = form_sheets(SOURCE, 1, "a secret", exam=True)[0]
NO_EXAM = {"anki": "no exam", "anki-text": "no exam", "moodle-calculated": "no key could say"}
"""Formats that cannot be an exam: each card carries its answer, or nobody knows who got which numbers."""
GRADING = {"moodle", "gift", "canvas", "qti"}
"""Formats that hold the right answer of an exam, since their player grades it."""
VARIED = {"moodle-calculated"}
"""Formats that draw other questions like those of the set, which takes its time: they get FEW."""
FEW_RECIPE = Recipe(chosen_skills(["conv2d.parameters", "parameters.formula", "output.pytorch"]), (1, 3), 6, 7)
FEW = recipe_source(FEW_RECIPE, "Week 3")
_REFERENCE = re.compile(r"[a-z0-9_]+\.[a-z0-9_]+/v[0-9]+/[123]/[0-9]+")
_EXTRA = {"pdf": "typst"}
"""Formats that need what is not installed with the program."""
_MARKS = {name: [pytest.mark.clients] for name in _EXTRA}


@pytest.fixture(params=[pytest.param(form, id=name, marks=_MARKS.get(name, ())) for name, form in FORMATS.items()])
def form(request: pytest.FixtureRequest) -> Format:
    """Each of the formats."""
    found: Format = request.param
    needed = _EXTRA.get(found.name)
    if needed and find_spec(needed) is None:
        missing(f"{needed} is not installed (extra {found.name})")
    return found


def _source(form: Format) -> Source:
    return FEW if form.name in VARIED else SOURCE


def _exam(form: Format) -> bytes:
    if form.name in NO_EXAM:
        with pytest.raises(BadExport, match=NO_EXAM[form.name]):
            written(form.write, EXAM)
        pytest.skip("there is no exam in this format")
    return written(form.write, EXAM)


def _exam_questions() -> list[Question]:
    return [entry.question for entry in EXAM.entries()]


def test_nothing_is_dropped_in_silence(form: Format) -> None:
    """What became of the questions adds up to them, and whatever was left out has a reason."""
    tally = Tally()
    source = _source(form)
    written(form.write, plain_sheet(source), tally)
    assert tally.counts.total() == source.count
    assert tally.reasons.total() == next((n for became, n in tally.counts.items() if became == "left out"), 0)


def test_every_question_has_its_id_and_reference(form: Format) -> None:
    """Whoever has the file can ask for the question again, and gets the same one."""
    if form.name in VARIED:
        pytest.skip("its questions are patterns of many")
    tally = Tally()
    text = readable(written(form.write, plain_sheet(SOURCE), tally))
    left_out = tally.reasons.total()
    ids = [question.id for question in QUESTIONS if question.id in text]
    references = set(_REFERENCE.findall(text))
    asked = {str(question.reference) for question in QUESTIONS}
    assert len(ids) >= len(QUESTIONS) - left_out
    assert references <= asked
    assert len(references) >= len(QUESTIONS) - left_out
    assert all(str(generate(Reference.parse(each)).reference) == each for each in sorted(references)[:5])


def test_prompts_are_whole(form: Format) -> None:
    """Each prompt stands in the file, whatever markup and escapes carry it."""
    if form.name in VARIED or form.name == "pdf":  # a PDF breaks words and lines as it likes
        pytest.skip("its prompts are told in another way")
    text = plain(readable(written(form.write, plain_sheet(SOURCE)))).replace("*", "×")
    prompts = [plain(question.content.prompt).replace("*", "×") for question in QUESTIONS]
    assert [prompt for prompt in prompts if prompt not in text] == []


def test_the_same_bytes_each_time(form: Format) -> None:
    """In this process, and in another whose sets and dictionaries are ordered in another way."""
    few = form.name in VARIED
    sheet = plain_sheet(FEW if few else recipe_source(Recipe(RECIPE.skills, (2,), 30, 11), "Week 4"))
    here = written(form.write, sheet)
    assert written(form.write, sheet) == here
    code = f"""
import hashlib, io, sys
from questions.sets.recipe import Recipe, chosen_skills
from trainer.cli.chosen_set import recipe_source
from trainer.exports.contract import Tally
from trainer.exports.formats import FORMATS
from trainer.exports.sheets import plain_sheet
out = io.BytesIO()
recipe = Recipe({FEW_RECIPE.skills!r}, (1, 3), 6, 7) if {few} else Recipe(chosen_skills(), (2,), 30, 11)
sheet = plain_sheet(recipe_source(recipe, "Week 3" if {few} else "Week 4"))
FORMATS[{form.name!r}].write(sheet, out, Tally())
print(hashlib.sha256(out.getvalue()).hexdigest())
"""
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "4321", "PYTHONPATH": str(ROOT), "TZ": "Asia/Tokyo"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == hashlib.sha256(here).hexdigest()


def test_an_exam_tells_nothing(form: Format) -> None:
    """No reference, code, skill, misconception, hint, diagnosis or step; its questions go by marks of their own."""
    text = readable(_exam(form))
    shown = plain(text)
    assert not _REFERENCE.search(text)
    assert SOURCE.version not in text
    assert not [skill for skill in SKILLS if skill in text]
    questions = _exam_questions()
    asked = {word for question in questions for word in re.findall(r"\w+", question.content.asked)}
    for question in questions:
        content = question.content
        assert question.id not in text
        assert SKILLS[question.reference.skill].title not in shown
        assert not [slip.id for slip in content.misconceptions if "_" in slip.id and slip.id in text]
        assert not [slip.lesson for slip in content.misconceptions if plain(slip.lesson) in shown]
        assert not [hint for hint in content.hints if plain(hint) in shown]
        steps = [step.sentence for step in content.explanation if len(step.sentence) > 25]
        assert not [step for step in steps if plain(step) in shown and step not in content.asked]
        if form.name not in GRADING and content.kind is AnswerKind.INTEGER and abs(int(str(content.answer))) > 99_999:
            for spelt in (str(content.answer), f"{content.answer:,}"):
                assert spelt in asked or not re.search(rf"(?<![\d.,]){re.escape(spelt)}(?![\d,])", shown)


def test_an_exam_has_its_marks(form: Format) -> None:
    """Beside each question stands what the key calls it by."""
    tally = Tally()
    if form.name in NO_EXAM:
        pytest.skip("there is no such exam in this format")
    out = readable(written(form.write, EXAM, tally))
    marks = [entry.mark for entry in EXAM.entries()]
    assert len([mark for mark in marks if mark in out]) >= len(marks) - tally.reasons.total()


@pytest.mark.parametrize("exam", [False, True])
def test_a_title_is_text(form: Format, *, exam: bool) -> None:
    """Whatever a title looks like, the file is made, and tells no other questions than with another title."""
    if exam and form.name in NO_EXAM:
        pytest.skip("there is no exam in this format")
    few = list(_source(form).questions())[:12]
    tally, hostile = Tally(), Tally()
    assert written(form.write, sheet_of(few, exam=exam), tally)
    assert written(form.write, sheet_of(few, title=HOSTILE, exam=exam), hostile)
    assert hostile.counts == tally.counts


def test_forms_say_which_they_are(form: Format) -> None:
    """Each form names itself, and no two have a question in common."""
    if form.name in VARIED:
        pytest.skip("its questions are patterns of many")
    small = recipe_source(Recipe(RECIPE.skills, (2,), 12, 5), "Week 5")
    sheets = form_sheets(small, 3, "seed", exam=False)
    texts = [readable(written(form.write, sheet)) for sheet in sheets]
    for sheet, text in zip(sheets, texts, strict=True):
        assert f"form {sheet.form}" in plain(text) or form.name in {"csv", "jsonl"}
    found = [set(_REFERENCE.findall(text)) for text in texts]
    assert not found[0] & found[1] and not found[1] & found[2] and not found[0] & found[2]


def test_forms_ask_for_the_same() -> None:
    """The same skills, levels and biases at the same places; fresh numbers; the same seed gives the same forms."""
    first, second = form_sheets(SOURCE, 2, "seed", exam=True)
    for one, other, pattern in zip(first.entries(), second.entries(), QUESTIONS, strict=True):
        for entry in (one, other):
            assert entry.question.reference.skill == pattern.reference.skill
            assert entry.question.reference.level == pattern.reference.level
        assert one.question.reference != other.question.reference
    again = form_sheets(SOURCE, 2, "seed", exam=True)[1]
    assert _marks(again) == _marks(second)
    assert _marks(form_sheets(SOURCE, 2, "another", exam=True)[1]) != _marks(second)


def _marks(sheet: Sheet) -> list[tuple[str, str]]:
    return [(entry.mark, str(entry.question.reference)) for entry in sheet.entries()]


def test_lines_are_documents() -> None:
    """What `jsonl` says of a question is what `check` says: its answer, and each wrong answer with its diagnosis."""
    lines = written(FORMATS["jsonl"].write, plain_sheet(SOURCE)).decode().splitlines()
    for line, question in zip(lines, QUESTIONS, strict=True):
        document = json.loads(line)
        assert document["reference"] == str(question.reference)
        assert [slip["feedback"] for slip in document["misconceptions"]] == [
            list(slip.feedback) for slip in slips_of(question.content)
        ]


@pytest.mark.parametrize("name", ["moodle", "moodle-calculated", "gift", "canvas", "qti"])
def test_no_file_without_a_question(name: str) -> None:
    """Where every question is left out that is told, and not a byte is written; one that is kept makes a file."""
    formula = generate(draw_reference(SKILLS["parameters.formula"], 1, "left out"))
    bare = replace(formula, content=replace(formula.content, misconceptions=()))
    large = replace(generate(draw_reference(SKILLS["conv2d.parameters"], 1, "left out")))
    large = replace(large, content=replace(large.content, answer=2**60, misconceptions=()))
    out = BytesIO()
    with pytest.raises(BadExport, match=r"nothing to write: 2 questions left out \((1|2) "):
        FORMATS[name].write(sheet_of([bare, large] if name != "moodle-calculated" else [bare, bare]), out, Tally())
    assert out.getvalue() == b""
    tally = Tally()
    assert written(FORMATS[name].write, sheet_of([bare, *FEW.questions()]), tally)
    assert tally.kept > 0 and tally.why


def test_no_format_takes_the_place_of_another() -> None:
    """Exported to names of their own, all formats of one set lie beside each other."""
    endings = [form.ending for form in FORMATS.values()]
    assert len(set(endings)) == len(endings)
