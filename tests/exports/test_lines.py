"""The formats for machines and spreadsheets: documents keep to their schemas, and a spreadsheet runs nothing."""

from __future__ import annotations

import csv
import io
import json
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from questions.data import read_data
from questions.question import Reference
from questions.sets.document import read_set
from questions.sets.question_set import QuestionSet
from questions.sets.recipe import Recipe, chosen_skills
from tests.architecture.loading import ROOT
from tests.exports.sheets import HOSTILE, sheet_of, written
from tests.helpers.programs import missing
from trainer.cli.chosen_set import recipe_source
from trainer.exports import jsonl, set_file, table
from trainer.exports.exam_key import key_text
from trainer.exports.sheets import form_sheets, plain_sheet
from trainer.exports.table import safe_cell

RECIPE = Recipe(chosen_skills(), (1, 2, 3), 94, 9)
SOURCE = recipe_source(RECIPE, "Week 3")
EXAMS = form_sheets(SOURCE, 2, "secret", exam=True)


def _valid(schema: str, document: Any) -> bool:
    return Draft202012Validator(json.loads(read_data(f"schemas/{schema}.schema.json"))).is_valid(document)


def test_lines_keep_to_their_schema() -> None:
    """With solutions and without; and the schema is no sieve."""
    for sheet, name in ((plain_sheet(SOURCE), "question"), (EXAMS[0], "exam")):
        lines = [json.loads(line) for line in written(jsonl.write, sheet).decode().splitlines()]
        assert len(lines) == 94 and all(_valid("export-question", line) for line in lines)
        assert all(("answer" in line) is (name == "question") for line in lines)
        assert not _valid("export-question", lines[0] | {"number": "1"})
        assert not _valid("export-question", lines[0] | {"more": 1})


def test_a_key_keeps_to_its_schema() -> None:
    """It has every form with its questions and solutions, under the marks that stand in the exam."""
    key = json.loads(key_text(EXAMS, "secret"))
    assert _valid("exam-key", key)
    assert not _valid("exam-key", key | {"forms": []})
    for form, sheet in zip(key["forms"], EXAMS, strict=True):
        assert [(each["id"], each["reference"]) for each in form["questions"]] == [
            (entry.mark, str(entry.question.reference)) for entry in sheet.entries()
        ]


def test_a_set_comes_back() -> None:
    """A set's own JSON is the same set when it is read again, code and all."""
    made = QuestionSet.drawn("Week 3", RECIPE)
    read = read_set(written(set_file.write, plain_sheet(SOURCE)))
    assert read.set == made and read.notes == ()
    form = form_sheets(SOURCE, 2, "seed", exam=False)[1]
    read = read_set(written(set_file.write, form))
    assert read.set.recipe is None and read.set.title == "Week 3 · form B"
    assert read.set.references == tuple(entry.question.reference for entry in form.entries())


def _rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_table_has_every_question() -> None:
    """A row each, with the answer as it stands in the question."""
    sheet = plain_sheet(SOURCE)
    rows = _rows(written(table.write, sheet))
    assert len(rows) == 94
    for row, entry in zip(rows, sheet.entries(), strict=True):
        assert row["id"] == entry.mark
        assert row["answer"].removeprefix("'") == _answer(entry.question.content)
        assert Reference.parse(row["reference"]) == entry.question.reference
    exam = _rows(written(table.write, EXAMS[0]))
    assert set(exam[0]) == {"number", "id", "question", "choices", "answer kind"}


def _answer(content: Any) -> str:
    return str(content.answer).lower() if isinstance(content.answer, bool) else str(content.answer)


_DANGEROUS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1", "＠x", " =1", "|calc", "%0A", "−1")


@pytest.mark.parametrize("text", _DANGEROUS)
def test_nothing_is_run(text: str) -> None:
    """What a spreadsheet would run or take for another value stands behind an apostrophe."""
    assert safe_cell(text).startswith("'")


@given(st.text())
def test_cells_keep_their_text(text: str) -> None:
    """A cell is its text without signs that steer, at most with an apostrophe in front; never begins a formula."""
    cell = safe_cell(text)
    assert cell[:1] not in {"=", "+", "-", "@", "\t", "\r"}
    assert cell.removeprefix("'") in text or any(ord(sign) < 32 or ord(sign) >= 127 for sign in text)


def _office() -> str:
    found = shutil.which("soffice") or shutil.which("localc")
    if found is None:
        missing("LibreOffice Calc is not installed (Debian package libreoffice-calc-nogui)")
    return found


@pytest.mark.clients
def test_a_spreadsheet_evaluates_nothing(tmp_path: Path) -> None:
    """LibreOffice shows each cell as its text: opened and saved again, none is a formula, another number or a date."""
    sheet = plain_sheet(SOURCE)
    data = written(table.write, sheet)
    hostile = written(table.write, sheet_of([entry.question for entry in sheet.entries()][:2], title=HOSTILE))
    extra = "".join(f'"{safe_cell(text)}"\r\n' for text in (*_DANGEROUS, "(5)", "12345678901234567890", "3/4", "1e5"))
    (tmp_path / "week.csv").write_bytes(data)
    (tmp_path / "extra.csv").write_bytes(extra.encode())
    (tmp_path / "hostile.csv").write_bytes(hostile)
    for name in ("week", "extra", "hostile"):
        subprocess.run(
            [
                _office(),
                f"-env:UserInstallation=file://{tmp_path}/profile",
                "--headless",
                "--infilter=CSV:44,34,76,1,,0,false,true",
                "--convert-to",
                "fods",
                "--outdir",
                tmp_path,
                tmp_path / f"{name}.csv",
            ],
            check=True,
            capture_output=True,
        )
        flat = (tmp_path / f"{name}.fods").read_text("utf-8")
        assert "table:formula" not in flat
        assert 'office:value-type="date"' not in flat and 'office:value-type="time"' not in flat
        if name == "week":
            for row in _rows(data):
                assert row["id"] in flat and row["reference"] in flat


@pytest.mark.volume
def test_memory_stays_flat(tmp_path: Path) -> None:
    """A line format holds one question at a time: 20,000 questions need hardly more memory than 1,000.

    What grows are small caches of formulas, and the marks that tell repeated questions, of some twenty bytes.
    """
    for form in ("jsonl", "csv", "gift", "markdown", "anki-text"):
        few, many = (_peak(form, count, tmp_path) for count in (1_000, 20_000))
        assert many < 1.3 * few, (form, few, many)


def _peak(form: str, count: int, folder: Path) -> float:
    """MiB that the export takes at most."""
    code = f"""
import resource, sys
from trainer.cli import main
main(["export", {form!r}, "--count", "{count}", "--seed", "3", "-o", {str(folder / "out")!r}])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, file=sys.stderr)
"""
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "CONVDRILL_HOME": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert resource.RUSAGE_SELF == 0
    return float(ran.stderr.split()[-1])
