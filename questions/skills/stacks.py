"""Stacks of small kernels against one large one, bottlenecks, factorised kernels."""

from __future__ import annotations

from questions.skills.skill import Skill

SKILLS: tuple[Skill, ...] = ()
