"""Convolution against dense layer, and a dense layer as a convolution."""

from __future__ import annotations

from questions.skills.skill import Skill

SKILLS: tuple[Skill, ...] = ()
