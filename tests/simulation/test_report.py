"""The report says what the runs say, also where ours is not good enough; the grid changes one thing at a time."""

from __future__ import annotations

from dataclasses import fields

import pytest

from tests.simulation.experiment import Experiment
from tests.simulation.measures import Diagnosis, Prediction, Run
from tests.simulation.oracle import LOOKS_INSIDE
from tests.simulation.policies import OUR_OWN, SIMPLE, Contender
from tests.simulation.report import report
from tests.simulation.tuning import alternatives, together
from tests.simulation.world import HELD_OUT, TRAINING, WORLDS
from trainer.scheduling.policy import OURS, Policy

ROUND_ROBIN = SIMPLE[1]
CONTENDERS = (OUR_OWN, ROUND_ROBIN, LOOKS_INSIDE)


def made(contender: Contender, learner: int, score: float) -> Run:
    """A run to a score; half of the ready skills are falsely so."""
    return Run(
        contender.name,
        WORLDS[learner % 2],
        learner,
        3,
        at_first=0.1,
        at_interview=score,
        later=score / 2,
        minutes=15.0,
        questions=20.0,
        ready=4,
        falsely_ready=2,
        diagnosis=Diagnosis(wrong=10, found=9, named=12, true=9),
        predictions=(Prediction(0.9, 0.5, True), Prediction(0.6, 0.5, False)),
    )


def told(ours: float, simple: float) -> str:
    """The report of an experiment in which ours and round robin reached these scores, and the oracle 90 %."""
    experiment = Experiment(CONTENDERS, WORLDS[:2], 5, (3,), 1)
    scores = zip(CONTENDERS, (ours, simple, 0.9), strict=True)
    return report(experiment, [made(contender, n, score) for contender, score in scores for n in range(10)])


@pytest.mark.parametrize(
    ("ours", "simple", "verdict"),
    [(0.7, 0.6, "ours +10.0: +10.0 to +10.0 points: as wanted"), (0.6, 0.7, "ours −10.0"), (0.62, 0.6, "not the 3")],
)
def test_the_verdict(ours: float, simple: float, verdict: str) -> None:
    """Three points are wanted over the best policy that somebody could have, which the oracle is not."""
    text = told(ours, simple)
    line = next(line for line in text.splitlines() if line.startswith("- 3 days: the best"))
    assert "round robin" in line
    assert verdict in line
    assert ("as wanted" in line) is (ours - simple >= 0.03)


def test_the_figures() -> None:
    """Scores, false "ready", diagnosis and log loss are those of the runs."""
    text = told(0.7, 0.6)
    assert "| ours | 70.0 | 35.0 | 15.0 | 50% |" in text
    assert "| round robin | 60.0 (+10.0: +10.0 to +10.0) | 30.0 (+5.0: +5.0 to +5.0) | 15.0 | 50% |" in text
    assert "of 120 misconceptions named 75% were a true cause" in text
    assert "100 answers that came of a misconception 90% had theirs named" in text
    assert "our retrievability 0.511, a constant 0.693, a moving average 0.693" in text
    assert "Before practice: 10.0." in text


def test_alternatives_change_one_thing() -> None:
    """Each differs from ours in one field of the policy or in the plan, and no two are the same."""
    found = alternatives()
    assert len({contender.name for contender in found}) == len(found)
    for contender in found:
        changed = [field.name for field in fields(Policy) if _changed(contender.policy, field.name)]
        assert len(changed) + (contender.plan != OUR_OWN.plan) == 1, contender.name


def test_together_has_all_changes() -> None:
    """The combination has the change of each; of two values of one constant the later."""
    found = {contender.name: contender for contender in alternatives()}
    both = together([found["one_above 0.7"], found["no interleaving"], found["one_above 0.3"]])
    assert both.policy == Policy(one_above=0.3, interleaving=False)


def test_no_world_is_in_both_halves() -> None:
    """What is chosen in some worlds is confirmed in others."""
    assert not set(TRAINING) & set(HELD_OUT)
    assert {world.forgetting for world in TRAINING} == {world.forgetting for world in HELD_OUT}


def _changed(policy: Policy, name: str) -> bool:
    return bool(getattr(policy, name) != getattr(OURS, name))
