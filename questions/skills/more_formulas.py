"""Formulas beyond the plain 2-d convolution's parameters: the skills of the package `formulas`."""

from __future__ import annotations

from questions.skills.formulas.conv3d import CONV3D_FORMULA
from questions.skills.formulas.depthwise import DEPTHWISE_FORMULA
from questions.skills.formulas.groups import GROUPS_FORMULA
from questions.skills.formulas.macs import MACS_FORMULA
from questions.skills.formulas.output import OUTPUT_FORMULA
from questions.skills.formulas.separable import SEPARABLE_FORMULA
from questions.skills.skill import Skill

SKILLS: tuple[Skill, ...] = (
    OUTPUT_FORMULA,
    CONV3D_FORMULA,
    GROUPS_FORMULA,
    DEPTHWISE_FORMULA,
    SEPARABLE_FORMULA,
    MACS_FORMULA,
)
