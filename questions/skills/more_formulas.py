"""Formulas beyond the plain 2-d convolution."""

from __future__ import annotations

from questions.skills.skill import Skill

SKILLS: tuple[Skill, ...] = ()
