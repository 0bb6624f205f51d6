"""Shapes of weight tensors: each framework's order, and the orders and sizes that are mixed up."""

from __future__ import annotations

from collections import Counter
from itertools import permutations
from math import prod

import pytest

from questions.checker import check
from questions.generator import draw_questions
from questions.layers.counting import weight_shapes
from questions.layers.specs import Conv, Dense, DepthwiseConv, Shape
from questions.layers.terms import Framework
from questions.misconceptions.weight_axes import weight_slips
from questions.question import LEVELS, Question
from questions.skills import SKILLS

IDS = ("weights.pytorch", "weights.keras", "weights.flax")
NAMES = {"pytorch": "weight", "keras": "kernel", "flax": "kernel"}


def drawn(skill: str, level: int, count: int = 80) -> list[Question]:
    return list(draw_questions([SKILLS[skill]], [level], 3, count))


def values(
    layer: Conv | DepthwiseConv | Dense, framework: Framework, shape: Shape, batch: int = 1
) -> dict[str, list[object]]:
    found: dict[str, list[object]] = {}
    for slip in weight_slips(layer, framework, shape, batch):
        found.setdefault(slip.id, []).append(slip.value)
    return found


@pytest.mark.parametrize(
    ("framework", "misconception", "value"),
    [
        ("pytorch", "keras_axis_order", (5, 7, 4, 32)),
        ("pytorch", "swapped_channels", (4, 32, 5, 7)),
        ("pytorch", "filters_then_volume", (32, 5, 7, 4)),
        ("pytorch", "forgot_input_axis", (32, 5, 7)),
        ("pytorch", "forgot_output_axis", (4, 5, 7)),
        ("pytorch", "forgot_groups", (32, 16, 5, 7)),
        ("pytorch", "one_group_only", (8, 4, 5, 7)),
        ("pytorch", "groups_on_wrong_axis", (8, 16, 5, 7)),
        ("pytorch", "groups_as_axis", (4, 8, 4, 5, 7)),
        ("pytorch", "kernel_sides_swapped", (32, 4, 7, 5)),
        ("pytorch", "flattened_weights", (32, 140)),
        ("pytorch", "bias_in_weights", (32, 141)),
        ("pytorch", "input_size_for_kernel", (32, 4, 28, 28)),
        ("pytorch", "gave_output_shape", (32, 24, 22)),
        ("pytorch", "batch_in_weights", (64, 32, 4, 5, 7)),
        ("keras", "pytorch_axis_order", (32, 4, 5, 7)),
        ("keras", "swapped_channels", (5, 7, 32, 4)),
        ("keras", "gave_output_shape", (24, 22, 32)),
        ("flax", "pytorch_axis_order", (32, 4, 5, 7)),
        ("flax", "forgot_groups", (5, 7, 16, 32)),
    ],
)
def test_the_slips_of_a_grouped_convolution(framework: Framework, misconception: str, value: Shape) -> None:
    """Conv2d(16, 32, (5, 7), groups=4) on 28×28, in batches of 64."""
    layer = Conv(16, 32, (5, 7), groups=4)
    assert value in values(layer, framework, (16, 28, 28), 64)[misconception]


def test_a_depthwise_kernel_of_keras_is_unlike_a_grouped_one() -> None:
    """(5, 7, 16, 2) in Keras' own layer; (5, 7, 1, 32) where it is a convolution with 16 groups."""
    keras = values(DepthwiseConv(16, (5, 7), 2), "keras", (16, 28, 28))
    assert keras["grouped_axis_order"] == [(5, 7, 1, 32)]
    assert keras["depthwise_as_standard"] == [(5, 7, 16, 32)]
    assert keras["forgot_depth_multiplier"] == [(5, 7, 16), (5, 7, 16, 1)]
    flax = values(Conv(16, 32, (5, 7), groups=16), "flax", (16, 28, 28))
    assert flax["keras_axis_order"] == [(5, 7, 16, 2)]
    assert flax["forgot_groups"] == [(5, 7, 16, 32)]


def test_a_dense_layer_works_on_the_last_axis() -> None:
    """Its weights have two axes, also where the input is a sequence of vectors."""
    slips = values(Dense(300, 10), "keras", (49, 300), 8)
    assert slips["pytorch_axis_order"] == [(10, 300)]
    assert slips["dense_flattens_input"] == [(14700, 10)]
    assert slips["bias_in_weights"] == [(301, 10)]
    assert values(Dense(300, 10), "pytorch", (300,), 8)["keras_axis_order"] == [(300, 10)]


@pytest.mark.parametrize("skill", IDS)
@pytest.mark.parametrize("level", [1, 2, 3])
def test_the_answer_is_the_frameworks_own_shape(skill: str, level: int) -> None:
    """And another framework's order is recognised as such where it is another shape."""
    framework = SKILLS[skill].id.removeprefix("weights.")
    for question in drawn(skill, level):
        content = question.content
        layer = content.layer
        assert isinstance(layer, Conv | DepthwiseConv | Dense)
        assert content.answer == weight_shapes(layer, framework)[NAMES[framework]]  # type: ignore[arg-type]  # from the id
        other: Framework = "keras" if framework == "pytorch" else "pytorch"
        elsewhere = weight_shapes(layer, other)[NAMES[other]]
        ids = {slip.id for slip in check(content, elsewhere).misconceptions}
        assert f"{other}_axis_order" in ids, question.reference


@pytest.mark.parametrize("skill", IDS)
def test_channels_can_be_told_apart(skill: str) -> None:
    """Above level 1 all sizes differ, so that every order of the axes is another shape."""
    for question in drawn(skill, 2):
        answer = question.content.answer
        assert isinstance(answer, tuple)
        assert len(set(permutations(answer))) == len(list(permutations(answer))), question.content.prompt


@pytest.mark.parametrize("skill", IDS)
def test_levels_differ(skill: str) -> None:
    """Groups begin at level 2; dense and depthwise layers, strides and batches at level 3."""
    layers = {level: [question.content.layer for question in drawn(skill, level)] for level in (1, 2, 3)}
    assert all(isinstance(layer, Conv) and layer.groups == 1 for layer in layers[1])
    assert any(isinstance(layer, Conv) and layer.groups > 1 for layer in layers[2])
    kinds = Counter(type(layer) for layer in layers[3])
    assert kinds[Dense] > 5
    assert kinds[DepthwiseConv] > 5 or any(isinstance(one, Conv) and one.groups == one.in_channels for one in layers[3])
    assert "batch" in " ".join(question.content.prompt for question in drawn(skill, 3))


@pytest.mark.parametrize("skill", [f"weights.{framework}" for framework in ("pytorch", "keras", "flax")])
def test_no_layer_is_a_giant(skill: str) -> None:
    """At most twenty million weights, as in networks that somebody trains."""
    for level in LEVELS:
        for question in draw_questions([SKILLS[skill]], [level], 21, 150):
            shape = question.content.answer
            assert isinstance(shape, tuple)
            assert prod(shape) <= 20_000_000
