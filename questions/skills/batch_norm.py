"""What a batch norm counts, and which bias it makes redundant."""

from __future__ import annotations

from questions.skills.skill import Skill

SKILLS: tuple[Skill, ...] = ()
