"""Stores with answers in them, and what SQL does to their files."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random

from questions.skills import SKILLS
from tests.helpers.clock import Clock
from tests.helpers.driver import Driver
from trainer.journal import open_journal
from trainer.scheduling.choosing import Choice, Situation, Why
from trainer.session import PracticeSession, SessionPlan


@dataclass(frozen=True)
class _InOrder:
    """Asks the skills in the order of introduction, each once."""

    def choose(self, situation: Situation) -> Choice | None:
        skill = list(SKILLS)[len(situation.asked)]
        return Choice(skill, self.why(skill, situation))

    def why(self, skill: str, situation: Situation) -> Why:
        del skill, situation
        return Why("in order", "in order")


def filled_store(path: Path, answers: int = 6, plan_file: Path | None = None, clock: Clock | None = None) -> Path:
    """The file of a store with so many right answers more, each of another skill; its path."""
    clock = clock or Clock()
    path.parent.mkdir(parents=True, exist_ok=True)
    journal = open_journal(str(path), plan_file, clock)
    try:
        session = PracticeSession(
            journal.cards, SessionPlan(limit=answers, minutes=None), Random(1), clock(), chooser=_InOrder()
        )
        Driver(session, journal, clock).finish(lambda question: question.expected)
    finally:
        journal.close()
    return path


def altered(path: Path, *statements: str) -> None:
    """Carry out statements that nothing guards: no foreign keys, no constraints. NEWEST chooses the newest event."""
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA ignore_check_constraints = ON")
        for statement in statements:
            raw.execute(statement.replace("NEWEST", "id = (SELECT max(id) FROM events)"))
        raw.commit()
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def contents(folder: Path) -> dict[str, bytes]:
    """What the files hold. SQLite may leave an empty log beside a database it has read; that is not content."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
        and not file.name.endswith("-shm")
        and not (file.name.endswith("-wal") and not file.stat().st_size)
    }
