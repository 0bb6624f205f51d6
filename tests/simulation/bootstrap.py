"""Intervals by resampling: what other learners of the same kind might have given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from statistics import fmean

_RESAMPLES = 2000


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean with its 95 % interval."""

    mean: float
    low: float
    high: float


def estimate(values: Sequence[float], seed: int) -> Estimate:
    """The mean of the values, one of each learner, and the middle 95 % of means of resampled learners."""
    random, count = Random(seed).random, len(values)
    means = sorted(sum([values[int(random() * count)] for _ in values]) / count for _ in range(_RESAMPLES))
    edge = _RESAMPLES // 40
    return Estimate(fmean(values), means[edge], means[-edge - 1])
