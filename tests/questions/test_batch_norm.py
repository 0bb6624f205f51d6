"""What a batch norm counts, and which bias it makes redundant."""

from __future__ import annotations

import pytest

from questions.checker import check
from questions.generator import draw_questions
from questions.layers.network import Network
from questions.layers.specs import BatchNorm, Conv
from questions.misconceptions.batch_norm import Measure, kept, norm_slips, pair_slips
from questions.question import Question
from questions.skills import SKILLS


def drawn(skill: str, level: int, count: int = 80) -> list[Question]:
    return list(draw_questions([SKILLS[skill]], [level], 3, count))


@pytest.mark.parametrize(
    ("measure", "count"),
    [("trainable", 128), ("reported", 256), ("non_trainable", 128), ("buffers", 129), ("state", 257)],
)
def test_what_64_channels_count(measure: Measure, count: int) -> None:
    """128 learned, 256 in Keras' summary, 129 numbers in PyTorch's buffers."""
    assert kept(BatchNorm(64), measure).of(64) == count


@pytest.mark.parametrize(
    ("norm", "measure", "misconception", "value"),
    [
        (BatchNorm(64), "trainable", "bn_two_or_four", 256),
        (BatchNorm(64), "reported", "bn_two_or_four", 128),
        (BatchNorm(64), "trainable", "bn_one_per_channel", 64),
        (BatchNorm(64), "trainable", "bn_once_per_layer", 2),
        (BatchNorm(64), "trainable", "bn_no_parameters", 0),
        (BatchNorm(64), "trainable", "bn_per_position", 128 * 49),
        (BatchNorm(64), "buffers", "forgot_batches_tracked", 128),
        (BatchNorm(64), "buffers", "batches_tracked_per_channel", 192),
        (BatchNorm(64), "state", "buffers_only", 129),
        (BatchNorm(64, scale=False), "reported", "ignored_switch", 256),
        (BatchNorm(64, scale=False), "reported", "switch_drops_statistics", 128),
        (BatchNorm(64, scale=False, shift=False), "trainable", "ignored_switch", 128),
    ],
)
def test_the_slips_of_a_batch_norm(norm: BatchNorm, measure: Measure, misconception: str, value: int) -> None:
    """On maps of 7×7."""
    found = {(slip.id, slip.value) for slip in norm_slips(norm, measure, (7, 7))}
    assert (misconception, value) in found


def test_the_slips_of_a_convolution_with_a_batch_norm() -> None:
    """Conv2d(3, 64, 3, bias=False) with a batch norm learns 1,856 numbers; 1,920 counts a bias that is not there."""
    conv, norm = Conv(3, 64, (3, 3), bias=False), BatchNorm(64)
    found = {(slip.id, slip.value) for slip in pair_slips(conv, norm, "trainable", (3, 28, 28), (26, 26))}
    assert ("bias_before_bn", 1920) in found
    assert ("forgot_bn", 1728) in found
    assert ("bn_of_input_channels", 1734) in found
    assert ("bn_two_or_four", 1984) in found


def test_levels_of_the_counts_differ() -> None:
    """All switches on at level 1; off at level 2; buffers, state and a convolution before it at level 3."""
    first, second, third = (drawn("batch_norm.parameters", level) for level in (1, 2, 3))
    assert all(question.content.layer == BatchNorm(question.content.layer.channels) for question in first)  # type: ignore[union-attr]  # a batch norm
    assert any("=False" in question.content.prompt for question in second)
    assert any(isinstance(question.content.layer, Network) for question in third)
    assert any("state_dict()" in question.content.prompt for question in third)


def test_nothing_learned_is_zero() -> None:
    """Without scale and shift a batch norm trains nothing; whoever counts them all the same is told so."""
    question = next(q for q in drawn("batch_norm.parameters", 2, 200) if q.content.answer == 0)
    channels = question.content.layer.channels  # type: ignore[union-attr]  # a batch norm
    assert {slip.id for slip in check(question.content, 2 * channels).misconceptions} >= {"ignored_switch"}


def test_about_half_of_the_statements_are_true() -> None:
    """At every level."""
    for level in (1, 2, 3):
        true = sum(question.content.answer is True for question in drawn("batch_norm.bias", level, 200))
        assert 70 <= true <= 130


def test_an_activation_in_between_keeps_the_bias() -> None:
    """Convolution, ReLU, batch norm: the answer turns around against convolution, batch norm, ReLU."""
    seen = set()
    for question in drawn("batch_norm.bias", 1, 200):
        prompt, answer = question.content.prompt, question.content.answer
        if "can still compute every function" in prompt:
            layers = question.content.layer.layers  # type: ignore[union-attr]  # a network
            order = "".join(type(layer).__name__[0] for layer in layers)
            assert answer is order.startswith("CB"), prompt
            seen.add(order)
    assert {"CB", "CBA", "CAB", "BAC"} <= seen


def test_what_can_be_saved_is_counted_over_the_right_convolutions() -> None:
    """A wrong sum is false, and the belief that leads to it is named."""
    sums = [question for question in drawn("batch_norm.bias", 3, 120) if "in all" in question.content.prompt]
    assert {question.content.answer for question in sums} == {True, False}
    for question in sums:
        assert check(question.content, not question.content.answer).misconceptions


def test_other_normalizations_are_asked_about() -> None:
    """Layer, group and instance norms, pooling, a batch norm without shift, a transposed and a dense layer."""
    prompts = " ".join(question.content.prompt for question in drawn("batch_norm.bias", 2, 200))
    for name in ("LayerNorm", "GroupNorm", "InstanceNorm2d", "MaxPool2d", "AvgPool2d", "affine=False", "Transpose2d"):
        assert name in prompts
    assert "nn.BatchNorm1d" in prompts


def test_the_forgotten_counter_is_told_first() -> None:
    """112 buffers of 56 channels: the counter is left out, more likely than the parameters given for the buffers."""
    slips = norm_slips(BatchNorm(56), "buffers", (14, 14))
    assert next(slip.id for slip in slips if slip.value == 112) == "forgot_batches_tracked"


def test_a_working_gives_its_number() -> None:
    """The counter of batches is part of what is written, too."""
    slips = {slip.id: slip for slip in norm_slips(BatchNorm(56), "buffers", (14, 14))}
    assert (slips["bn_per_position"].value, slips["bn_per_position"].working) == (21_953, "2·56·14·14 + 1")


def test_a_batch_norm_that_learns_nothing_still_keeps_a_state() -> None:
    """Its buffers are all that its state_dict holds, so it is no slip to give them."""
    slips = norm_slips(BatchNorm(64, scale=False, shift=False), "state", (7, 7))
    assert "buffers_only" not in {slip.id for slip in slips}
    assert not any(slip.value == 129 for slip in slips if slip.id != "ignored_switch")


def test_a_linear_layer_has_features() -> None:
    """Nothing is said of channels where there are none."""
    for level in (2, 3):
        for question in draw_questions([SKILLS["batch_norm.bias"]], [level], 8, 80):
            content = question.content
            if "nn.Linear" in content.prompt:
                told = (*content.hints, *map(str, content.explanation), *(m.feedback for m in content.misconceptions))
                assert not any("channel" in text for text in told), told
