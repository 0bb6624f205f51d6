"""The sheet as a PDF by way of typst, which gets the questions as inert data."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any, BinaryIO

from questions.question import Step
from questions.wording import parted
from trainer.exports.contract import BadExport, Became, Entry, Sheet, Tally
from trainer.exports.material import slips_of, ticked_of
from trainer.exports.pdf.formula import typst_math
from trainer.markdown import without_controls
from trainer.telling import shown_answer

_DOCUMENT = Path(__file__).with_name("sheet.typ")
_TIME = datetime(2020, 1, 1, tzinfo=UTC)
"""Part of a PDF; one that never changes keeps the bytes the same."""


def write(sheet: Sheet, out: BinaryIO, tally: Tally) -> None:
    """The sheet, and but for an exam the key behind it. Raises BadExport where typst is not installed."""
    entries = list(sheet.entries())
    out.write(_made(sheet, entries, asked=True, solved=not sheet.exam))
    for _ in entries:
        tally.note(Became.QUESTION)


def write_key(sheet: Sheet, out: BinaryIO, tally: Tally) -> None:
    """The key of an exam, which has the sheet's numbers and marks."""
    entries = list(sheet.entries())
    out.write(_made(sheet, entries, asked=False, solved=True))
    for _ in entries:
        tally.note(Became.QUESTION)


def _made(sheet: Sheet, entries: list[Entry], *, asked: bool, solved: bool) -> bytes:
    if find_spec("typst") is None:
        raise BadExport("a PDF needs the extra pdf: pip install 'convdrill[pdf]'")
    import typst

    data = {
        "title": without_controls(sheet.heading),
        "version": sheet.version,
        "questions": [_asked(entry) for entry in entries] if asked else [],
        "answers": [_solved(entry) for entry in entries] if solved else [],
    }
    # `compile` without a format writes PDF and without a file gives it back.
    made = typst.Compiler(ignore_system_fonts=True, root=str(_DOCUMENT.parent)).compile(
        _DOCUMENT.read_bytes(), sys_inputs={"data": json.dumps(data)}, format="pdf", timestamp=_TIME
    )
    if not isinstance(made, bytes):
        raise TypeError("typst gives one document")
    return made


def _asked(entry: Entry) -> dict[str, Any]:
    content = entry.question.content
    return {
        "number": entry.number,
        "mark": entry.mark,
        "prompt": _blocks(content.prompt),
        "ticks": list(ticked_of(content)),
    }


def _solved(entry: Entry) -> dict[str, Any]:
    content = entry.question.content
    return {
        "number": entry.number,
        "mark": entry.mark,
        "answer": shown_answer(content),
        "steps": [_step(step) for step in content.explanation],
        "slips": [{"value": slip.shown, "causes": list(slip.reasons)} for slip in slips_of(content)],
        "reference": str(entry.question.reference),
    }


def _step(step: Step) -> dict[str, Any]:
    parts = [parted(part) for part in (step.formula, step.substitution, step.result) if part]
    rows = [f"{row.symbol} = {row.number}: {row.meaning}" for row in (*step.factors, *step.idle)]
    return {
        "sentence": step.sentence,
        "parts": [{"math": typst_math(part), "text": part} for part in parts],
        "rows": rows,
    }


def _blocks(prompt: str) -> list[dict[str, Any]]:
    """Paragraphs, and lines that are pushed in (layers, tables) together with their spaces."""
    blocks: list[dict[str, Any]] = []
    for line in prompt.split("\n"):
        code = line.startswith("  ")
        if code and blocks and blocks[-1]["code"]:
            blocks[-1]["text"] += f"\n{line[2:]}"
        elif line.strip():
            blocks.append({"code": code, "text": line[2:] if code else line})
    return blocks
