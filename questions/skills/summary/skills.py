"""Reading a model summary."""

from __future__ import annotations

from questions.draw import Draw
from questions.skills.skill import Draft, Skill
from questions.skills.summary.counts import missing_count
from questions.skills.summary.inferring import inferred
from questions.skills.summary.totals import totals
from questions.submission import AnswerKind

_BY_LEVEL = {1: missing_count, 2: inferred, 3: totals}


def _draft(draw: Draw, level: int) -> Draft:
    return _BY_LEVEL[level](draw).draft()


READING = Skill(
    "summary.reading",
    "Reading a model summary",
    "summary",
    "C",
    AnswerKind.INTEGER,
    _draft,
    prerequisites=("conv2d.parameters", "batch_norm.parameters"),
    biases=(),
)
