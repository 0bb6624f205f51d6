"""What changes the number of parameters, and what does not."""

from __future__ import annotations

from questions.skills.skill import Skill

SKILLS: tuple[Skill, ...] = ()
