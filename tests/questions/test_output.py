"""What comes out of a convolution: published sizes, and the wrong procedures that lead to known wrong ones."""

from __future__ import annotations

from typing import Any

import pytest

from questions.checker import check
from questions.generator import draw_questions
from questions.layers.counting import output_shape
from questions.layers.specs import Conv
from questions.misconceptions.output_rules import batch_slip, explicit_slips, rule_slips
from questions.misconceptions.output_size import OutputFacts
from questions.question import LEVELS, Question
from questions.skills import SKILLS

Slips = dict[str, Any]


def drawn(skill: str, level: int, count: int = 60) -> list[Question]:
    return list(draw_questions([SKILLS[skill]], [level], 4, count))


def facts(layer: Conv, size: tuple[int, ...], *, last: bool = False) -> OutputFacts:
    shape = (layer.in_channels, *size)
    return OutputFacts(layer, shape, output_shape(layer, shape), last=last)


def explicit(layer: Conv, *size: int) -> Slips:
    """The first of each kind; later ones keep the channels of the input as well."""
    return {slip.id: slip.value for slip in reversed(explicit_slips(facts(layer, size)))}


def by_rule(layer: Conv, *size: int) -> Slips:
    return {slip.id: slip.value for slip in reversed(rule_slips(facts(layer, size, last=True)))}


@pytest.mark.parametrize(
    ("layer", "size", "misconception", "value"),
    [
        (Conv(3, 10, (3, 3)), (24, 24), "out_forgot_plus_one", (10, 21, 21)),
        (Conv(3, 64, (7, 7), (2, 2)), (256, 256), "out_ceil", (64, 126, 126)),
        (Conv(3, 10, (3, 3), padding=(1, 1)), (24, 24), "out_single_padding", (10, 23, 23)),
        (Conv(3, 10, (3, 3), dilation=(2, 2)), (24, 24), "out_ignores_dilation", (10, 22, 22)),
        (Conv(3, 10, (3, 3), dilation=(2, 2)), (24, 24), "dilation_times_kernel", (10, 19, 19)),
        (Conv(3, 10, (3, 3)), (24, 24), "kept_in_channels", (3, 22, 22)),
        (Conv(32, 64, (3, 3)), (24, 24), "filters_times_channels_out", (2048, 22, 22)),
        (Conv(3, 10, (3, 3)), (24, 24), "conv_keeps_size", (10, 24, 24)),
        (Conv(3, 10, (3, 3)), (24, 24), "channels_at_wrong_end", (22, 22, 10)),
        (Conv(3, 10, (3, 5)), (24, 24), "kernel_sides_reversed", (10, 20, 22)),
        (Conv(3, 10, (3, 3), padding=(1, 1)), (24, 24), "out_ignores_padding", (10, 22, 22)),
        (Conv(3, 10, (3, 3), (2, 2)), (24, 24), "out_ignores_stride", (10, 22, 22)),
        (Conv(3, 10, (3, 3), (3, 3)), (24, 24), "plus_one_before_division", (10, 7, 7)),
    ],
)
def test_wrong_shapes_with_padding_in_numbers(
    layer: Conv, size: tuple[int, ...], misconception: str, value: tuple[int, ...]
) -> None:
    """The documented example of each wrong procedure."""
    assert explicit(layer, *size)[misconception] == value


@pytest.mark.parametrize(
    ("layer", "size", "misconception", "value"),
    [
        (Conv(3, 10, (3, 3), (2, 2), "same"), (25, 25), "same_means_unchanged", (25, 25, 10)),
        (Conv(3, 10, (3, 3), (2, 2), "same"), (25, 25), "same_rounds_down", (12, 12, 10)),
        (Conv(3, 10, (3, 3), (1, 1), "same"), (25, 25), "same_as_valid", (23, 23, 10)),
        (Conv(3, 10, (4, 4), (1, 1), "same"), (25, 25), "same_as_half_kernel", (26, 26, 10)),
        (Conv(3, 10, (3, 3), (2, 2)), (25, 25), "valid_as_same", (13, 13, 10)),
        (Conv(3, 10, (4, 4), (2, 2)), (25, 25), "out_ceil", (12, 12, 10)),
        (Conv(3, 10, (3,), padding="causal"), (25,), "causal_pads_both_sides", (27, 10)),
        (Conv(3, 10, (3,), padding="causal"), (25,), "same_as_valid", (23, 10)),
        (Conv(3, 10, (3, 3)), (25, 25), "channels_at_wrong_end", (10, 23, 23)),
    ],
)
def test_wrong_shapes_with_padding_as_a_rule(
    layer: Conv, size: tuple[int, ...], misconception: str, value: tuple[int, ...]
) -> None:
    """The same for Keras, channels last."""
    assert by_rule(layer, *size)[misconception] == value


def test_a_wrong_size_is_recognised_with_the_channels_of_the_input() -> None:
    """(3, 21, 21): the + 1 is left out, and the channels are kept."""
    slips = explicit_slips(facts(Conv(3, 10, (3, 3)), (24, 24)))
    assert [slip.id for slip in slips if slip.value == (3, 21, 21)] == ["out_forgot_plus_one"]
    assert not [slip.value for slip in slips if slip.value == (3, 22, 22) and slip.id != "kept_in_channels"]
    slips = rule_slips(facts(Conv(3, 10, (3, 3), (2, 2), "same"), (25, 25), last=True))
    assert [slip.id for slip in slips if slip.value == (12, 12, 3)] == ["same_as_valid", "same_rounds_down"]


@pytest.mark.parametrize("skill", ["output.pytorch", "output.keras"])
def test_no_hint_is_the_answer(skill: str) -> None:
    """Also where every size stays as it is."""
    for level in LEVELS:
        for question in drawn(skill, level):
            assert not any(str(question.content.answer) in hint for hint in question.content.hints)


def test_what_does_not_apply_is_not_held_against_anybody() -> None:
    """Without stride, padding and dilation nothing is said of them; an exact division cannot be rounded."""
    plain = set(explicit(Conv(3, 10, (3, 3)), 24, 24))
    assert not plain & {"out_ceil", "out_single_padding", "out_ignores_padding", "out_ignores_stride"}
    assert "out_ceil" not in explicit(Conv(3, 10, (2, 2), (2, 2)), 24, 24)
    assert "conv_keeps_size" not in explicit(Conv(3, 10, (3, 3), padding=(1, 1)), 24, 24)
    assert "kept_in_channels" not in explicit(Conv(8, 8, (3, 3)), 24, 24)


def test_a_procedure_that_leaves_nothing_gives_no_shape() -> None:
    """A 9-wide window of d·K positions does not fit into 8: there is no size to name."""
    assert "dilation_times_kernel" not in explicit(Conv(3, 10, (3,), dilation=(3,)), 8)


@pytest.mark.parametrize("skill", ["output.pytorch", "output.keras"])
def test_only_level_3_has_a_batch(skill: str) -> None:
    """The prompt says that its axis is left out, and who keeps it is told so."""
    for level in LEVELS:
        for question in drawn(skill, level, 30):
            said = "Leave the batch axis out" in question.content.prompt
            assert said is (level == 3)
    content = drawn(skill, 3, 1)[0].content
    slip = next(slip for slip in content.misconceptions if slip.id == "kept_batch_axis")
    assert isinstance(slip.value, tuple)
    assert slip.value[1:] == content.answer
    assert check(content, slip.value).misconceptions[0].id == "kept_batch_axis"


def test_the_batch_slip_names_the_whole_tensor() -> None:
    """Batch 16 of the source's layer."""
    assert batch_slip(facts(Conv(3, 10, (3, 3)), (24, 24)), 16).value == (16, 10, 22, 22)


@pytest.mark.parametrize("skill", ["output.pytorch", "output.keras"])
def test_levels_differ(skill: str) -> None:
    """Level 1 is square with two spatial axes; 2 has all ranks and unequal sides; 3 has dilation."""
    first = [question.content.layer for question in drawn(skill, 1)]
    second = [question.content.layer for question in drawn(skill, 2)]
    third = [question.content.layer for question in drawn(skill, 3)]
    assert all(isinstance(layer, Conv) for layer in first + second + third)
    assert {layer.rank for layer in first} == {2}  # type: ignore[union-attr]  # convolutions, see above
    assert {layer.rank for layer in second} == {1, 2, 3}  # type: ignore[union-attr]
    assert any(len(set(layer.kernel_size)) > 1 for layer in second)  # type: ignore[union-attr]
    assert {max(layer.dilation) for layer in second} == {1}  # type: ignore[union-attr]
    assert max(max(layer.dilation) for layer in third) > 1  # type: ignore[union-attr]


def test_keras_says_its_padding() -> None:
    """'valid', 'same' or 'causal' stands in every prompt, also where it is the default."""
    rules = set()
    for level in LEVELS:
        for question in drawn("output.keras", level):
            layer = question.content.layer
            assert isinstance(layer, Conv)
            rule = layer.padding if isinstance(layer.padding, str) else "valid"
            rules.add(rule)
            assert f"'{rule}'" in question.content.prompt
    assert rules == {"valid", "same", "causal"}


def test_a_size_that_stays_is_asked_too() -> None:
    """Padding that makes up for the kernel is the commonest setting of all."""
    contents = [question.content for question in drawn("output.pytorch", 2, 200)]
    kept = [c for c in contents if c.input_shape and isinstance(c.answer, tuple) and c.answer[1:] == c.input_shape[1:]]
    assert kept
