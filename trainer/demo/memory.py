"""How the right rule of a component is strengthened and forgotten, in two ways that differ in kind.

Both count exposures per component and skill, and per component over all skills: the second part is what transfers.
Strength is on the logit scale and comes on top of what the learner knew before. Time is in days.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from dataclasses import dataclass, field
from math import log

from trainer.demo.world import Forgetting, World

Unit = tuple[str, str]
"""A component as it occurs in one skill."""

_ONE_SITTING = 0.3
"""Exposures closer together than this, in days, are kept as one trace."""


@dataclass(slots=True)
class Trace:
    """Exposures of one sitting: when, how much together, and how fast that fades."""

    at: float
    amount: float
    decay: float


@dataclass(slots=True)
class Traces:
    """The exposures of a unit, or of a component over all skills, oldest first."""

    kept: list[Trace] = field(default_factory=list)

    def add(self, at: float, amount: float, decay: float) -> None:
        """Take in an exposure."""
        last = self.kept[-1] if self.kept else None
        if last is None or at - last.at > _ONE_SITTING:
            self.kept.append(Trace(at, amount, decay))
            return
        total = last.amount + amount
        last.at += (at - last.at) * amount / total
        last.decay += (decay - last.decay) * amount / total
        last.amount = total


class Memory(ABC):
    """The exposures of one learner."""

    def __init__(self, transfer: float) -> None:
        self._transfer = transfer
        self._own: defaultdict[Unit, Traces] = defaultdict(Traces)
        self._shared: defaultdict[str, Traces] = defaultdict(Traces)

    def expose(self, unit: Unit, at: float, amount: float, recalled: float) -> None:
        """The right rule was used or read at that time; `recalled` is how likely it was recalled just before."""
        decay = self._decay(recalled)
        self._own[unit].add(at, amount, decay)
        self._shared[unit[0]].add(at, amount, decay)

    def is_fresh(self, unit: Unit) -> bool:
        """Whether there was no exposure of the unit yet."""
        return unit not in self._own

    def strength(self, unit: Unit, at: float) -> float:
        """What the exposures add to the unit's logit at that time: of its own, and of what transfers."""
        own, shared = self._own.get(unit), self._shared.get(unit[0])
        here = self._strength(own.kept, at) if own else 0.0
        anywhere = self._strength(shared.kept, at) if shared else 0.0
        return (1 - self._transfer) * here + self._transfer * anywhere

    def prospects(
        self, unit: Unit, now: float, at: float, amount: float, recalled: float
    ) -> tuple[float, float, float]:
        """The strength at a later time: as things are, after an exposure now in another skill, and in this one."""
        own, shared = self._own.get(unit), self._shared.get(unit[0])
        mine, all_ = (own.kept if own else []), (shared.kept if shared else [])
        more = [Trace(now, amount, self._decay(recalled))]
        here, here_more = self._strength(mine, at), self._strength(mine + more, at)
        anywhere, anywhere_more = self._strength(all_, at), self._strength(all_ + more, at)
        part = self._transfer
        elsewhere = (1 - part) * here + part * anywhere_more
        return (1 - part) * here + part * anywhere, elsewhere, (1 - part) * here_more + part * anywhere_more

    @abstractmethod
    def _decay(self, recalled: float) -> float: ...

    @abstractmethod
    def _strength(self, traces: list[Trace], at: float) -> float: ...


class PowerLaw(Memory):
    """Traces that fade by a power of time, faster where recall was easy: so spacing pays, and cramming fades."""

    _SCALE = 0.1
    _GAIN = 2.2
    _STEEPNESS = 2.0

    def _decay(self, recalled: float) -> float:
        return 0.15 + 0.35 * recalled

    def _strength(self, traces: list[Trace], at: float) -> float:
        left, scale = 0.0, self._SCALE
        for trace in traces:
            passed = at - trace.at
            age = 1 + (passed if passed > 0 else 0.0) / scale
            left += trace.amount * age**-trace.decay
        return self._GAIN * log(1 + self._STEEPNESS * left)


class TimeWindows(Memory):
    """Counts of exposures in the last day, days, week, month and ever, each with diminishing returns (as in DAS3H)."""

    _WINDOWS = ((0.75, 0.35), (3.0, 0.35), (7.5, 0.35), (30.5, 0.4), (10_000.0, 0.4))
    _STEEPNESS = 2.0

    def _decay(self, recalled: float) -> float:
        del recalled
        return 0.0

    def _strength(self, traces: list[Trace], at: float) -> float:
        strength = 0.0
        for days, weight in self._WINDOWS:
            count = sum([trace.amount for trace in traces if at - trace.at < days])
            if count:
                strength += weight * log(1 + self._STEEPNESS * count)
        return strength


def memory_of(world: World) -> Memory:
    """An empty memory of that world's kind."""
    kind = PowerLaw if world.forgetting is Forgetting.POWER else TimeWindows
    return kind(world.transfer)
