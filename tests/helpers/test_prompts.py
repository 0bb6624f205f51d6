"""A prompt says all that its answer rests on."""

from __future__ import annotations

import pytest

from questions.checker import check
from questions.generator import generate
from questions.question import LEVELS, Reference
from questions.skills import SKILLS
from questions.submission import Submission, read_submission
from tests.helpers.prompts import answer_to

READ = (
    "conv2d.parameters",
    "bias.effect",
    "conv1d.parameters",
    "conv3d.parameters",
    "pointwise.parameters",
    "parameters.formula",
    "dilated.parameters",
)
"""The skills whose wording the independent reader knows: those that give one layer and ask for its count."""


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("skill", READ)
def test_answered_from_its_words(skill: str, level: int) -> None:
    """Whoever reads nothing but the prompt can answer it: 100 questions of each skill and level."""
    for seed in range(100):
        content = generate(Reference(skill, SKILLS[skill].version, level, seed)).content
        submission = read_submission(content.kind, answer_to(content.prompt), symbols=content.symbols)
        assert isinstance(submission, Submission), content.prompt
        assert check(content, submission.value).correct, content.prompt
