"""JSON lines for machines: a document per question, exact answers as text, so that no reader rounds them."""

from __future__ import annotations

import json
from typing import Any, BinaryIO

from questions.sets.document import answer_text
from trainer.exports.contract import Became, Entry, Sheet, Tally
from trainer.exports.material import slips_of

__all__ = ["SCHEMA_VERSION", "answer_text", "question_document", "write"]

SCHEMA_VERSION = 1


def write(sheet: Sheet, out: BinaryIO, tally: Tally) -> None:
    """A line per question; see data/schemas/export-question.schema.json."""
    for entry in sheet.entries():
        document = question_document(entry, exam=sheet.exam)
        out.write(json.dumps(document, ensure_ascii=False).encode() + b"\n")
        tally.note(Became.QUESTION)


def question_document(entry: Entry, *, exam: bool) -> dict[str, Any]:
    """A question with its solution; in an exam without."""
    content, reference = entry.question.content, entry.question.reference
    document: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "number": entry.number,
        "id": entry.mark,
        "prompt": content.prompt,
        "answer_kind": content.kind.value,
        "choices": list(content.choices),
        "symbols": list(content.symbols),
    }
    if exam:
        return document
    return document | {
        "reference": str(reference),
        "skill": reference.skill,
        "level": reference.level,
        "answer": answer_text(content.kind, content.answer),
        "misconceptions": [
            {
                "ids": [each.id for each in slip.misconceptions],
                "answer": answer_text(content.kind, slip.value),
                "feedback": list(slip.feedback),
            }
            for slip in slips_of(content)
        ],
        "hints": list(content.hints),
        "steps": [
            {
                "sentence": step.sentence,
                "formula": step.formula,
                "substitution": step.substitution,
                "result": step.result,
            }
            for step in content.explanation
        ],
    }
