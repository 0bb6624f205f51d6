"""What is measured of one learner's practice under one policy. Plain numbers, which travel between processes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from questions.skills import SKILLS
from tests.simulation.desk import Answered, Desk, moment
from tests.simulation.policies import Contender
from tests.simulation.probes import WEIGHTS, Score, probe
from tests.simulation.world import FIRST_DAY, MORNING
from trainer.demo.learner import Learner
from trainer.demo.world import World
from trainer.scheduling.days import day_of
from trainer.scheduling.memory import retrievability
from trainer.scheduling.readiness import Ready, readiness
from trainer.settings import LearnerSettings

LATER = 28
"""Days after the interview of the second probe; nothing is practised in between."""
READY_CHANCE = 0.75
"""A skill is called ready falsely if a fresh question of it is less likely than this to be answered right."""
_SMOOTHING, _LEAST = 0.3, 0.02


@dataclass(frozen=True, slots=True)
class Prediction:
    """Of a skill's first answer of a day: what the schedule and a moving average expected, and what came."""

    ours: float
    moving_average: float
    right: bool


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """`wrong` answers came of misconceptions, of which `found` had one of them named; `named` is how many names were
    given at all, `true` how many of these were a cause."""

    wrong: int
    found: int
    named: int
    true: int


@dataclass(frozen=True, slots=True)
class Run:
    """Scores are 0 to 1, `minutes` and `questions` per day of practice; `ready` skills of tier A and B."""

    contender: str
    world: World
    learner: int
    horizon: int
    at_first: float
    at_interview: float
    later: float
    minutes: float
    questions: float
    ready: int
    falsely_ready: int
    diagnosis: Diagnosis
    predictions: tuple[Prediction, ...]


def run(contender: Contender, world: World, learner: int, horizon: int, seed: int, minutes: float) -> Run:
    """Practise so many minutes a day until the interview, `horizon` days after the first; `seed` is the learner's."""
    person = Learner(world, seed)
    settings = LearnerSettings(interview_date=FIRST_DAY + timedelta(days=horizon))
    desk = Desk(person, contender, settings, seed)
    first = probe(person, 0.0)
    for day in range(horizon):
        desk.practise(day, minutes)
    interview = probe(person, horizon + MORNING)
    ready, falsely = _ready(desk, interview, horizon)
    return Run(
        contender.name,
        world,
        learner,
        horizon,
        at_first=first.total,
        at_interview=interview.total,
        later=probe(person, horizon + LATER + MORNING).total,
        minutes=desk.seconds / 60 / horizon,
        questions=len(desk.answered) / horizon,
        ready=ready,
        falsely_ready=falsely,
        diagnosis=_diagnosis(desk.answered),
        predictions=_predictions(desk.answered),
    )


def _ready(desk: Desk, score: Score, horizon: int) -> tuple[int, int]:
    today = day_of(moment(horizon + MORNING))
    cards = desk.log.cards
    ready = [
        skill
        for skill in SKILLS
        if SKILLS[skill].tier in WEIGHTS and readiness(cards.get(skill), today).state is Ready.YES
    ]
    return len(ready), sum(score.by_skill[skill] < READY_CHANCE for skill in ready)


def _diagnosis(answered: list[Answered]) -> Diagnosis:
    caused = [answer for answer in answered if answer.attempt.causes and not answer.right]
    return Diagnosis(
        wrong=len(caused),
        found=sum(bool(set(answer.attempt.causes) & set(answer.told)) for answer in caused),
        named=sum(len(answer.told) for answer in answered),
        true=sum(len(set(answer.attempt.causes) & set(answer.told)) for answer in answered),
    )


def _predictions(answered: list[Answered]) -> tuple[Prediction, ...]:
    found: list[Prediction] = []
    averages: dict[str, float] = {}
    for answer in answered:
        average = averages.get(answer.skill, 0.5)
        averages[answer.skill] = average + _SMOOTHING * (answer.right - average)
        memory = answer.before.memory if answer.before is not None else None
        if memory is not None and memory.last_day < answer.day:
            found.append(Prediction(_clipped(retrievability(memory, answer.day)), _clipped(average), answer.right))
    return tuple(found)


def _clipped(chance: float) -> float:
    return min(1 - _LEAST, max(_LEAST, chance))
