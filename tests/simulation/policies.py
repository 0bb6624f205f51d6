"""The contenders: our schedule, our schedule without one of its parts, and simple ways to choose the next skill.

The simple ones know as much as a sensible person with the list of skills would: they leave tier C out, never ask the
same skill twice in a row, and take the levels that the cards say. They go through a day without a break.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random

from questions.skills import SKILLS
from trainer.demo.learner import Learner
from trainer.domain import Card
from trainer.scheduling.choosing import Choice, Chooser, Situation, Why
from trainer.scheduling.opening import new_skills
from trainer.scheduling.policy import OURS, Policy
from trainer.session import SessionPlan

_WHY = Why("simulated", "simulated")
_SMOOTHING = 0.3
_NEW_PER_DAY = 8


class Simple(ABC):
    """A chooser that always has a reason to say, the same one. It may draw from `rng`."""

    learner: Learner | None = None
    """Whom it chooses for; only what could not exist outside a simulation looks at it."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng

    def choose(self, situation: Situation) -> Choice | None:
        """The next skill, or None where nothing is left."""
        skill = self.next(situation)
        return None if skill is None else Choice(skill, self.why(skill, situation))

    def why(self, skill: str, situation: Situation) -> Why:
        """Nothing that anybody would read."""
        del skill, situation
        return _WHY

    @abstractmethod
    def next(self, situation: Situation) -> str | None:
        """The next skill."""

    def note(self, skill: str, right: bool) -> None:
        """Learn how an answer went."""
        del skill, right


class AlwaysTheSame(Simple):
    """The first skill and no other: a policy that everything should beat."""

    def next(self, situation: Situation) -> str:
        return next(iter(SKILLS))


class AtRandom(Simple):
    """Any skill."""

    def next(self, situation: Situation) -> str:
        return self.rng.choice([skill for skill in LIKELY if skill != situation.last])


class RoundRobin(Simple):
    """The least asked, in the order of introduction."""

    def next(self, situation: Situation) -> str:
        return min(LIKELY, key=lambda skill: _answers(situation.cards, skill))


class WeakestAverage(Simple):
    """The lowest moving average of right answers; a skill that was never asked counts as half right."""

    def __init__(self, rng: Random) -> None:
        super().__init__(rng)
        self._averages: dict[str, float] = {}

    def next(self, situation: Situation) -> str:
        free = [skill for skill in LIKELY if skill != situation.last]
        return min(free, key=lambda skill: self._averages.get(skill, 0.5))

    def note(self, skill: str, right: bool) -> None:
        before = self._averages.get(skill, 0.5)
        self._averages[skill] = before + _SMOOTHING * (right - before)


class PlainFsrs(Simple):
    """What FSRS says is due, then new skills behind the gate up to the day's limit; then the day is over."""

    def next(self, situation: Situation) -> str | None:
        cards, today, last = situation.cards, situation.today, situation.last
        known = [(card.due, skill) for skill, card in cards.items() if card.due is not None]
        due = sorted((day, skill) for day, skill in known if day <= today and skill not in situation.asked)
        if due:
            return due[0][1]
        opened = sum(card.first_day == today for card in cards.values())
        new = [skill for skill in new_skills(cards, gate=True) if skill in LIKELY]
        if new and opened < _NEW_PER_DAY:
            return new[0]
        return self.ahead(sorted((situation.asked.count(skill), day, skill) for day, skill in known if skill != last))

    def ahead(self, order: list[tuple[int, date, str]]) -> str | None:
        """What to ask when nothing is left for today, of the known skills by how often they were asked and are due."""
        return None


class FilledFsrs(PlainFsrs):
    """The same, and then ahead of time with what is due next."""

    def ahead(self, order: list[tuple[int, date, str]]) -> str | None:
        return order[0][2] if order else None


@dataclass(frozen=True)
class Contender:
    """A policy with a name. `make` gives its chooser, None for the program's own.

    `rival` is whether ours is held against it: a policy that is not ours and that somebody could have.
    """

    name: str
    policy: Policy = OURS
    plan: SessionPlan = field(default_factory=SessionPlan)
    make: type[Simple] | None = None
    rival: bool = False

    @property
    def goes_on(self) -> bool:
        """Whether the learner goes on after the end of a session as long as there are minutes left."""
        return self.make is None

    def chooser(self, rng: Random, learner: Learner) -> Chooser | None:
        """A chooser for one learner."""
        if self.make is None:
            return None
        made = self.make(rng)
        made.learner = learner
        return made

    def note(self, chooser: Chooser, skill: str, right: bool) -> None:
        """Let the chooser learn how an answer went."""
        if isinstance(chooser, Simple):
            chooser.note(skill, right)


def ours(name: str = "ours", plan: SessionPlan | None = None, **changed: object) -> Contender:
    """Our schedule with some constants changed or parts switched off."""
    return Contender(name, replace(OURS, **changed), plan or SessionPlan())  # type: ignore[arg-type]


def simple(name: str, make: type[Simple], *, rival: bool = True) -> Contender:
    """A simple contender: nothing returns within the session unless it chooses it, and the day has no break."""
    plan = SessionPlan(limit=10_000, minutes=None)
    return Contender(name, replace(OURS, relearning=False), plan, make, rival)


def _answers(cards: Mapping[str, Card], skill: str) -> int:
    return cards[skill].answers if skill in cards else 0


LIKELY = tuple(skill for skill in SKILLS if SKILLS[skill].tier in ("A", "B"))

OUR_OWN = ours()
WITHOUT_PARTS = (
    ours("ours, no horizon", horizon=False),
    ours("ours, no interleaving", interleaving=False),
    ours("ours, no relearning", relearning=False),
    ours("ours, no steering", steering=False),
)
SIMPLE = (
    simple("random", AtRandom),
    simple("round robin", RoundRobin),
    simple("weakest by moving average", WeakestAverage),
    simple("plain FSRS", PlainFsrs),
    simple("plain FSRS, then ahead", FilledFsrs),
)
CONTENDERS = (OUR_OWN, *WITHOUT_PARTS, *SIMPLE)
BAD = simple("always the same", AlwaysTheSame)
