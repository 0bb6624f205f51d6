"""What finds the next skill of a session, whatever its policy: the situation it sees, and the choice it makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from trainer.domain import Card
from trainer.scheduling.tallies import Tally, tallies
from trainer.settings import LearnerSettings

if TYPE_CHECKING:
    from questions.question import Reference


@dataclass(frozen=True)
class Situation:
    """A session before its next question.

    `asked` are the skills asked so far, oldest first, `references` their questions, `opened` those of them that were
    new then, and `succeeded` those whose last answer here was an unaided success. `waiting` were failed here and not
    known since; `ripe` is the one of them to ask now; `helped` are those whose last answer was not wrong, but not right
    without help. `gone_on` says that the learner went on after the end.
    """

    cards: Mapping[str, Card]
    today: date
    settings: LearnerSettings = field(default_factory=LearnerSettings)
    asked: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
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
    """The skill to ask next; with a `reference`, exactly that question of it."""

    skill: str
    why: Why
    reference: Reference | None = None


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


@dataclass(frozen=True, slots=True)
class Listed:
    """These questions, each once and in order, and between two of them fresh numbers for a skill that was failed.

    Never two of those in a row, so that whoever fails everything gets to the end, too.
    """

    references: tuple[Reference, ...]

    def choose(self, situation: Situation) -> Choice | None:
        """A skill that failed and is ripe, else the next question of the list; None behind its last one."""
        asked, place = situation.references, self._place(situation)
        if place == len(self.references):
            return None
        if situation.ripe is not None and asked and asked[-1] in self.references:
            return Choice(situation.ripe, self.why(situation.ripe, situation))
        reference = self.references[place]
        return Choice(reference.skill, _of_set(place), reference)

    def why(self, skill: str, situation: Situation) -> Why:
        """It stands in the list, or was failed."""
        if skill in situation.waiting and skill != situation.last:
            line = relearning_line(skill, situation)
            return Why(line, line)
        return _of_set(self._place(situation))

    def _place(self, situation: Situation) -> int:
        """Behind the last one that was asked."""
        asked = {*situation.references}
        return max((place for place, each in enumerate(self.references, 1) if each in asked), default=0)


def _of_set(place: int) -> Why:
    return Why("from the set", f"question {place + 1} of the set")


def relearning_line(skill: str, situation: Situation) -> str:
    """Why a skill that was failed in this session returns: `failed three questions ago`, or what came of it since."""
    if skill in situation.helped:
        return "not yet right without help"
    ago = situation.asked[::-1].index(skill) + 1
    words = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    number = words[ago - 1] if ago <= len(words) else str(ago)
    return f"failed {number} question{'' if ago == 1 else 's'} ago"
