"""By what factor weights, multiply-adds and outputs grow."""

from __future__ import annotations

import pytest

from questions.generator import draw_questions
from questions.misconceptions.factors import Factors
from questions.misconceptions.scaling import factor_slips, total_slips
from questions.question import Question
from questions.skills import SKILLS


def drawn(level: int, count: int = 100) -> list[Question]:
    return list(draw_questions([SKILLS["scaling.parameters"]], [level], 3, count))


def slips(factors: Factors) -> dict[str, set[object]]:
    found: dict[str, set[object]] = {}
    for slip in factor_slips(factors):
        found.setdefault(slip.id, set()).add(slip.value)
    return found


@pytest.mark.parametrize(
    ("factors", "total"),
    [
        (Factors("weights", 2, channels=2, filters=2), 4),
        (Factors("weights", 2, filters=2), 2),
        (Factors("weights", 2, kernel=3), 9),
        (Factors("weights", 1, kernel=3), 3),
        (Factors("weights", 3, kernel=3), 27),
        (Factors("weights", 2, side=2, stride=2), 1),
        (Factors("MACs", 2, stride=2), 4),
        (Factors("MACs", 2, channels=2, filters=2, side=2), 16),
        (Factors("values", 2, channels=2, filters=2, kernel=3), 2),
        (Factors("values", 3, side=2), 8),
        (Factors("weights", 2, channels=2, depthwise=True), 2),
        (Factors("values", 2, channels=2, side=2, depthwise=True), 8),
    ],
)
def test_factors(factors: Factors, total: int) -> None:
    """What is known of each change by itself."""
    assert factors.total == total


def test_channels_count_twice_only_where_both_change() -> None:
    """Linear for quadratic, and quadratic for linear."""
    assert slips(Factors("weights", 2, channels=2, filters=2))["scaled_linearly"] == {2}
    assert slips(Factors("weights", 2, filters=2))["squared_one_channel_count"] == {4}
    assert slips(Factors("weights", 2, channels=3, depthwise=True))["depthwise_squared"] == {9}


def test_an_extent_counts_once_for_each_axis() -> None:
    """A 3-d kernel of three times the side has 27 times the weights, neither 3 nor 9."""
    found = slips(Factors("weights", 3, kernel=3))
    assert found["scaled_linearly"] == {3}
    assert found["squared_in_other_rank"] == {9}
    assert slips(Factors("weights", 1, kernel=3))["squared_in_other_rank"] == {9}


def test_what_does_not_enter_can_be_counted_by_mistake() -> None:
    """Stride and size leave the weights alone, the kernel leaves the output alone."""
    found = slips(Factors("weights", 2, side=2, stride=3))
    assert found["times_input_area"] == {4}
    assert found["stride_changes_weights"] == {9}
    assert slips(Factors("values", 2, filters=2, kernel=3))["kernel_in_outputs"] == {18}


def test_biases_follow_the_filters() -> None:
    """Conv2d(16, 32, 3) has 4,640 parameters; with both channel counts doubled it has 18,496."""
    found = {slip.id: slip.value for slip in total_slips(Factors("weights", 2, 2, 2), 4608, 32)}
    assert found["scaled_biases_too"] == 4 * 4640
    assert found["kept_biases"] == 4 * 4608 + 32
    assert found["forgot_bias"] == 4 * 4608
    assert found["scaled_linearly"] == 2 * 4608 + 64


@pytest.mark.parametrize("level", [1, 2, 3])
def test_answers_are_whole_and_conventions_said(level: int) -> None:
    """A factor is at least 1; multiply-adds are explained."""
    for question in drawn(level):
        assert isinstance(question.content.answer, int)
        assert question.content.answer >= 1
        if "MACs" in question.content.prompt:
            assert "1 MAC = one multiply-add" in question.content.prompt


def test_levels_differ() -> None:
    """Other ranks, depthwise layers and changes without effect come on level 3 only."""
    first, second, third = (" ".join(question.content.prompt for question in drawn(level)) for level in (1, 2, 3))
    assert "stride becomes" not in first
    assert "stride becomes" in second
    assert "epthwise" not in second
    assert "epthwise" in third
    assert "3-d" in third
    assert any(question.content.answer == 1 for question in drawn(3, 200))


def test_a_layer_that_shrinks_is_compared_the_other_way_round() -> None:
    """The lessons follow the question: how many there were before, or how many there are now."""
    for question in drawn(2):
        prompt = question.content.prompt
        slip = next((slip for slip in question.content.misconceptions if slip.id == "gave_increase_instead"), None)
        if slip is not None:
            assert ("before as it does now" in prompt) == ("were before as there are now" in slip.lesson)


def test_layers_are_those_of_real_networks() -> None:
    """No layer has more than twenty million weights, however it grows."""
    for level in (1, 2, 3):
        for question in drawn(level):
            if "weights as before" in question.content.prompt:
                count = next(slip for slip in question.content.misconceptions if slip.id == "gave_count_instead").value
                assert isinstance(count, int)
                assert count <= 20_000_000
