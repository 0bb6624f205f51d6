"""The dense layer between a convolution's shapes: published comparisons and known wrong numbers."""

from __future__ import annotations

import pytest

from questions.checker import check
from questions.generator import draw_questions
from questions.layers.counting import output_shape
from questions.layers.specs import Conv
from questions.misconceptions.dense_layers import Replaced, dense_slips
from questions.question import LEVELS
from questions.skills import SKILLS

SOURCE = Replaced(Conv(3, 10, (3, 3)), (3, 24, 24), (10, 22, 22))


def test_the_source_comparison() -> None:
    """Ten 3×3 filters on 24×24×3: 280 parameters against 8,368,360, or 8,363,520 without biases."""
    assert SOURCE.conv.total == 280
    assert SOURCE.total == 8_368_360
    assert Replaced(Conv(3, 10, (3, 3), bias=False), (3, 24, 24), (10, 22, 22)).total == 8_363_520


@pytest.mark.parametrize(
    ("misconception", "value"),
    [
        ("gave_conv_count", 280),
        ("unshared_weights", 135_520),
        ("one_output_per_filter", 24 * 24 * 3 * 10 + 10),
        ("conv_keeps_size", 24 * 24 * 3 * 24 * 24 * 10 + 24 * 24 * 10),
        ("out_forgot_plus_one", 24 * 24 * 3 * 21 * 21 * 10 + 21 * 21 * 10),
        ("forgot_in_channels", 24 * 24 * 22 * 22 * 10 + 22 * 22 * 10),
        ("forgot_filters", 24 * 24 * 3 * 22 * 22 + 22 * 22),
        ("forgot_bias", 8_363_520),
        ("bias_per_filter_only", 8_363_530),
        ("one_bias_total", 8_363_521),
        ("bias_per_input", 8_363_520 + 24 * 24 * 3),
    ],
)
def test_wrong_numbers(misconception: str, value: int) -> None:
    """What each wrong procedure makes of the source's layer."""
    assert {slip.id: slip.value for slip in dense_slips(SOURCE)}[misconception] == value


def test_bias_slips_fit_the_bias() -> None:
    """Without biases one can only be added."""
    bare = {slip.id for slip in dense_slips(Replaced(Conv(3, 10, (3, 3), bias=False), (3, 24, 24), (10, 22, 22)))}
    assert "added_bias_when_off" in bare
    assert not bare & {"forgot_bias", "bias_per_filter_only", "one_bias_total", "bias_per_input"}


def test_two_slips_are_recognised_together() -> None:
    """The channels of the input forgotten, and the biases as well."""
    for question in draw_questions([SKILLS["dense.comparison"]], [1], 5, 40, bias=True):
        content = question.content
        parts = {slip.id: slip.parts for slip in content.misconceptions}
        wrong = parts.get("forgot_in_channels")
        if wrong is None:
            continue
        verdict = check(content, wrong[0])
        if verdict.combined:
            assert [slip.id for slip in verdict.misconceptions] == ["forgot_in_channels", "forgot_bias"]
            return
    pytest.fail("no question with two slips")


def test_answers_follow_from_the_shapes() -> None:
    """All inputs times all outputs, and a bias per output, at every level."""
    ranks = {level: set[int]() for level in LEVELS}
    for level in LEVELS:
        for question in draw_questions([SKILLS["dense.comparison"]], [level], 2, 60):
            layer, shape = question.content.layer, question.content.input_shape
            assert isinstance(layer, Conv)
            assert shape is not None
            replaced = Replaced(layer, shape, output_shape(layer, shape))
            assert question.content.answer == replaced.ins * replaced.outs + layer.bias * replaced.outs
            ranks[level].add(layer.rank)
            assert ("batch of" in question.content.prompt) <= (level == 3)
    assert ranks == {1: {2}, 2: {2}, 3: {1, 2, 3}}
