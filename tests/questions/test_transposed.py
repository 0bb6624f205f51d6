"""Transposed convolutions: parameters, and outputs by two rules that differ.

The expected numbers are what PyTorch and Keras report.
"""

from __future__ import annotations

import pytest

from questions.checker import check
from questions.generator import draw_questions
from questions.layers.counting import output_shape, parameters
from questions.layers.specs import ConvTranspose
from questions.misconceptions import parameter_slips
from questions.misconceptions.transposed import transposed_slips
from questions.misconceptions.transposed_output import keras_output_slips, pytorch_output_slips
from questions.question import Question
from questions.skills import SKILLS
from questions.worked import explain_parameters

UPSAMPLING = ConvTranspose(16, 8, (4, 4), (2, 2), (1, 1))
UNET = ConvTranspose(64, 32, (2, 2), (2, 2), "valid")


def drawn(skill: str, level: int, count: int = 60) -> list[Question]:
    return list(draw_questions([SKILLS[skill]], [level], 3, count))


@pytest.mark.parametrize(
    ("layer", "count"),
    [
        (UPSAMPLING, 2056),
        (ConvTranspose(16, 8, (4, 4), (2, 2), (1, 1), bias=False), 2048),
        (ConvTranspose(16, 8, (4, 4), (2, 2), (1, 1), groups=4), 520),
        (ConvTranspose(16, 8, (4,), (2,), "same"), 520),
        (UNET, 8224),
    ],
)
def test_published_counts(layer: ConvTranspose, count: int) -> None:
    """What the frameworks report."""
    assert parameters(layer).total == count


@pytest.mark.parametrize(
    ("id_", "value"),
    [
        ("forgot_bias", 2048),
        ("bias_per_input_channel", 2064),
        ("one_bias_total", 2049),
        ("multiplied_by_stride", 8200),
        ("forgot_in_channels", 136),
        ("forgot_filters", 264),
        ("forgot_kernel", 136),
        ("one_kernel_dim", 520),
        ("bias_per_channel_slice", 2176),
    ],
)
def test_wrong_counts(id_: str, value: int) -> None:
    """A 4×4 kernel from 16 to 8 channels has 2,056 parameters; each slip gives another number."""
    slips = (*parameter_slips(UPSAMPLING, (16, 12, 12)), *transposed_slips(UPSAMPLING, (16, 12, 12)))
    assert value in {slip.value for slip in slips if slip.id == id_}


def test_wrong_counts_with_groups() -> None:
    """520 with four groups: 2,056 without them, 136 if they are divided out twice."""
    layer = ConvTranspose(16, 8, (4, 4), (2, 2), (1, 1), groups=4)
    found = {slip.id: slip.value for slip in transposed_slips(layer, (16, 12, 12))}
    assert found["forgot_groups"] == 2056
    assert found["one_group_only"] == 136
    assert found["divided_bias_by_groups"] == 514


def test_a_slip_about_the_weights_meets_one_about_the_biases() -> None:
    """Without input channels and biases, both are named."""
    for question in drawn("transposed.parameters", 1, 20):
        layer = question.content.layer
        assert isinstance(layer, ConvTranspose)
        if layer.bias:
            value = parameters(layer).weights // layer.in_channels
            verdict = check(question.content, value)
            if verdict.combined:
                assert {slip.id for slip in verdict.misconceptions} == {"forgot_in_channels", "forgot_bias"}
                return
    raise AssertionError("no question showed both slips")


def test_the_documented_pytorch_example() -> None:
    """12 with kernel 4, stride 2, padding 1 gives 24; the formula of a convolution gives 6."""
    assert output_shape(UPSAMPLING, (16, 12, 12)) == (8, 24, 24)
    found = {slip.id: slip.value for slip in pytorch_output_slips(UPSAMPLING, (16, 12, 12))}
    assert found["transposed_with_conv_formula"] == (8, 6, 6)
    assert found["transposed_padding_added"] == (8, 28, 28)
    assert found["out_single_padding"] == (8, 25, 25)
    assert found["out_ignores_padding"] == (8, 26, 26)
    assert found["kept_in_channels"] == (16, 24, 24)
    assert found["channels_at_wrong_end"] == (24, 24, 8)


def test_output_padding_in_pytorch() -> None:
    """It is added once, at the end."""
    layer = ConvTranspose(4, 2, (3,), (2,), (1,), (1,))
    assert output_shape(layer, (4, 10)) == (2, 20)
    found = {slip.id: slip.value for slip in pytorch_output_slips(layer, (4, 10))}
    assert found["forgot_output_padding"] == (2, 19)
    assert found["output_padding_twice"] == (2, 21)


@pytest.mark.parametrize(
    ("layer", "shape", "output"),
    [
        (UNET, (64, 28, 28), (32, 56, 56)),
        (ConvTranspose(16, 8, (2, 2), (3, 3), "valid"), (16, 12, 12), (8, 36, 36)),
        (ConvTranspose(16, 8, (4, 4), (2, 2), "same"), (16, 12, 12), (8, 24, 24)),
        (ConvTranspose(16, 8, (4,), (2,), "same"), (16, 50), (8, 100)),
    ],
)
def test_keras_outputs(layer: ConvTranspose, shape: tuple[int, ...], output: tuple[int, ...]) -> None:
    """What Keras gives, here channels first."""
    assert output_shape(layer, shape) == output


def test_where_the_frameworks_differ() -> None:
    """A kernel of 2 at stride 3: Keras fills up the last stride, PyTorch would give 35."""
    layer = ConvTranspose(16, 8, (2, 2), (3, 3), "valid")
    found = {slip.id: slip.value for slip in keras_output_slips(layer, (16, 12, 12))}
    assert found["transposed_pytorch_rule"] == (35, 35, 8)
    assert "transposed_times_stride" not in found


def test_same_is_not_pytorchs_padding() -> None:
    """'same' multiplies by the stride; half the kernel as padding leaves one position less."""
    layer = ConvTranspose(16, 8, (4, 4), (2, 2), "same")
    found = {slip.id: slip.value for slip in keras_output_slips(layer, (16, 12, 12))}
    assert found["transposed_pytorch_rule"] == (22, 22, 8)
    assert found["same_means_unchanged"] == (12, 12, 8)
    assert found["transposed_with_conv_formula"] == (6, 6, 8)


@pytest.mark.parametrize("skill", ["transposed.output_pytorch", "transposed.output_keras"])
def test_the_order_of_the_axes_is_said(skill: str) -> None:
    """A shape can only be right or wrong in an order that was asked for."""
    order = "channels first" if skill.endswith("pytorch") else "channels last"
    for level in (1, 2, 3):
        for question in drawn(skill, level, 20):
            assert order in question.content.prompt
            assert "without the batch axis" in question.content.prompt


def test_a_kept_batch_axis_is_recognised() -> None:
    """The whole output's shape is told apart from that of one example."""
    batched = [question for question in drawn("transposed.output_pytorch", 3) if "batch of" in question.content.prompt]
    assert batched
    for question in batched:
        slip = next(slip for slip in question.content.misconceptions if slip.id == "kept_batch_axis")
        assert isinstance(slip.value, tuple)
        assert slip.value[1:] == question.content.answer
        assert slip in check(question.content, slip.value).misconceptions


def test_levels_differ() -> None:
    """Dilation, groups and batches come last; the first level has neither padding in numbers nor a second framework."""
    first, third = drawn("transposed.parameters", 1), drawn("transposed.parameters", 3)
    assert all(question.content.layer.groups == 1 for question in first)  # type: ignore[union-attr]  # a transposed convolution
    assert any(question.content.layer.groups > 1 for question in third)  # type: ignore[union-attr]  # the same
    assert not any("output_padding" in question.content.prompt for question in drawn("transposed.output_keras", 2))
    assert any("output_padding" in question.content.prompt for question in drawn("transposed.output_keras", 3))
    assert any("dilation" in question.content.prompt for question in drawn("transposed.output_pytorch", 3))


def _layers(skill: str, level: int) -> list[ConvTranspose]:
    layers = [question.content.layer for question in drawn(skill, level, 120)]
    assert all(isinstance(layer, ConvTranspose) for layer in layers)
    return layers  # type: ignore[return-value]  # as just checked


@pytest.mark.parametrize("level", [1, 2, 3])
@pytest.mark.parametrize("skill", ["transposed.parameters", "transposed.output_pytorch", "transposed.output_keras"])
def test_layers_are_those_of_real_networks(skill: str, level: int) -> None:
    """No more than twenty million weights, and a stride beyond the kernel only in Keras, which fills it up."""
    for layer in _layers(skill, level):
        assert parameters(layer).weights <= 20_000_000
        if skill == "transposed.output_pytorch" or level == 1:
            assert all(s <= k for s, k in zip(layer.stride, layer.kernel_size, strict=True))
        if level > 1:
            assert layer.out_channels <= layer.in_channels


def test_keras_still_shows_what_it_fills_up() -> None:
    """Now and then a stride is larger than the kernel."""
    layers = (*_layers("transposed.output_keras", 2), *_layers("transposed.output_keras", 3))
    assert any(min(layer.stride) > min(layer.kernel_size) for layer in layers)


def test_output_padding_is_written_out() -> None:
    """Workings use PyTorch's word for it, and only where the layer has it."""
    layer = ConvTranspose(4, 2, (3,), (2,), (1,), (1,))
    with_it = {slip.id: slip.working for slip in pytorch_output_slips(layer, (4, 10))}
    assert with_it["output_padding_twice"] == "(H - 1)·s - 2p + d·(k - 1) + 2·output_padding + 1 with H = 10"
    assert not any("output_padding" in slip.working for slip in pytorch_output_slips(UPSAMPLING, (16, 12, 12)))


def test_one_output_channel_is_told_in_the_singular() -> None:
    """A kernel for the one output channel, for both, for each of the three."""
    for count, said in ((1, "for the one output channel"), (2, "for both output channels"), (3, "for each of the 3")):
        idle, first, *_ = explain_parameters(ConvTranspose(16, count, (4, 4), (2, 2)))
        assert idle.sentence == "The stride plays no part."
        assert said in first.sentence
