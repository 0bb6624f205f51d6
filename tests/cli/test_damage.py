"""Five hundred damaged stores: every command says what it can see, leaves the file as it is, and never fails.

What the doctor calls sound holds what was recorded; and the newest good backup always comes back.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from tests.cli.conftest import Run
from tests.helpers.clock import Clock
from tests.helpers.damage import OF_THE_FILE, WITH_A_LOG
from tests.helpers.stores import altered, contents, filled_store
from trainer.clock import now
from trainer.domain import Card, Event
from trainer.store.backups import Why, make, of_store
from trainer.store.store import Store

SEEDS, OF_EACH = 25, 20
AT_ONCE = 5
"""Of the seeds, those that the default suite tries."""
OTHERS = (
    ("stats",),
    ("skills",),
    ("history", "--limit", "1000"),
    ("history", "export", "-", "--format", "csv"),
    ("learners",),
    ("backup",),
    ("undo",),
    ("redo",),
    ("practice", "--plain", "--limit", "1"),
    ("interview", "--plain", "--questions", "1"),
    ("interview", "--list"),
    ("doctor", "--repair"),
)
BACKED_UP, ALL = 8, 12

State = tuple[list[Event], dict[str, Card]]


def state(path: Path) -> State:
    with Store.open(path) as store:
        return list(store.events("me")), store.cards("me")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One home in two states: killed and closed. It has two backups, of which the newer one is broken."""
    place = tmp_path_factory.mktemp("kept")
    home = place / "closed"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CONVDRILL_HOME", str(home))
        file = filled_store(home / "convdrill.db", BACKED_UP, home / "plan.json")
        make(file, Clock().at, Why.AUTOMATIC)
        broken = make(file, now().at, Why.AUTOMATIC).path
        broken.write_bytes(broken.read_bytes()[:-4096])
        with Store.open(file) as store:
            assert store.cards("me")  # what has the file open keeps its log beside it
            clock = Clock()
            clock.forward(days=1)
            filled_store(file, ALL - BACKED_UP, home / "plan.json", clock)
            shutil.copytree(home, place / "killed", ignore=shutil.ignore_patterns("*-shm"))
    assert (place / "killed" / "convdrill.db-wal").stat().st_size > 0
    return place


@pytest.mark.parametrize(
    "seed", [pytest.param(seed, marks=pytest.mark.volume if seed >= AT_ONCE else ()) for seed in range(SEEDS)]
)
def test_damaged(kept: Path, home: Path, run: Run, seed: int) -> None:
    """Twenty stores of one seed."""
    wanted, backed_up = _wanted(kept, home)
    for number in range(OF_EACH):
        dice = Random(seed * OF_EACH + number)
        name = dice.choice(("closed", "killed"))
        harm = dice.choice(OF_THE_FILE if name == "closed" else WITH_A_LOG)
        told = f"{name}, {harm.__name__}, seed {seed}, number {number}"
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(kept / name, home)
        file = home / "convdrill.db"
        harm(file, dice)
        before = contents(home)

        doctor = run("doctor")
        assert doctor.code in (0, 1, 2), told
        assert (doctor.code == 2) == (doctor.out == "") == (doctor.err.count("\n") == 1), told
        assert contents(home) == before, told
        if doctor.code == 0:
            assert _copied(home, file) == wanted, told

        backups = of_store(file)
        words = dice.choice(OTHERS)
        ran = run(*words, typed="?\n")
        assert ran.code in (0, 1, 2), (told, words)
        if ran.code == 2:
            assert ran.err.count("\n") == 1, (told, words)
            assert ran.err.strip().isprintable(), (told, words)
            if "no answer to take back" not in ran.err and "nothing to bring back" not in ran.err:
                assert contents(home)["convdrill.db"] == before["convdrill.db"], (told, words)

        if of_store(file) == backups:  # else the command has made a good one of what it found
            restored = run("restore", "--latest")
            assert restored.code == 0, (told, words, restored)
            assert "Passed over" in restored.out, told
            assert state(file) == backed_up, (told, words)
            assert run("doctor").code == 0, (told, words)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET utc_offset = -9223372036854775808 WHERE NEWEST",
        "UPDATE events SET at = 253402300799000000 WHERE NEWEST",
        "UPDATE events SET at = -62135596800000000 WHERE NEWEST",
        "UPDATE events SET misconceptions = replace(hex(zeroblob(20000)), '0', '[') WHERE NEWEST",
        "UPDATE cards SET body = replace(hex(zeroblob(20000)), '0', '[')",
    ],
    ids=["offset", "end of time", "beginning of time", "deep list", "deep card"],
)
def test_values_without_measure(home: Path, run: Run, statement: str) -> None:
    """What no calendar or reader can hold is a finding of the doctor, and one line of other commands."""
    altered(filled_store(home / "convdrill.db"), statement)
    doctor = run("doctor")
    assert (doctor.code, doctor.err) == (1, "")
    assert "cannot be read" in doctor.out or "cannot be compared" in doctor.out
    for words in (("history",), ("stats",), ("undo",), ("practice", "--plain")):
        ran = run(*words)
        assert ran.code in (0, 2), words
        assert (ran.code == 2) == (ran.out == "") == (ran.err.count("\n") == 1), words


def test_a_hostile_id(home: Path, run: Run) -> None:
    """What is quoted in a message on standard error steers no terminal, wherever it comes from."""
    altered(filled_store(home / "convdrill.db"), "UPDATE events SET id = char(27) || '[2J' WHERE NEWEST")
    for words in (("learners",), ("undo",), ("history",), ("\x1b[2J",), ("settings", "\x9b31m")):
        ran = run(*words)
        assert (ran.code, ran.err.count("\n")) == (2, 1), words
        assert ran.err.strip().isprintable(), words


def test_the_time_of_an_answer_taken_back(home: Path, run: Run) -> None:
    """A text where its time should be is told as damage by every command that counts answers."""
    file = filled_store(home / "convdrill.db")
    assert run("undo").code == 0
    altered(file, "UPDATE events SET at = 'noon' WHERE id IN (SELECT target FROM events)")
    for words in (("stats",), ("skills",), ("undo",), ("practice", "--plain")):
        ran = run(*words)
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1), words
        assert "damaged" in ran.err, words
    assert run("doctor").code == 1


def _wanted(kept: Path, home: Path) -> tuple[State, State]:
    """What was recorded, and what the good backup holds."""
    shutil.copytree(kept / "closed", home)
    found = state(home / "convdrill.db")
    good = state(of_store(home / "convdrill.db")[-1].path)
    assert (len(found[0]), len(good[0])) == (ALL, BACKED_UP)
    return found, good


def _copied(home: Path, file: Path) -> State:
    """What a copy of the store holds, so that the store itself is not opened."""
    place = home.with_name("copied")
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(home, place)
    return state(place / file.name)


def test_a_log_stays_beside_what_is_damaged(kept: Path, home: Path, tmp_path: Path, run: Run) -> None:
    """A command that is refused leaves the file and a killed program's log, byte for byte."""
    shutil.copytree(kept / "killed", tmp_path / "damaged")
    harmed = tmp_path / "damaged" / "convdrill.db"
    altered(harmed, "UPDATE events SET at = 253402300799000000")
    with closing(sqlite3.connect(harmed)) as killed:
        killed.execute("UPDATE events SET utc_offset = utc_offset")
        killed.commit()
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(tmp_path / "damaged", home, ignore=shutil.ignore_patterns("*-shm"))
    before = contents(home)
    assert before["convdrill.db-wal"]
    ran = run("undo")
    assert (ran.code, ran.out) == (2, ""), ran
    after = contents(home)
    for name in ("convdrill.db", "convdrill.db-wal"):
        assert after[name] == before[name]
