"""A set that is thought up one step at a time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from questions.sets.code import read_code, set_code
from questions.sets.question_set import LONGEST
from questions.sets.recipe import Order, family_names
from questions.sets.titles import is_title
from questions.sets.wanted import CHOICES, TYPED, Wanted, proposed_title
from questions.skills import SKILLS

_steps = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(CHOICES), st.sampled_from((-1, 1))),
        st.tuples(st.sampled_from(TYPED), st.text("0123456789", max_size=9)),
    ),
    max_size=30,
)


@given(_steps)
def test_any_steps(steps: list[tuple[str, int | str]]) -> None:
    """Whatever is turned and typed: a recipe whose code reads back, or one sentence that says why there is none."""
    wanted = Wanted(seed=1)
    for what, step in steps:
        wanted = wanted.turned(what, step) if isinstance(step, int) else wanted.typed(what, step)
        assert all(all(wanted.told(each)) for each in CHOICES)
        assert is_title(proposed_title(wanted))
        if wanted.trouble:
            assert "no skill of tier" in wanted.trouble or "has its bias" in wanted.trouble
        else:
            assert read_code(set_code(wanted.recipe)) == wanted.recipe


def test_choices_go_round() -> None:
    """Each comes back to where it began, the other way by the same steps; a count stops at its ends."""
    for what in ("tiers", "family", "levels", "order", "bias"):
        wanted, seen = Wanted(seed=1), []
        while (found := wanted.told(what)) not in seen:
            seen.append(found)
            wanted = wanted.turned(what, 1)
        assert wanted == Wanted(seed=1)
        assert wanted.turned(what, 1).turned(what, -1) == wanted
        assert len(seen) == {"tiers": 7, "family": 1 + len(family_names()), "levels": 7, "order": 2, "bias": 3}[what]
    most = Wanted(count=LONGEST)
    assert most.turned("count", 1) == most
    assert Wanted(count=1).turned("count", -1).count == 1
    assert Wanted(count=33).turned("count", 1).count == 40
    assert Wanted(count=33).turned("count", -1).count == 30


def test_what_is_drawn() -> None:
    """Tiers and family together are what is in both; each seed is one of its own."""
    everything = Wanted(seed=1)
    assert everything.recipe.skills == tuple(SKILLS)
    some = Wanted(tiers=("B",), family="groups", levels=(2,), order=Order.DIFFICULTY, bias=False, seed=5)
    assert {(SKILLS[skill].tier, SKILLS[skill].family) for skill in some.recipe.skills} == {("B", "groups")}
    assert (some.recipe.levels, some.recipe.order, some.recipe.bias, some.recipe.seed) == (
        (2,),
        Order.DIFFICULTY,
        False,
        5,
    )
    assert Wanted(tiers=("C",), family="groups").trouble == "no skill of tier C is in the family groups"
    assert Wanted(family="networks", bias=True).trouble == "no question of these skills has its bias on"
    assert not Wanted(family="parameters", bias=False).trouble
    assert len({Wanted.begun().seed for _ in range(20)}) > 15
    assert everything.turned("seed", 1).seed != 1


def test_typed_numbers() -> None:
    """Too large is the largest; nothing is the smallest."""
    assert Wanted().typed("count", "75").count == 75
    assert Wanted().typed("count", "999999999").count == LONGEST
    assert Wanted().typed("count", "").count == 1
    assert Wanted().typed("seed", "0042").seed == 42


def test_proposed_titles() -> None:
    """Say what was chosen, and nothing that was not."""
    assert proposed_title(Wanted()) == "20 questions"
    assert proposed_title(Wanted(tiers=("A",), levels=(2,), count=1)) == "Tier A, level 2, 1 question"
    assert (
        proposed_title(Wanted(("A", "B"), "groups", (1, 3), 1000))
        == "Groups, tiers A and B, levels 1 and 3, 1,000 questions"
    )
