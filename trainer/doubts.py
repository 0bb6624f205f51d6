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
