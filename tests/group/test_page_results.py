"""What an exported page hands over is read: its own script makes the file, run by Node."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import Any

import pytest

from tests.exports.page_questions import answers_to
from tests.exports.sheets import sheet_of
from tests.group.students import CODE, QUESTIONS, SET
from tests.group.test_results_file import SCHEMA
from tests.helpers.programs import missing
from trainer.exports.contract import Sheet, Tally
from trainer.exports.html.page import READER, page_data, script_text
from trainer.exports.sheets import Source, form_sheets
from trainer.group.gathering import gathered
from trainer.group.judging import differences, marked
from trainer.group.paper import Asked, Paper
from trainer.group.results_file import read_results

pytestmark = pytest.mark.clients

_DRIVER = """
globalThis.document = {hidden: false, addEventListener() {}};
globalThis.window = {localStorage: {setItem() {}, getItem: () => "null"}};
let typed = "";
process.stdin.on("data", (part) => { typed += part; });
process.stdin.on("end", () => {
  const {data, answers, student} = JSON.parse(typed);
  const records = new Records(data);
  records.student = student;
  for (const [number, text] of answers) {
    const question = data.questions[number - 1];
    records.watch.turnTo(number);
    const found = readSubmission(question.kind, text, question.symbols, question.choices);
    if (found.unreadable !== undefined) continue;
    records.add(question, text, data.exam ? null : check(question, found.value, data.points));
    records.hint(question);
  }
  process.stdout.write(records.asFile());
});
"""


def handed_over(sheet: Sheet, answers: list[tuple[int, str]], student: str) -> bytes:
    """The file that the page offers after these answers."""
    node = shutil.which("node")
    if node is None:
        missing("node is not installed")
    script = script_text((*READER, "records"), wrapped=False)
    given = {"data": page_data(sheet, Tally()), "answers": answers, "student": student}
    done = subprocess.run(
        [node, "-e", f'"use strict";{script}{_DRIVER}'],
        input=json.dumps(given).encode(),
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@pytest.mark.parametrize("forms", [1, 2])
@pytest.mark.parametrize("exam", [False, True])
def test_what_a_page_hands_over(exam: bool, forms: int) -> None:
    """Every answer that the page takes; it validates, is read, and nothing in it differs from what is judged here."""
    source = Source(SET.title, CODE, len(QUESTIONS), SET.questions)
    sheet = form_sheets(source, forms, "a seed", exam=exam)[-1]
    entries = list(sheet.entries())
    answers = [(entry.number, text) for entry in entries for text in answers_to(entry.question.content)]
    data = handed_over(sheet, answers, "Zoë </script>\x1b[31m")
    document: Any = json.loads(data)
    SCHEMA.validate(document)
    read = read_results(data, "zoë.json")
    assert (read.student, read.form, read.is_exam) == ("Zoë </script>", "B" if forms == 2 else "", exam)
    assert len(read.answers) == len(document["answers"])
    assert len(read.answers) == len(entries) if exam else len(read.answers) > 5 * len(entries)
    asked = tuple(Asked(sheet.form, entry.number, entry.mark, entry.question) for entry in entries)
    found = gathered([read], Paper("Week 3", "", asked, is_exam=exam))
    students = marked(found.students, {(each.form, each.number): place for place, each in enumerate(asked)})
    assert list(differences(students)) == [] and found.remarks == ()
    assert sum(map(len, students[0].tries.values())) == len(read.answers)


def test_a_page_without_answers() -> None:
    """May be handed over, too."""
    data = handed_over(sheet_of(QUESTIONS), [], "")
    SCHEMA.validate(json.loads(data))
    assert read_results(data, "x").answers == ()
