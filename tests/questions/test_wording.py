"""Laws of the words around numbers, over the whole registry: workings, stored tensors, and what plays no part."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.generator import draw_questions
from questions.layers.specs import Conv, SeparableConv, Shape
from questions.question import LEVELS, Question
from questions.skills import SKILLS
from questions.worked import explain_parameters, idle_factors, idle_facts

EVERY = [pytest.param(skill, level, id=f"{skill}-{level}") for skill in SKILLS for level in LEVELS]
OWNERS = {"PyTorch": ("PyTorch", "nn."), "Keras": ("Keras", "layers."), "Flax": ("Flax", "nnx.", "linen")}


def _drawn(skill: str, level: int) -> list[Question]:
    return list(draw_questions([SKILLS[skill]], [level], 31, 40))


@pytest.mark.parametrize(("skill", "level"), EVERY)
def test_one_sign_of_multiplication(skill: str, level: int) -> None:
    """A working multiplies with · alone; × is for sizes in words."""
    for question in _drawn(skill, level):
        for slip in question.content.misconceptions:
            assert not ("·" in slip.working and "×" in slip.working), (str(question.reference), slip)
            if "×" in slip.working:
                assert not isinstance(slip.value, int) or re.search("[a-z]{2}", slip.working), slip


@pytest.mark.parametrize(("skill", "level"), EVERY)
def test_tensors_of_the_framework_that_is_asked_about(skill: str, level: int) -> None:
    """`As PyTorch stores it` stands under no question that is told in Keras alone, nor the other way round."""
    for question in _drawn(skill, level):
        asked = question.content.asked
        named = {owner for owner, words in OWNERS.items() if any(word in asked for word in words)}
        for step in question.content.explanation:
            stored = re.match("As (PyTorch|Keras|Flax) stores it", step.sentence)
            assert not stored or not named or stored[1] in named, (str(question.reference), str(step))


@pytest.mark.parametrize("level", LEVELS)
def test_nothing_is_pointed_at_that_was_not_named(level: int) -> None:
    """The lesson under `Before` and `After` stands alone: it says of what."""
    for question in _drawn("parameters.effect", level):
        lesson = question.content.explanation[2].sentence
        assert not lesson.endswith("of them."), str(question.reference)


@st.composite
def _given(draw: st.DrawFn) -> tuple[Conv, Shape | None, int]:
    def each(least: int, most: int) -> Shape:
        return draw(st.integers(least, most)), draw(st.integers(least, most))

    layer = Conv(3, 8, each(1, 3), stride=each(1, 2), padding=each(0, 1), dilation=each(1, 2))
    size = draw(st.none() | st.just((3, 20, 24)))
    return layer, size, draw(st.integers(1, 3))


@given(_given())
def test_what_plays_no_part_is_named_with_its_own_reason(drawn: tuple[Conv, Shape | None, int]) -> None:
    """The sentence names as many things as the table lists; that positions share filters is said of the size alone."""
    layer, size, batch = drawn
    told, rows = idle_facts(layer, size, batch), idle_factors(layer, size, batch)
    assert bool(told) is bool(rows)
    for row in rows:
        name = {"input": "the input's size"}.get(row.symbol, f"the {row.symbol}")
        assert name in told.casefold()
    if told:
        assert ("plays" in told) is (len(rows) == 1)
        assert ("every position shares" in told) is ([row.symbol for row in rows] == ["input"])
        assert ("neither" in told, "none of them" in told) == (len(rows) == 2, len(rows) > 2)


@pytest.mark.parametrize(
    ("multiplier", "said"), [(1, "takes the one channel in between:"), (2, "mixes the 2 channels")]
)
def test_one_channel_in_between(multiplier: int, said: str) -> None:
    """One channel is not mixed."""
    layer = SeparableConv(1, 4, (3, 3), multiplier)
    assert any(said in step.sentence for step in explain_parameters(layer, "keras", (1, 9, 9)))
