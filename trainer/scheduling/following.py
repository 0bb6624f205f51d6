"""FSRS-6 as bare arithmetic, to follow thousands of answers of a log at once; what is stored comes from py-fsrs.

The same formulas in the same order as py-fsrs with its default parameters, so the numbers are the same; a test compares
them. Days are numbers (`date.toordinal`), ratings 1 to 4.
"""

from __future__ import annotations

from math import e

from trainer.scheduling.memory import DECAY, FACTOR, LONGEST

_W = (
    *(0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629),
    *(1.6483, 0.6014, 1.8729, 0.5425, 0.0912),
)
_LEAST_STABILITY = 0.001
_EASIEST = _W[4] - (e ** (_W[5] * 3)) + 1
_RECALL = e ** _W[8]
_FORGET = e ** (_W[17] * _W[18])


def first_memory(rating: int) -> tuple[float, float]:
    """Stability in days and difficulty after the first answer of all."""
    return max(_W[rating - 1], _LEAST_STABILITY), _difficulty(_W[4] - (e ** (_W[5] * (rating - 1))) + 1)


def next_memory(stability: float, difficulty: float, elapsed: int, rating: int) -> tuple[float, float]:
    """Both after the first answer of a day so many days, at least one, after the last one."""
    forgotten = 1 - (1 + FACTOR * elapsed / stability) ** DECAY
    if rating == 1:
        long_term = _W[11] * (difficulty ** -_W[12]) * (((stability + 1) ** (_W[13])) - 1) * (e ** (forgotten * _W[14]))
        after = min(long_term, stability / _FORGET)
    else:
        penalty, bonus = _W[15] if rating == 2 else 1, _W[16] if rating == 4 else 1
        shrunk, gained = stability ** -_W[9], (e ** (forgotten * _W[10])) - 1
        after = stability * (1 + _RECALL * (11 - difficulty) * shrunk * gained * penalty * bonus)
    drift = difficulty + (10.0 - difficulty) * -(_W[6] * (rating - 3)) / 9.0
    return max(after, _LEAST_STABILITY), _difficulty(_W[7] * _EASIEST + (1 - _W[7]) * drift)


def gap(stability: float, spread: float) -> int:
    """Days until it is due; `spread` is `spread_of` the desired retention."""
    return int(min(max(round(stability / FACTOR * spread), 1), LONGEST))


def spread_of(desired_retention: float) -> float:
    """What a desired retention makes of every gap."""
    return float((desired_retention ** (1 / DECAY)) - 1)


def _difficulty(difficulty: float) -> float:
    return min(max(difficulty, 1.0), 10.0)
