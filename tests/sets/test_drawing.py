"""What a recipe draws: so many questions, none twice, in the order that it names, the same everywhere.

`python -m tests.sets.test_drawing > tests/sets/golden_sets.json` prints the pinned sets anew. They change only when a
skill gets another version, which changes the codes as well.
"""

from __future__ import annotations

import json
from collections import Counter
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from questions.generator import generate, question_bias
from questions.question import Reference
from questions.sets.code import set_code
from questions.sets.drawing import draw_set
from questions.sets.question_set import content_id
from questions.sets.recipe import BadRecipe, Order, Recipe, chosen_skills, family_names
from tests.sets.recipes import IDS, SOME, recipes

FILE = Path(__file__).with_name("golden_sets.json")


def _pinned(recipe: Recipe) -> dict[str, Any]:
    references = [question.reference for question in draw_set(recipe)]
    return {
        "code": set_code(recipe),
        "count": len(references),
        "id": content_id(references),
        "references": list(map(str, references)),
    }


def _all_pinned() -> list[dict[str, Any]]:
    return [_pinned(recipe) for recipe in SOME]


def test_pinned_sets() -> None:
    """A code that is written down somewhere gives the same references on every Python, and in every release."""
    assert json.loads(FILE.read_text("utf-8")) == _all_pinned()


@settings(max_examples=25, deadline=None)
@given(recipes(most=60))
def test_laws(recipe: Recipe) -> None:
    """Exactly so many, of these skills and levels, no arithmetic twice; where there are too few, it is said."""
    drawn = []
    try:
        for question in draw_set(recipe):
            drawn.append(question)
    except BadRecipe as error:
        told = "give only" if drawn else "has its bias"
        assert told in str(error) and len(drawn) < recipe.count
        assert recipe.bias is not None or len(recipe.skills) < 4
    else:
        assert len(drawn) == recipe.count
    assert {question.reference.skill for question in drawn} <= {*recipe.skills}
    assert {question.reference.level for question in drawn} <= {*recipe.levels}
    assert len({question.identity for question in drawn}) == len(drawn)
    assert all(recipe.bias is None or question_bias(question) is recipe.bias for question in drawn)
    for question in drawn[:5]:
        assert generate(Reference.parse(str(question.reference))) == question
    if recipe.order is Order.DIFFICULTY:
        levels = [question.reference.level for question in drawn]
        assert levels == sorted(levels)


@pytest.mark.parametrize("order", Order)
def test_skills_take_turns(order: Order) -> None:
    """Every skill once in each round, and never the same one twice in a row."""
    recipe = Recipe(chosen_skills(tiers=["A"]), (1, 2, 3), 13 * 6, 3, order=order)
    skills = [question.reference.skill for question in draw_set(recipe)]
    assert all(one != other for one, other in pairwise(skills))
    assert set(Counter(skills).values()) == {6}
    assert all(len({*skills[start : start + 13]}) == 13 for start in range(0, len(skills), 13))


@pytest.mark.parametrize(("count", "levels"), [(30, (1, 2, 3)), (31, (1, 3)), (7, (2,)), (2, (1, 2, 3))])
def test_by_difficulty(count: int, levels: tuple[int, ...]) -> None:
    """Each level has its share, the easy ones first."""
    recipe = Recipe(chosen_skills(tiers=["A"]), levels, count, 11, order=Order.DIFFICULTY)
    shares = Counter(question.reference.level for question in draw_set(recipe))
    assert sum(shares.values()) == count
    assert max(shares.values()) - min(shares[level] for level in levels) <= 1


def test_a_longer_set_begins_like_a_shorter_one() -> None:
    """Mixed sets of one seed; so a group may go on where it stopped."""
    short, long = (Recipe(IDS, (1, 2, 3), count, 7) for count in (20, 200))
    assert [*draw_set(short)] == [*islice(draw_set(long), 20)]


def test_another_seed_another_set() -> None:
    """Not one question in common."""
    first, second = ({question.identity for question in draw_set(Recipe(IDS, (3,), 40, seed))} for seed in (1, 2))
    assert len(first & second) <= 2


def test_too_many_are_refused_at_the_end() -> None:
    """There are only so many small convolutions; what there is came before."""
    drawn = 0
    with pytest.raises(BadRecipe, match=r"give only ([0-9,]+) different questions, not 900,000"):
        for _ in draw_set(Recipe(("parameters.formula",), (1,), 900_000, 1)):
            drawn += 1
    assert drawn > 1


def test_no_question_with_that_bias() -> None:
    """A skill whose layers have no bias to choose."""
    with pytest.raises(BadRecipe, match="has its bias on"):
        next(draw_set(Recipe(("receptive_field.stack",), (1,), 1, 1, bias=True)))


def test_chosen_skills() -> None:
    """Names add up; a tier and a family narrow each other; nothing named is everything."""
    assert chosen_skills() == IDS
    assert chosen_skills(["bias.effect", "conv2d.parameters"]) == ("conv2d.parameters", "bias.effect")
    assert chosen_skills(tiers=["b"], families=["Output size"]) == ("padding.same", "output.formula")
    both = chosen_skills(["macs.conv"], families=["locally_connected"])
    assert both == ("macs.conv", "local.parameters")
    assert len(family_names()) == len({*family_names()})
    for wrong in ({"tiers": ["D"]}, {"families": ["x"]}, {"tiers": ["A"], "families": ["memory"]}):
        with pytest.raises(BadRecipe):
            chosen_skills(**wrong)


if __name__ == "__main__":
    print(json.dumps(_all_pinned(), indent=1))
