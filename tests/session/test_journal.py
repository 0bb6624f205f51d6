"""The desk: recording, figures, and the plan for the next start."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from questions.generator import generate
from questions.question import Reference
from questions.skills import SKILLS
from tests.making import START, Clock, review, right
from tests.store.memory import MemoryStore
from trainer.cli import app_start
from trainer.cli.app_start import usable_start
from trainer.domain import Rating
from trainer.journal import Journal, open_journal
from trainer.planfile import HomeFigures, read_plan, store_name
from trainer.scheduling.cards import fold
from trainer.session import Judged, PracticeSession, SessionPlan
from trainer.store.errors import StoreBusy
from trainer.store.port import Figures
from trainer.store.store import Store

NAME = store_name("a store")


def practise(journal: Journal, clock: Clock, answers: int) -> PracticeSession:
    session = PracticeSession(journal.cards, SessionPlan(minutes=None), Random(3), clock())
    for _ in range(answers):
        clock.pass_(seconds=5)
        judged = session.answer(right(session.question), clock())
        assert isinstance(judged, Judged)
        session.acknowledge(journal.record(judged.events, clock()), judged.events)
        session.advance(clock())
    return session


@pytest.mark.parametrize("kind", ["memory", "sqlite"])
def test_figures_follow_every_record(kind: str, tmp_path: Path) -> None:
    """What home shows after each record equals what the store says when it is asked afresh."""
    clock = Clock()
    store = MemoryStore() if kind == "memory" else Store.open(tmp_path / "x.db")
    journal = Journal(store, NAME, None, clock())
    assert journal.figures(clock()) == HomeFigures(due=0, new=len(SKILLS), today=0, reviews=0)
    session = practise(journal, clock, 4)
    unopened = len(SKILLS) - len({result.review.skill for result in session.results})
    assert journal.figures(clock()) == HomeFigures(due=0, new=unopened, today=4, reviews=4)
    assert journal.figures(clock()) == Journal(store, NAME, None, clock()).figures(clock())
    session.answer(right(session.question), clock())
    override = session.override(Rating.EASY, clock())
    journal.record((session.results[-1].review, *override.events) if not override.events else (), clock())
    clock.pass_(days=1)
    assert journal.figures(clock()).today == 0
    assert journal.cards == store.rebuild("me", fold)
    journal.close()


def test_events_of_somebody_else() -> None:
    """They are not recorded here: their cards would be taken for this learner's."""
    clock, store = Clock(), MemoryStore()
    journal = Journal(store, NAME, None, clock(), "Zoë")
    with pytest.raises(ValueError, match="Zoë"):
        journal.record([review(clock.at)], clock())
    assert store.learners() == ["me"]


def test_an_override_keeps_the_count(tmp_path: Path) -> None:
    """An undo and a new review count as one answer."""
    clock = Clock()
    journal = Journal(Store.open(tmp_path / "x.db"), NAME, None, clock())
    session = PracticeSession({}, SessionPlan(), Random(3), clock())
    judged = session.answer(right(session.question), clock())
    assert isinstance(judged, Judged)
    session.acknowledge(journal.record(judged.events, clock()), judged.events)
    journal.record(session.override(Rating.EASY, clock()).events, clock())
    assert journal.totals(clock()).reviews == 1
    assert journal.cards["conv2d.parameters"].answers == 1
    journal.close()


def test_the_plan_is_what_a_session_would_begin_with(tmp_path: Path) -> None:
    """After answers the plan file names a question that can be drawn, and home's figures."""
    clock = Clock()
    file = tmp_path / "plan.json"
    journal = Journal(MemoryStore(), NAME, file, clock())
    practise(journal, clock, 3)
    assert journal.catch_up(clock()) == ""
    plan = read_plan(file)
    assert plan is not None
    assert plan.figures == journal.figures(clock())
    question = generate(Reference.parse(plan.first))
    assert (plan.question_id, plan.prompt) == (question.id, question.content.prompt)
    assert plan.answer_kind == question.content.kind.value


@pytest.mark.parametrize("end", [Journal.catch_up_plan, Journal.close])
def test_an_answer_does_not_wait_for_the_plan(end: Callable[[Journal], None], tmp_path: Path) -> None:
    """A record leaves the plan file as it is. It is written afterwards, once for all, at the latest on leaving."""
    clock = Clock()
    file = tmp_path / "plan.json"
    journal = Journal(MemoryStore(), NAME, file, clock())
    practise(journal, clock, 3)
    assert not file.exists()
    end(journal)
    plan = read_plan(file)
    assert plan is not None
    assert (plan.figures.reviews, plan.events) == (3, 3)
    file.unlink()
    end(journal)
    assert not file.exists()


def test_a_plan_is_written_as_soon_as_the_log_can_be_counted(tmp_path: Path) -> None:
    """Where it cannot, the record stands, nothing fails, and the next try writes the plan."""

    class Uncounted(MemoryStore):
        troubled = False

        def figures(self, learner: str, since: datetime) -> Figures:
            if self.troubled:
                raise StoreBusy("The store is in use.")
            return super().figures(learner, since)

    clock, store, file = Clock(), Uncounted(), tmp_path / "plan.json"
    journal = Journal(store, NAME, file, clock())
    store.troubled = True
    journal.record([review(clock.at), review(clock.at)], clock())
    assert journal.catch_up(clock()) == ""
    assert not file.exists()
    store.troubled = False
    assert journal.catch_up(clock()) == ""
    plan = read_plan(file)
    assert plan is not None
    assert plan.figures.reviews == 2


def test_killed_before_the_plan_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each time right after an answer: the next start asks what nobody has seen, explains it, and counts all."""
    clock = Clock()
    monkeypatch.setattr(app_start, "now", clock)
    store, file = str(tmp_path / "x.db"), tmp_path / "plan.json"
    asked = []
    for life in range(12):
        start = usable_start(store, "me", file, exists=life > 0, practising=True)
        assert start is not None
        assert start.figures.reviews == max(0, life - 1)  # the newest answer was not planned with
        first = Reference.parse(start.first)
        session = PracticeSession(None, SessionPlan(), Random(life), clock(), first=first)
        journal = open_journal(store, file, clock)
        session.know(journal.cards, journal.settings, clock())
        assert journal.figures(clock()).reviews == life
        assert session.asking.why is not None
        asked.append(start.first)
        clock.pass_(seconds=10)
        judged = session.answer(right(session.question), clock())
        assert isinstance(judged, Judged)
        session.acknowledge(journal.record(judged.events, clock()), judged.events)
        journal.store.close()  # what a kill leaves: the answer is durable, the plan is old
    assert len(set(asked)) == len(asked)
    journal = open_journal(store, file, clock)
    assert journal.totals(clock()).reviews == len(asked)
    assert journal.cards == journal.store.rebuild("me", fold)
    journal.close()


def test_a_plan_of_another_store_or_day_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a cache: for this store and this day, or not at all."""
    clock = Clock()
    monkeypatch.setattr(app_start, "now", clock)
    file = tmp_path / "plan.json"
    Journal(MemoryStore(), NAME, file, clock()).write_plan(clock())
    assert usable_start("a store", "me", file, exists=True, practising=True)
    assert usable_start("another", "me", file, exists=True, practising=True) is None
    assert usable_start("a store", "me", tmp_path / "none.json", exists=True, practising=True) is None
    clock.pass_(days=1)
    assert usable_start("a store", "me", file, exists=True, practising=True) is None


def test_a_first_start_needs_no_plan(tmp_path: Path) -> None:
    """Without a store the first skill's first question is known."""
    plan = usable_start("a store", "me", tmp_path / "none.json", exists=False, practising=True)
    assert plan is not None
    assert Reference.parse(plan.first).skill == next(iter(SKILLS))
    assert plan.figures.new == len(SKILLS)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "{}",
        '{"version": 1}',
        '{"version": 99}',
        "\x00",
        '{"version": 1, "figures": {"due": "x"}}',
    ],
)
def test_a_damaged_plan_is_as_none(text: str, tmp_path: Path) -> None:
    """Whatever is wrong with the file, the program starts as without it."""
    file = tmp_path / "plan.json"
    file.write_text(text)
    assert read_plan(file) is None


def test_a_plan_that_cannot_be_written_is_no_failure(tmp_path: Path) -> None:
    """The record stands; there is just no plan."""
    clock = Clock()
    journal = Journal(MemoryStore(), NAME, tmp_path / "missing" / "plan.json", clock())
    practise(journal, clock, 1)
    assert journal.totals(clock()).reviews == 1


def test_the_plan_file_holds_no_address(tmp_path: Path) -> None:
    """A database URL may carry a password; the plan file names the store by a hash."""
    url = "postgresql+psycopg://me:secret@somewhere/db"
    clock = Clock()
    Journal(MemoryStore(), store_name(url), tmp_path / "p.json", clock()).write_plan(clock())
    text = (tmp_path / "p.json").read_text()
    assert "secret" not in text
    assert json.loads(text)["store"] == store_name(url)


def test_yesterdays_first_answers_count_today_again() -> None:
    """After the day's turn the same skill moves its memory again."""
    clock = Clock(START)
    journal = Journal(MemoryStore(), NAME, None, clock())
    practise(journal, clock, 1)
    before = journal.cards["conv2d.parameters"].memory
    clock.at = START + timedelta(days=3)
    practise(journal, clock, 1)
    assert journal.cards["conv2d.parameters"].memory != before


def test_lost_cards_are_made_anew_from_the_log(tmp_path: Path) -> None:
    """Cards are a cache: without them, or with unreadable ones, opening rebuilds them."""
    clock = Clock()
    file = tmp_path / "x.db"
    journal = Journal(Store.open(file), NAME, None, clock())
    practise(journal, clock, 3)
    cards = journal.cards
    journal.close()
    for damage in ("DELETE FROM cards", "UPDATE cards SET body = '{}'"):
        with closing(sqlite3.connect(file)) as raw:
            raw.execute(damage)
            raw.commit()
        again = Journal(Store.open(file), NAME, None, clock())
        assert again.cards == cards
        again.close()
