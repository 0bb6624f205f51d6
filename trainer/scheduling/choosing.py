"""What finds the next skill of a session, whatever its policy: the situation it sees, and the choice it makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from trainer.domain import Card
from trainer.settings import LearnerSettings


@dataclass(frozen=True, slots=True)
class Situation:
    """A session before its next question.

    `asked` are the skills asked so far, oldest first, `opened` those of them that were new then, and `succeeded` those
    whose last answer here was an unaided success. `waiting` were failed here and not known since; `ripe` is the one of
    them to ask now. `gone_on` says that the learner went on after the end.
    """

    cards: Mapping[str, Card]
    today: date
    settings: LearnerSettings = field(default_factory=LearnerSettings)
    asked: tuple[str, ...] = ()
    opened: frozenset[str] = frozenset()
    succeeded: frozenset[str] = frozenset()
    waiting: frozenset[str] = frozenset()
    ripe: str | None = None
    gone_on: bool = False

    @property
    def last(self) -> str | None:
        """The skill just asked."""
        return self.asked[-1] if self.asked else None


@dataclass(frozen=True, slots=True)
class Why:
    """Why this question, why now. Before the answer the skill is hidden, so `neutral` does not tell it; `full` may."""

    neutral: str
    full: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The skill to ask next."""

    skill: str
    why: Why


class Chooser(Protocol):
    """Chooses the next skill. It keeps no state of its own, so that one serves any number of sessions."""

    def choose(self, situation: Situation) -> Choice | None:
        """The next skill, or None if there is nothing more to ask; never None for the first question."""

    def why(self, skill: str, situation: Situation) -> Why:
        """Why that skill would be asked here, though something else chose it (the plan of the last session)."""


@dataclass(frozen=True, slots=True)
class Named:
    """The skills that the learner named: the least asked, and not the one just asked if there are several."""

    skills: tuple[str, ...]

    def choose(self, situation: Situation) -> Choice | None:
        """A skill that failed and is ripe, else the one whose turn it is."""
        last, asked = situation.last, situation.asked
        candidates = [skill for skill in self.skills if skill != last] or list(self.skills)
        turn = min(candidates, key=lambda skill: (asked.count(skill), self.skills.index(skill)))
        skill = situation.ripe or turn
        return Choice(skill, self.why(skill, situation))

    def why(self, skill: str, situation: Situation) -> Why:
        """The learner asked for it."""
        if skill == situation.ripe:
            line = failed_ago(skill, situation.asked)
            return Why(line, line)
        return Why("as you asked", f"you asked for {skill}")


def failed_ago(skill: str, asked: tuple[str, ...]) -> str:
    """How long ago the skill was failed in this session: `failed three questions ago`."""
    ago = asked[::-1].index(skill) + 1
    words = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    number = words[ago - 1] if ago <= len(words) else str(ago)
    return f"failed {number} question{'' if ago == 1 else 's'} ago"
