"""Several small convolutions against one large one."""

from __future__ import annotations

from itertools import pairwise

import pytest

from questions.checker import check
from questions.generator import draw_questions
from questions.layers.network import Network
from questions.layers.specs import Conv
from questions.misconceptions.designs import Design, Designs, less, terms, true_terms
from questions.misconceptions.stacks import stack_slips
from questions.question import LEVELS, Question
from questions.skills import SKILLS

NAMES = ("stack.comparison", "stack.bottleneck", "stack.factorised")


def conv(entering: int, leaving: int, *kernel: int, groups: int = 1, bias: bool = False) -> Conv:
    return Conv(entering, leaving, kernel, groups=groups, bias=bias)


THREE = (conv(64, 64, 3, 3),) * 3
SEVEN = (conv(64, 64, 7, 7),)
TWO = (conv(64, 64, 3, 3),) * 2
FIVE = (conv(64, 64, 5, 5),)
BOTTLENECK = (conv(256, 64, 1, 1), conv(64, 64, 3, 3), conv(64, 256, 1, 1))
PLAIN = (conv(256, 256, 3, 3),) * 2
FLAT = (conv(64, 64, 1, 7), conv(64, 64, 7, 1))
SEPARABLE = (conv(32, 32, 3, 3, groups=32), conv(32, 64, 1, 1))
STANDARD = (conv(32, 64, 3, 3),)
SPLIT = (conv(64, 144, 1, 3, 3), conv(144, 64, 3, 1, 1))
CUBE = (conv(64, 64, 3, 3, 3),)


def designs(first: Design, second: Design, *, difference: bool = False) -> Designs:
    return Designs(first, second, difference, "the stack", "the single layer")


def wrong(first: Design, second: Design, *, difference: bool = False) -> dict[str, set[object]]:
    found: dict[str, set[object]] = {}
    for slip in stack_slips(designs(first, second, difference=difference)):
        found.setdefault(slip.id, set()).add(slip.value)
    return found


@pytest.mark.parametrize(
    ("first", "second", "own", "other"),
    [
        (THREE, SEVEN, 110_592, 200_704),
        (TWO, FIVE, 73_728, 102_400),
        (SEPARABLE, STANDARD, 2_336, 18_432),
        (FLAT, SEVEN, 57_344, 200_704),
        (BOTTLENECK, PLAIN, 69_632, 1_179_648),
        (SPLIT, CUBE, 110_592, 110_592),
    ],
)
def test_what_the_frameworks_count(first: Design, second: Design, own: int, other: int) -> None:
    """Both designs of each published comparison, and their difference."""
    assert designs(first, second).answer == own
    assert designs(second, first).answer == other
    assert designs(first, second, difference=True).answer == other - own


@pytest.mark.parametrize(
    ("first", "second", "misconception", "value"),
    [
        (THREE, SEVEN, "counted_one_layer", 9 * 64**2),
        (THREE, SEVEN, "kernels_added_before_squaring", 81 * 64**2),
        (THREE, SEVEN, "forgot_in_channels", 27 * 64),
        (THREE, SEVEN, "kernel_dims_summed", 18 * 64**2),
        (THREE, SEVEN, "one_kernel_dim", 9 * 64**2),
        (THREE, SEVEN, "added_bias_when_off", 110_592 + 3 * 64),
        (THREE, SEVEN, "counted_other_design", 200_704),
        (THREE, SEVEN, "filters_times_channels_out", 9 * (64**2 + 64**3 + 64**4)),
        (BOTTLENECK, PLAIN, "input_of_first_layer", 64 * 256 + 9 * 64 * 256 + 256 * 256),
        (BOTTLENECK, PLAIN, "forgot_pointwise", 9 * 64**2),
        (BOTTLENECK, PLAIN, "kernels_all_alike", 9 * (256 * 64 + 64**2 + 64 * 256)),
        (FLAT, SEVEN, "kernel_made_square", 2 * 200_704),
        (FLAT, SEVEN, "kernel_dims_summed", 2 * 8 * 64**2),
        (SEPARABLE, STANDARD, "depthwise_as_standard", 9 * 32 * 32 + 32 * 64),
        (SEPARABLE, STANDARD, "forgot_pointwise", 288),
    ],
)
def test_known_wrong_counts(first: Design, second: Design, misconception: str, value: int) -> None:
    """Each wrong procedure on the published designs, worked out by hand."""
    assert value in wrong(first, second)[misconception]


def test_wrong_differences() -> None:
    """49C² - 27C² goes wrong in its own ways."""
    found = wrong(THREE, SEVEN, difference=True)
    assert found["gave_total_instead"] == {110_592, 200_704}
    assert found["same_window_same_cost"] == {0}
    assert found["kernels_added_before_squaring"] == {(81 - 49) * 64**2}
    assert found["counted_one_layer"] == {40 * 64**2}


def test_biases_belong_to_every_layer() -> None:
    """With biases there are three ways to miscount them, without there is one."""
    layers = (conv(8, 16, 3, 3, bias=True), conv(16, 16, 3, 3, bias=True))
    found = wrong(layers, (conv(8, 16, 5, 5, bias=True),))
    weights = 9 * 8 * 16 + 9 * 16 * 16
    assert found["forgot_bias"] == {weights}
    assert found["bias_in_last_layer_only"] == {weights + 16}
    assert found["one_bias_total"] == {weights + 2}
    assert "added_bias_when_off" not in found
    assert not {"forgot_bias", "bias_in_last_layer_only", "one_bias_total"} & set(wrong(THREE, SEVEN))


def test_a_slip_of_the_weights_and_one_of_the_biases_are_told_as_two() -> None:
    """Flat filters and no biases: neither alone gives the number."""
    for question in draw_questions([SKILLS["stack.comparison"]], [2], 8, 60):
        slips = {slip.id: slip for slip in question.content.misconceptions}
        flat, bare = slips["forgot_in_channels"], slips.get("forgot_bias")
        if bare is None or flat.parts is None or bare.parts is None:
            continue
        verdict = check(question.content, flat.parts[0] + bare.parts[1])
        assert verdict.combined
        assert [slip.id for slip in verdict.misconceptions] == ["forgot_in_channels", "forgot_bias"]
        return
    pytest.fail("no drawn stack has biases")


def test_equal_neighbours_are_written_once() -> None:
    """`3·64·(3·3·64)`; with a bias the brackets hold both."""
    assert true_terms(THREE) == (110_592, 0, "3·64·(3·3·64)")
    assert terms([(8, (3, 3), 4, 8)] * 2) == (576, 16, "2·(8·(3·3·4) + 8)")
    assert less("a", "b + c") == "a - (b + c)"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("level", LEVELS)
def test_the_first_design_is_what_the_question_carries(name: str, level: int) -> None:
    """Its layers follow one another: each takes as many channels as the one before has filters."""
    for question in drawn(name, level):
        network = question.content.layer
        assert isinstance(network, Network)
        layers = [layer for layer in network.layers if isinstance(layer, Conv)]
        assert all(one.out_channels == other.in_channels for one, other in pairwise(layers))
        if " differ" not in question.content.prompt:
            assert question.content.answer == network.parameters().total


def drawn(name: str, level: int) -> list[Question]:
    return list(draw_questions([SKILLS[name]], [level], 4, 60))


def test_one_dimension_can_make_the_stack_dearer() -> None:
    """Two kernels of 3 have six weights where one of 5 has five, and the question then asks for the difference."""
    found = [question for question in drawn("stack.comparison", 2) if "1-d" in question.content.prompt]
    assert found
    for question in found:
        if " differ" in question.content.prompt:
            assert any("larger count is that of the stack" in str(step) for step in question.content.explanation)


def test_levels_differ() -> None:
    """Input sizes, groups and channels that change come at level 3; biases are seldom at level 1."""
    for name in NAMES:
        low, middle, high = ([question.content.prompt for question in drawn(name, level)] for level in LEVELS)
        assert not any("input is" in prompt for prompt in (*low, *middle))
        assert all("input is" in prompt for prompt in high)
    assert any("groups" in question.content.prompt for question in drawn("stack.bottleneck", 3))
    assert any("depth × height" in question.content.prompt for question in drawn("stack.factorised", 3))


@pytest.mark.parametrize("level", LEVELS)
def test_a_bottleneck_narrows(level: int) -> None:
    """Its middle has fewer channels than what enters and what leaves."""
    for question in drawn("stack.bottleneck", level):
        network = question.content.layer
        assert isinstance(network, Network)
        first, middle, last = network.layers
        assert isinstance(first, Conv)
        assert isinstance(middle, Conv)
        assert isinstance(last, Conv)
        assert middle.out_channels < min(first.in_channels, last.out_channels)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_compared_is_named_as_in_the_question(name: str) -> None:
    """No slip speaks of a single or plain layer that the question has not told."""
    for level in LEVELS:
        for question in drawn(name, level):
            told = " ".join(slip.feedback for slip in question.content.misconceptions)
            assert "single layer" not in told
            assert "plain layer" not in told
