"""Reads GIFT by pygiftparser and prints each question as JSON. Run by a Python that has it: gift_reader.py FILE"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from pygiftparser import parser  # type: ignore[import-not-found,import-untyped,unused-ignore]  # extra clients

with Path(sys.argv[1]).open(encoding="utf-8") as file:
    found = parser.parseFile(file)
sys.stdout.write(
    json.dumps(
        [
            {
                "title": question.title,
                "valid": question.valid,
                "answers": [
                    {"value": getattr(answer, "value", None), "points": answer.fraction, "told": answer.feedback}
                    for answer in getattr(question.answers, "answers", [])
                ],
            }
            for question in found
        ]
    )
)
