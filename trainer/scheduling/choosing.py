"""What finds the next skill of a session, whatever its policy: the situation it sees, and the choice it makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    without help. `gone_on` says that the learner went on after the end. Of a list, `put_off` are the questions that the
    learner skipped, and `repeated` the skills that were asked again behind it.
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
    put_off: tuple[Reference, ...] = ()
    repeated: tuple[str, ...] = ()

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
    """The skill to ask next; with a `reference`, exactly that question of it; `again` behind a list that it was on."""

    skill: str
    why: Why
    reference: Reference | None = None
    again: bool = False


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
    """These questions, each once and in order, those that were skipped behind the others; then what was failed, once.

    Nothing else comes between two of them, so that each has its number, and all who have the list have the same.
    """

    references: tuple[Reference, ...]

    def choose(self, situation: Situation) -> Choice | None:
        """The next question of the list; behind its last one fresh numbers for a skill that is failed by then."""
        reference = self._next(situation)
        if reference is not None:
            return Choice(reference.skill, self._of_set(reference), reference)
        left = situation.waiting.difference(situation.repeated)
        if not left:
            return None
        put_off = [each.skill for each in situation.put_off if each not in self.references]
        skill = min(left, key=lambda each: (_newest(put_off, each), _newest(situation.asked, each), each))
        line = relearning_line(skill, situation)
        return Choice(skill, Why(line, line), again=True)

    def why(self, skill: str, situation: Situation) -> Why:
        """It stands in the list, or was failed."""
        reference = self._next(situation)
        if reference is None:
            line = relearning_line(skill, situation)
            return Why(line, line)
        return self._of_set(reference)

    def _next(self, situation: Situation) -> Reference | None:
        asked = {*situation.references}
        left = (each for each in self.references if each not in asked)
        return min(left, key=lambda each: _newest(situation.put_off, each), default=None)

    def _of_set(self, reference: Reference) -> Why:
        return Why("from the set", f"question {self.references.index(reference) + 1} of the set")


def _newest(things: Sequence[object], thing: object) -> int:
    """Where it stands last; before all others if it is not among them."""
    return max((place for place, each in enumerate(things) if each == thing), default=-1)


def relearning_line(skill: str, situation: Situation) -> str:
    """Why a skill that was failed in this session returns: `failed three questions ago`, or what came of it since."""
    if skill in situation.helped:
        return "not yet right without help"
    ago = situation.asked[::-1].index(skill) + 1
    words = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    number = words[ago - 1] if ago <= len(words) else str(ago)
    return f"failed {number} question{'' if ago == 1 else 's'} ago"
