"""The proof lines of questions really print the answer, in PyTorch and in Keras."""

from __future__ import annotations

from typing import Any

import pytest

from questions.generator import draw_questions
from questions.question import LEVELS
from questions.skills import SKILLS
from questions.submission import AnswerKind

pytestmark = pytest.mark.oracle

COUNT = 40
EVERY = [pytest.param(skill, level, id=f"{skill}-{level}") for skill in SKILLS for level in LEVELS]


def proven(line: str, names: dict[str, Any]) -> int:
    value = eval(line, names)  # noqa: S307 - our own generated line, which a learner would paste
    assert isinstance(value, int)
    return value


def expected(question: Any) -> int:
    """A formula's proof is about its example of ten 3×3 filters on three channels."""
    if question.content.kind is AnswerKind.FORMULA:
        return 280 if question.content.layer.bias else 270
    return int(question.content.answer)


@pytest.mark.parametrize(("skill", "level"), EVERY)
def test_pytorch_proves_the_answer(torch: Any, skill: str, level: int) -> None:
    """Built on the meta device, so that large layers cost nothing."""
    for question in draw_questions([SKILLS[skill]], [level], 77, COUNT):
        proof = question.content.proof
        assert proof is not None
        with torch.device("meta"):
            assert proven(proof.pytorch, {"nn": torch.nn}) == expected(question), question.reference


@pytest.mark.parametrize(("skill", "level"), EVERY)
def test_keras_proves_the_answer(keras: Any, torch: Any, skill: str, level: int) -> None:
    """With the input that the question gives. Layers too large to build in memory are left to PyTorch."""
    tried = 0
    for question in draw_questions([SKILLS[skill]], [level], 78, COUNT // 4):
        proof = question.content.proof
        assert proof is not None
        layer = question.content.layer
        if getattr(layer, "in_channels", 1) * getattr(layer, "out_channels", 1) > 70_000:
            continue
        tried += 1
        assert proven(proof.keras, {"keras": keras}) == expected(question), question.reference
    assert tried
