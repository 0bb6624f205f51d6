"""The shape of the weight tensor in each framework."""

from __future__ import annotations

from questions.skills.skill import Skill

SKILLS: tuple[Skill, ...] = ()
