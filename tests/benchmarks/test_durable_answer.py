"""What a durable answer costs with a short and a long log, and home's figures and the queue with 100,000 reviews."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

import pytest

from questions.generator import draw_reference, generate
from questions.skills import SKILLS
from tests.benchmarks.reviews import fill, review
from trainer.clock import now
from trainer.domain import DEFAULT_LEARNER
from trainer.journal import Journal, open_journal
from trainer.next_start import first_reference, home_figures
from trainer.scheduling.choosing import Situation
from trainer.scheduling.days import day_of, day_start
from trainer.scheduling.queue import Schedule
from trainer.scheduling.tallies import tallies
from trainer.store.backups import of_store
from trainer.store.store import Store

pytestmark = [pytest.mark.benchmark, pytest.mark.xdist_group("benchmark")]

SHORT, LONG = 1_000, 100_000
ANSWERS = 200


def _milliseconds(work: Callable[[], object], times: int = 9) -> float:
    taken = []
    for _ in range(times):
        started = perf_counter()
        work()
        taken.append(perf_counter() - started)
    return median(taken) * 1000


def test_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Recording an answer (log and card; then the plan file) with 1,000 and with 100,000 reviews, taking turns."""
    journals: dict[int, Journal] = {}
    for count in (SHORT, LONG):
        folder = tmp_path / str(count)
        folder.mkdir()
        journals[count] = open_journal(str(folder / "convdrill.db"), folder / "plan.json", now)
        fill(journals[count], count)
    dice = Random(2)
    taken: dict[int, list[float]] = {count: [] for count in journals}
    planned = []
    for number in range(ANSWERS):
        question = generate(draw_reference(dice.choice(list(SKILLS.values())), 2, "answer", number))
        for count, journal in journals.items():
            at = now()
            event = review(10**9 + number, at, question, right=number % 5 != 0)
            started = perf_counter()
            cards = journal.record([event], at)
            taken[count].append(perf_counter() - started)
            assert cards[event.skill].last_id == event.id
            planned.append(_milliseconds(journal.catch_up_plan, 1))
    long_log = journals[LONG]
    backed_up, not_due = (_milliseconds(lambda: long_log.catch_up(now()), 1) for _ in range(2))
    assert len(of_store(tmp_path / str(LONG) / "convdrill.db")) == 1
    assert long_log.totals(now()).reviews == LONG + ANSWERS
    for journal in journals.values():
        journal.close()

    file = tmp_path / str(LONG) / "convdrill.db"
    opened = _milliseconds(lambda: open_journal(str(file), None, now).close())
    with Store.open(file) as store:
        cards = store.cards(DEFAULT_LEARNER)
        figures = _milliseconds(lambda: store.figures(DEFAULT_LEARNER, day_start(now())))
        queue = _milliseconds(lambda: first_reference(store.cards(DEFAULT_LEARNER), now(), dice))
        whole = _milliseconds(
            lambda: home_figures(store.cards(DEFAULT_LEARNER), store.figures(DEFAULT_LEARNER, day_start(now())), now())
        )
    assert tallies(cards)
    situation = Situation(cards, day_of(now()), asked=tuple(SKILLS)[:6])
    choice = _milliseconds(lambda: Schedule().choose(replace(situation)))
    assert set(cards) == set(SKILLS)
    short, long = (median(times) * 1000 for times in taken.values())
    with capsys.disabled():
        print(
            f"\nDurable answer (median of {ANSWERS}): {short:.2f} ms with {SHORT:,} reviews, "
            f"{long:.2f} ms with {LONG:,} (ratio {long / short:.2f}, target ≤ 1.2)\n"
            f"With {LONG:,} reviews (target < 50 ms each): home's figures {whole:.1f} ms, the log's counts of them "
            f"{figures:.1f} ms; the queue with its cards {queue:.1f} ms, the next choice of a session {choice:.1f} ms\n"
            f"Opening the store with {LONG:,} reviews {opened:.1f} ms\n"
            f"After an answer, which does not wait: the plan file {median(planned):.2f} ms; once in half an hour "
            f"a verified backup of it {backed_up:.0f} ms, else {not_due:.3f} ms"
        )
