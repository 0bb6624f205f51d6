"""Totals of small networks: published networks, and the slips on the way through pooling and flatten."""

from __future__ import annotations

import pytest

from questions.generator import draw_questions
from questions.layers.network import Network
from questions.layers.specs import Activation, Conv, Dense, Flatten, Pool
from questions.misconceptions.chain import Chain
from questions.misconceptions.networks import bias_slips, weight_slips
from questions.question import LEVELS, Misconception
from questions.skills import SKILLS

POOL, RELU = Pool("max", (2, 2)), Activation()
COURSE = Chain(
    Network(
        (
            Conv(3, 32, (9, 9)), POOL, Conv(32, 64, (5, 5)), POOL, Conv(64, 64, (5, 5)), POOL, Flatten(),
            Dense(9216, 64), Dense(64, 3),
        )
    ),
    (3, 128, 128),
)  # fmt: skip
"""128×128×3, CONV-9-32, POOL-2, CONV-5-64, POOL-2, CONV-5-64, POOL-2, FC-64, FC-3."""

DIGITS = Chain(
    Network((Conv(1, 32, (3, 3)), RELU, POOL, Flatten(), Dense(5408, 100), RELU, Dense(100, 10))), (1, 28, 28)
)
"""The network that was asked about: 28×28×1, 32 filters 3×3, pooling, 100 units, 10 units."""


def values(slips: tuple[Misconception, ...]) -> dict[str, set[object]]:
    found: dict[str, set[object]] = {}
    for slip in slips:
        found.setdefault(slip.id, set()).add(slip.value)
    return found


@pytest.mark.parametrize(("chain", "biases", "total"), [(COURSE, 227, 751_619), (DIGITS, 142, 542_230)])
def test_published_networks(chain: Chain, biases: int, total: int) -> None:
    """Weights and biases apart, together the published total."""
    count = chain.network.parameters()
    assert (count.biases, count.total) == (biases, total)
    assert chain.weights() == count.weights == total - biases
    assert sum(chain.bias_terms()) == biases


@pytest.mark.parametrize(
    ("misconception", "value"),
    [
        ("flatten_slips", 288 + 26 * 26 * 32 * 100 + 1000),
        ("flatten_slips", 288 + 13 * 13 * 100 + 1000),
        ("flatten_slips", 288 + 32 * 100 + 1000),
        ("conv_keeps_size", 288 + 14 * 14 * 32 * 100 + 1000),
        ("forgot_last_layer", 541_088),
        ("forgot_dense_layers", 288),
        ("forgot_conv_layers", 541_800),
        ("counted_biases_too", 542_230),
        ("pool_has_params", 542_088 + 4),
        ("pool_has_params", 542_088 + 128),
        ("one_kernel_dim", 541_800 + 96),
        ("unshared_weights", 541_800 + 288 * 26 * 26),
    ],
)
def test_wrong_weights(misconception: str, value: int) -> None:
    """What becomes of 542,088 weights."""
    assert DIGITS.network.parameters().weights == 542_088
    assert value in values(weight_slips(DIGITS))[misconception]


def test_channels_that_multiply() -> None:
    """A second convolution that is taken to give a map per filter and channel has 32·64 maps, not 64."""
    chain = Chain(Network((Conv(1, 32, (3, 3)), Conv(32, 64, (3, 3)), Flatten(), Dense(64, 10))), (1, 5, 5))
    assert values(weight_slips(chain))["filters_times_channels_out"] == {288 + 64 * 32 * 9 + 32 * 64 * 10}
    assert values(weight_slips(chain))["forgot_in_channels"] == {288 + 64 * 9 + 640}


def test_pooling_is_rounded_up_only_where_it_does_not_fit() -> None:
    """13 positions leave 6 pairs; 26 leave no remainder."""
    odd = Chain(Network((Conv(1, 4, (3, 3)), POOL, Flatten(), Dense(144, 5))), (1, 15, 15))
    assert 36 + 7 * 7 * 4 * 5 in values(weight_slips(odd))["flatten_slips"]
    assert len(values(weight_slips(DIGITS))["flatten_slips"]) == 2 * 3  # each also without the last layer


def test_same_padding_taken_for_none() -> None:
    """28 is kept and halved to 14; without padding 13 would be left."""
    same = Chain(Network((Conv(1, 4, (3, 3), padding="same"), POOL, Flatten(), Dense(784, 5))), (1, 28, 28))
    assert values(weight_slips(same))["same_as_valid"] == {36 + 13 * 13 * 4 * 5}
    assert "same_as_valid" not in values(weight_slips(DIGITS))


@pytest.mark.parametrize(
    ("misconception", "value"),
    [
        ("one_bias_total", 3),
        ("forgot_last_layer", 132),
        ("forgot_conv_layers", 110),
        ("forgot_dense_layers", 32),
        ("pool_has_params", 174),
        ("bias_per_input_channel", 1 + 5408 + 100),
        ("bias_per_output_position", 32 * 26 * 26 + 110),
        ("gave_weights_instead", 542_088),
        ("gave_total_instead", 542_230),
    ],
)
def test_wrong_biases(misconception: str, value: int) -> None:
    """What becomes of 142 biases."""
    assert value in values(bias_slips(DIGITS))[misconception]


def test_biases_that_are_switched_off() -> None:
    """Only what has biases counts; a convolution without them tempts to add some."""
    chain = Chain(Network((Conv(1, 8, (3, 3), bias=False), Flatten(), Dense(8, 4), Dense(4, 2))), (1, 3, 3))
    assert chain.bias_terms() == [4, 2]
    assert values(bias_slips(chain))["added_bias_when_off"] == {14}
    assert "bias_per_output_position" not in values(bias_slips(chain))


@pytest.mark.parametrize("skill", ["network.weights", "network.biases"])
def test_answers_are_the_networks_own_counts(skill: str) -> None:
    """One, two and three convolutions; the layers fit one another."""
    for level in LEVELS:
        for question in draw_questions([SKILLS[skill]], [level], 6, 40):
            network, shape = question.content.layer, question.content.input_shape
            assert isinstance(network, Network)
            assert shape is not None
            count = network.parameters()
            assert question.content.answer == (count.weights if skill.endswith("weights") else count.biases)
            assert sum(isinstance(layer, Conv) for layer in network.layers) == level
            assert list(network.shapes(shape))[-1] == (Chain(network, shape).dense[-1].out_features,)


def test_the_flatten_size_is_never_given_away() -> None:
    """PyTorch's first dense layer is a lazy one where the weights are asked for."""
    for level in LEVELS:
        for question in draw_questions([SKILLS["network.weights"]], [level], 12, 60):
            network, shape = question.content.layer, question.content.input_shape
            assert isinstance(network, Network)
            assert shape is not None
            assert f"nn.Linear({Chain(network, shape).dense[0].in_features}," not in question.content.prompt
