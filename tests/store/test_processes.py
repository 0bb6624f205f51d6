"""Several programs on one file, and programs that die."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from tests.store.making import chain
from trainer.store import Store

# Records one event after the other and, once `record` has returned, says so.
RECORDER = """
import sys
from tests.store.making import chain, review
from trainer.store import Store

path, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
with Store.open(path) as store:
    for number in range(count):
        store.record([review(f"{name}{number:05d}", number)], chain)
        print(f"{name}{number:05d}", flush=True)
"""


def _recorder(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", RECORDER, str(path), name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def _integrity(path: Path) -> object:
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute("PRAGMA integrity_check").fetchall()


def test_two_at_once(path: Path) -> None:
    """Two programs on one new file, 300 events each: none lost, none doubled, and the cards count all of them."""
    both = [_recorder(path, name, 300) for name in ("a", "b")]
    for process in both:
        output, _ = process.communicate(timeout=120)
        assert process.returncode == 0
        assert len(output.split()) == 300
    with Store.open(path) as store:
        ids = [event.id for event in store.events("me")]
        assert len(ids) == len(set(ids)) == 600
        assert store.cards("me") == store.rebuild("me", chain)


def test_killed(path: Path) -> None:
    """Killed at any moment, the making of the file included: no acknowledged event is lost, and the file is sound."""
    dice = random.Random(7)
    acknowledged: set[str] = set()
    for life in range(15):
        process = _recorder(path, f"{life:02d}-", 100_000)
        assert process.stdout is not None
        if life % 3:  # else killed on the clock, mostly while starting or making the file
            acknowledged.add(process.stdout.readline().strip())
            time.sleep(dice.uniform(0, 0.08))
        else:
            time.sleep(dice.uniform(0.1, 0.35))
        process.kill()
        acknowledged.update(line for line in process.stdout.read().split("\n")[:-1])
        process.stdout.close()
        process.wait()
    acknowledged.discard("")
    with Store.open(path) as store:
        ids = [event.id for event in store.events("me")]
        assert acknowledged <= set(ids)
        assert len(ids) == len(set(ids))
        assert store.verify("me") == []
        assert store.cards("me") == store.rebuild("me", chain)
    assert len(acknowledged) > 15
    assert _integrity(path) == [("ok",)]
