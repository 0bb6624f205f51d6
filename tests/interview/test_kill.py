"""Killed in the middle of an interview, the program has kept every answer that was taken."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.architecture.loading import ROOT
from trainer.domain import Mode, Review
from trainer.interview.record import from_kept
from trainer.store import Store

RUN = "import sys\nfrom trainer.cli import main\nsys.exit(main(sys.argv[1:]))\n"
WORDS = ("interview", "--plain", "--questions", "4")


def _started(home: Path) -> subprocess.Popen[str]:
    environment = os.environ | {"CONVDRILL_HOME": str(home), "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-c", RUN, *WORDS],
        env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip


def _until(program: subprocess.Popen[str], beginning: str) -> None:
    assert program.stdout is not None
    for line in program.stdout:
        if line.startswith(beginning):
            return
    raise AssertionError(f"it never said {beginning}")


def test_killed(tmp_path: Path) -> None:
    """The next start offers the interview, which ends with what was answered before and after."""
    with _started(tmp_path) as program:
        assert program.stdin is not None
        _until(program, "Question 1 of 4")
        program.stdin.write("?\n")
        program.stdin.flush()
        _until(program, "Question 2 of 4")
        program.send_signal(signal.SIGKILL)
    with Store.open(tmp_path / "convdrill.db") as store:
        [kept] = store.interviews("me")
        assert list(store.events("me")) == []
    record = from_kept(kept)
    assert [slot.seen for slot in record.slots] == [True, False, False, False]
    with _started(tmp_path) as program:
        told, _ = program.communicate("\n1\n1\n1\n1\n(1, 1)\na\nt\n1\n1\na\nt\n(1, 1)\n")
    assert "0 of 4 questions answered" in told
    with Store.open(tmp_path / "convdrill.db") as store:
        [ended] = store.interviews("me")
        reviews = [event for event in store.events("me") if isinstance(event, Review)]
    assert (ended.id, ended.ended) == (kept.id, True)
    assert from_kept(ended).breaks == 1
    assert reviews
    assert {review.mode for review in reviews} == {Mode.INTERVIEW}
