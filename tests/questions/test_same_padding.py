"""Which padding keeps the size, or divides it by the stride."""

from __future__ import annotations

import pytest

from questions.checker import check
from questions.generator import draw_questions
from questions.layers.output import output_shape
from questions.layers.specs import Conv
from questions.misconceptions.same_padding import Axis, Form, Frame, padding_slips
from questions.question import LEVELS, Question
from questions.skills import SKILLS

SKILL = SKILLS["padding.same"]


def questions(level: int, count: int = 100) -> list[Question]:
    return list(draw_questions([SKILL], [level], 9, count))


def wrong(form: Form, axis: Axis, other: Axis | None = None) -> dict[str, set[object]]:
    found: dict[str, set[object]] = {}
    for slip in padding_slips(Frame(form, axis, other)):
        found.setdefault(slip.id, set()).add(slip.value)
    return found


@pytest.mark.parametrize(
    ("axis", "padding"),
    [
        (Axis(28, 3), 1),
        (Axis(28, 5), 2),
        (Axis(224, 7), 3),
        (Axis(56, 3, 2), 2),
        (Axis(56, 3, 12), 12),
        (Axis(224, 7, stride=2), 3),
        (Axis(56, 3, stride=2), 1),
        (Axis(64, 4, stride=2), 1),
        (Axis(224, 16, stride=16), 0),
        (Axis(224, 7, stride=4), 2),
    ],
)
def test_paddings_of_real_layers(axis: Axis, padding: int) -> None:
    """The usual ones: half the kernel at stride 1, the dilation for a dilated 3, the stems of networks."""
    assert axis.padding == padding
    layer = Conv(1, 1, (axis.kernel,), (axis.stride,), (padding,), (axis.dilation,))
    assert output_shape(layer, (1, axis.size)) == (1, axis.size // axis.stride)
    if padding:
        less = Conv(1, 1, (axis.kernel,), (axis.stride,), (padding - 1,), (axis.dilation,))
        assert output_shape(less, (1, axis.size)) != (1, axis.size // axis.stride)


@pytest.mark.parametrize(
    ("frame", "answer"),
    [
        (Frame("side", Axis(28, 5, 2)), 4),
        (Frame("both", Axis(28, 5, 2)), 8),
        (Frame("extent", Axis(28, 5, 2)), 36),
        (Frame("zeros", Axis(28, 5), Axis(40, 3)), 32 * 42 - 28 * 40),
        (Frame("kernel", Axis(28, 5, 2)), 5),
        (Frame("dilation", Axis(28, 5, 2)), 2),
        (Frame("shrink", Axis(224, 7, stride=2)), 3),
    ],
)
def test_what_each_form_asks_for(frame: Frame, answer: int) -> None:
    """One fact, asked in seven ways."""
    assert frame.answer == answer


@pytest.mark.parametrize(
    ("form", "axis", "other", "misconception", "value"),
    [
        ("side", Axis(28, 5, 2), None, "padding_ignored_dilation", 2),
        ("side", Axis(28, 5, 2), None, "padding_both_sides_at_once", 8),
        ("side", Axis(28, 5), None, "padding_whole_kernel", 5),
        ("side", Axis(28, 5), None, "out_forgot_plus_one", 3),
        ("side", Axis(28, 5, 3), None, "padding_dilated_kernel", 7),
        ("side", Axis(28, 5), Axis(28, 3), "padding_of_other_axis", 1),
        ("both", Axis(28, 5), None, "padding_one_side_only", 2),
        ("extent", Axis(28, 5), None, "out_single_padding", 30),
        ("extent", Axis(28, 5), None, "gave_output_size", 28),
        ("extent", Axis(28, 5), None, "gave_padding_instead", 4),
        ("zeros", Axis(28, 5), Axis(40, 3), "padding_forgot_corners", 2 * 2 * 40 + 2 * 1 * 28),
        ("zeros", Axis(28, 5), Axis(40, 3), "gave_padded_area", 32 * 42),
        ("zeros", Axis(28, 5), Axis(40, 3), "out_single_padding", 30 * 41 - 28 * 40),
        ("kernel", Axis(28, 5, 2), None, "padding_ignored_dilation", 9),
        ("kernel", Axis(28, 5, 2), None, "out_single_padding", 3),
        ("kernel", Axis(28, 5, 2), None, "padding_times_dilation", 17),
        ("dilation", Axis(28, 5, 4), None, "out_single_padding", 2),
        ("dilation", Axis(28, 5, 4), None, "padding_is_dilation", 8),
        ("shrink", Axis(224, 7, stride=2), None, "same_means_unchanged", 115),
        ("shrink", Axis(224, 7, stride=2), None, "padding_rounded_down", 2),
        ("shrink", Axis(224, 7, stride=4), None, "padding_as_for_stride_one", 3),
        ("shrink", Axis(224, 7, stride=2), None, "out_forgot_plus_one", 4),
        ("shrink", Axis(224, 7, stride=2), None, "padding_both_sides_at_once", 5),
        ("shrink", Axis(224, 7, 2, stride=2), None, "padding_ignored_dilation", 3),
    ],
)
def test_known_wrong_numbers(form: Form, axis: Axis, other: Axis | None, misconception: str, value: int) -> None:
    """Each wrong procedure, carried out by hand."""
    assert value in wrong(form, axis, other)[misconception]


def test_half_the_kernel_is_no_mistake_where_it_is_right() -> None:
    """With stride 2 and an odd kernel the padding of stride 1 is also the smallest one."""
    assert "padding_as_for_stride_one" not in wrong("shrink", Axis(224, 7, stride=2))


@pytest.mark.parametrize("level", LEVELS)
def test_the_layer_shown_does_what_is_asked(level: int) -> None:
    """With the padding that was looked for, the output has the input's size divided by the stride."""
    for question in questions(level):
        layer, shape = question.content.layer, question.content.input_shape
        assert isinstance(layer, Conv)
        assert shape is not None
        wanted = tuple(size // step for size, step in zip(shape[1:], layer.stride, strict=True))
        assert output_shape(layer, shape)[1:] == wanted


def test_one_side_and_both_sides_are_told_apart() -> None:
    """Both are asked for; the prompt says which, and the other number is named when given."""
    asked = {str(question.content.same_as[0]): question for question in questions(1)}
    assert "on each side" in asked["side"].content.prompt
    assert "both sides together" in asked["both"].content.prompt
    answer = asked["both"].content.answer
    assert isinstance(answer, int)
    named = {slip.id for slip in check(asked["both"].content, answer // 2).misconceptions}
    assert "padding_one_side_only" in named


def test_levels_differ() -> None:
    """Level 1 has square kernels without dilation; strides, channels and batches come at level 3."""
    low, middle, high = ([question.content.prompt for question in questions(level)] for level in LEVELS)
    assert all("no dilation" in prompt for prompt in low)
    assert any("dilation 3" in prompt for prompt in middle)
    assert all("stride 1" in prompt for prompt in (*low, *middle))
    assert any("smallest padding" in prompt for prompt in high)
    assert all("channels" in prompt for prompt in high)
