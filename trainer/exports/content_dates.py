"""When the content of each skill's notes changed last, as packaged: the time that Anki compares on an update.

`python -m trainer.exports.content_dates` looks at what notes of every skill say, and moves the date of those that say
something else than before. A test tells when it has to be run.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from questions.data import read_data
from questions.generator import draw_reference, generate
from questions.question import LEVELS
from questions.skills import SKILLS
from trainer.exports.anki_note import note_fields
from trainer.exports.anki_page import BACK, CSS, FRONT

FILE = "content_dates.json"
_PER_LEVEL = 4


def modified(skill: str) -> int:
    """Seconds since 1970 of the day on which that skill's notes changed last."""
    return int(_dates()[skill]["modified"])


def digest(skill: str) -> str:
    """Depends on everything that notes of the skill show, on a few questions of each level."""
    mark = sha256(f"{FRONT}{BACK}{CSS}".encode())
    for level in LEVELS:
        for number in range(_PER_LEVEL):
            fields, pictures = note_fields(generate(draw_reference(SKILLS[skill], level, "content", number)))
            mark.update(json.dumps(fields).encode())
            for name in sorted(pictures):
                mark.update(pictures[name])
    return mark.hexdigest()[:16]


@cache
def _dates() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(read_data(FILE))
    return found


def _main() -> int:
    folder = Path(__file__).parents[2] / "data"
    path = folder / FILE
    old: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    new: dict[str, Any] = {}
    for skill in SKILLS:
        found = digest(skill)
        kept = old.get(skill)
        if kept and kept["digest"] == found:
            new[skill] = kept
            continue
        # Two changes on one day need two times, or Anki takes the second for the first.
        moved = max(int(today.timestamp()), int(kept["modified"]) + 1 if kept else 0)
        new[skill] = {"digest": found, "modified": moved}
        sys.stdout.write(f"{skill} says something else than before\n")
    path.write_text(json.dumps(new, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(_main())
