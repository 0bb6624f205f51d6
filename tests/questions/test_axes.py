"""How many sizes a question asks for, and answers with another number of them."""

from __future__ import annotations

import pytest

from questions.checker import check, read_answer
from questions.generator import generate
from questions.question import LEVELS, Reference
from questions.skills import SKILLS
from questions.submission import AnswerKind, Submission, Unreadable

OUTPUTS = [skill for skill in SKILLS.values() if skill.kind is AnswerKind.SHAPE and "output" in skill.id]
WEIGHTS = [skill for skill in SKILLS.values() if skill.kind is AnswerKind.SHAPE and "weights" in skill.id]


def _contents(skill_id: str):  # type: ignore[no-untyped-def]
    version = SKILLS[skill_id].version
    return [generate(Reference(skill_id, version, level, seed)).content for level in LEVELS for seed in range(15)]


def test_every_skill_of_shapes_is_one_or_the_other() -> None:
    """A new skill about shapes has to say how many sizes it asks for, or that this is part of the question."""
    shapes = {skill.id for skill in SKILLS.values() if skill.kind is AnswerKind.SHAPE}
    assert {skill.id for skill in (*OUTPUTS, *WEIGHTS)} == shapes


@pytest.mark.parametrize("skill", [skill.id for skill in OUTPUTS])
def test_of_an_output_the_axes_are_named(skill: str) -> None:
    """As many as the answer has, the batch axis not among them; more or fewer sizes are Unreadable and say so."""
    for content in _contents(skill):
        assert len(content.axes) == len(content.answer)
        assert "batch" not in content.axes
        modelled = {len(slip.value) for slip in content.misconceptions}
        for count in range(1, 9):
            read = read_answer(content, "x".join(["7"] * count))
            if count in modelled | {len(content.answer)}:
                assert isinstance(read, Submission)
            else:
                assert isinstance(read, Unreadable)
                assert f"({', '.join(content.axes)})" in read.reason


def test_a_modelled_batch_axis_is_judged() -> None:
    """Where a misconception leaves the batch axis in, that many sizes are an answer, and the mistake is named."""
    found = 0
    for content in _contents("output.pytorch"):
        for slip in content.misconceptions:
            if len(slip.value) != len(content.answer):
                read = read_answer(content, str(slip.value))
                assert isinstance(read, Submission)
                assert slip in check(content, read.value).misconceptions
                found += 1
    assert found


@pytest.mark.parametrize("skill", [skill.id for skill in WEIGHTS])
def test_of_a_weight_tensor_the_number_of_axes_is_part_of_the_question(skill: str) -> None:
    """To be told it would be a hint."""
    for content in _contents(skill):
        assert content.axes == ()
        assert isinstance(read_answer(content, "7"), Submission)


def test_other_questions_have_no_axes() -> None:
    """Nothing but a shape has sizes."""
    assert all(content.axes == () for content in _contents("conv2d.parameters"))
