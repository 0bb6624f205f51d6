"""Which questions an interview asks: spread over families, no skill twice, with numbers for the head."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from questions.generator import draw_reference, generate
from questions.question import Question
from questions.skills import SKILLS
from questions.skills.skill import Skill
from trainer.domain import Card
from trainer.interview.effort import DOABLE, effort
from trainer.interview.plan import InterviewPlan
from trainer.interview.rubric import LEAST, rubric_lines
from trainer.scheduling.opening import implied, succeeded, suspended

TRIES = 24
"""How many draws of a skill are looked at for one that can be done in the head; else the easiest of them is taken."""
_WEIGHTS = {"A": 3, "B": 2, "C": 1}
_DAMPED = 0.75
_ONE_IN = 4


@dataclass(frozen=True, slots=True)
class Drawn:
    """A question of an interview: `aloud` is it to be explained, `known` counted its skill as known before."""

    question: Question
    aloud: bool
    known: bool


def draw_interview(plan: InterviewPlan, cards: Mapping[str, Card], rng: Random) -> list[Drawn]:
    """The questions in their order. Skills that the learner took out of the schedule come only where others run out."""
    questions = [friendly(SKILLS[skill], plan.level, rng) for skill in choose_skills(plan, cards, rng)]
    return as_interview(questions, cards, rng)


def as_interview(questions: Sequence[Question], cards: Mapping[str, Card], rng: Random) -> list[Drawn]:
    """These questions in their order, one in four of them to be explained aloud."""
    worth = [place for place, question in enumerate(questions) if len(rubric_lines(question.content)) >= LEAST]
    wanted = (len(questions) + _ONE_IN // 2) // _ONE_IN
    aloud = set(rng.sample(worth, min(wanted, len(worth))))
    known = implied(cards) | {skill for skill in cards if succeeded(cards, skill)}
    return [
        Drawn(question, place in aloud, question.reference.skill in known) for place, question in enumerate(questions)
    ]


def choose_skills(plan: InterviewPlan, cards: Mapping[str, Card], rng: Random) -> list[str]:
    """Different skills of the tiers, in a drawn order. A family has a share by what it weighs, damped.

    So a large family comes more than once, and yet the small ones have their turn.
    """
    pool = [skill for skill in SKILLS.values() if skill.tier in plan.tiers]
    left = [skill for skill in pool if not suspended(cards, skill.id)]
    if len(left) < plan.questions:
        left = pool
    shares = {
        family: sum(_WEIGHTS[skill.tier] for skill in left if skill.family == family) ** _DAMPED
        for family in dict.fromkeys(skill.family for skill in left)
    }
    chosen: list[Skill] = []
    while len(chosen) < plan.questions:
        family = _next_family(chosen, left, shares, rng)
        members = [skill for skill in left if skill.family == family]
        [skill] = rng.choices(members, [_WEIGHTS[member.tier] for member in members])
        left.remove(skill)
        chosen.append(skill)
    rng.shuffle(chosen)
    return [skill.id for skill in chosen]


def _next_family(chosen: Collection[Skill], left: Collection[Skill], shares: Mapping[str, float], rng: Random) -> str:
    """A family that has had little of its share; how little, is left to the dice."""
    had = Counter(skill.family for skill in chosen)
    waiting = {
        family: (had[family] + rng.random()) / shares[family]
        for family in dict.fromkeys(skill.family for skill in left)
    }
    return min(waiting, key=lambda family: waiting[family])


def friendly(skill: Skill, level: int, rng: Random) -> Question:
    """A question of that level whose answer is doable in the head, or the easiest of those that were drawn."""
    best: tuple[int, Question] | None = None
    for _ in range(TRIES):
        question = generate(draw_reference(skill, level, rng.getrandbits(64)))
        cost = effort(question.content)
        if cost <= DOABLE:
            return question
        if best is None or cost < best[0]:
            best = cost, question
    if best is None:
        raise AssertionError("at least one question is drawn")
    return best[1]
