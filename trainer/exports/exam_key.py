"""The answer key of an exam: what its file must not have. It belongs to whoever sets the exam."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from trainer.exports.contract import Sheet
from trainer.exports.jsonl import SCHEMA_VERSION, question_document


def key_text(sheets: Sequence[Sheet], seed: str) -> bytes:
    """One JSON document: the seed that draws the exam again, and per form each question with its solution."""
    forms: list[dict[str, Any]] = [
        {"form": sheet.form, "questions": [question_document(entry, exam=False) for entry in sheet.entries()]}
        for sheet in sheets
    ]
    document = {"schema_version": SCHEMA_VERSION, "title": sheets[0].title, "seed": seed, "forms": forms}
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"
