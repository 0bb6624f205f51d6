"""What the next start shows before the store is open: its first question, and home's figures."""

from __future__ import annotations

from random import Random

from questions.generator import draw_reference, generate
from questions.question import Reference
from questions.skills import SKILLS
from trainer.domain import Card, Moment
from trainer.planfile import HomeFigures, StartPlan
from trainer.scheduling.choosing import Situation
from trainer.scheduling.days import day_of
from trainer.scheduling.opening import closed_skills, new_skills
from trainer.scheduling.queue import NO_SETTINGS, Schedule, due_skills, question_level
from trainer.settings import LearnerSettings
from trainer.store.port import Figures


def home_figures(
    cards: dict[str, Card], totals: Figures, now: Moment, settings: LearnerSettings = NO_SETTINGS
) -> HomeFigures:
    """Home's figures from the cards, the settings and the log's counts."""
    return HomeFigures(
        due=len(due_skills(cards, day_of(now), settings, found={})),  # in whatever order
        new=len(new_skills(cards)) + len(closed_skills(cards)),
        today=totals.recent,
        reviews=totals.reviews,
    )


def first_reference(
    cards: dict[str, Card], now: Moment, rng: Random, settings: LearnerSettings = NO_SETTINGS
) -> Reference:
    """The question that an ordinary session begins with."""
    choice = Schedule().choose(Situation(cards, day_of(now), settings))
    if choice is None:
        raise AssertionError("an ordinary session has a first question")
    skill = choice.skill
    return draw_reference(SKILLS[skill], question_level(cards.get(skill), rng), rng.getrandbits(64))


def start_plan(name: str, now: Moment, reference: Reference, figures: HomeFigures) -> StartPlan:
    """What the next start needs at once, if its first question is this one."""
    question = generate(reference)
    return StartPlan(
        store=name,
        day=str(day_of(now)),
        first=str(reference),
        question_id=question.id,
        prompt=question.content.asked,
        answer_kind=question.content.kind.value,
        figures=figures,
    )


def first_plan(name: str, now: Moment) -> StartPlan:
    """The plan of a first start: without a store there is nothing to wait for."""
    figures = HomeFigures(due=0, new=len(SKILLS), today=0, reviews=0)
    return start_plan(name, now, first_reference({}, now, Random()), figures)
