"""`convdrill skills`: the skills, and how far each one is."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from questions.skills import SKILLS
from trainer.cli.output import say, say_json
from trainer.cli.store_access import is_begun_or_told, journal_to_read, learner, store_url
from trainer.clock import now
from trainer.domain import Card
from trainer.scheduling.days import day_of
from trainer.scheduling.horizon import due_day
from trainer.settings import LearnerSettings
from trainer.telling import due_words

_TIERS = {"A": "almost certain in an interview", "B": "likely", "C": "advanced"}


def run(arguments: argparse.Namespace) -> int:
    """Print every skill in the order of introduction."""
    cards, settings = _desk(store_url(arguments), learner(arguments))
    today = day_of(now())
    days = {skill: due_day(card, settings, today) for skill, card in cards.items()}
    if arguments.json:
        say_json({"skills": [_entry(skill, cards.get(skill), days.get(skill)) for skill in SKILLS]})
        return 0
    width = max(map(len, SKILLS)) + 2
    for tier, meaning in _TIERS.items():
        say("" if tier != "A" else f"{'skill':<{width}}level  answers  {'due':<13}title", f"Tier {tier}: {meaning}")
        for skill in SKILLS.values():
            if skill.tier == tier:
                card = cards.get(skill.id)
                day = days.get(skill.id)
                due = "new" if day is None else due_words(day, today)
                level, answers = (card.level, card.answers) if card else (1, 0)
                say(f"{skill.id:<{width}}{level:<7}{answers:<9}{due:<13}{skill.title}")
    return 0


def _entry(skill_id: str, card: Card | None, due: date | None) -> dict[str, Any]:
    skill = SKILLS[skill_id]
    return {
        "id": skill.id,
        "title": skill.title,
        "family": skill.family,
        "tier": skill.tier,
        "prerequisites": list(skill.prerequisites),
        "version": skill.version,
        "answer_kind": skill.kind.value,
        "level": card.level if card else 1,
        "answers": card.answers if card else 0,
        "due": due.isoformat() if due else None,
        "suspended": card.suspended if card else False,
    }


def _desk(url: str, whose: str) -> tuple[dict[str, Card], LearnerSettings]:
    if not is_begun_or_told(url):
        return {}, LearnerSettings()
    journal = journal_to_read(url, whose)  # which makes cards anew that another version wrote
    try:
        return journal.cards, journal.settings
    finally:
        journal.close()
