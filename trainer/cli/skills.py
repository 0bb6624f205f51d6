"""`convdrill skills`: the skills, and how far each one is."""

from __future__ import annotations

import argparse
from typing import Any

from questions.skills import SKILLS
from trainer.cli.output import say, say_json
from trainer.cli.store_access import store_exists, store_url
from trainer.clock import now
from trainer.domain import Card
from trainer.scheduling.days import day_of
from trainer.telling import due_words

_TIERS = {"A": "almost certain in an interview", "B": "likely", "C": "advanced"}


def run(arguments: argparse.Namespace) -> int:
    """Print every skill in the order of introduction."""
    cards = _cards(store_url(arguments))
    if arguments.json:
        say_json({"skills": [_entry(skill, cards.get(skill)) for skill in SKILLS]})
        return 0
    today = day_of(now())
    width = max(map(len, SKILLS)) + 2
    for tier, meaning in _TIERS.items():
        say("" if tier != "A" else f"{'skill':<{width}}level  answers  {'due':<13}title", f"Tier {tier}: {meaning}")
        for skill in SKILLS.values():
            if skill.tier == tier:
                card = cards.get(skill.id)
                due = "new" if card is None or card.due is None else due_words(card.due, today)
                level, answers = (card.level, card.answers) if card else (1, 0)
                say(f"{skill.id:<{width}}{level:<7}{answers:<9}{due:<13}{skill.title}")
    return 0


def _entry(skill_id: str, card: Card | None) -> dict[str, Any]:
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
        "due": card.due.isoformat() if card and card.due else None,
        "suspended": card.suspended if card else False,
    }


def _cards(url: str) -> dict[str, Card]:
    if not store_exists(url):
        return {}
    from trainer.journal import open_journal

    journal = open_journal(url, None, now)  # which makes cards anew that another version wrote
    try:
        return journal.cards
    finally:
        journal.close()
