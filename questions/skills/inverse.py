"""From the total back to the layer."""

from __future__ import annotations

from questions.skills.skill import Skill

SKILLS: tuple[Skill, ...] = ()
