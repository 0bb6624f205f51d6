"""The wrong procedures give the wrong numbers that people really give.

The expected values are worked examples from published sources and forum threads, not computed here.
"""

from __future__ import annotations

import pytest

from questions.layers.specs import Conv
from questions.misconceptions import parameter_slips

SOURCE = Conv(3, 10, (3, 3))
SOURCE_INPUT = (3, 24, 24)


def values(layer: Conv, shape: tuple[int, ...] | None) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for slip in parameter_slips(layer, shape):
        assert isinstance(slip.value, int)
        found.setdefault(slip.id, set()).add(slip.value)
    return found


@pytest.mark.parametrize(
    ("misconception", "value"),
    [
        ("forgot_bias", 270),
        ("forgot_in_channels", 100),
        ("forgot_in_channels_and_bias", 90),
        ("one_bias_total", 271),
        ("bias_per_channel_slice", 300),
        ("bias_per_weight", 540),
        ("bias_per_input_channel", 273),
        ("bias_per_output_position", 5110),
        ("unshared_weights", 135520),
        ("times_input_area", 155530),
        ("dense_instead_of_conv", 8368360),
        ("dense_instead_of_conv", 8363520),
        ("forgot_filters", 28),
        ("forgot_kernel", 40),
        ("one_kernel_dim", 100),
        ("kernel_dims_summed", 190),
    ],
)
def test_the_source_question(misconception: str, value: int) -> None:
    """Ten 3×3 filters on 24×24×3: each known mistake leads to the number that is given for it."""
    assert value in values(SOURCE, SOURCE_INPUT)[misconception]


@pytest.mark.parametrize(
    ("layer", "shape", "misconception", "value"),
    [
        (Conv(3, 10, (3, 3), bias=False), None, "added_bias_when_off", 280),
        (Conv(100, 128, (5,)), (100, 1000), "kernel_squared_in_1d", 3328),
        (Conv(3, 64, (3, 3, 3)), (3, 16, 112, 112), "dropped_kernel_depth", 1792),
        (Conv(3, 64, (3, 3, 3)), (3, 16, 112, 112), "no_channels_in_3d", 1792),
        (Conv(3, 64, (3, 3, 3)), (3, 16, 112, 112), "depth_as_channels", 27712),
        (Conv(3, 64, (3, 3, 3)), (3, 16, 112, 112), "kernel_spans_depth", 27712),
        (Conv(16, 32, (3, 3), groups=4), None, "forgot_groups", 4640),
        (Conv(16, 32, (3, 3), groups=4), None, "one_group_only", 320),
        (Conv(16, 32, (3, 3), groups=4), None, "divided_bias_by_groups", 1160),
        (Conv(3, 10, (3, 3), dilation=(2, 2)), SOURCE_INPUT, "effective_kernel_dilation", 760),
        (Conv(3, 10, (3, 3), padding=(1, 1)), SOURCE_INPUT, "kernel_plus_padding", 760),
        (Conv(1, 128, (3, 3)), (1, 28, 28), "assumed_rgb", 3584),
        (Conv(3, 100, (5, 5)), (3, 300, 300), "forgot_bias", 7500),
        (Conv(3, 100, (5, 5)), (3, 300, 300), "forgot_in_channels", 2600),
        (Conv(3, 128, (7, 7)), (3, 256, 256), "forgot_in_channels", 6400),
        (Conv(3, 128, (7, 7)), (3, 256, 256), "times_input_area", 1233125504),
    ],
)
def test_published_wrong_numbers(layer: Conv, shape: tuple[int, ...] | None, misconception: str, value: int) -> None:
    """Numbers that course quizzes offer as distractors, or that people asked about."""
    assert value in values(layer, shape)[misconception]


def test_a_value_that_would_not_be_whole_is_left_out() -> None:
    """270 weights divided by a stride of 2×2 is no count; 288 divided by it is one."""
    assert "divided_by_stride" not in values(Conv(3, 10, (3, 3), stride=(2, 2)), SOURCE_INPUT)
    assert values(Conv(4, 8, (3, 3), stride=(2, 2)), (4, 24, 24))["divided_by_stride"] == {72 + 8}


def test_what_needs_an_input_is_left_out_without_one() -> None:
    """Nothing is said about the input's area where no input is given."""
    without = values(SOURCE, None)
    assert not {"times_input_area", "unshared_weights", "dense_instead_of_conv", "bias_per_output_position"} & set(
        without
    )
    assert without["forgot_bias"] == {270}


@pytest.mark.parametrize("layer", [SOURCE, Conv(3, 10, (3, 3), bias=False)])
def test_bias_mistakes_fit_the_bias(layer: Conv) -> None:
    """A layer with bias cannot have one added; one without cannot have it forgotten."""
    found = set(values(layer, SOURCE_INPUT))
    assert ("forgot_bias" in found) is layer.bias
    assert ("added_bias_when_off" in found) is not layer.bias
