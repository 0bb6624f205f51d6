"""What changes a parameter count: every change is judged as counting judges it."""

from __future__ import annotations

from fractions import Fraction
from string import ascii_lowercase

import pytest

from questions.draw import Draw
from questions.generator import draw_questions
from questions.layers.specs import Conv
from questions.question import LEVELS
from questions.skills import SKILLS
from questions.skills.conv_layers import Setting
from questions.skills.effect.claims import CHANGES, FALLS, RISES, SAME, Claim, above, below, less, more, times
from questions.skills.effect.compound import COMPOUND, reshaped_kernel, traded, widened_and_split
from questions.skills.effect.counts import count, draw_layer
from questions.skills.effect.effective import EFFECTIVE, biases, both, groups, kernel
from questions.skills.effect.idle import IDLE, stride

BIASED = Setting(Conv(4, 8, (3, 3)), (4, 32, 32), "words", 1)
BARE = Setting(Conv(4, 8, (3, 3), bias=False), (4, 32, 32), "words", 1)
MAKERS = [pytest.param(maker, id=maker.__name__) for maker in dict.fromkeys((*IDLE, *EFFECTIVE, *COMPOUND))]


@pytest.mark.parametrize("maker", MAKERS)
def test_what_is_said_of_a_change_is_so(maker: object) -> None:
    """The true claim holds of the counts before and after, at every level; a wrong one that differs rarely does."""
    assert callable(maker)
    made = lucky = 0
    for level in LEVELS:
        for seed in range(150):
            draw = Draw(f"{level}/{seed}")
            x = draw_layer(draw, level)
            change = maker(draw, x)
            if change is None:
                continue
            before, after = count(x.layer), count(change.after)
            assert change.right.holds(before, after), (x, change)
            assert change.wrong
            made += 1
            lucky += any(slip.claim.holds(before, after) for slip in change.wrong)
    assert made > 20
    assert lucky < 0.2 * made


def test_idle_changes_change_nothing() -> None:
    """Input size, batch, stride, padding, dilation and what is put behind."""
    for maker in IDLE:
        change = maker(Draw("any"), BIASED)
        assert change is not None
        assert change.right == SAME
        assert count(change.after) == count(BIASED.layer)


@pytest.mark.parametrize(
    ("claim", "before", "after"),
    [
        (SAME, 280, 280),
        (CHANGES, 280, 281),
        (RISES, 280, 281),
        (FALLS, 280, 279),
        (times(4), 70, 280),
        (times(Fraction(1, 4)), 280, 70),
        (more(10), 270, 280),
        (less(10), 280, 270),
        (below(2), 280, 550),
        (above(Fraction(1, 4)), 280, 71),
    ],
)
def test_claims(claim: Claim, before: int, after: int) -> None:
    """Each kind of claim holds of its example, is refuted by another number, and its Python says the same."""
    assert claim.holds(before, after)
    assert not claim.holds(before, after * 7 + 1 if claim.kind in ("same", "times", "more", "below") else before)
    assert eval(claim.test, {"before": before, "after": after}) is True  # noqa: S307 - our own line


def test_groups_divide_weights_but_not_biases() -> None:
    """Without biases exactly a part; with them more than that."""
    bare, biased = groups(Draw("1"), BARE), groups(Draw("1"), BIASED)
    assert bare is not None
    assert biased is not None
    assert (bare.right.kind, biased.right.kind) == ("times", "above")


def test_doubling_both_channels_quadruples_weights() -> None:
    """And falls short of it with biases."""
    rights = {both(Draw(str(seed)), BARE).right for seed in range(40)}
    assert times(4) in rights
    assert below(4) in {both(Draw(str(seed)), BIASED).right for seed in range(40)}


def test_the_biases_are_as_many_as_the_filters() -> None:
    """Switched off, the count falls by 8; not by 1, not by 4."""
    change = biases(Draw("1"), BIASED)
    assert change.right == less(8)
    assert {slip.claim for slip in change.wrong} == {SAME, less(1), less(4)}


def test_two_changes_that_make_up_for_each_other() -> None:
    """Twice the channels in two groups; nine positions in a line; half the depth for twice the filters."""
    for maker in (widened_and_split, reshaped_kernel, traded):
        change = maker(Draw("1"), BARE)
        assert change is not None
        assert change.right == SAME
    with_biases = traded(Draw("1"), BIASED)
    assert with_biases is not None
    assert with_biases.right == more(8)


def test_a_change_that_cannot_be_is_not_made() -> None:
    """Keras refuses a stride with a dilation; a kernel must stay smaller than its input."""
    dilated = Setting(Conv(4, 8, (3, 3), dilation=(2, 2)), (4, 32, 32), "keras", 1)
    assert stride(Draw("1"), dilated) is None
    assert kernel(Draw("1"), Setting(Conv(4, 8, (3, 3)), (4, 5, 5), "words", 1)) is None


def test_levels_of_statements() -> None:
    """Level 1 asks only whether it changes; above that also by how much."""
    plain = ("stays the same.", "changes.")
    for level in LEVELS:
        prompts = [q.content.prompt for q in draw_questions([SKILLS["parameters.effect"]], [level], 3, 80)]
        assert all(prompt.endswith(plain) for prompt in prompts) is (level == 1)
    assert any("depth_multiplier" in prompt for prompt in prompts)


def test_the_right_choice_is_the_only_right_one() -> None:
    """Of the changes offered, the explanation's counts single out the answer."""
    for level in LEVELS:
        for question in draw_questions([SKILLS["parameters.which"]], [level], 3, 60):
            content = question.content
            before, *after = [step.result for step in content.explanation[:-1]]
            assert len(after) == len(content.choices)
            if "leaves its number" in content.prompt:
                right = [letter for letter, n in zip(ascii_lowercase, after, strict=False) if n == before]
            elif "alters its number" in content.prompt:
                right = [letter for letter, n in zip(ascii_lowercase, after, strict=False) if n != before]
            else:
                continue
            assert right == [content.answer], content.asked
