"""From the total back to the layer."""

from __future__ import annotations

from collections import Counter

import pytest

from questions.checker import check
from questions.generator import draw_questions
from questions.layers.parameters import parameters
from questions.layers.specs import Conv
from questions.misconceptions.inverse import Riddle, Unknown, inverse_slips
from questions.question import LEVELS, Question
from questions.skills import SKILLS
from questions.submission import AnswerKind

SOURCE = Conv(3, 10, (3, 3))
BARE = Conv(3, 10, (3, 3), bias=False)


def questions(name: str, level: int, count: int = 100) -> list[Question]:
    return list(draw_questions([SKILLS[name]], [level], 2, count))


def wrong(layer: Conv, unknown: Unknown) -> dict[str, set[object]]:
    found: dict[str, set[object]] = {}
    for slip in inverse_slips(Riddle(layer, unknown)):
        found.setdefault(slip.id, set()).add(slip.value)
    return found


def convolution(question: Question) -> Conv:
    assert isinstance(question.content.layer, Conv)
    return question.content.layer


@pytest.mark.parametrize(
    ("layer", "unknown", "answer"),
    [
        (SOURCE, "filters", 10),
        (SOURCE, "channels", 3),
        (SOURCE, "side", 3),
        (Conv(16, 32, (3, 3), groups=4), "channels", 16),
    ],
)
def test_what_is_asked_for(layer: Conv, unknown: Unknown, answer: int) -> None:
    """280 parameters, ten filters of 3×3 on three channels: any one of them can be asked back."""
    assert Riddle(layer, unknown).answer == answer
    assert Riddle(SOURCE, "filters").total == 280


@pytest.mark.parametrize(
    ("layer", "unknown", "misconception", "value"),
    [
        (SOURCE, "filters", "forgot_in_channels", 28),
        (SOURCE, "filters", "forgot_kernel", 70),
        (SOURCE, "filters", "gave_one_filter", 28),
        (SOURCE, "filters", "kernel_dims_summed", 15),
        (BARE, "filters", "forgot_kernel", 90),
        (Conv(1, 30, (2, 2)), "filters", "forgot_bias", 38),
        (Conv(2, 3, (1, 1), bias=False), "filters", "added_bias_when_off", 2),
        (Conv(16, 32, (3, 3), groups=4), "filters", "forgot_groups", 8),
        (SOURCE, "channels", "forgot_kernel", 27),
        (SOURCE, "channels", "one_kernel_dim", 9),
        (SOURCE, "channels", "forgot_filters", 30),
        (Conv(7, 5, (1, 1)), "channels", "forgot_bias", 8),
        (Conv(16, 32, (3, 3), groups=4), "channels", "gave_one_group", 4),
        (SOURCE, "side", "forgot_root", 9),
        (SOURCE, "side", "halved_for_root", 5),
        (SOURCE, "side", "forgot_in_channels", 5),
        (Conv(3, 4, (4, 4, 4)), "side", "square_root_in_3d", 8),
        (Conv(3, 4, (9,)), "side", "kernel_squared_in_1d", 3),
        (Conv(16, 32, (6, 6), groups=4), "side", "forgot_groups", 3),
    ],
)
def test_known_wrong_numbers(layer: Conv, unknown: Unknown, misconception: str, value: int) -> None:
    """Each wrong procedure, carried out by hand and rounded as a learner would."""
    assert value in wrong(layer, unknown)[misconception]


def test_a_slip_that_rounding_hides_is_left_out() -> None:
    """280/27 is 10.37: whoever rounds it gets the right filters, so the number proves nothing about the bias."""
    assert "forgot_bias" not in wrong(SOURCE, "filters")


@pytest.mark.parametrize("level", LEVELS)
def test_exactly_one_number_fits(level: int) -> None:
    """Put back into the layer, the answer gives the total, and its neighbours do not."""
    for question in questions("inverse.parameters", level):
        layer, answer = convolution(question), question.content.answer
        unknown = question.content.same_as[0]
        total = parameters(layer).total
        assert isinstance(answer, int)
        assert f"{total:,}" in question.content.prompt
        for guess in (answer - 1, answer + 1, 2 * answer):
            if guess < 1 or (guess % layer.groups and unknown != "side"):
                continue
            changed = {"filters": layer.out_channels, "channels": layer.in_channels, "side": 0}
            changed[str(unknown)] = guess
            kernel = (guess,) * layer.rank if unknown == "side" else layer.kernel_size
            other = Conv(changed["channels"], changed["filters"], kernel, groups=layer.groups, bias=layer.bias)
            assert parameters(other).total != total


def test_the_answer_itself_is_not_told() -> None:
    """A PyTorch call has a letter in its place."""
    for question in questions("inverse.parameters", 2):
        unknown = question.content.same_as[0]
        if "PyTorch" in question.content.prompt:
            letter = {"filters": "N", "channels": "C", "side": "K"}[str(unknown)]
            assert f"What is {letter}" in question.content.prompt


def test_a_root_has_no_set_up_to_type() -> None:
    """The set-up ends before the root; a 1-d kernel needs none."""
    for question in (q for level in LEVELS for q in questions("inverse.parameters", level)):
        rooted = question.content.same_as[0] == "side" and convolution(question).rank > 1
        assert question.content.has_setup is not rooted


@pytest.mark.parametrize("level", LEVELS)
def test_the_total_decides_about_the_bias(level: int) -> None:
    """It is the weights alone, or the weights and one number per filter; both come about as often."""
    said = Counter[object]()
    for question in questions("inverse.bias", level):
        layer, content = convolution(question), question.content
        assert content.kind is AnswerKind.TRUTH
        weights = parameters(layer).weights
        total = weights + layer.out_channels if content.answer else weights
        assert f"{total:,}" in content.prompt
        said[content.answer] += 1
    assert min(said.values()) > 30


def test_a_wrong_yes_and_a_wrong_no_are_told_apart() -> None:
    """The first invents biases, the second takes them for weights."""
    for question in questions("inverse.bias", 1, 20):
        answer = question.content.answer
        (slip,) = check(question.content, not answer).misconceptions
        assert slip.id == ("forgot_bias" if answer else "added_bias_when_off")


def test_levels_differ() -> None:
    """Level 3 has groups, and stride, padding or dilation that play no part."""
    for name in ("inverse.parameters", "inverse.bias"):
        low, middle, high = ([question.content.prompt for question in questions(name, level)] for level in LEVELS)
        assert not any("groups" in prompt or "stride" in prompt for prompt in (*low, *middle))
        assert all("2-d" in prompt for prompt in low)
        assert any("3-d" in prompt or "Conv3d" in prompt for prompt in middle)
        assert any("groups" in prompt for prompt in high)
        assert any("stride" in prompt for prompt in high)


@pytest.mark.parametrize("level", LEVELS)
def test_half_of_the_layers_have_biases(level: int) -> None:
    """Whoever always says the same is right half of the time."""
    said = [question.content.answer for question in draw_questions([SKILLS["inverse.bias"]], [level], 12, 400)]
    assert 0.43 <= sum(answer is True for answer in said) / len(said) <= 0.57
