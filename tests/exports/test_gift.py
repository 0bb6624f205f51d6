"""GIFT, read by two parsers that know nothing of us: every question, every answer, every diagnosis."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from questions.question import Question
from questions.sets.recipe import Recipe, chosen_skills
from questions.submission import AnswerKind
from tests.exports.opened import plain
from tests.exports.sheets import HOSTILE, sheet_of, written
from tests.helpers.programs import missing
from trainer.cli.chosen_set import recipe_source
from trainer.exports import gift
from trainer.exports.contract import Became, Tally
from trainer.exports.html_text import lines_html
from trainer.exports.material import slips_of
from trainer.exports.moodle_xml import EXACT

HERE = Path(__file__).parent
QUESTIONS = list(recipe_source(Recipe(chosen_skills(), (1, 2, 3), 141, 3)).questions())
BY_MARK = {question.id: question for question in QUESTIONS}


def _by_node(folder: Path, data: bytes) -> list[dict[str, Any]]:
    if shutil.which("node") is None or not (HERE.parent / "clients/node_modules/gift-pegjs").is_dir():
        missing("gift-pegjs is not installed (npm ci --prefix tests/clients)")
    (folder / "set.gift").write_bytes(data)
    ran = subprocess.run(
        ["node", HERE / "gift_reader.cjs", folder / "set.gift"], capture_output=True, text=True, check=True
    )
    found: list[dict[str, Any]] = json.loads(ran.stdout)
    return [question for question in found if question["type"] != "Category"]


@pytest.mark.clients
def test_node_reads_every_question(tmp_path: Path) -> None:
    """Numbers exactly, each usual wrong answer with its diagnosis and no points; choices; truth values; the steps."""
    found = _by_node(tmp_path, written(gift.write, sheet_of(QUESTIONS)))
    assert [question["title"].split()[-1] for question in found] == [question.id for question in QUESTIONS]
    for read in found:
        question = BY_MARK[read["title"].split()[-1]]
        content = question.content
        assert plain(content.prompt) in plain(read["stem"]["text"])
        assert str(question.reference) in read["globalFeedback"]["text"]
        if content.kind is AnswerKind.TRUTH:
            assert read["type"] == "TF" and read["isTrue"] is content.answer
        elif read["type"] == "Numerical":
            _holds_numbers(question, read["choices"])
        else:
            right = [choice for choice in read["choices"] if choice["isCorrect"]]
            assert read["type"] == "MC" and len(right) == 1
            assert plain(right[0]["text"]["text"]) in plain(content.shown(content.answer))


def _holds_numbers(question: Question, choices: list[dict[str, Any]]) -> None:
    content = question.content
    right, *wrong = choices
    assert right["text"]["number"] == content.answer and right["text"]["range"] == 0 and right["weight"] is None
    slips = [slip for slip in slips_of(content) if isinstance(slip.value, int) and abs(slip.value) < EXACT]
    assert [(choice["text"]["number"], choice["text"]["range"], choice["weight"]) for choice in wrong] == [
        (slip.value, 0, 0) for slip in slips
    ]
    for choice, slip in zip(wrong, slips, strict=True):
        assert choice["feedback"]["text"] == lines_html(slip.feedback)


@pytest.mark.clients
def test_python_reads_every_question(tmp_path: Path) -> None:
    """Another parser agrees about the numbers and their points."""
    if find_spec("pygiftparser") is None:
        missing("pygiftparser is not installed (extra clients)")
    (tmp_path / "set.gift").write_bytes(written(gift.write, sheet_of(QUESTIONS)))
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", HERE / "gift_reader.py", tmp_path / "set.gift"],
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(ran.stdout)
    assert len(found) == len(QUESTIONS) and all(question["valid"] for question in found)
    for question, read in zip(QUESTIONS, found, strict=True):
        assert read["title"].endswith(question.id)
        if question.content.kind is AnswerKind.INTEGER and abs(int(str(question.content.answer))) < EXACT:
            assert [answer["value"] for answer in read["answers"] if answer["points"] == 100] == [
                float(str(question.content.answer))
            ]


@pytest.mark.clients
@pytest.mark.parametrize("exam", [False, True])
def test_a_hostile_title_makes_no_question(tmp_path: Path, *, exam: bool) -> None:
    """It stays in the category."""
    sheet = sheet_of(QUESTIONS[:9], title=f"{HOSTILE} {{=1}} ::x:: // [id:y] \n\n::z::{{T}}", exam=exam)
    assert len(_by_node(tmp_path, written(gift.write, sheet))) == 9


def test_numbers_that_moodle_cannot_keep() -> None:
    """PHP has 14 digits: a larger answer is one to choose, a larger wrong answer is not in the file."""
    question = next(each for each in QUESTIONS if each.content.kind is AnswerKind.INTEGER and slips_of(each.content))
    content = question.content
    last = replace(question, content=replace(content, answer=10**14 - 1))
    large = replace(question, content=replace(content, answer=10**14))
    tally = Tally()
    text = written(gift.write, sheet_of([last, large]), tally).decode()
    assert tally.counts == {Became.NUMERIC: 1, Became.CHOICE: 1}
    assert "=99999999999999:0" in text and "=100000000000000:0" not in text and "=100,000,000,000,000" in text
    slip = replace(content.misconceptions[0], value=10**14)
    wrong = replace(question, content=replace(content, misconceptions=(slip, *content.misconceptions[1:])))
    assert "100000000000000" not in written(gift.write, sheet_of([wrong])).decode()
