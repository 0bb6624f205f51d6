"""Questions that a learner takes to be wrong: a line of JSON each, in a file beside the store."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.domain import Moment

if TYPE_CHECKING:
    from questions.question import Question


def keep_doubt(file: Path, question: Question, typed: str, now: Moment, version: str) -> None:
    """Add a line with what is needed to see the question again. Raises OSError."""
    entry = {
        "reference": str(question.reference),
        "typed": typed,
        "expected": question.expected,
        "prompt": question.content.asked,
        "at": now.at.isoformat(timespec="seconds"),
        "version": version,
    }
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8") as lines:
        lines.write(json.dumps(entry, ensure_ascii=False) + "\n")


def drop_doubt(file: Path, question: Question) -> None:
    """Take its newest line out, all others staying as they are; nothing where there is none. Raises OSError."""
    lines = file.read_text("utf-8").splitlines(keepends=True)
    for place in range(len(lines) - 1, -1, -1):
        if _reference(lines[place]) == str(question.reference):
            changed = file.with_name(f"{file.name}.new")
            opened = os.open(changed, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(opened, "w", encoding="utf-8") as new:
                new.write("".join((*lines[:place], *lines[place + 1 :])))
            changed.replace(file)
            return


def _reference(line: str) -> object:
    """The reference in a line, if it is one of ours."""
    try:
        entry = json.loads(line)
    except ValueError:
        return None
    return entry.get("reference") if isinstance(entry, dict) else None
