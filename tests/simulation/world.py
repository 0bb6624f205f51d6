"""What may be true of learners. Nobody knows which of these worlds is ours, so a policy is run in several."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

FIRST_DAY = date(2026, 3, 2)
"""When everybody begins to practise, in the evening."""
MORNING = -0.35
"""An interview is in the morning: so many days before the evening's practice would begin."""


class Forgetting(StrEnum):
    """How a component's memory fades."""

    POWER = "power law"
    WINDOWS = "time windows"


@dataclass(frozen=True, slots=True)
class World:
    """How learners forget and what feedback does for them.

    `diagnosis` is what naming the misconception adds to reading the worked steps: 0 nothing, 1 doubles their effect,
    negative values take away from it. `transfer`, 0 to 1, is how much of what is learned of a component in one skill
    counts in the others.
    """

    forgetting: Forgetting
    diagnosis: float
    transfer: float

    @property
    def name(self) -> str:
        """`power law, diagnosis +0.5, transfer 0.3`."""
        return f"{self.forgetting}, diagnosis {self.diagnosis:+g}, transfer {self.transfer:g}".replace("-", "−")


TRAINING = (
    World(Forgetting.POWER, 0.0, 0.3),
    World(Forgetting.POWER, 0.5, 0.6),
    World(Forgetting.WINDOWS, -0.5, 0.6),
    World(Forgetting.WINDOWS, 1.5, 0.3),
)
"""The worlds in which constants may be chosen."""

HELD_OUT = (
    World(Forgetting.POWER, -0.5, 0.3),
    World(Forgetting.POWER, 1.5, 0.6),
    World(Forgetting.WINDOWS, 0.0, 0.6),
    World(Forgetting.WINDOWS, 0.5, 0.3),
)
"""The worlds in which a choice must hold too."""

WORLDS = TRAINING + HELD_OUT
