"""Whatever is recorded, in whatever order: the cache says what the log says."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings

from tests.store.making import START, chain, histories
from tests.store.memory import MemoryStore
from trainer.answer_filter import EVERYTHING, AnswerFilter, Subject
from trainer.domain import Event, Outcome, Review
from trainer.store import Store
from trainer.store.activity import to_redo, to_undo


@given(histories())
@settings(max_examples=60, deadline=None)
def test_incremental_is_rebuilt(calls: list[list[Event]]) -> None:
    """After every call the cached cards, the rebuilt ones, and those of the store in memory are the same."""
    model = MemoryStore()
    with TemporaryDirectory() as directory, Store.open(Path(directory) / "log.db") as store:
        for events in calls:
            assert store.record(events, chain) == model.record(events, chain)
            assert store.cards("me") == store.rebuild("me", chain) == model.cards("me")
        assert list(store.events("me")) == list(model.events("me"))
        assert list(store.active_events("me")) == list(model.active_events("me"))
        assert list(store.active_events("me", "a")) == list(model.active_events("me", "a"))
        assert store.figures("me", START) == model.figures("me", START)
        assert store.answers_by_day("me", None, 9_000) == model.answers_by_day("me", None, 9_000)
        assert store.answers_by_week("me", None) == model.answers_by_week("me", None)
        assert store.slips_by_week("me", None) == model.slips_by_week("me", None)
        assert store.skill_days("me") == model.skill_days("me")
        assert store.changes("me") == model.changes("me")
        assert store.skill_figures("me") == model.skill_figures("me")
        asked = {event.reference for event in model.events("me") if isinstance(event, Review)}
        assert store.question_counts("me", asked) == model.question_counts("me", asked)
        for wanted in (EVERYTHING, AnswerFilter((Subject(("a",)),), (Outcome.CORRECT, Outcome.WRONG))):
            assert store.answers("me", wanted, 1, 5) == model.answers("me", wanted, 1, 5)
            assert store.count_answers("me", wanted) == model.count_answers("me", wanted)
        assert store.verify("me") == []
        assert to_undo(store.latest("me")) == to_undo(model.events("me"))
        assert to_redo(store.latest("me")) == to_redo(model.events("me"))


@given(histories())
@settings(deadline=None)
def test_order_of_arrival(calls: list[list[Event]]) -> None:
    """Cards and figures depend on the events alone, not on the order in which they were recorded."""
    forwards, backwards = MemoryStore(), MemoryStore()
    for events in calls:
        forwards.record(events, chain)
    for events in reversed(calls):
        backwards.record(events, chain)
    assert forwards.cards("me") == backwards.cards("me")
    assert forwards.figures("me", START) == backwards.figures("me", START)
