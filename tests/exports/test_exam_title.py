"""Titles that an exam must not have, and those that it may."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.draw import SEED_LIMIT
from questions.sets.code import set_code
from questions.sets.recipe import Recipe, chosen_skills
from questions.skills import SKILLS
from trainer.exports.exam_title import tells_questions


@given(st.integers(0, SEED_LIMIT - 1), st.integers(1, 900), st.sampled_from([*SKILLS]), st.booleans())
def test_every_code(seed: int, count: int, skill: str, whole: bool) -> None:
    """However it is written down, between whatever words."""
    code = set_code(Recipe(chosen_skills() if whole else (skill,), (1, 2), count, seed))
    for spelt in (code, code.lower(), code.replace("-", ""), code.replace("-", " "), code.replace("-", "\u2013")):
        assert tells_questions(spelt) and tells_questions(f"Week 3: {spelt}, edited")


@pytest.mark.parametrize("skill", [*SKILLS])
def test_every_skill(skill: str) -> None:
    """Its id, also in capitals and in a reference."""
    assert tells_questions(f"After {skill}") and tells_questions(skill.upper()) and tells_questions(f"{skill}/v1/2/42")


@pytest.mark.parametrize(
    "title",
    ["Question set BDUNA-AAAAX-8J4J4", "ABCDE-FGHJK", "old.skill/v3/1/7", "（ＢＤＵＮＡ－ＡＡＡＡＸ－８Ｊ４Ｊ４）"],
)
def test_of_other_versions(title: str) -> None:
    """What reads as a code or a reference is taken for one, whether or not it draws anything."""
    assert tells_questions(title)


@pytest.mark.parametrize(
    "title",
    ["Exam", "Week 3", "Three-level exam", "THREE LEVEL TESTS", "Dependency graphs", "v1.2", "conv2d", "2026-11-23"],
)
def test_ordinary_titles(title: str) -> None:
    """They stay."""
    assert not tells_questions(title)
