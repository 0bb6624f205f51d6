"""What is told of a set before its questions are asked."""

from __future__ import annotations

import pytest
from hypothesis import given

from questions.generator import generate
from questions.question import Reference
from questions.sets.blueprints import blueprints
from questions.sets.drawing import draw_set
from questions.sets.preview import FIRST, blueprint_preview, drawn, recipe_preview, set_preview
from questions.sets.question_set import LONGEST, BadSet, QuestionSet
from questions.sets.recipe import Recipe, chosen_skills
from tests.sets.hostile import GOOD
from tests.sets.recipes import SOME, recipes


@pytest.mark.parametrize("recipe", SOME, ids=str)
def test_of_a_recipe(recipe: Recipe) -> None:
    """The first questions are those that it draws, and nothing of their answers is told."""
    preview = recipe_preview(recipe)
    questions = [question for question, _ in zip(draw_set(recipe), range(FIRST), strict=False)]
    assert preview.first == tuple(question.content.asked for question in questions)
    assert (preview.count, preview.trouble) == (recipe.count, "")
    assert preview.code is not None and preview.code in preview.title


@given(recipe=recipes())
def test_of_any_recipe(recipe: Recipe) -> None:
    """However large: it is quick, and says whether it can be kept."""
    preview = recipe_preview(recipe)
    assert len(preview.first) <= FIRST
    assert bool(preview.trouble) >= (recipe.count > LONGEST)


def test_of_a_set() -> None:
    """With its code, or without one where it was edited."""
    preview = set_preview(GOOD)
    assert (preview.title, preview.count, preview.code) == ("Week 3", 6, GOOD.code)
    assert preview.first == tuple(generate(each).content.asked for each in GOOD.references[:FIRST])
    assert set_preview(QuestionSet("x", GOOD.references[1:])).code is None
    assert len(set_preview(QuestionSet("x", GOOD.references[:2])).first) == 2


def test_of_a_set_that_cannot_be_drawn() -> None:
    """What can be drawn of it is shown, and what not is told."""
    gone = Reference("conv2d.parameters", 77, 1, 1)
    preview = set_preview(QuestionSet("x", (GOOD.references[0], gone, GOOD.references[1])))
    assert len(preview.first) == 1
    assert "77" in preview.trouble


def test_of_too_few_questions() -> None:
    """A recipe that draws nothing at all says so."""
    preview = recipe_preview(Recipe(("batch_norm.bias",), (1,), 5, 1, bias=True))
    assert preview.first == () and preview.trouble


@pytest.mark.parametrize("blueprint", blueprints(), ids=lambda each: each.name)
def test_of_a_starter(blueprint: object) -> None:
    """What it is for; its numbers are not drawn yet."""
    preview = blueprint_preview(blueprint)  # type: ignore[arg-type]
    assert preview.purpose and preview.skills and preview.about
    assert (preview.code, preview.first) == (None, ())


def test_drawn_and_told() -> None:
    """The same set as without being told of, as long as nobody stops it."""
    recipe = Recipe(chosen_skills(tiers=["A"]), (1, 2), 90, 7)
    told: list[tuple[int, int]] = []
    assert drawn("x", recipe, lambda done, of: told.append((done, of))) == QuestionSet.drawn("x", recipe)
    assert told == [(20, 90), (40, 90), (60, 90), (80, 90)]

    def stop(done: int, of: int) -> None:
        raise KeyError(done)

    with pytest.raises(KeyError):
        drawn("x", recipe, stop)
    with pytest.raises(BadSet):
        drawn("x", Recipe(recipe.skills, (1,), LONGEST + 1, 1), stop)
