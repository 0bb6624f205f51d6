"""SIGKILL at any moment: what the program has said it kept, it has kept."""

from __future__ import annotations

import random
import re
import subprocess
from contextlib import suppress
from pathlib import Path
from time import sleep

import pytest

from tests.system.kept import kept_reviews
from tests.system.program import COMMAND, environment

pytestmark = [pytest.mark.system, pytest.mark.xdist_group("kills")]

# The last line of a verdict; only a whole line counts as read.
_ACKNOWLEDGED = re.compile(r"^Rated .* Reference: (\S+)\n", re.MULTILINE)


def test_ten_kills(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Ten kills at random moments of a session through pipes: each answer whose verdict was read is in the store."""
    dice = random.Random(20261122)
    read: list[str] = []
    kept: list[str] = []
    lives = []
    for life in range(10):
        process = subprocess.Popen(
            [*COMMAND, "practice", "--plain", "--limit", "200"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(tmp_path),
            text=True,
            encoding="utf-8",
        )
        assert process.stdin is not None
        assert process.stdout is not None
        answers = dice.choices(("1", "?", "12*27+12", "3*5*7*11*13", "what", "", "10,0"), k=400)
        process.stdin.write("".join(f"{answer}\n" for answer in answers))
        process.stdin.flush()
        told = ""
        if life % 4:  # else on the clock: while starting, making the file, opening it
            told = process.stdout.readline()
            sleep(dice.uniform(0, 0.5))
        else:
            sleep(dice.uniform(0.1, 0.9))
        process.kill()
        told += process.stdout.read()
        process.wait()
        process.stdout.close()
        with suppress(BrokenPipeError):
            process.stdin.close()
        acknowledged = _ACKNOWLEDGED.findall(told)
        lives.append(len(acknowledged))
        read += acknowledged
        if (tmp_path / "convdrill.db").exists():
            kept = [review.reference for review in kept_reviews(tmp_path)]
        assert [reference for reference in read if reference not in kept] == []
    with capsys.disabled():
        print(f"\nanswers acknowledged before each of ten kills: {lives}")
    assert sum(lives) > 50
    # An answer may be stored whose verdict was never read, at most one for each kill.
    assert len(kept) - len(read) <= 10
