"""A table for spreadsheets: a row per question. No cell is run as a formula, and no number is rounded."""

from __future__ import annotations

import csv
import io
import re
from typing import BinaryIO

from questions.question import Question
from questions.sets.document import answer_text
from questions.skills import SKILLS
from trainer.exports.contract import Became, Entry, Sheet, Tally
from trainer.exports.material import slips_of

_HEAD = ("number", "id", "question", "choices", "answer kind")
_SOLVED = ("answer", "steps", "hints", "wrong answers", "reference", "skill", "family", "tier", "level")
_RUN = re.compile("^\\s*[=+\\-@\uff1d\uff0b\uff0d\uff20\u2212|%]|^[\t\r\n]")
_REREAD = re.compile(r"\(\s*[0-9.,]+\s*\)|[0-9]{16,}|0[0-9]+|[0-9]+[/:. -][0-9]+([/:. -][0-9]+)?|[0-9.]+[eE][0-9]+")
"""What a spreadsheet would take for another value: a loss in brackets, a date, a number it rounds."""
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def write(sheet: Sheet, out: BinaryIO, tally: Tally) -> None:
    """UTF-8 with its mark in front, which spreadsheets need to see that it is; lines end as RFC 4180 has it."""
    out.write("\ufeff".encode())
    out.write(_line(_HEAD if sheet.exam else (*_HEAD, *_SOLVED)))
    for entry in sheet.entries():
        out.write(_line(_cells(entry, exam=sheet.exam)))
        tally.note(Became.QUESTION)


def _cells(entry: Entry, *, exam: bool) -> tuple[str, ...]:
    content = entry.question.content
    asked = (str(entry.number), entry.mark, content.prompt, "\n".join(content.lettered), content.kind.value)
    return asked if exam else (*asked, *_solved(entry.question))


def _solved(question: Question) -> tuple[str, ...]:
    content, reference = question.content, question.reference
    skill = SKILLS[reference.skill]
    slips = [f"{slip.shown}: {' '.join(slip.feedback)}" for slip in slips_of(content)]
    return (
        answer_text(content.kind, content.answer),
        "\n".join(f"{number}. {step}" for number, step in enumerate(content.explanation, 1)),
        "\n".join(f"{number}. {hint}" for number, hint in enumerate(content.hints, 1)),
        "\n".join(slips),
        str(reference),
        skill.title,
        skill.family,
        skill.tier,
        str(reference.level),
    )


def _line(cells: tuple[str, ...]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow([safe_cell(cell) for cell in cells])
    return text.getvalue().encode()


def safe_cell(text: str) -> str:
    """The text as a spreadsheet shows it, not as it would run or read it: if need be with an apostrophe in front."""
    clean = _CONTROLS.sub("", text)
    return f"'{clean}" if _RUN.search(clean) or _REREAD.fullmatch(clean.strip()) else clean
