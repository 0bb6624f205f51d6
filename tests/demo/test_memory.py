"""The memory of the invented learner over months: kept by the week, hardly different."""

from __future__ import annotations

from math import exp
from random import Random

import pytest

from trainer.demo.memory import Traces, memory_of
from trainer.demo.world import Forgetting, World

UNIT = ("bias", "conv2d.parameters")


_MISCONCEIVED = -2.0
"""The logit of a right rule that a wrong one stood in for before practice: recall that has most to lose."""


@pytest.mark.parametrize("a_day", [0.1, 0.5, 3.0])
@pytest.mark.parametrize("kind", Forgetting)
def test_thinned_by_the_week(kind: Forgetting, a_day: float) -> None:
    """After four months, thinned as a demo does it, the chance of recall is the same within two points of a hundred."""
    whole, thinned = (memory_of(World(kind, 0.0, 0.3)) for _ in range(2))
    dice = Random(1)
    for day in range(120):
        thinned.thin(day - 14)
        for _ in range(int(a_day + dice.random())):
            at, recalled = day + dice.random() / 10, dice.random()
            for memory in (whole, thinned):
                memory.expose(UNIT, at, 1.0, recalled)
    for later in (120.0, 127.0, 150.0, 300.0):
        found, expected = (1 / (1 + exp(-_MISCONCEIVED - memory.strength(UNIT, later))) for memory in (thinned, whole))
        assert found == pytest.approx(expected, abs=0.02)


def test_one_trace_a_week() -> None:
    """Older ones are joined within their week, with nothing lost of their amount; newer ones stay as they are."""
    traces = Traces()
    for day in range(28):
        traces.add(float(day), 1.0, 0.2)
    newest = traces.kept[14:]
    traces.thin(14.0)
    assert [trace.amount for trace in traces.kept[:2]] == pytest.approx([7, 7])
    assert [trace.at for trace in traces.kept[:2]] == pytest.approx([3, 10])
    assert traces.kept[2:] == newest
