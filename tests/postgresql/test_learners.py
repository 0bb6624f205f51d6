"""Many at once on one server: nothing is lost, nothing doubled, and nobody's card forgets an answer."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import count
from random import Random
from threading import Barrier, Thread

import pytest

from questions.generator import draw_reference, generate
from questions.skills import SKILLS
from tests.benchmarks.reviews import review as answered
from tests.store.making import chain, review
from trainer.clock import now
from trainer.domain import Event
from trainer.journal import open_journal
from trainer.scheduling.cards import fold
from trainer.store import Store
from trainer.store.port import Merged

pytestmark = [pytest.mark.postgresql, pytest.mark.xdist_group("postgresql")]

LEARNERS, ANSWERS = 20, 30

# A program of its own: answers, one by one, each recorded by a journal, and says which are acknowledged.
PROGRAM = """
import sys
from tests.postgresql.test_learners import answers

for id_ in answers(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])):
    print(id_, flush=True)
"""


def answers(url: str, learner: str, mark: str, number: int) -> Iterator[str]:
    """Record so many answers; yields the id of each once it is durable."""
    dice = Random(mark)
    journal = open_journal(url, None, now, learner)
    try:
        for index in range(number):
            question = generate(draw_reference(dice.choice(list(SKILLS.values())), 1, mark, index))
            event = answered(index, now(), question, right=index % 3 != 0)
            event = replace(event, id=f"{mark}-{index}", learner=learner)
            journal.record([event], now())
            yield event.id
    finally:
        journal.close()


def test_twenty_learners(url: str) -> None:
    """Twenty learners, new to a new store, two programs each for some of them, all at the same time."""
    desks = [(f"learner {number}", f"{number}a") for number in range(LEARNERS)]
    desks += [(f"learner {number}", f"{number}b") for number in range(5)]
    start = Barrier(len(desks))

    def sit(desk: tuple[str, str]) -> list[str]:
        start.wait(60)
        return list(answers(url, *desk, ANSWERS))

    with ThreadPoolExecutor(len(desks)) as threads:
        acknowledged = dict(zip(desks, threads.map(sit, desks), strict=True))
    with Store.open(url) as store:
        assert store.learners() == sorted({"me", *(learner for learner, _ in desks)})
        for number in range(LEARNERS):
            name = f"learner {number}"
            expected = [id_ for (learner, _), ids in acknowledged.items() if learner == name for id_ in ids]
            kept = [event.id for event in store.events(name)]
            assert sorted(kept) == sorted(expected)
            assert len(kept) == ANSWERS * (2 if number < 5 else 1)
            assert store.cards(name) == store.rebuild(name, fold)
            assert store.verify(name) == []


def test_programs(url: str) -> None:
    """Six programs of three learners on one empty database; two of them are killed in the middle."""
    Store.open(url).close()
    desks = [("Ann", "a"), ("Ann", "b"), ("Ben", "c"), ("Ben", "d"), ("Cem", "e"), ("Cem", "f")]
    running = {}
    for learner, mark in desks:
        command = [sys.executable, "-c", PROGRAM, url, learner, mark, "60"]
        running[learner, mark] = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    told: dict[tuple[str, str], list[str]] = {}
    for desk, process in running.items():
        assert process.stdout is not None
        if desk[1] in "bd":
            told[desk] = [process.stdout.readline().strip() for _ in range(5)]
            process.kill()
            told[desk] += [line.strip() for line in process.stdout.read().split("\n")[:-1]]
            process.stdout.close()
            process.wait()
        else:
            told[desk] = process.communicate(timeout=120)[0].split()
            assert process.returncode == 0
            assert len(told[desk]) == 60
    with Store.open(url) as store:
        for learner in ("Ann", "Ben", "Cem"):
            ids = [event.id for event in store.events(learner)]
            acknowledged = {id_ for desk, said in told.items() if desk[0] == learner for id_ in said}
            assert acknowledged <= set(ids)
            assert len(ids) == len(set(ids)) <= len(acknowledged) + 1  # the one that a kill kept from being told
            assert store.cards(learner) == store.rebuild(learner, fold)


def test_one_answer_told_twice(url: str) -> None:
    """Two programs that record the same events at the same time: each is there once, and both are told so."""
    start = Barrier(2)
    log = [review(f"{number:03d}", number) for number in range(40)]

    def record() -> None:
        with Store.open(url) as store:
            start.wait(60)
            for event in log:
                store.record([event], chain)

    threads = [Thread(target=record) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Store.open(url) as store:
        assert list(store.events("me")) == log
        assert store.cards("me") == store.rebuild("me", chain)


def test_imports_at_once(url: str) -> None:
    """The same histories of several learners, merged by four at once in different orders, while one of them answers."""
    log: list[Event] = [
        review(f"{learner}{number:03d}", number, learner=learner)
        for learner in ("a", "b", "c")
        for number in range(300)
    ]
    dice = Random(3)
    orders = [dice.sample(log, len(log)) for _ in range(4)]
    start = Barrier(5)

    def merge(events: list[Event]) -> Merged:
        with Store.open(url) as store:
            start.wait(60)
            return store.merge(events, chain)

    def answer() -> None:
        with Store.open(url) as store:
            start.wait(60)
            for number in count(1000):
                store.record([review(f"a{number}", number, learner="a")], chain)
                store.record([log[number % 300]], chain)
                if number == 1040:
                    return

    with ThreadPoolExecutor(5) as threads:
        answering = threads.submit(answer)
        merged = list(threads.map(merge, orders))
        answering.result()
    assert all(result.conflicts == () and result.new + result.known == 900 for result in merged)
    with Store.open(url) as store:
        assert sum(len(list(store.events(learner))) for learner in "abc") == 900 + 41
        for learner in "abc":
            assert store.cards(learner) == store.rebuild(learner, chain)
