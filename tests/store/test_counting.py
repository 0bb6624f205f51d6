"""Counting a log that somebody has tampered with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers.stores import altered
from tests.store.making import chain, review
from trainer.domain import Outcome
from trainer.store import Store, StoreDamaged

COUNTS: dict[str, Callable[[Store], object]] = {
    "by day": lambda store: store.answers_by_day("me", None, 1000),
    "by week": lambda store: store.answers_by_week("me", None),
    "slips": lambda store: store.slips_by_week("me", None),
    "skill days": lambda store: store.skill_days("me"),
}


def _damaged(path: Path, change: str) -> None:
    with Store.open(path) as store:
        wrong = {"outcome": Outcome.WRONG, "misconceptions": ("forgot_bias",)}
        store.record([review(str(number), number, **wrong) for number in range(3)], chain)
    altered(path, change)


@pytest.mark.parametrize(
    ("change", "counts"),
    [
        ("UPDATE events SET at = 9e17 WHERE NEWEST", COUNTS),
        ("UPDATE events SET at = -9000000000000000000 WHERE NEWEST", COUNTS),
        ("UPDATE events SET skill = char(16) WHERE NEWEST", ("by week", "slips", "skill days")),
        ("UPDATE events SET level = 'high' WHERE NEWEST", ("by week",)),
        ("UPDATE events SET misconceptions = '[', outcome = 'wrong' WHERE NEWEST", ("slips",)),
        ("UPDATE events SET misconceptions = '7' WHERE NEWEST", ("slips",)),
    ],
)
def test_damage_is_told(path: Path, change: str, counts: tuple[str, ...]) -> None:
    """What cannot be counted is a damaged store, in one sentence."""
    _damaged(path, change)
    with Store.open(path) as store:
        for name in counts:
            with pytest.raises(StoreDamaged, match="cannot be counted"):
                COUNTS[name](store)
