"""Dilated convolutions: what they count, how far they reach, and the mistakes about both."""

from __future__ import annotations

import pytest

from questions.checker import check
from questions.generator import draw_questions
from questions.layers.counting import output_shape, parameters
from questions.layers.specs import Conv
from questions.misconceptions.dilated import (
    Axis,
    keeping_slips,
    output_slips,
    skipped_slips,
    span_slips,
    window_slips,
)
from questions.question import Question
from questions.skills import SKILLS


def drawn(skill: str, level: int, count: int = 60) -> list[Question]:
    return list(draw_questions([SKILLS[skill]], [level], 3, count))


@pytest.mark.parametrize(
    ("taps", "dilation", "span"), [(3, 1, 3), (3, 2, 5), (3, 6, 13), (3, 18, 37), (2, 512, 513), (7, 2, 13)]
)
def test_a_kernel_spans_its_steps_and_one(taps: int, dilation: int, span: int) -> None:
    """Rates of DeepLab and WaveNet with what they span."""
    assert Axis(taps, dilation).span == span


@pytest.mark.parametrize(
    ("taps", "dilation", "size", "padding", "stride", "output"),
    [(3, 2, 24, 0, 1, 20), (3, 3, 15, 3, 1, 15), (3, 2, 17, 0, 1, 13), (3, 3, 19, 0, 1, 13), (5, 3, 65, 6, 3, 22)],
)
def test_outputs_agree_with_the_layers(
    taps: int, dilation: int, size: int, padding: int, stride: int, output: int
) -> None:
    """Sizes that PyTorch gives, and the same from the layer's own arithmetic."""
    axis = Axis(taps, dilation, size, padding, stride)
    assert axis.output == output
    layer = Conv(1, 1, (taps,), (stride,), (padding,), (dilation,))
    assert output_shape(layer, (1, size)) == (1, output)


def test_the_usual_wrong_spans() -> None:
    """Five taps at dilation 4 span 17 positions; each wrong rule gives the number it is known for."""
    found = {slip.id: slip.value for slip in span_slips(Axis(5, 4))}
    assert found == {
        "span_ignores_dilation": 5,
        "span_times_dilation": 20,
        "span_times_dilation_plus_one": 21,
        "span_plus_dilation": 9,
        "span_dilation_as_gap": 21,
        "span_forgot_plus_one": 16,
    }


def test_the_usual_wrong_outputs() -> None:
    """3×3 with dilation 2 on 24×24 gives 20, not 22, as without a dilation."""
    found = {slip.id: slip.value for slip in output_slips(Axis(3, 2, 24), None)}
    assert found["out_ignores_dilation"] == 22
    assert found["out_forgot_plus_one"] == 19
    padded = {slip.id: slip.value for slip in output_slips(Axis(3, 4, 24, 4), None)}
    assert padded["out_single_padding"] == 20
    assert padded["out_ignores_padding"] == 16


def test_a_step_that_does_not_fit_can_be_rounded_up() -> None:
    """Only where the division leaves a rest is there a ceiling to be mistaken for."""
    ids = {slip.id for slip in output_slips(Axis(3, 2, 24, 0, 2), None)}
    assert "out_ceil" in ids
    assert "out_ceil" not in {slip.id for slip in output_slips(Axis(3, 2, 25, 0, 2), None)}


def test_windows_gaps_and_paddings() -> None:
    """The other questions about a dilated kernel know their slips too."""
    axis = Axis(5, 3)
    assert {slip.value for slip in window_slips(axis) if slip.id == "one_kernel_dim"} == {13}
    assert {slip.value for slip in skipped_slips(axis) if slip.id == "skipped_after_every_tap"} == {10}
    assert {slip.value for slip in keeping_slips(axis) if slip.id == "padding_ignores_dilation"} == {2}


@pytest.mark.parametrize("level", [1, 2, 3])
def test_holes_taken_for_weights_are_recognised(level: int) -> None:
    """Every question about parameters has a kernel that could be counted too large."""
    for question in drawn("dilated.parameters", level):
        layer = question.content.layer
        assert isinstance(layer, Conv)
        assert max(layer.dilation) > 1
        slips = [slip for slip in question.content.misconceptions if slip.id == "effective_kernel_dilation"]
        assert slips
        assert slips[0] in check(question.content, slips[0].value).misconceptions


def test_levels_differ() -> None:
    """Level 1 is told in words; only level 3 has strides, padding and batches."""
    first, second, third = (drawn("dilated.parameters", level) for level in (1, 2, 3))
    assert not any("nn." in question.content.prompt or "keras" in question.content.prompt for question in first)
    assert not any("stride" in question.content.prompt or "batch" in question.content.prompt for question in second)
    assert any("stride" in question.content.prompt for question in third)
    assert any("batch" in question.content.prompt for question in third)


def test_level_1_asks_about_the_kernel_alone() -> None:
    """Outputs come with the numbers of real layers."""
    assert not any("output?" in question.content.prompt and "input of" in question.content.prompt
                   for question in drawn("dilated.kernel", 1))  # fmt: skip
    assert any("of its output" in question.content.prompt for question in drawn("dilated.kernel", 2))


@pytest.mark.parametrize("skill", ["dilated.parameters", "dilated.kernel"])
@pytest.mark.parametrize("level", [2, 3])
def test_layers_are_those_of_real_networks(skill: str, level: int) -> None:
    """One rate along the axes that are dilated, none along an axis with a single tap, and not too many weights."""
    for question in drawn(skill, level):
        layer = question.content.layer
        assert isinstance(layer, Conv)
        assert len({rate for rate in layer.dilation if rate > 1}) == 1
        assert all(rate == 1 for rate, taps in zip(layer.dilation, layer.kernel_size, strict=True) if taps == 1)
        assert parameters(layer).weights <= 20_000_000


def test_articles_fit_the_numbers() -> None:
    """An 8×8 and an 11×11 kernel."""
    for question in drawn("dilated.kernel", 1, 200):
        assert " a 8×" not in question.content.prompt
        assert " a 11×" not in question.content.prompt
