"""Recipes for tests: any, and some that stay the same."""

from __future__ import annotations

from hypothesis import strategies as st

from questions.sets.recipe import Order, Recipe, chosen_skills
from questions.skills import SKILLS

IDS = tuple(SKILLS)


def _tier(*tiers: str) -> tuple[str, ...]:
    return chosen_skills(tiers=tiers)


SOME = (
    Recipe(IDS, (1, 2, 3), 60, 7),
    Recipe(_tier("A"), (1,), 20, 0),
    Recipe(_tier("A", "B"), (1, 2), 45, 999_999_999, order=Order.DIFFICULTY),
    Recipe(_tier("C"), (2, 3), 24, 123_456_789),
    Recipe(("conv2d.parameters",), (1, 2, 3), 30, 5, bias=False, order=Order.DIFFICULTY),
    Recipe(("conv2d.parameters", "bias.effect", "published.block"), (3,), 12, 1, bias=True),
    Recipe(chosen_skills(families=["groups", "output size"]), (2,), 33, 42),
)


@st.composite
def recipes(draw: st.DrawFn, most: int = 1_000_000) -> Recipe:
    """Any recipe; most of them name some skills, others whole tiers."""
    if draw(st.booleans()):
        skills = _tier(*draw(st.sets(st.sampled_from("ABC"), min_size=1)))
    else:
        chosen = draw(st.sets(st.sampled_from(IDS), min_size=1))
        skills = tuple(skill for skill in IDS if skill in chosen)
    levels = tuple(sorted(draw(st.sets(st.sampled_from((1, 2, 3)), min_size=1))))
    return Recipe(
        skills,
        levels,
        draw(st.integers(1, most)),
        draw(st.integers(0, 10**9 - 1)),
        draw(st.sampled_from((None, True, False))),
        draw(st.sampled_from(Order)),
    )
