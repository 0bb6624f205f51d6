"""A code is its recipe, whoever reads it aloud or types it, and any single slip in it is noticed."""

from __future__ import annotations

from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.sets import code as codes
from questions.sets.code import BadCode, looks_like_code, read_code, set_code
from questions.sets.numbers import NUMBERS
from questions.sets.recipe import BadRecipe, Order, Recipe, chosen_skills
from questions.skills import SKILLS
from tests.sets.recipes import IDS, SOME, recipes

SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def _refused(signs: str) -> bool:
    try:
        read_code(signs)
    except BadCode:
        return True
    return False


@given(recipes())
def test_round_trip(recipe: Recipe) -> None:
    """Every recipe has a code of our signs in groups of five, which gives the recipe again."""
    code = set_code(recipe)
    assert read_code(code) == recipe
    assert set(code) <= {*SIGNS, "-"}
    *groups, last = code.split("-")
    assert {len(group) for group in groups} <= {5} and 1 <= len(last) <= 5
    assert looks_like_code(code) and looks_like_code(code.replace("-", "").lower())
    assert len(code) <= 40


@given(recipes(), st.randoms(use_true_random=False))
def test_however_it_is_typed(recipe: Recipe, random: object) -> None:
    """Capitals, blanks and hyphens do not matter."""
    code = set_code(recipe)
    for typed in (code.lower(), code.replace("-", ""), code.replace("-", " "), f"  {' - '.join(code)}\n"):
        assert read_code(typed) == recipe


@settings(max_examples=20, deadline=None)
@given(recipes())
def test_any_single_slip_is_refused(recipe: Recipe) -> None:
    """Every wrong sign at every place, and every two neighbours that changed places."""
    signs = set_code(recipe).replace("-", "")
    for place, right in enumerate(signs):
        assert all(_refused(signs[:place] + wrong + signs[place + 1 :]) for wrong in SIGNS if wrong != right)
    for place, (one, other) in enumerate(pairwise(signs)):
        if one != other:
            assert _refused(signs[:place] + other + one + signs[place + 2 :])


@settings(max_examples=40, deadline=None)
@given(recipes(), st.data())
def test_lost_and_added_signs_never_give_another_set(recipe: Recipe, data: st.DataObject) -> None:
    """A sign more or less is not always told by one check digit, but what it gives must still be a code in full."""
    signs = set_code(recipe).replace("-", "")
    place = data.draw(st.integers(0, len(signs)))
    for typed in (
        signs[:place] + signs[place + 1 :],
        signs[:place] + data.draw(st.sampled_from(SIGNS)) + signs[place:],
    ):
        with suppress(BadCode):
            assert set_code(read_code(typed)).replace("-", "") == typed


@settings(max_examples=300)
@given(st.text(max_size=60) | st.text(SIGNS + " -", max_size=60))
def test_any_text(text: str) -> None:
    """No text is more than refused."""
    try:
        recipe = read_code(text)
    except BadCode as error:
        assert str(error) and "\n" not in str(error)
    else:
        assert set_code(recipe).replace("-", "") == "".join(text.upper().replace("-", " ").split())


def test_codes_are_short() -> None:
    """Whole tiers in 14 to 18 signs; any choice of skills in 30."""
    assert max(len(set_code(recipe)) for recipe in SOME if codes._whole_tiers(recipe.skills)) <= 20
    odd = Recipe(IDS[::2], (1, 3), 5_000, 10**9 - 1, True, Order.DIFFICULTY)
    assert len(set_code(odd)) <= 36


def test_another_version_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A code that a later program made says so."""
    monkeypatch.setattr(codes, "VERSION", 9)
    code = set_code(SOME[0])
    monkeypatch.undo()
    with pytest.raises(BadCode, match=r"made by another version of convdrill \(codes of version 9; this is 1\)"):
        read_code(code)


def test_a_skill_of_a_newer_program_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A skill number behind our last one."""
    monkeypatch.setattr(codes, "NUMBERS", (*NUMBERS[:3], "new.skill", *NUMBERS[3:]))
    code = set_code(Recipe(("conv2d.parameters", "published.block"), (1,), 5, 1))
    monkeypatch.undo()
    with pytest.raises(BadCode, match="names a skill that this version of convdrill does not have"):
        read_code(code)


@pytest.mark.parametrize("skills", [("conv2d.parameters",), chosen_skills(tiers=["A"])], ids=len)
def test_other_questions_are_told(skills: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """A code names what its maker drew: where a skill has another version since, it is refused, not drawn otherwise."""
    code = set_code(Recipe(skills, (1,), 5, 1))

    def stamp(_skills: object) -> int:
        return 12345

    monkeypatch.setattr(codes, "_stamp", stamp)
    with pytest.raises(BadCode, match="with other skills or other questions; ask for the set as a file"):
        read_code(code)


def test_every_skill_has_its_number_for_ever() -> None:
    """A new skill goes to the end of numbers.py."""
    assert {*SKILLS} <= {*NUMBERS}
    assert len({*NUMBERS}) == len(NUMBERS)


def test_the_numbers_of_the_first_release_stay() -> None:
    """Else codes that are written down somewhere would name other skills."""
    assert NUMBERS[0] == "conv2d.parameters" and NUMBERS[16] == "groups.parameters"
    assert NUMBERS[46] == "published.block"


@pytest.mark.parametrize(
    "text",
    ["week-3", "conv-notes", "week 3", "BDU9A", "", "A-B-C-D-E-F-G-H-J-K", "./BDU9A-AAAAD-9EPE3", "BDU9A-AAAAD-9EPE3X"],
)
def test_what_does_not_look_like_a_code(text: str) -> None:
    """Names of sets and of files are no codes that went wrong."""
    assert not looks_like_code(text)


@pytest.mark.parametrize("text", ["BDU9A-AAAAD-9EPE3", "bdu9a aaaad 9epe3", "BDU9AAAAAD9EPE3", "BDU9A-AAAAD-9EPEO"])
def test_what_looks_like_a_code(text: str) -> None:
    """Also one with a sign that codes do not have."""
    assert looks_like_code(text)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"skills": ()}, "at least one skill"),
        ({"skills": ("bias.effect", "conv2d.parameters")}, "in the order of"),
        ({"skills": ("nothing",)}, "in the order of"),
        ({"levels": ()}, "levels are 1, 2 and 3"),
        ({"levels": (2, 1)}, "levels are 1, 2 and 3"),
        ({"levels": (1, 4)}, "levels are 1, 2 and 3"),
        ({"count": 0}, "1 to 1,000,000"),
        ({"count": 1_000_001}, "1 to 1,000,000"),
        ({"seed": -1}, "seed"),
        ({"seed": 10**9}, "seed"),
    ],
)
def test_no_recipe(change: dict[str, object], why: str) -> None:
    """What cannot be drawn cannot be written down either."""
    fields: dict[str, object] = {"skills": IDS[:2], "levels": (1,), "count": 5, "seed": 1}
    with pytest.raises(BadRecipe, match=why):
        Recipe(**(fields | change))  # type: ignore[arg-type]
