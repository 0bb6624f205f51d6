"""1×1 convolutions: published counts, and what their size tempts people to."""

from __future__ import annotations

import pytest

from questions.generator import draw_questions
from questions.layers.counting import parameters
from questions.layers.specs import Conv
from questions.misconceptions.pointwise import pointwise_slips
from questions.question import LEVELS
from questions.skills import SKILLS

REDUCTION = Conv(192, 16, (1, 1))


def values(layer: Conv, shape: tuple[int, ...]) -> dict[str, set[object]]:
    found: dict[str, set[object]] = {}
    for slip in pointwise_slips(layer, shape):
        found.setdefault(slip.id, set()).add(slip.value)
    return found


@pytest.mark.parametrize(
    ("layer", "count"),
    [
        (REDUCTION, 3088),  # GoogLeNet, inception 3a, before the 5×5 convolution
        (Conv(64, 256, (1, 1), bias=False), 16_384),  # ResNet-50, first bottleneck
        (Conv(32, 64, (1, 1), bias=False), 2048),  # MobileNet, first pointwise stage
    ],
)
def test_published_counts(layer: Conv, count: int) -> None:
    """Filters times input channels, as the model files have them."""
    assert parameters(layer).total == count


@pytest.mark.parametrize(
    ("misconception", "value"),
    [
        ("forgot_in_channels", 32),
        ("pointwise_is_free", 0),
        ("pointwise_is_free", 16),
        ("counts_as_3x3", 16 * 9 * 192 + 16),
        ("one_weight_per_channel", 208),
        ("channels_summed", 224),
        ("times_input_area", 16 * 192 * 28 * 28 + 16),
        ("forgot_bias", 3072),
        ("one_bias_total", 3073),
        ("bias_per_input_channel", 3264),
    ],
)
def test_wrong_numbers(misconception: str, value: int) -> None:
    """Sixteen 1×1 filters on 28×28×192."""
    assert value in values(REDUCTION, (192, 28, 28))[misconception]


@pytest.mark.parametrize(("rank", "factor"), [(1, 3), (2, 9), (3, 27)])
def test_the_usual_kernel_has_the_rank_of_the_layer(rank: int, factor: int) -> None:
    """Who sees a 3×3 kernel in 2-d sees three taps in 1-d and 27 in 3-d."""
    layer = Conv(8, 4, (1,) * rank, bias=False)
    assert values(layer, (8, *(12,) * rank))["counts_as_3x3"] == {8 * 4 * factor}


def test_every_kernel_has_extent_one() -> None:
    """At all levels; a stride only at level 3, all ranks from level 2 on."""
    ranks = {level: set[int]() for level in LEVELS}
    strides = {level: set[int]() for level in LEVELS}
    for level in LEVELS:
        for question in draw_questions([SKILLS["pointwise.parameters"]], [level], 8, 100):
            layer = question.content.layer
            assert isinstance(layer, Conv)
            assert set(layer.kernel_size) == {1}
            assert layer.in_channels > 1
            ranks[level].add(layer.rank)
            strides[level].add(max(layer.stride))
    assert ranks == {1: {2}, 2: {1, 2, 3}, 3: {1, 2, 3}}
    assert strides == {1: {1}, 2: {1}, 3: {1, 2}}
