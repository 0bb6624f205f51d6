"""SIGKILL at any moment: what the program has said it kept, it has kept."""

from __future__ import annotations

import random
import re
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from time import monotonic, sleep
from typing import IO

import pytest

from tests.system.kept import kept_reviews
from tests.system.program import COMMAND, environment
from trainer.store.backup import verify
from trainer.store.backups import INTERVAL, Backup, of_store

pytestmark = [pytest.mark.system, pytest.mark.xdist_group("kills")]

HOMES, LIVES = 10, 20
AT_ONCE = 2

# The last line of a verdict; only a whole line counts as read.
_ACKNOWLEDGED = re.compile(r"^Rated .* Reference: (\S+)\n", re.MULTILINE)
_ANSWERS = ("1", "?", "12*27+12", "3*5*7*11*13", "what", "", "10,0", "!")


@dataclass
class Home:
    """A learner's data directory over many lives of the program, and what was read in them."""

    place: Path
    dice: random.Random
    read: list[str] = field(default_factory=list)
    lives: list[int] = field(default_factory=list)
    backups: int = 0
    cut_short: int = 0
    """Backups that a kill left unfinished, under a name that is none of a backup."""

    @property
    def store(self) -> Path:
        return self.place / "convdrill.db"

    def live(self) -> None:
        """Start the program, type ahead for it, and kill it while it starts or answers."""
        process = subprocess.Popen(
            [*COMMAND, "practice", "--plain", "--limit", "300", "--database", str(self.store)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(self.place / "unused"),
            text=True,
            encoding="utf-8",
        )
        assert process.stdin is not None
        assert process.stdout is not None
        answers = self.dice.choices(_ANSWERS, k=600)
        process.stdin.write("".join(f"{answer}\n" for answer in answers))
        process.stdin.flush()
        told = ""
        if self.dice.random() < 0.75:
            for _ in range(self.dice.choice((0, 1, 1, 2, 3, 10, 30))):
                told += _up_to_a_verdict(process.stdout)
            sleep(self.dice.choice((0, 0.005, 0.02, 0.1)) * self.dice.random())
        else:  # on the clock: while starting, making the file, opening it
            sleep(self.dice.uniform(0.1, 0.9))
        process.kill()
        told += process.stdout.read()
        process.wait()
        process.stdout.close()
        with suppress(BrokenPipeError):
            process.stdin.close()
        acknowledged = _ACKNOWLEDGED.findall(told)
        self.lives.append(len(acknowledged))
        self.read += acknowledged

    def examine(self) -> None:
        """Everything that was read is kept, once; the store is sound, its cards are what the log says; backups are."""
        if not self.store.exists():
            assert self.read == []
            return
        kept = [review.reference for review in kept_reviews(self.place)]
        assert [reference for reference in self.read if reference not in kept] == []
        # An answer may be stored whose verdict was never read, at most one for each kill.
        assert 0 <= len(kept) - len(self.read) <= len(self.lives)
        backups = of_store(self.store)
        for backup in backups[: len(backups) - self.backups]:
            found = verify(backup.path)
            assert found.unsound == ()
            assert found.events <= len(kept)
        self.backups = len(backups)
        self.cut_short += len(self.left_over())

    def let_time_pass(self) -> None:
        """Have all backups be older, so that the next answer makes another one."""
        for backup in reversed(of_store(self.store)):
            backup.path.rename(backup.path.with_name(_older(backup)))
        for left in self.left_over():
            left.unlink()

    def left_over(self) -> list[Path]:
        """What backups that were being made left behind."""
        return list(self.store.with_name(f"{self.store.name}.backups").glob(".*.partial"))


def _up_to_a_verdict(stream: IO[str]) -> str:
    told = ""
    while line := stream.readline():
        told += line
        if _ACKNOWLEDGED.match(line):
            break
    return told


def _older(backup: Backup) -> str:
    at = (backup.at - INTERVAL - timedelta(minutes=1)).strftime("%Y%m%dT%H%M%SZ")
    number = f"-{backup.number}" if backup.number > 1 else ""
    return f"convdrill-{at}{number}-{backup.why}.db"


def _lived(home: Home) -> Home:
    for _ in range(LIVES):
        home.live()
        home.examine()
        home.let_time_pass()
    return home


def _homes(place: Path) -> Iterator[Home]:
    for number in range(HOMES):
        folder = place / str(number)
        folder.mkdir()
        yield Home(folder, random.Random(20261122 + number))


def test_two_hundred_kills(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """200 kills at random moments of sessions through pipes, backups among what they meet: nothing said is lost."""
    started = monotonic()
    with ThreadPoolExecutor(AT_ONCE) as threads:
        homes = list(threads.map(_lived, _homes(tmp_path)))
    lives = [told for home in homes for told in home.lives]
    with capsys.disabled():
        print(
            f"\n{len(lives)} kills in {monotonic() - started:.0f} s: {sum(lives)} answers acknowledged before them "
            f"(none in {lives.count(0)} lives), {sum(home.backups for home in homes)} backups, all whole, "
            f"{sum(home.cut_short for home in homes)} cut short and never taken for one"
        )
    assert len(lives) == HOMES * LIVES
    assert sum(lives) > 500
    assert sum(home.backups for home in homes) > HOMES
