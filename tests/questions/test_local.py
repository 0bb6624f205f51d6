"""Locally connected layers, and dense layers written as convolutions."""

from __future__ import annotations

import pytest

from questions.checker import check
from questions.generator import draw_questions
from questions.layers.counting import parameters
from questions.layers.specs import Conv
from questions.misconceptions.as_convolution import (
    Resized,
    channel_slips,
    kernel_slips,
    map_slips,
    more_parameter_slips,
)
from questions.misconceptions.local import local_slips
from questions.question import Question
from questions.skills import SKILLS

SOURCE, SOURCE_INPUT = Conv(3, 10, (3, 3), bias=False), (3, 24, 24)


def drawn(skill: str, level: int, count: int = 60) -> list[Question]:
    return list(draw_questions([SKILLS[skill]], [level], 3, count))


@pytest.mark.parametrize(
    ("id_", "value"),
    [
        ("forgot_bias", 484 * 270),
        ("bias_tied_over_positions", 484 * 270 + 10),
        ("one_bias_total", 484 * 270 + 1),
        ("times_input_area", 576 * 280),
        ("out_forgot_plus_one", 441 * 280),
        ("one_output_side", 22 * 280),
        ("forgot_in_channels", 484 * 100),
        ("forgot_filters", 484 * 28),
        ("forgot_kernel", 484 * 40),
        ("dense_instead_of_conv", 8_368_360),
    ],
)
def test_wrong_counts(id_: str, value: int) -> None:
    """Ten 3×3 filters on 24×24×3 at each position: 135,520 parameters, as Flax' ConvLocal has. Each slip differs."""
    slips = [slip for slip in local_slips(SOURCE, SOURCE_INPUT, "untied") if slip.id == id_]
    assert value in {slip.value for slip in slips}
    assert 135_520 not in {slip.value for slip in slips}


def test_sharing_gives_the_count_of_a_convolution() -> None:
    """With the biases of a convolution, or with those of the question."""
    slips = local_slips(SOURCE, SOURCE_INPUT, "untied")
    assert {slip.value for slip in slips if slip.id == "shared_weights"} == {280, 270 + 4840}


def test_tied_biases_are_told_apart() -> None:
    """Where the biases are shared, untied ones are the mistake, and the other way round."""
    tied = {slip.id: slip.value for slip in local_slips(SOURCE, SOURCE_INPUT, "tied")}
    assert tied["bias_per_output_position"] == 135_520
    none = {slip.value for slip in local_slips(SOURCE, SOURCE_INPUT, "none") if slip.id == "added_bias_when_off"}
    assert none == {135_520, 484 * 270 + 10}


def test_two_slips_are_told_as_two() -> None:
    """Flat filters without biases: a slip about the weights and one about the biases."""
    for question in drawn("local.parameters", 1):
        by_id = {slip.id: slip for slip in question.content.misconceptions}
        if "forgot_bias" in by_id and "forgot_in_channels" in by_id:
            parts = by_id["forgot_in_channels"].parts
            assert parts is not None
            verdict = check(question.content, parts[0])
            if verdict.combined:
                assert {slip.id for slip in verdict.misconceptions} == {"forgot_in_channels", "forgot_bias"}
                return
    raise AssertionError("no question showed both slips")


@pytest.mark.parametrize("level", [1, 2, 3])
def test_the_prompt_says_which_biases(level: int) -> None:
    """Locally connected layers exist with several kinds of biases, so the prompt names them."""
    said = ("a bias for each filter at each position", "one bias that all positions share", "and no biases")
    for question in drawn("local.parameters", level):
        assert sum(words in question.content.prompt for words in said) == 1


def test_levels_differ() -> None:
    """Stride, padding, batches and shared biases come last."""
    first, third = drawn("local.parameters", 1), drawn("local.parameters", 3)
    assert not any("batch" in question.content.prompt for question in first)
    assert all("stride 1, no padding" in question.content.prompt for question in first)
    assert any("stride 2" in question.content.prompt for question in third)
    assert any("positions share" in question.content.prompt for question in third)


def test_vgg_as_convolution() -> None:
    """VGG's first dense layer as a 7×7 convolution: 102,764,544 parameters; as 3×3 or 1×1 it would have fewer."""
    layer = Conv(512, 4096, (7, 7))
    assert parameters(layer).total == 102_764_544
    found = {slip.id: slip.value for slip in more_parameter_slips(layer, None, (12, 12))}
    assert found["assumed_three_by_three"] == 4096 * 9 * 512 + 4096
    assert found["kernel_of_larger_map"] == 4096 * 144 * 512 + 4096
    assert found["unshared_weights"] == 102_764_544 * 36


def test_a_larger_image_gives_a_map() -> None:
    """Made for 224, given 384: 12 positions for a kernel of 7 give 6."""
    found = {slip.id: slip.value for slip in map_slips(Resized(32, 7, (12, 16)), 0)}
    assert found["out_forgot_plus_one"] == 5
    assert found["as_conv_pointwise"] == 12
    assert found["slides_over_image"] == 161
    assert found["whole_windows_only"] == 1
    assert found["out_other_axis"] == 10
    assert 6 not in found.values()


def test_sides_and_channels() -> None:
    """25,088 features on 7×7 positions are 512 channels; 224 shrunk by 32 leaves a kernel of 7."""
    channels = {slip.id: slip.value for slip in channel_slips(Conv(512, 4096, (7, 7)))}
    assert channels["features_as_channels"] == 25_088
    assert channels["divided_by_one_side"] == 3584
    assert channels["divided_by_sides_summed"] == 1792
    kernel = {slip.id: slip.value for slip in kernel_slips(32, 7)}
    assert kernel["kernel_area"] == 49
    assert kernel["kernel_is_factor"] == 32


def test_each_level_of_the_dense_layer_asks_something_else() -> None:
    """Level 1 counts; level 2 also asks for sides and channels; level 3 has images of another size."""
    first, second, third = (
        " ".join(question.content.prompt for question in drawn("dense.as_convolution", level)) for level in (1, 2, 3)
    )
    assert "image" not in first
    assert "square kernel" in second
    assert "input channels" in second
    assert "the map that comes out" in third


@pytest.mark.parametrize("level", [2, 3])
def test_1d_layers_have_lengths(level: int) -> None:
    """Neither the prompt nor a lesson speaks of sides or sizes of a 1-d layer."""
    one_dimensional = [question for question in drawn("local.parameters", level) if "1-d" in question.content.prompt]
    assert one_dimensional
    for question in one_dimensional:
        assert "of length" in question.content.prompt
        assert not any("side" in slip.feedback for slip in question.content.misconceptions)


def test_layers_are_those_of_real_networks() -> None:
    """What is counted has at most about twenty million parameters."""
    for skill in ("local.parameters", "dense.as_convolution"):
        for level in (1, 2, 3):
            for question in drawn(skill, level, 100):
                assert isinstance(question.content.answer, int)
                assert question.content.answer <= 21_000_000
