"""Pinned questions: a reference gives the same question on every Python and platform, and in every release.

`python -m tests.questions.test_golden` prints the file anew. A change that alters a pinned question must raise the
version of its skill instead.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from questions.generator import generate
from questions.question import LEVELS, Reference
from questions.skills import SKILLS

FILE = Path(__file__).with_name("golden_questions.json")
SEEDS = (0, 1, 42, 999_999_999, 10**18 - 1)


def pinned(reference: Reference) -> dict[str, Any]:
    question = generate(reference)
    content = question.content
    return {
        "reference": str(reference),
        "id": question.id,
        "prompt": content.prompt,
        "answer": question.expected,
        "misconceptions": [[slip.id, str(slip.value)] for slip in content.misconceptions],
        "explanation": [str(step) for step in content.explanation],
    }


def all_pinned() -> list[dict[str, Any]]:
    return [
        pinned(Reference(skill.id, skill.version, level, seed))
        for skill in SKILLS.values()
        for level in LEVELS
        for seed in SEEDS
    ]


@pytest.mark.parametrize(
    "entry", json.loads(FILE.read_text("utf-8")) if FILE.exists() else [], ids=lambda e: e["reference"]
)
def test_a_reference_gives_the_question_it_always_gave(entry: dict[str, Any]) -> None:
    """Prompt, answer and misconceptions are those of the file."""
    assert pinned(Reference.parse(entry["reference"])) == entry


def test_every_skill_and_level_is_pinned() -> None:
    """A skill cannot be added without pinning its questions."""
    entries = json.loads(FILE.read_text("utf-8"))
    expected = {(skill.id, level) for skill in SKILLS.values() for level in LEVELS}
    found = {(ref.skill, ref.level) for ref in (Reference.parse(entry["reference"]) for entry in entries)}
    assert found == expected


if __name__ == "__main__":
    print("[\n" + ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in all_pinned()) + "\n]")
