"""Beside Anki and Mnemosyne, with 100,000 reviews each on the same disk: an answer, the queue, what home shows."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

import pytest

from questions.generator import draw_reference, generate
from questions.skills import SKILLS
from tests.benchmarks.reviews import fill, review
from trainer.clock import now
from trainer.domain import DEFAULT_LEARNER
from trainer.journal import open_journal
from trainer.next_start import first_reference
from trainer.scheduling.days import day_start
from trainer.store.store import Store

pytestmark = [pytest.mark.benchmark, pytest.mark.xdist_group("benchmark")]

REVIEWS, CARDS, ANSWERS = 100_000, 1_000, 200
PEERS = {"Anki": ("CONVDRILL_ANKI", "anki_peer.py"), "Mnemosyne": ("CONVDRILL_MNEMOSYNE", "mnemosyne_peer.py")}
"""The environment variable that names a Python with each program, and what that runs."""


def _theirs(python: str, script: str, folder: Path) -> dict[str, Any]:
    folder.mkdir()
    numbers = [str(number) for number in (REVIEWS, CARDS, ANSWERS)]
    command: list[str | Path] = [python, Path(__file__).with_name(script), folder, *numbers]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    assert min(found["answer"], found["queue"], found["figures"]) > 0
    return found


def _ours(folder: Path, round_: int) -> dict[str, float]:
    """Milliseconds, all measured as the peers measure them: the medians of a program that has the store open."""
    file, dice = folder / "convdrill.db", Random(round_)
    journal = open_journal(str(file), folder / "plan.json", now)
    taken: dict[str, list[float]] = {"answer": [], "queue": [], "figures": []}
    for number in range(ANSWERS):
        question = generate(draw_reference(dice.choice(list(SKILLS.values())), 2, "peers", round_, number))
        at = now()
        event = review(10**9 + round_ * ANSWERS + number, at, question, right=number % 5 != 0)
        started = perf_counter()
        cards = journal.record([event], at)
        taken["answer"].append(perf_counter() - started)
        assert cards[event.skill].last_id == event.id
    journal.close()
    with Store.open(file) as store:
        for _ in range(9):
            started = perf_counter()
            first_reference(store.cards(DEFAULT_LEARNER), now(), dice)
            taken["queue"].append(perf_counter() - started)
            started = perf_counter()
            figures = store.figures(DEFAULT_LEARNER, day_start(now()))
            taken["figures"].append(perf_counter() - started)
    assert figures.reviews == REVIEWS + (round_ + 1) * ANSWERS
    return {name: median(times) * 1000 for name, times in taken.items()}


def _bare_commit(folder: Path) -> float:
    """Milliseconds of a durable transaction with next to nothing in it: what this disk asks of everybody."""
    taken = []
    with closing(sqlite3.connect(folder / "bare.db", isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("PRAGMA synchronous = FULL")
        raw.execute("CREATE TABLE t (a)")
        for number in range(ANSWERS):
            started = perf_counter()
            raw.execute("INSERT INTO t VALUES (?)", (number,))
            taken.append(perf_counter() - started)
    return median(taken) * 1000


def test_beside_peers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each peer, and ours right after it, as what else the machine does changes by the minute."""
    present = {name: (os.environ[of], script) for name, (of, script) in PEERS.items() if os.environ.get(of)}
    if not present:
        pytest.skip("no peers: neither CONVDRILL_ANKI nor CONVDRILL_MNEMOSYNE names a Python that has it")
    ours_in = tmp_path / "ours"
    ours_in.mkdir()
    journal = open_journal(str(ours_in / "convdrill.db"), None, now)
    fill(journal, REVIEWS)
    journal.close()
    lines = [f"With {REVIEWS:,} reviews (theirs of {CARDS:,} cards, ours of {len(SKILLS)} skills), medians in ms:"]
    for round_, (name, (python, script)) in enumerate(present.items()):
        theirs, ours = _theirs(python, script, tmp_path / name), _ours(ours_in, round_)
        told = ", ".join(
            f"{what} {theirs[key]:.2f}, ours {ours[key]:.2f} (ratio {ours[key] / theirs[key]:.1f})"
            for key, what in (("answer", "a durable answer"), ("queue", "the queue"), ("figures", "counts"))
        )
        lines.append(f"{name}, {theirs['how']}: {told}; a bare commit {_bare_commit(_new(tmp_path, round_)):.2f}")
    with capsys.disabled():
        print("\n" + "\n  ".join(lines))


def _new(folder: Path, round_: int) -> Path:
    made = folder / f"bare{round_}"
    made.mkdir()
    return made
