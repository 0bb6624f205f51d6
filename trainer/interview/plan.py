"""What kind of interview: how many questions, how long, of which tiers, at which level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from questions.generator import find_skill
from questions.question import LEVELS, Reference
from questions.skills import SKILLS
from questions.wording import several

_TIER_SETS = (("A",), ("A", "B"), ("A", "B", "C"), ("B",), ("B", "C"), ("C",), ("A", "C"))
MOST_QUESTIONS, MOST_MINUTES = 40, 180


class BadPlan(ValueError):
    """There can be no such interview; the message says what there can be."""


@dataclass(frozen=True, slots=True)
class InterviewPlan:
    """`questions` of different skills in `minutes`; the skills are of these `tiers`, the numbers of this `level`.

    With `set`, the title of a question set, the questions are the set's, and tiers and level only say what is among
    them (`level` the highest). Raises BadPlan.
    """

    questions: int = 10
    minutes: int = 20
    tiers: tuple[str, ...] = ("A", "B")
    level: int = 2
    set: str = ""

    def __post_init__(self) -> None:
        if self.tiers not in _TIER_SETS:
            raise BadPlan("the tiers are A, B and C, at least one of them, in this order")
        if self.level not in LEVELS:
            raise BadPlan("the levels are 1, 2 and 3")
        if not 1 <= self.minutes <= MOST_MINUTES:
            raise BadPlan(f"an interview takes 1 to {MOST_MINUTES} minutes")
        if self.set:
            if not 1 <= self.questions <= MOST_QUESTIONS:
                raise BadPlan(f"an interview has at most {MOST_QUESTIONS} questions; this set has {self.questions:,}")
            return
        most = most_questions(self.tiers)
        if not 1 <= self.questions <= most:
            raise BadPlan(
                f"an interview about {tier_words(self.tiers)} has 1 to {most} questions, each of another skill"
            )

    @property
    def words(self) -> str:
        """`10 questions, 20 minutes, tiers A and B, level 2`; of a set its title in their place."""
        counted = f"{several(self.questions, 'question')}, {several(self.minutes, 'minute')}"
        if self.set:
            return f"{counted}, the set “{self.set}”"
        return f"{counted}, {tier_words(self.tiers)}, level {self.level}"


def set_plan(title: str, references: Sequence[Reference], minutes: int | None = None) -> InterviewPlan:
    """An interview about the questions of a set, two minutes for each unless `minutes` are given. Raises BadPlan."""
    tiers = tuple(sorted({find_skill(reference.skill).tier for reference in references}))
    level = max(reference.level for reference in references)
    time = minutes or _within(2 * len(references), range(1, MOST_MINUTES + 1))
    return InterviewPlan(len(references), time, tiers, level, title)


def turned(plan: InterviewPlan, what: str, by: int) -> InterviewPlan:
    """The plan with one choice a step further or back, as far as that goes; questions and tiers stay in accord."""
    if what == "tiers":
        places = range(len(_TIER_SETS))
        tiers = _TIER_SETS[_within(_TIER_SETS.index(plan.tiers) + by, places)]
        return replace(plan, tiers=tiers, questions=min(plan.questions, most_questions(tiers)))
    if what == "minutes":
        return replace(plan, minutes=_within((plan.minutes // 5 + by) * 5, range(5, MOST_MINUTES + 1)))
    if what == "level":
        return replace(plan, level=_within(plan.level + by, LEVELS))
    return replace(plan, questions=_within(plan.questions + by, range(1, most_questions(plan.tiers) + 1)))


def _within(number: int, allowed: Sequence[int]) -> int:
    return min(max(number, allowed[0]), allowed[-1])


def most_questions(tiers: Sequence[str]) -> int:
    """How many questions an interview about these tiers can have: no skill comes twice."""
    return min(MOST_QUESTIONS, sum(skill.tier in tiers for skill in SKILLS.values()))


def tier_words(tiers: Sequence[str]) -> str:
    """`tier A`, `tiers A and B`, `tiers A, B and C`."""
    *others, last = tiers
    return f"tiers {', '.join(others)} and {last}" if others else f"tier {last}"
