"""How much of the input a stack sees along an axis."""

from __future__ import annotations

import pytest

from questions.checker import check
from questions.generator import draw_questions
from questions.layers.network import Network
from questions.layers.receptive_field import receptive_field
from questions.layers.specs import Conv, Layer, Pool
from questions.misconceptions.receptive import Stack, Window, receptive_slips
from questions.question import LEVELS, Question
from questions.skills import SKILLS

SKILL = SKILLS["receptive_field.stack"]

# Kernel, stride and dilation of each layer, and what was found by back-propagation through real layers.
MEASURED = [
    ([(3, 1, 1), (3, 1, 1)], 5, 1),
    ([(3, 1, 1)] * 3, 7, 1),
    ([(7, 1, 1)], 7, 1),
    ([(3, 2, 1), (3, 2, 1)], 7, 4),
    ([(3, 1, 1), (2, 2, 1), (3, 1, 1)], 8, 2),
    ([(3, 1, 1), (3, 1, 2), (3, 1, 4)], 15, 1),
    ([(2, 1, 2**i) for i in range(8)], 256, 1),
]
POOL = Window(2, 2, pools=True)
WAVENET = [(2, 1, 2**i) for i in range(10)] * 3


def stack(layers: list[tuple[int, int, int]]) -> Stack:
    return Stack([Window(kernel, step, holes) for kernel, step, holes in layers])


def wrong(layers: list[Window]) -> dict[str, set[object]]:
    found: dict[str, set[object]] = {}
    for slip in receptive_slips(Stack(layers)):
        found.setdefault(slip.id, set()).add(slip.value)
    return found


def questions(level: int, count: int = 80) -> list[Question]:
    return list(draw_questions([SKILL], [level], 3, count))


@pytest.mark.parametrize(("layers", "field", "jump"), MEASURED)
def test_measured_stacks(layers: list[tuple[int, int, int]], field: int, jump: int) -> None:
    """What a gradient reaches is what is counted, and so is how far apart two outputs lie."""
    specs: list[Layer] = [Conv(1, 1, (k,), (s,), dilation=(d,)) for k, s, d in layers]
    assert receptive_field(specs, 1) == (field,)
    assert stack(layers).field == field
    assert stack(layers).jumps[-1] == jump


def test_each_axis_has_its_own() -> None:
    """Unequal kernels see unequal extents; a pooling counts like a kernel of its size."""
    layers: list[Layer] = [Conv(3, 8, (1, 7)), Pool("max", (2, 2)), Conv(8, 8, (3, 1))]
    assert receptive_field(layers, 2) == (6, 8)


def test_three_blocks_of_wavenet() -> None:
    """Dilations 1 to 512, three times: 3,070 samples, not 3·1,024."""
    assert stack(WAVENET).field == 3070
    assert wrong([Window(*layer) for layer in WAVENET])["rf_blocks_added"] == {3072}


@pytest.mark.parametrize(
    ("layers", "misconception", "value"),
    [
        ([Window(3), Window(3), Window(3)], "rf_sum_or_product", 9),
        ([Window(3), Window(3), Window(3)], "rf_sum_or_product", 27),
        ([Window(3), Window(2, 2, pools=True), Window(3)], "rf_forgot_jump", 6),
        ([Window(3), Window(2, 2, pools=True), Window(3)], "rf_skipped_pooling", 5),
        ([Window(3, 2), Window(3, 2)], "rf_own_stride", 13),
        ([Window(3, 2), Window(3, 2)], "rf_gave_jump", 4),
        ([Window(3, 2), Window(3, 2), Window(3)], "rf_previous_stride_only", 11),
        ([Window(3), Window(3, 1, 2), Window(3, 1, 4)], "rf_ignored_dilation", 7),
        ([Window(3), Window(3, 1, 2), Window(3, 1, 4)], "rf_added_whole_kernel", 21),
        ([Window(3, padding=1), Window(3, padding=1)], "rf_counted_padding", 9),
        ([Window(3), Window(3)], "rf_forgot_first_position", 4),
        ([Window(3), Window(5)], "rf_last_layer_only", 5),
        ([Window(3, 2), Window(5)], "rf_later_strides", 7),
        ([Window(3, 2), Window(5)], "rf_no_strides_no_start", 6),
        ([Window(3), POOL, Window(3), POOL], "rf_skipped_last_pooling", 8),
        ([Window(3), POOL, Window(3), POOL, Window(3)], "rf_skipped_last_pooling", 12),
    ],
)
def test_known_wrong_numbers(layers: list[Window], misconception: str, value: int) -> None:
    """Each wrong procedure, carried out by hand on a small stack."""
    assert value in wrong(layers)[misconception]


def test_slips_apply_only_where_there_is_something_to_slip_on() -> None:
    """Without strides, dilation, padding or pooling nothing is said about them."""
    found = set(wrong([Window(3), Window(3)]))
    assert found == {"rf_sum_or_product", "rf_forgot_first_position", "rf_last_layer_only"}


def test_a_single_pooling_is_left_out_in_one_way_only() -> None:
    """To leave out the last of one pooling is to leave out all of them."""
    found = wrong([Window(3), POOL, Window(3)])
    assert "rf_skipped_pooling" in found
    assert "rf_skipped_last_pooling" not in found


def test_the_multiplied_kernels_of_a_long_stack_are_left_out() -> None:
    """Nobody types a product of thirty kernels; their sum may still be typed."""
    assert wrong([Window(7)] * 30)["rf_sum_or_product"] == {210}


def test_a_wrong_number_is_named() -> None:
    """Forgetting what the stride does to the layers after it is told as that."""
    for question in questions(2):
        slips = {slip.id: slip.value for slip in question.content.misconceptions}
        if "rf_forgot_jump" in slips:
            verdict = check(question.content, slips["rf_forgot_jump"])
            assert "rf_forgot_jump" in {slip.id for slip in verdict.misconceptions}
            return
    pytest.fail("no drawn stack has a stride before its last layer")


@pytest.mark.parametrize("level", LEVELS)
def test_the_answer_is_that_of_the_layers_shown(level: int) -> None:
    """On some axis of the stack that the question carries."""
    for question in questions(level):
        network = question.content.layer
        assert isinstance(network, Network)
        first = network.layers[0]
        assert isinstance(first, Conv | Pool)
        assert question.content.answer in receptive_field(network.layers, first.rank)


def test_levels_differ() -> None:
    """Level 1 is square and short; 2 has unequal kernels and calls; dilation and padding come at 3."""
    low, middle, high = ([question.content.prompt for question in questions(level)] for level in LEVELS)
    assert not any("dilation 2" in prompt or "dilation=" in prompt for prompt in (*low, *middle))
    assert any("nn." in prompt for prompt in middle)
    assert any("keras." in prompt for prompt in middle)
    assert not any("nn." in prompt for prompt in low)
    assert any("dilation=" in prompt for prompt in high)
    assert any("causal" in prompt for prompt in high)


def test_gaps_are_settled_by_the_prompt() -> None:
    """Where dilation may leave positions out, the prompt says that the stretch is counted."""
    for question in questions(3):
        if "dilation=" in question.content.prompt:
            assert "gaps" in question.content.prompt
