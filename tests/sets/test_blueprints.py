"""The starters: what each file says is drawn."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from questions.data import data_names, read_data
from questions.sets.blueprints import NoBlueprint, blueprints, find_blueprint
from questions.sets.question_set import QuestionSet
from questions.sets.recipe import Order

NAMES = [name for name in data_names() if name.startswith("blueprints/")]


@pytest.mark.parametrize("name", NAMES)
def test_files(name: str) -> None:
    """Each is what its schema says."""
    schema = json.loads(read_data("blueprint.schema.json"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(read_data(name)))


def test_in_their_order() -> None:
    """Every file, each at a place of its own, the essentials first."""
    assert len(blueprints()) == len(NAMES) == 5
    places = [json.loads(read_data(f"blueprints/{each.name}.json"))["place"] for each in blueprints()]
    assert places == [1, 2, 3, 4, 5]
    assert blueprints()[0].name == "interview-essentials"


@pytest.mark.parametrize("name", [each.name for each in blueprints()])
@pytest.mark.parametrize("seed", [0, 1, 77])
def test_drawn(name: str, seed: int) -> None:
    """So many questions about all of its skills and levels."""
    blueprint = find_blueprint(name)
    made = QuestionSet.drawn(blueprint.title, blueprint.recipe(seed))
    assert len(made.references) == blueprint.count
    assert {each.skill for each in made.references} == {*blueprint.skills}
    assert {each.level for each in made.references} == {*blueprint.levels}
    assert made.code is not None
    levels = [each.level for each in made.references]
    assert blueprint.order is not Order.DIFFICULTY or levels == sorted(levels)


def test_found_by_name_and_title() -> None:
    """Capitals do not matter; what is not there is told with what is."""
    assert find_blueprint(" Exam Classics ") is find_blueprint("exam-classics")
    with pytest.raises(NoBlueprint, match="there are interview-essentials, exam-classics, 3d-and-video"):
        find_blueprint("../blueprints/exam-classics")
