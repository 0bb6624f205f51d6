"""Where a learner's log is kept. The only package that knows SQL.

Everything is exported lazily: error types, `Fold` and `Figures` can be imported without loading SQLAlchemy (about
100 ms), which only `Store` needs.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from trainer.domain import DEFAULT_LEARNER
    from trainer.store.errors import (
        EventRefused,
        NotAStore,
        StoreBusy,
        StoreConflict,
        StoreDamaged,
        StoreError,
        StoreFull,
        StoreMissing,
        StoreNewer,
        StoreReadOnly,
        StoreUnreachable,
    )
    from trainer.store.port import EventStore, Figures, Fold, KeptInterview
    from trainer.store.store import Store

_HOMES = {
    **dict.fromkeys(
        (
            "EventRefused",
            "NotAStore",
            "StoreBusy",
            "StoreConflict",
            "StoreDamaged",
            "StoreError",
            "StoreFull",
            "StoreMissing",
            "StoreNewer",
            "StoreReadOnly",
            "StoreUnreachable",
        ),
        "trainer.store.errors",
    ),
    **dict.fromkeys(("EventStore", "Figures", "Fold", "KeptInterview"), "trainer.store.port"),
    "DEFAULT_LEARNER": "trainer.moments",
    "Store": "trainer.store.store",
}

__all__ = [
    "DEFAULT_LEARNER",
    "EventRefused",
    "EventStore",
    "Figures",
    "Fold",
    "KeptInterview",
    "NotAStore",
    "Store",
    "StoreBusy",
    "StoreConflict",
    "StoreDamaged",
    "StoreError",
    "StoreFull",
    "StoreMissing",
    "StoreNewer",
    "StoreReadOnly",
    "StoreUnreachable",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
