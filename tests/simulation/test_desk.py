"""The desk drives the program's own session: by what it shows, typed text and a clock."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from itertools import pairwise

import pytest

from questions.skills import SKILLS
from tests.simulation.desk import Desk
from tests.simulation.measures import run
from tests.simulation.oracle import LOOKS_INSIDE
from tests.simulation.policies import BAD, CONTENDERS, OUR_OWN, SIMPLE, Contender
from tests.simulation.probes import WEIGHTS, probe, probes
from tests.simulation.world import FIRST_DAY, WORLDS
from trainer.demo.learner import Learner
from trainer.settings import LearnerSettings

WORLD = WORLDS[3]


@cache
def desk(contender: Contender, days: int = 1, seed: int = 1) -> Desk:
    """A learner's desk after so many days of practice."""
    settings = LearnerSettings(interview_date=FIRST_DAY + timedelta(days=days))
    made = Desk(Learner(WORLD, seed), contender, settings, seed)
    for day in range(days):
        made.practise(day, 15)
    return made


@pytest.mark.parametrize("contender", [*CONTENDERS, LOOKS_INSIDE, BAD], ids=lambda contender: contender.name)
def test_every_contender_gets_the_same_minutes(contender: Contender) -> None:
    """Only plain FSRS stops early; nobody goes on for longer than the question in hand."""
    made = desk(contender)
    stops_early = contender.name == "plain FSRS"
    assert made.seconds >= (60 if stops_early else 15 * 60)
    assert made.seconds < 19 * 60
    assert set(made.log.cards) == set(made.asked)
    assert all(made.log.cards[skill].answers == times for skill, times in made.asked.items())


@pytest.mark.parametrize("contender", [OUR_OWN, SIMPLE[2]], ids=lambda contender: contender.name)
def test_the_seed_decides(contender: Contender) -> None:
    """The same seed gives the same practice; another learner answers otherwise."""
    first, second, other = (run(contender, WORLD, 0, 1, seed, 15) for seed in (1, 1, 2))
    assert first == second
    assert first != other


def test_simple_policies_leave_tier_c_out_and_do_not_repeat() -> None:
    """They are as sensible as they are said to be."""
    for contender in SIMPLE:
        order = [answer.skill for answer in desk(contender).answered]
        assert {SKILLS[skill].tier for skill in order} <= set(WEIGHTS)
        assert all(one != following for one, following in pairwise(order))


def test_practice_raises_the_score_and_rest_lowers_it() -> None:
    """The true score goes up with practice, and down in four weeks without."""
    made = run(OUR_OWN, WORLD, 0, 3, 7, 15)
    assert made.at_first < made.later < made.at_interview


def test_probing_teaches_nothing() -> None:
    """The same score twice; and all likely skills are probed."""
    learner = Learner(WORLD, 2)
    assert probe(learner, 0.0) == probe(learner, 0.0)
    assert set(probes()) == {skill for skill in SKILLS if SKILLS[skill].tier in WEIGHTS}


def test_who_looks_into_the_learner_chooses_well() -> None:
    """The oracle beats always asking the same, by far."""
    oracle = run(LOOKS_INSIDE, WORLD, 0, 2, 5, 15)
    assert oracle.at_interview > run(BAD, WORLD, 0, 2, 5, 15).at_interview + 0.05
