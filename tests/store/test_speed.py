"""A durable answer costs the same whatever is in the log, and the figures of home come at once."""

from __future__ import annotations

import random
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest

from tests.store.making import at, chain, review
from trainer.domain import Event, Outcome
from trainer.store import Store

pytestmark = pytest.mark.benchmark

SKILLS = [f"skill.{number}" for number in range(40)]


def _filled(path: Path, size: int) -> Store:
    dice = random.Random(1)
    store = Store.open(path)
    for start in range(0, size, 1000):
        events: list[Event] = [
            review(
                f"{number:08d}",
                number,
                skill=dice.choice(SKILLS),
                outcome=dice.choice(list(Outcome)),
                prompt="p" * 300,
            )
            for number in range(start, start + 1000)
        ]
        store.record(events, chain)
    return store


def test_log_of_100_000(tmp_path: Path) -> None:
    """Recording one answer costs at most 1.2 times as much with 100,000 reviews as with 1,000; figures take < 50 ms."""
    dice = random.Random(2)
    with _filled(tmp_path / "small.db", 1000) as small, _filled(tmp_path / "large.db", 100_000) as large:
        taken: dict[Store, list[float]] = {small: [], large: []}
        for number in range(500):
            for store, times in taken.items():
                answer = review(f"9{number:07d}", 200_000 + number, skill=dice.choice(SKILLS), prompt="p" * 300)
                start = perf_counter()
                store.record([answer], chain)
                times.append(perf_counter() - start)
        figures = []
        for _ in range(5):
            start = perf_counter()
            large.figures("me", at(199_000))
            figures.append(perf_counter() - start)
    ratio = median(taken[large]) / median(taken[small])
    print(
        f"\none answer: {median(taken[small]) * 1000:.2f} ms with 1,000 in the log,"
        f" {median(taken[large]) * 1000:.2f} ms with 100,000 (ratio {ratio:.2f});"
        f" figures of 100,000: {median(figures) * 1000:.1f} ms"
    )
    assert ratio <= 1.2
    assert median(figures) < 0.05
