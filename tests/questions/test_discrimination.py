"""The table of what a skill's questions discriminate, against fresh questions."""

from __future__ import annotations

import pytest

from questions.discrimination import FILE, counted, discrimination
from questions.misconceptions.components import COMPONENTS
from questions.skills import SKILLS

RENEW = f"run: python -m questions.discrimination > data/{FILE}"
FRESH = 20


@pytest.mark.parametrize("skill", SKILLS)
def test_the_table_says_what_questions_do(skill: str) -> None:
    """Shares are those of fresh questions as closely as 60 can tell; every slip drawn is there, with its component."""
    table, fresh = discrimination(skill), counted(skill, FRESH, "fresh")
    assert set(table.shares) <= COMPONENTS
    assert set(table.slips.values()) <= set(table.shares)
    for component in table.shares.keys() | fresh.shares.keys():
        difference = table.shares.get(component, 0) - fresh.shares.get(component, 0)
        assert abs(difference) < 0.3, f"{component}: {RENEW}"
    for slip, component in fresh.slips.items():
        assert slip in table.slips, RENEW
        assert component in table.shares


def test_every_question_discriminates_something() -> None:
    """Every skill has slips, and no skill is unknown."""
    assert all(discrimination(skill).slips for skill in SKILLS)
    assert discrimination("no.such").shares == {}
