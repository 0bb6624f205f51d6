"""Two programs that answer on one file at the same time, 5,000 times each."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from tests.system.kept import kept_reviews
from tests.system.program import environment
from trainer.planfile import read_plan
from trainer.store.backup import verify
from trainer.store.backups import of_store

pytestmark = [pytest.mark.system, pytest.mark.xdist_group("kills")]

ANSWERS = 5_000
SECONDS = 900

# A desk as the line mode has it: each answer recorded with its card, tried again where the other program was in the
# way, then the plan file, and a backup if one is due.
PROGRAM = """
import random, sys
from dataclasses import replace
from pathlib import Path
from questions.generator import draw_reference, generate
from questions.skills import SKILLS
from tests.benchmarks.reviews import review
from trainer.clock import now
from trainer.journal import open_journal
from trainer.store.errors import StoreError

home, mark, number = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
dice = random.Random(mark)
skills = list(SKILLS.values())
drawn = [generate(draw_reference(dice.choice(skills), 1, mark, index)) for index in range(100)]
journal = open_journal(str(home / "convdrill.db"), home / "plan.json", now)
print("open", flush=True)
sys.stdin.readline()
for index in range(number):
    event = replace(review(index, now(), dice.choice(drawn), right=dice.random() < 0.8), id=f"{mark}{index:05d}")
    while True:
        try:
            cards = journal.record([event], now())
        except StoreError as error:
            if not error.retryable:
                raise
            print("again", flush=True)
        else:
            break
    assert cards[event.skill].last_id >= event.id or cards[event.skill].last_at > event.at
    print(event.id, flush=True)
    if warning := journal.catch_up(now()):
        sys.exit(warning)
journal.close()
"""


def test_two_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """None of 10,000 answers is lost or doubled, each program's are in its order, and the cards count all of them."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(tmp_path), mark, str(ANSWERS)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment(tmp_path) | {"PYTHONPATH": str(Path(__file__).parents[2])},
            text=True,
        )
        for mark in "ab"
    ]
    for process in running:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
    for process in running:  # both at once, neither before the other has the file open
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    told = [process.communicate(timeout=SECONDS)[0].split() for process in running]
    assert [process.returncode for process in running] == [0, 0]
    again = sum(lines.count("again") for lines in told)
    acknowledged = [[line for line in lines if line != "again"] for lines in told]
    assert [len(ids) for ids in acknowledged] == [ANSWERS, ANSWERS]

    kept = [review.id for review in kept_reviews(tmp_path)]
    assert len(kept) == 2 * ANSWERS
    for mark, ids in zip("ab", acknowledged, strict=True):
        assert [id_ for id_ in kept if id_.startswith(mark)] == ids
    turns = sum(one[0] != other[0] for one, other in pairwise(kept))
    assert turns > 100, "they did not answer at the same time"
    plan = read_plan(tmp_path / "plan.json")
    assert plan is not None
    for backup in of_store(tmp_path / "convdrill.db"):
        assert verify(backup.path).unsound == ()
    with capsys.disabled():
        print(f"\n2 × {ANSWERS:,} answers on one file, in {turns:,} turns; {again} had to be tried again")
