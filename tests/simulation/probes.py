"""The true score: how likely fresh questions would be answered right, by a learner who learns nothing from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from statistics import fmean

from questions.generator import draw_reference, generate
from questions.question import Question
from questions.skills import SKILLS
from trainer.demo.learner import Learner

WEIGHTS: Mapping[str, int] = {"A": 2, "B": 1}
"""What a skill counts in the score: one that is almost certain in an interview twice as much as a likely one."""

_LEVELS = (2, 3)
_EACH = 3
"""Questions of each skill and level. All learners are probed with the same ones."""


@dataclass(frozen=True, slots=True)
class Score:
    """0 to 1: by skill, and all skills by the weight of their tier."""

    by_skill: Mapping[str, float]

    @property
    def total(self) -> float:
        """The tier-weighted mean."""
        weights = {skill: WEIGHTS[SKILLS[skill].tier] for skill in self.by_skill}
        return sum(weights[skill] * right for skill, right in self.by_skill.items()) / sum(weights.values())


@cache
def probes() -> Mapping[str, tuple[Question, ...]]:
    """Fresh questions of every skill of tier A and B, with the numbers of real networks and with distracting facts."""
    return {
        skill.id: tuple(
            generate(draw_reference(skill, level, "probe", index)) for level in _LEVELS for index in range(_EACH)
        )
        for skill in SKILLS.values()
        if skill.tier in WEIGHTS
    }


def probe(learner: Learner, at: float) -> Score:
    """The learner's score at that time, in days. The chances are worked out, not drawn, which spares a source of noise.

    A test holds them against answers that a copy of the learner types.
    """
    return Score(
        {skill: fmean(learner.chance(question, at) for question in asked) for skill, asked in probes().items()}
    )
