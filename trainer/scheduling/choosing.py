"""What finds the next skill of a session, whatever its policy: the situation it sees, and the choice it makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Protocol

from trainer.domain import Card
from trainer.scheduling.tallies import Tally, tallies
from trainer.settings import LearnerSettings


@dataclass(frozen=True)
class Situation:
    """A session before its next question.

    `asked` are the skills asked so far, oldest first, `opened` those of them that were new then, and `succeeded` those
    whose last answer here was an unaided success. `waiting` were failed here and not known since; `ripe` is the one of
    them to ask now; `helped` are those whose last answer was not wrong, but not right without help. `gone_on` says that
    the learner went on after the end.
    """

    cards: Mapping[str, Card]
    today: date
    settings: LearnerSettings = field(default_factory=LearnerSettings)
    asked: tuple[str, ...] = ()
    opened: frozenset[str] = frozenset()
    succeeded: frozenset[str] = frozenset()
    waiting: frozenset[str] = frozenset()
    ripe: str | None = None
    helped: frozenset[str] = frozenset()
    gone_on: bool = False

    @property
    def last(self) -> str | None:
        """The skill just asked."""
        return self.asked[-1] if self.asked else None

    @cached_property
    def tallies(self) -> Mapping[str, Tally]:
        """The tallied misconceptions, added up once however often they are asked for."""
        return tallies(self.cards)


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
    """The skills that the learner named: the least asked, not the one just asked, and a failed one when it is ripe.

    Where too few are named for that, they come as they can.
    """

    skills: tuple[str, ...]

    def choose(self, situation: Situation) -> Choice | None:
        """A skill that failed and is ripe, else the one whose turn it is."""
        last, asked = situation.last, situation.asked
        others = [skill for skill in self.skills if skill != last] or list(self.skills)
        candidates = [skill for skill in others if skill not in situation.waiting] or others
        turn = min(candidates, key=lambda skill: (asked.count(skill), self.skills.index(skill)))
        skill = situation.ripe or turn
        return Choice(skill, self.why(skill, situation))

    def why(self, skill: str, situation: Situation) -> Why:
        """The learner asked for it."""
        if skill in situation.waiting and skill != situation.last:
            line = relearning_line(skill, situation)
            return Why(line, line)
        return Why("as you asked", f"you asked for {skill}")


def relearning_line(skill: str, situation: Situation) -> str:
    """Why a skill that was failed in this session returns: `failed three questions ago`, or what came of it since."""
    if skill in situation.helped:
        return "not yet right without help"
    ago = situation.asked[::-1].index(skill) + 1
    words = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    number = words[ago - 1] if ago <= len(words) else str(ago)
    return f"failed {number} question{'' if ago == 1 else 's'} ago"
