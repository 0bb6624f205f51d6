"""Not a policy that anybody could have: it looks into the learner. It tells how much there is to gain by choosing.

For every skill it works out what one more question of it would add to the score at the interview, and takes the best.
It looks one question ahead, so it is no upper bound, but no policy that has to guess should be expected to beat it.
"""

from __future__ import annotations

from collections import Counter
from random import Random

from questions.skills import SKILLS
from tests.simulation.policies import LIKELY, Simple, simple
from tests.simulation.probes import WEIGHTS, probes
from tests.simulation.world import FIRST_DAY, MORNING
from trainer.demo.learner import Learner, units_of
from trainer.demo.memory import Unit
from trainer.scheduling.choosing import Situation


class Oracle(Simple):
    """Knows the learner's memory and how it fades."""

    def __init__(self, rng: Random) -> None:
        super().__init__(rng)
        self._needed = {
            skill: Counter(tuple(units_of(question)) for question in asked) for skill, asked in probes().items()
        }
        self._exposed = {
            skill: frozenset(component for component, _ in needed.most_common(1)[0][0])
            for skill, needed in self._needed.items()
        }

    def next(self, situation: Situation) -> str:
        """The skill whose question adds most to the score, the tiers weighted."""
        learner, interview = self.learner, situation.settings.interview_date
        if learner is None or interview is None:
            raise ValueError("the oracle needs a learner to look into and a day to look forward to")
        now, at = float((situation.today - FIRST_DAY).days), (interview - FIRST_DAY).days + MORNING
        return max(
            (skill for skill in LIKELY if skill != situation.last), key=self._gains(learner, now, at).__getitem__
        )

    def _gains(self, learner: Learner, now: float, at: float) -> dict[str, float]:
        units = {unit for needed in self._needed.values() for units in needed for unit in units}
        prospects = {unit: learner.prospects(unit, now, at) for unit in sorted(units)}
        gains = dict.fromkeys(LIKELY, 0.0)
        for probed, needed in self._needed.items():
            weight = WEIGHTS[SKILLS[probed].tier]
            for units_needed, times in needed.items():
                as_is = _product([prospects[unit][0] for unit in units_needed])
                for practised in LIKELY:
                    gains[practised] += weight * times * (self._after(practised, units_needed, prospects) - as_is)
        return gains

    def _after(
        self, practised: str, units: tuple[Unit, ...], prospects: dict[Unit, tuple[float, float, float]]
    ) -> float:
        exposed = self._exposed[practised]
        return _product(
            [prospects[unit][0 if unit[0] not in exposed else 2 if unit[1] == practised else 1] for unit in units]
        )


def _product(factors: list[float]) -> float:
    result = 1.0
    for factor in factors:
        result *= factor
    return result


LOOKS_INSIDE = simple("looks into the learner", Oracle, rival=False)
