"""A million reviews of twenty learners: what a learner waits for is found by indexes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

import pytest
from sqlalchemy import event

from questions.generator import draw_reference, generate
from questions.skills import SKILLS
from tests.benchmarks.reviews import history, review
from tests.postgresql.server import Server
from trainer.clock import now
from trainer.domain import DEFAULT_LEARNER, Outcome
from trainer.journal import open_journal
from trainer.next_start import first_reference
from trainer.scheduling.cards import fold
from trainer.scheduling.days import day_start
from trainer.store import Store
from trainer.store.tables import events as table

pytestmark = [pytest.mark.postgresql, pytest.mark.xdist_group("postgresql")]

LEARNERS, EACH, REAL = 20, 50_000, 1_000
Statement = tuple[str, Any]


def _fill(server: Server, database: str, store: Store) -> None:
    """The learner's newest 1,000 reviews are real; all others are these again, dated back, under other ids."""
    store.merge(history(REAL), fold)
    names = [column.name for column in table.columns]
    changed = {
        "id": "lpad(copy::text, 4, '0') || substr(id, 5)",
        "at": "at - copy::bigint * 100000000",
        "learner": f"CASE mod(copy, {LEARNERS}) WHEN 0 THEN learner ELSE 'learner ' || mod(copy, {LEARNERS}) END",
    }
    values = ", ".join(changed.get(name, f'"{name}"') for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    others = f"SELECT 'learner ' || n, 'learner ' || n, 0 FROM generate_series(1, {LEARNERS - 1}) n"  # noqa: S608
    copies = f"generate_series(1, {LEARNERS * EACH // REAL - 1}) copy"
    server.run(
        f"INSERT INTO learners (id, name, created_at) {others}",
        f"INSERT INTO events ({columns}) SELECT {values} FROM events, {copies}",  # noqa: S608
        "VACUUM ANALYZE",
        database=database,
    )


@contextmanager
def _listening(store: Store) -> Iterator[list[Statement]]:
    """What is asked of the database meanwhile."""
    heard: list[Statement] = []

    def hear(_connection: object, _cursor: object, statement: str, parameters: Any, *_more: object) -> None:
        heard.append((statement, parameters))

    event.listen(store._database.engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(store._database.engine, "before_cursor_execute", hear)


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from _nodes(below)


def _explained(store: Store, statement: Statement) -> list[dict[str, Any]]:
    with store._database.writing() as connection:
        [[[found]]] = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement[0]}", statement[1]).all()
    return list(_nodes(found["Plan"]))


def _milliseconds(work: Callable[[], object], times: int = 5) -> float:
    taken = []
    for _ in range(times):
        started = perf_counter()
        work()
        taken.append(perf_counter() - started)
    return median(taken) * 1000


def test_a_million(server: Server, database: str, url: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Home's figures, the queue, an answer, an undo: no statement reads the whole log, and the figures are exact."""
    with Store.open(url) as store:
        started = perf_counter()
        _fill(server, database, store)
        filled = perf_counter() - started
        dice = Random(4)
        since = day_start(now())

        def figures() -> object:
            return store.figures(DEFAULT_LEARNER, since)

        def queue() -> object:
            return first_reference(store.cards(DEFAULT_LEARNER), now(), dice)

        def answer() -> object:
            question = generate(draw_reference(dice.choice(list(SKILLS.values())), 2, dice.random()))
            return store.record([review(10**9 + dice.getrandbits(60), now(), question, right=True)], fold)

        def undo() -> object:
            return store.latest(DEFAULT_LEARNER)

        def newest() -> object:
            return next(store.active_events(DEFAULT_LEARNER, newest_first=True))

        works = {"home's figures": figures, "cards and queue": queue, "an answer": answer, "what to undo": undo}
        works["the newest"] = newest
        plans: dict[str, list[str]] = {}
        for name, work in works.items():
            with _listening(store) as heard:
                work()
            assert heard
            for statement in heard:
                nodes = _explained(store, statement)
                read = [node for node in nodes if node.get("Relation Name") == "events" and "Scan" in node["Node Type"]]
                assert not any(node["Node Type"] == "Seq Scan" for node in read), statement
                plans.setdefault(name, []).extend(f"{node['Node Type']} {node.get('Index Name')}" for node in read)
        assert "Index Only Scan ix_events_time" in plans["home's figures"]
        assert plans["what to undo"]
        taken = {name: _milliseconds(work) for name, work in works.items()}
        opening = _milliseconds(lambda: open_journal(url, None, now).close())

        found = store.figures(DEFAULT_LEARNER, since)
        right = sum(event.outcome is Outcome.CORRECT for event in history(REAL)) * EACH // REAL
        assert (found.reviews, found.correct) == (EACH + found.recent, right + found.recent)
        assert store.figures("learner 7", since).reviews == EACH
    with capsys.disabled():
        told = ", ".join(f"{name} {spent:.1f} ms" for name, spent in taken.items())
        print(f"\n{LEARNERS * EACH:,} reviews (made in {filled:.0f} s), {EACH:,} of them the learner's: {told}, ")
        print(f"opening the journal {opening:.1f} ms")
