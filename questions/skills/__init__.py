"""The registry of skills. Explicit: a skill exists because it is listed here, in the order of introduction."""

from __future__ import annotations

from questions.skills import bias, formula, parameters
from questions.skills.skill import Skill

SKILLS: dict[str, Skill] = {
    skill.id: skill
    for skill in (
        parameters.CONV2D,
        bias.BIAS_EFFECT,
        parameters.CONV1D,
        parameters.CONV3D,
        formula.FORMULA,
    )
}
