"""`convdrill skills`: the skills, and how far each one is."""

from __future__ import annotations

import argparse
from typing import Any

from trainer.cli.output import say, say_json
from trainer.cli.store_access import is_begun_or_told, journal_to_read, learner, store_url
from trainer.clock import now
from trainer.scheduling.days import day_of
from trainer.scheduling.opening import order
from trainer.settings import LearnerSettings
from trainer.skill_tree import TIERS, SkillRow, read_tree, skill_rows
from trainer.telling import due_words


def run(arguments: argparse.Namespace) -> int:
    """Print every skill, tier by tier, what builds on a skill below it; as JSON in the order of introduction."""
    rows = _rows(store_url(arguments), learner(arguments))
    if arguments.json:
        say_json({"skills": [_entry(row) for row in sorted(rows, key=lambda row: order(row.skill.id))]})
        return 0
    today = day_of(now())
    width = max(len(row.branch) + len(row.skill.id) for row in rows) + 2
    for tier, meaning in TIERS.items():
        head = f"{'skill':<{width}}{'level':<7}{'answers':<9}{'right':<7}{'due':<13}{'how far':<13}title"
        say("" if tier != "A" else head, f"Tier {tier}: {meaning}")
        for row in rows:
            if row.skill.tier == tier:
                due = "new" if row.due is None else due_words(row.due, today)
                right = "" if row.figures.accuracy is None else f"{row.figures.accuracy:.0%}"
                answers = row.card.answers if row.card else 0
                name = row.branch + row.skill.id
                say(f"{name:<{width}}{row.level:<7}{answers:<9}{right:<7}{due:<13}{row.standing:<13}{row.skill.title}")
    return 0


def _entry(row: SkillRow) -> dict[str, Any]:
    skill, card = row.skill, row.card
    return {
        "id": skill.id,
        "title": skill.title,
        "family": skill.family,
        "tier": skill.tier,
        "prerequisites": list(skill.prerequisites),
        "version": skill.version,
        "answer_kind": skill.kind.value,
        "level": row.level,
        "answers": card.answers if card else 0,
        "due": row.due.isoformat() if row.due else None,
        "suspended": row.suspended,
        "standing": row.standing.value,
        "lacking": list(row.readiness.lacking),
        "accuracy": row.figures.accuracy,
        "last_seen": row.last_seen.isoformat() if row.last_seen else None,
        "frequent_misconception": row.slip.misconception if row.slip else None,
    }


def _rows(url: str, whose: str) -> list[SkillRow]:
    if not is_begun_or_told(url):
        return skill_rows({}, LearnerSettings(), day_of(now()), {})
    journal = journal_to_read(url, whose)  # which makes cards anew that another version wrote
    try:
        return read_tree(journal, now())
    finally:
        journal.close()
