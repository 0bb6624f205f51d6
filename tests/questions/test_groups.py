"""Grouped, depthwise and separable convolutions: published counts, and the wrong ones that are given for them."""

from __future__ import annotations

import pytest

from questions.checker import check
from questions.generator import draw_questions
from questions.layers.counting import parameters
from questions.layers.network import Network
from questions.layers.specs import Conv, DepthwiseConv, Layer, SeparableConv, Shape
from questions.misconceptions import parameter_slips
from questions.misconceptions.grouped import grouped_slips, two_stage_slips
from questions.question import Misconception, Question
from questions.skills import SKILLS
from questions.worked import explain_parameters

GROUPED = Conv(16, 32, (3, 3), groups=4)
INPUT = (16, 28, 28)


def drawn(skill: str, level: int, count: int = 80) -> list[Question]:
    return list(draw_questions([SKILLS[skill]], [level], 3, count))


def values(slips: tuple[Misconception, ...]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for slip in slips:
        assert isinstance(slip.value, int)
        found.setdefault(slip.id, set()).add(slip.value)
    return found


@pytest.mark.parametrize(
    ("layer", "count"),
    [
        (GROUPED, 1184),
        (Conv(96, 256, (5, 5), padding=(2, 2), groups=2), 307456),
        (Conv(128, 128, (3, 3), padding=(1, 1), groups=32, bias=False), 4608),
        (Conv(32, 32, (3, 3), padding=(1, 1), groups=32), 320),
        (DepthwiseConv(32, (3, 3)), 320),
        (SeparableConv(10, 100, (5, 5)), 1350),
        (SeparableConv(32, 64, (3, 3), 3), 7072),
    ],
)
def test_published_counts(layer: Layer, count: int) -> None:
    """AlexNet's second layer, a ResNeXt block's, and what Keras and PyTorch report; the explanation ends there."""
    assert parameters(layer, "keras").total == count
    assert explain_parameters(layer, "keras")[-1].result == f"{count:,}"


@pytest.mark.parametrize(
    ("misconception", "value"),
    [
        ("forgot_groups", 4640),
        ("one_group_only", 320),
        ("divided_bias_by_groups", 1160),
        ("forgot_bias", 1152),
        ("one_bias_total", 1153),
        ("bias_per_group", 1156),
        ("groups_multiplied", 18464),
        ("forgot_in_channels", 320),
    ],
)
def test_the_slips_of_a_grouped_convolution(misconception: str, value: int) -> None:
    """Conv2d(16, 32, 3, groups=4) has 1,184 parameters; these are the numbers given instead."""
    assert value in values(grouped_slips(GROUPED, INPUT))[misconception]


@pytest.mark.parametrize(
    ("layer", "shape", "misconception", "value"),
    [
        (SeparableConv(10, 100, (5, 5)), None, "depthwise_as_standard", 25100),
        (SeparableConv(10, 100, (5, 5)), None, "depthwise_as_standard", 25000),
        (SeparableConv(10, 100, (5, 5)), None, "forgot_pointwise", 250),
        (SeparableConv(10, 100, (5, 5)), None, "forgot_pointwise", 350),
        (SeparableConv(10, 100, (5, 5)), None, "bias_in_both_stages", 1360),
        (SeparableConv(10, 100, (5, 5)), None, "forgot_bias", 1250),
        (SeparableConv(10, 100, (5, 5)), None, "forgot_depthwise", 1100),
        (SeparableConv(32, 64, (3, 3), 3), None, "forgot_depth_multiplier", 2400),
        (SeparableConv(32, 64, (3, 3), 3), None, "multiplier_in_one_stage", 864 + 2048 + 64),
        (SeparableConv(32, 64, (3, 3), dilation=(2, 2)), (32, 28, 28), "effective_kernel_dilation", 800 + 2048 + 64),
        (DepthwiseConv(16, (3, 3), 2), None, "forgot_depth_multiplier", 160),
        (DepthwiseConv(16, (3, 3), 2), None, "depthwise_as_standard", 4640),
        (DepthwiseConv(16, (3, 3), 2), None, "one_bias_total", 289),
        (DepthwiseConv(16, (3, 3), 2, bias=False), None, "added_bias_when_off", 320),
        (DepthwiseConv(16, (3, 3), stride=(2, 2)), (16, 28, 28), "divided_by_stride", 36 + 16),
    ],
)
def test_the_slips_of_depthwise_and_separable_layers(
    layer: Layer, shape: Shape | None, misconception: str, value: int
) -> None:
    """1,350 is SeparableConv2D(100, 5) on ten channels, 7,072 SeparableConv2D(64, 3, depth_multiplier=3) on 32."""
    assert value in values(parameter_slips(layer, shape))[misconception]


def test_two_layers_in_pytorch_have_two_biases() -> None:
    """1,360 is right for them, and 1,350 what the Keras layer with one bias vector would have."""
    first, second = Conv(10, 10, (5, 5), groups=10), Conv(10, 100, (1, 1))
    assert parameters(first).total + parameters(second).total == 1360
    slips = values(two_stage_slips(first, second, (10, 28, 28)))
    assert slips["one_stage_bias"] == {1350}
    assert slips["forgot_bias"] == {1250}
    assert slips["forgot_pointwise"] == {260}
    assert 25100 in slips["depthwise_as_standard"]


def test_a_weight_slip_and_a_bias_slip_meet() -> None:
    """Forgetting the groups and the biases gives a number that neither gives alone; both are named."""
    for question in drawn("groups.parameters", 1):
        content = question.content
        layer = content.layer
        assert isinstance(layer, Conv)
        if layer.bias:
            verdict = check(content, layer.out_channels * layer.in_channels * layer.kernel_size[0] ** 2)
            assert not verdict.correct
            if verdict.combined and {slip.id for slip in verdict.misconceptions} == {"forgot_groups", "forgot_bias"}:
                return
    raise AssertionError("no question tells the two slips")


@pytest.mark.parametrize("skill", ["groups.parameters", "depthwise.parameters", "separable.parameters"])
def test_levels_differ(skill: str) -> None:
    """Strides, paddings, dilations and batches come at level 3, unequal sides at level 2."""
    prompts = {level: " ".join(question.content.prompt for question in drawn(skill, level)) for level in (1, 2, 3)}
    for word in ("strid", "padding=", "batch", "dilation"):
        assert word not in prompts[1] + prompts[2]
        assert word in prompts[3]
    assert "(3, 5)" not in prompts[1]
    assert "(3, 5)" in prompts[2]


def test_every_form_occurs() -> None:
    """Depthwise layers in both frameworks' forms, separable ones as one layer and as two."""
    depthwise = {type(question.content.layer) for question in drawn("depthwise.parameters", 2)}
    assert depthwise == {Conv, DepthwiseConv}
    separable = {type(question.content.layer) for question in drawn("separable.parameters", 3)}
    assert separable == {Network, SeparableConv}


def test_the_bias_filter_works_for_them() -> None:
    """A separable question of the wanted kind is found although networks have no single bias."""
    for bias in (True, False):
        for question in draw_questions([SKILLS["separable.parameters"]], [1, 2, 3], 8, 12, bias=bias):
            assert getattr(question.content.layer, "bias", None) is bias


def test_two_channels_are_both() -> None:
    """A filter of a group of two spans both of its channels."""
    slips = {slip.id: slip.lesson for slip in grouped_slips(Conv(8, 24, (3, 3), groups=4), None)}
    assert "both channels of its group" in slips["forgot_in_channels"]
    assert slips["one_group_only"].startswith("(24/4)·(3·3·2) is the weight count of one group; there are 4")
