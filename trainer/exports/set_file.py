"""A set's own JSON, which `convdrill set import` reads; of an exam the questions alone."""

from __future__ import annotations

from dataclasses import replace
from typing import BinaryIO

from questions.sets.code import BadCode, read_code
from questions.sets.document import document_bytes, set_document
from questions.sets.recipe import Recipe
from questions.sets.titles import LONGEST_TITLE
from trainer.exports.contract import Became, Sheet, Tally


def write(sheet: Sheet, out: BinaryIO, tally: Tally) -> None:
    """One document; see data/schemas/set.schema.json and exam.schema.json."""
    entries = list(sheet.entries())
    questions = [entry.question for entry in entries]
    marks = [entry.mark for entry in entries] if sheet.exam else ()
    document = set_document(_title(sheet), _recipe(sheet), questions, sheet.exam, marks=marks, form=sheet.form)
    out.write(document_bytes(document))
    for _ in entries:
        tally.note(Became.QUESTION)


def _title(sheet: Sheet) -> str:
    """The heading, no longer than a set's title may be: the form stays in it."""
    over = len(sheet.heading) - LONGEST_TITLE
    return sheet.heading if over <= 0 else replace(sheet, title=f"{sheet.title[: -over - 1].rstrip()}…").heading


def _recipe(sheet: Sheet) -> Recipe | None:
    """What draws these questions, where they stand under their code."""
    try:
        return read_code(sheet.version)
    except BadCode:
        return None
