"""How fast a demo is made, beside recording the same answers one by one, as practice does."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from time import perf_counter

import pytest

from trainer.clock import now
from trainer.demo.diary import keep_diary
from trainer.demo.making import make_demo
from trainer.demo.practice import Practice
from trainer.domain import DEFAULT_LEARNER
from trainer.scheduling.cards import fold
from trainer.store.store import Store

pytestmark = [pytest.mark.benchmark, pytest.mark.xdist_group("benchmark")]

REVIEWS, ONE_BY_ONE = 5_000, 500


def test_making_a_demo(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Reviews a second, everything with it: questions drawn, answered and marked, cards folded, the file written."""
    at = now()
    with Store.open(tmp_path / "demo.db") as store:
        started = perf_counter()
        make_demo(store, DEFAULT_LEARNER, REVIEWS, 1, at, lambda done, of: None)
        bulk = REVIEWS / (perf_counter() - started)
        assert store.figures(DEFAULT_LEARNER, at.at).reviews == REVIEWS
    practice = Practice(keep_diary(REVIEWS, 1, at), DEFAULT_LEARNER, 1, at)
    with Store.open(tmp_path / "slow.db") as store:
        started = perf_counter()
        for events in islice(practice.events(), ONE_BY_ONE):
            store.record(events, fold)
        slow = ONE_BY_ONE / (perf_counter() - started)
    with capsys.disabled():
        print(
            f"\nA demo of {REVIEWS:,} reviews: {bulk:,.0f} reviews a second; "
            f"each recorded as it is answered: {slow:,.0f} a second (in one go {bulk / slow:.1f} times as fast)"
        )
