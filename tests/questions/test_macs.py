"""Multiply-adds of one forward pass."""

from __future__ import annotations

import pytest

from questions.checker import check
from questions.generator import draw_questions
from questions.layers.macs import macs
from questions.layers.specs import Conv, Shape
from questions.misconceptions.macs import mac_slips
from questions.misconceptions.work import Work
from questions.question import LEVELS, Question
from questions.skills import SKILLS

SKILL = SKILLS["macs.conv"]
SOURCE, SOURCE_INPUT = Conv(3, 10, (3, 3)), (3, 24, 24)
STRIDED, STRIDED_INPUT = Conv(8, 16, (3, 3), (2, 2), (1, 1)), (8, 7, 7)


def questions(level: int, count: int = 80) -> list[Question]:
    return list(draw_questions([SKILL], [level], 6, count))


def wrong(work: Work) -> dict[str, set[object]]:
    found: dict[str, set[object]] = {}
    for slip in mac_slips(work):
        found.setdefault(slip.id, set()).add(slip.value)
    return found


@pytest.mark.parametrize(
    ("layer", "shape", "count"),
    [
        (SOURCE, SOURCE_INPUT, 130_680),
        (STRIDED, STRIDED_INPUT, 18_432),
        (Conv(64, 64, (7, 7), padding="same", bias=False), (64, 56, 56), 629_407_744),
        (Conv(64, 64, (3, 3), padding=(1, 1), bias=False), (64, 56, 56), 115_605_504),
        (Conv(512, 4096, (7, 7)), (512, 7, 7), 102_760_448),
        (Conv(64, 64, (3, 3, 3), padding="same", bias=False), (64, 8, 28, 28), 693_633_024),
        (Conv(32, 32, (3, 3), padding="same", groups=32), (32, 112, 112), 32 * 9 * 112 * 112),
    ],
)
def test_what_the_frameworks_count(layer: Conv, shape: Shape, count: int) -> None:
    """Counted by PyTorch's own counter, halved, or by hand."""
    assert macs(layer, shape) == count
    assert Work(layer, shape).answer == count
    assert Work(layer, shape, flops=True).answer == 2 * count


@pytest.mark.parametrize(
    ("work", "misconception", "value"),
    [
        (Work(STRIDED, STRIDED_INPUT), "macs_at_input_size", 56_448),
        (Work(SOURCE, SOURCE_INPUT), "flops_is_macs", 261_360),
        (Work(SOURCE, SOURCE_INPUT, flops=True), "flops_is_macs", 130_680),
        (Work(SOURCE, SOURCE_INPUT, flops=True), "macs_with_bias", 266_200),
        (Work(SOURCE, SOURCE_INPUT), "macs_is_parameters", 280),
        (Work(SOURCE, SOURCE_INPUT), "macs_is_parameters", 270),
        (Work(SOURCE, SOURCE_INPUT), "forgot_in_channels", 43_560),
        (Work(SOURCE, SOURCE_INPUT), "forgot_filters", 13_068),
        (Work(SOURCE, SOURCE_INPUT), "forgot_kernel", 14_520),
        (Work(SOURCE, SOURCE_INPUT), "kernel_dims_summed", 87_120),
        (Work(SOURCE, SOURCE_INPUT), "out_forgot_plus_one", 21 * 21 * 270),
        (Work(SOURCE, SOURCE_INPUT), "one_output_side", 22 * 270),
        (Work(SOURCE, SOURCE_INPUT, batch=8), "times_batch", 8 * 130_680),
        (Work(STRIDED, STRIDED_INPUT), "macs_ignores_stride", 56_448),
        (Work(STRIDED, STRIDED_INPUT), "macs_ignores_padding", 3 * 3 * 1152),
        (Work(STRIDED, (8, 8, 8)), "out_ceil", 5 * 5 * 1152),
        (Work(Conv(3, 8, (3, 3), padding=(1, 1)), (3, 24, 24)), "out_single_padding", 23 * 23 * 216),
        (Work(Conv(3, 10, (3, 3), dilation=(2, 2)), SOURCE_INPUT), "out_ignores_dilation", 22 * 22 * 270),
        (Work(Conv(3, 10, (3, 3), dilation=(2, 2)), SOURCE_INPUT), "effective_kernel_dilation", 20 * 20 * 750),
        (Work(Conv(16, 32, (3, 3), groups=4), (16, 10, 10)), "forgot_groups", 64 * 4608),
        (Work(Conv(16, 32, (3, 3), groups=4), (16, 10, 10)), "one_group_only", 64 * 288),
        (Work(Conv(16, 32, (3, 3), groups=4), (16, 10, 10), batch=8), "forgot_groups_and_times_batch", 8 * 64 * 4608),
        (Work(Conv(16, 32, (3, 3), groups=4), (16, 10, 10)), "forgot_groups_at_input_size", 100 * 4608),
        (Work(STRIDED, STRIDED_INPUT), "forgot_in_channels_at_input_size", 49 * 144),
        (Work(STRIDED, STRIDED_INPUT, batch=8), "times_batch_at_input_size", 8 * 56_448),
        (Work(SOURCE, SOURCE_INPUT, batch=8), "flops_of_the_batch", 16 * 130_680),
    ],
)
def test_known_wrong_numbers(work: Work, misconception: str, value: int) -> None:
    """Each wrong procedure at a documented or hand-made example."""
    assert value in wrong(work)[misconception]


def test_slips_apply_only_where_there_is_something_to_slip_on() -> None:
    """A layer that keeps its size, without bias, groups, stride or batch, has nothing to say about them."""
    found = set(wrong(Work(Conv(3, 8, (3, 3), padding="same", bias=False), (3, 24, 24))))
    absent = {"macs_at_input_size", "macs_ignores_stride", "forgot_groups", "macs_with_bias", "times_batch", "out_ceil"}
    assert not found & absent


@pytest.mark.parametrize("level", LEVELS)
def test_conventions_are_printed(level: int) -> None:
    """What a MAC is, that biases are left out, and what padding zeros are worth."""
    for question in questions(level):
        prompt = question.content.prompt
        assert "One MAC is one multiplication with its addition" in prompt
        assert "biases are not counted" in prompt
        layer = question.content.layer
        assert isinstance(layer, Conv)
        assert ("padding zeros count" in prompt) is bool(isinstance(layer.padding, str) or any(layer.padding))


def test_levels_differ() -> None:
    """FLOPs, batches and other ranks come at level 3, groups and calls at level 2."""
    low, middle, high = ([question.content.prompt for question in questions(level)] for level in LEVELS)
    assert not any("FLOPs" in prompt or "batch" in prompt for prompt in (*low, *middle))
    assert not any("groups" in prompt for prompt in low)
    assert any("groups" in prompt for prompt in middle)
    for word in ("FLOPs", "batch", "1-d", "3-d", "dilation"):
        assert any(word in prompt for prompt in high)


def test_the_parameter_count_is_named() -> None:
    """Whoever gives the parameters is told what is missing."""
    question = questions(1, 1)[0]
    layer = question.content.layer
    assert isinstance(layer, Conv)
    weights = layer.out_channels * layer.in_channels * layer.kernel_size[0] ** 2
    assert "macs_is_parameters" in {slip.id for slip in check(question.content, weights).misconceptions}
