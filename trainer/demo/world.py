"""What may be true of learners: how they forget, and what feedback does for them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
