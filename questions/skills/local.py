"""Locally connected layers."""

from __future__ import annotations

from questions.skills.skill import Skill

SKILLS: tuple[Skill, ...] = ()
