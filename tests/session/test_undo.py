"""Undoing and redoing answers, over sessions and restarts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.making import Clock, review
from tests.store.memory import MemoryStore
from trainer.domain import Rating, Review, Undo
from trainer.journal import Journal
from trainer.scheduling.cards import fold
from trainer.session import Judged, PracticeSession, SessionPlan
from trainer.store.port import EventStore
from trainer.store.store import Store


def journal(store: EventStore, clock: Clock) -> Journal:
    return Journal(store, "a store", None, clock())


def counting(store: EventStore) -> list[str]:
    return [event.id for event in store.active_events("me") if isinstance(event, Review)]


def test_undo_and_redo() -> None:
    """The newest answer, then the one before it; and back, the other way round."""
    clock, store = Clock(), MemoryStore()
    desk = journal(store, clock)
    given_ = []
    for number in range(3):
        clock.pass_(seconds=10)
        given_.append(review(clock.at, skill=f"skill.{number}"))
        desk.record([given_[-1]], clock())
    cards = desk.cards
    assert [desk.undo(clock()), desk.undo(clock())] == [given_[2], given_[1]]
    assert set(desk.cards) == {"skill.0"}
    assert desk.totals(clock()).reviews == 1
    assert [desk.redo(clock()), desk.redo(clock()), desk.redo(clock())] == [given_[1], given_[2], None]
    assert desk.cards == cards == store.rebuild("me", fold)
    assert desk.undo(clock()) == given_[2]


def test_nothing_to_undo() -> None:
    """Neither before the first answer nor when all are out."""
    clock = Clock()
    desk = journal(MemoryStore(), clock)
    assert desk.undo(clock()) is None
    assert desk.redo(clock()) is None
    desk.record([review(clock.at)], clock())
    assert desk.undo(clock()) is not None
    assert desk.undo(clock()) is None


def test_a_new_answer_ends_redoing() -> None:
    """What was undone before it stays undone."""
    clock, store = Clock(), MemoryStore()
    desk = journal(store, clock)
    desk.record([review(clock.at)], clock())
    desk.undo(clock())
    clock.pass_(seconds=10)
    newer = review(clock.at)
    desk.record([newer], clock())
    assert desk.redo(clock()) is None
    assert desk.undo(clock()) == newer
    assert desk.redo(clock()) == newer
    assert desk.redo(clock()) is None


def test_an_override_is_the_answer_it_replaces() -> None:
    """Undoing takes out the answer, not just its new rating; a redo after an override has nothing to bring back."""
    clock, store = Clock(), MemoryStore()
    desk = journal(store, clock)
    session = PracticeSession({}, SessionPlan(), Random(3), clock())
    clock.pass_(seconds=5)
    judged = session.answer(session.question.expected, clock())
    assert isinstance(judged, Judged)
    session.acknowledge(desk.record(judged.events, clock()), judged.events)
    clock.pass_(seconds=5)
    desk.record(session.override(Rating.EASY, clock()).events, clock())
    assert desk.redo(clock()) is None
    undone = desk.undo(clock())
    assert undone is not None
    assert undone.rating is Rating.EASY
    assert desk.cards == {}
    assert desk.redo(clock()) == undone
    assert desk.cards["conv2d.parameters"].answers == 1


def test_taken_back_by_two_programs_at_once() -> None:
    """Both took out the same answer; one redo brings it back, and one undo takes it out again."""
    clock, store = Clock(), MemoryStore()
    desk = journal(store, clock)
    answers = [review(clock.at, skill=f"skill.{number}") for number in range(2)]
    desk.record(answers, clock())
    for _ in range(2):
        undo = Undo(review().id, "me", clock.at, 0, answers[1].skill, answers[1].id)
        clock.pass_(seconds=1)
        desk.record([replace(undo, at=clock.at)], clock())
    for _ in range(3):
        assert desk.redo(clock()) == answers[1]
        assert len(counting(store)) == 2
        assert desk.redo(clock()) is None
        assert desk.undo(clock()) == answers[1]
        assert len(counting(store)) == 1
    assert desk.cards == store.rebuild("me", fold)


def test_a_clock_that_was_set_back() -> None:
    """An undo made at an earlier hour than its answer can be redone all the same."""
    clock = Clock()
    desk = journal(MemoryStore(), clock)
    answer = review(clock.at)
    desk.record([answer], clock())
    clock.pass_(hours=-3)
    for _ in range(3):
        assert desk.undo(clock()) == answer
        assert desk.redo(clock()) == answer


actions = st.lists(st.sampled_from(["answer", "answer", "override", "undo", "redo", "restart"]), max_size=25)


@given(actions)
@settings(max_examples=40, deadline=None)
def test_as_a_stack(steps: list[str]) -> None:
    """Whatever is done in whatever order: what counts is what a pair of stacks says, also after a restart."""
    clock = Clock()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.db"
        desk = journal(store := Store.open(path), clock)
        active: list[Review] = []
        out: list[Review] = []
        for number, step in enumerate(steps):
            clock.pass_(seconds=number % 3)
            if step == "answer":
                clock.pass_(seconds=1)
                active.append(review(clock.at))
                out = []
                desk.record([active[-1]], clock())
            elif step == "override" and active:
                replaced = active.pop()
                active.append(review(replaced.at, replaces=replaced.id, rating=Rating.EASY))
                clock.pass_(seconds=1)
                undo = Undo(review().id, "me", clock.at, 0, replaced.skill, replaced.id)
                desk.record([undo, active[-1]], clock())
            elif step == "undo":
                assert desk.undo(clock()) == (active[-1] if active else None)
                out += active[-1:]
                del active[-1:]
            elif step == "redo":
                assert desk.redo(clock()) == (out[-1] if out else None)
                active += out[-1:]
                del out[-1:]
            elif step == "restart":
                desk.close()
                desk = journal(store := Store.open(path), clock)
            assert counting(store) == [one.id for one in sorted(active, key=lambda one: (one.at, one.id))]
            assert desk.cards == store.rebuild("me", fold)
        desk.close()


@pytest.mark.parametrize("act", ["undo", "redo"])
def test_the_plan_follows(tmp_path: Path, act: str) -> None:
    """Home's figures and the next start's question are those after it."""
    clock = Clock()
    desk = Journal(MemoryStore(), "a store", tmp_path / "plan.json", clock())
    desk.record([review(clock.at)], clock())
    desk.undo(clock())
    if act == "redo":
        desk.redo(clock())
    assert desk.figures(clock()).reviews == (act == "redo")
    desk.close()
    assert f'"reviews": {int(act == "redo")}' in (tmp_path / "plan.json").read_text()
