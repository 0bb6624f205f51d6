"""All skills as a tree, tier by tier, and how far each one is. Without a screen: the terminal app and `skills` show it.

Below a skill stands what builds on it within its tier; where a skill builds on several, it stands below the last.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from questions.discrimination import discrimination
from questions.skills import SKILLS
from questions.skills.skill import Skill
from trainer.domain import Card, Event, Hit, Moment, Reset, Suspension, Undo
from trainer.identifiers import IdMaker
from trainer.journal import Journal
from trainer.scheduling.days import day_of
from trainer.scheduling.horizon import due_day
from trainer.scheduling.opening import answered, closed_skills, implied, succeeded
from trainer.scheduling.readiness import Readiness, Ready, readiness
from trainer.settings import LearnerSettings
from trainer.store.port import SkillFigures

TIERS = {"A": "almost certain in an interview", "B": "likely", "C": "advanced"}


class Standing(StrEnum):
    """How far a skill is, in one word."""

    READY = "ready"
    PROVISIONAL = "provisional"
    NOT_YET = "not yet"
    NEW = "new"
    CLOSED = "waits"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True)
class Base:
    """A prerequisite: its id, and whether it is known, by a success of its own or by one that builds on it."""

    skill: str
    known: bool


@dataclass(frozen=True, slots=True)
class SkillRow:
    """One skill as a learner sees it.

    `branch` is what is drawn before its name to make a tree of the rows of a tier; `due` and `last_seen` are local
    days; `slip` is the misconception that its answers show most often; `change` the newest suspension or reset that
    counts, which can be undone.
    """

    skill: Skill
    branch: str
    standing: Standing
    readiness: Readiness
    card: Card | None
    figures: SkillFigures
    due: date | None
    last_seen: date | None
    slip: Hit | None
    builds_on: tuple[Base, ...]
    leads_to: tuple[str, ...]
    change: Suspension | Reset | None

    @property
    def level(self) -> int:
        """The level it is asked at."""
        return self.card.level if self.card else 1

    @property
    def suspended(self) -> bool:
        """Whether it is out of the schedule."""
        return self.standing is Standing.SUSPENDED

    @property
    def can_take_back(self) -> bool:
        """Whether the newest thing that happened to it is its suspension or reset: then nothing else hangs on that."""
        return self.change is not None and self.card is not None and self.card.last_id == self.change.id

    @property
    def component(self) -> str:
        """What the most frequent misconception is about; nothing where that is not known."""
        return discrimination(self.skill.id).slips.get(self.slip.misconception, "") if self.slip else ""


def read_tree(journal: Journal, now: Moment) -> list[SkillRow]:
    """The rows of the learner whose journal it is. Raises StoreError."""
    store, whose = journal.store, journal.learner
    figures, changes = store.skill_figures(whose), store.changes(whose)
    return skill_rows(journal.cards, journal.settings, day_of(now), figures, changes)


def skill_rows(
    cards: Mapping[str, Card],
    settings: LearnerSettings,
    today: date,
    figures: Mapping[str, SkillFigures],
    changes: Sequence[Suspension | Reset] = (),
) -> list[SkillRow]:
    """Every skill, tier by tier, each tier as a tree. `changes` are the suspensions and resets that count, in order."""
    known, closed = implied(cards), frozenset(closed_skills(cards))
    newest = {event.skill: event for event in changes}
    rows = []
    for tier in TIERS:
        for skill, branch in _branches(tier):
            card = cards.get(skill.id)
            ready = readiness(card, today)
            rows.append(
                SkillRow(
                    skill,
                    branch,
                    _standing(cards, skill.id, ready, closed=skill.id in closed),
                    ready,
                    card,
                    figures.get(skill.id, SkillFigures()),
                    due_day(card, settings, today) if card else None,
                    card.memory.last_day if card and card.memory else None,
                    max(card.hits, key=lambda hit: (hit.times, hit.last_at), default=None) if card else None,
                    tuple(Base(base, base in known or succeeded(cards, base)) for base in skill.prerequisites),
                    tuple(other.id for other in SKILLS.values() if skill.id in other.prerequisites),
                    newest.get(skill.id),
                )
            )
    return rows


def matching(rows: Sequence[SkillRow], text: str, today: date) -> list[SkillRow]:
    """The rows that every word fits: a part of the name or title, a standing, `due`, or a tier as a capital letter."""
    words = text.split()
    return [row for row in rows if all(_fits(row, word, today) for word in words)]


def suspend(journal: Journal, skill: str, now: Moment, *, suspended: bool) -> None:
    """Take the skill out of the schedule, or back into it. Raises StoreError."""
    at = _after_all(journal, skill, now)
    journal.record(
        [Suspension(_NEW_ID(at.at), journal.learner, at.at, at.utc_offset, skill, suspended)], now
    )  # fmt: skip


def reset(journal: Journal, skill: str, now: Moment) -> None:
    """From here on the skill counts as never seen. Raises StoreError."""
    at = _after_all(journal, skill, now)
    journal.record([Reset(_NEW_ID(at.at), journal.learner, at.at, at.utc_offset, skill)], now)


def take_back(journal: Journal, change: Event, now: Moment) -> None:
    """Undo a suspension or a reset. Raises StoreError."""
    at = _after_all(journal, change.skill, now)
    undo = Undo(_NEW_ID(at.at), journal.learner, at.at, at.utc_offset, change.skill, change.id)
    journal.record([undo], now)


_NEW_ID = IdMaker()


def _after_all(journal: Journal, skill: str, now: Moment) -> Moment:
    """Later than all there is of the skill, also where the clock was set back: it is about what came before."""
    card = journal.cards.get(skill)
    if card is None or card.last_at < now.at:
        return now
    return Moment(card.last_at + timedelta(microseconds=1), now.utc_offset)


def _standing(cards: Mapping[str, Card], skill: str, ready: Readiness, *, closed: bool) -> Standing:
    card = cards.get(skill)
    if card is not None and card.suspended:
        return Standing.SUSPENDED
    if not answered(cards, skill):
        return Standing.CLOSED if closed else Standing.NEW
    return {Ready.YES: Standing.READY, Ready.PROVISIONAL: Standing.PROVISIONAL}.get(ready.state, Standing.NOT_YET)


def _branches(tier: str) -> Iterator[tuple[Skill, str]]:
    """The skills of a tier, what builds on a skill below it, with the lines of the tree."""
    mine = {skill.id: skill for skill in SKILLS.values() if skill.tier == tier}
    below: dict[str, list[Skill]] = {"": []}
    for skill in mine.values():
        parent = next((base for base in reversed(skill.prerequisites) if base in mine), "")
        below.setdefault(parent, []).append(skill)

    def walk(parent: str, indent: str) -> Iterator[tuple[Skill, str]]:
        children = below.get(parent, [])
        for number, skill in enumerate(children, 1):
            last = number == len(children)
            yield skill, f"{indent}{'└ ' if last else '├ '}" if parent else ""
            yield from walk(skill.id, f"{indent}{'  ' if last else '│ '}" if parent else "")

    yield from walk("", "")


def _fits(row: SkillRow, word: str, today: date) -> bool:
    if word in TIERS:
        return row.skill.tier == word
    small = word.lower()
    if small == "due":
        return row.due is not None and row.due <= today and not row.suspended
    if small in ("ready", "new", "waits", "provisional", "suspended"):
        return row.standing.value == small
    return small in row.skill.id or small in row.skill.title.lower() or small in row.standing.value
