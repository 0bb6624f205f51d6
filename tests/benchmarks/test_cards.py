"""One card after the other beside clanki, a terminal program for Anki's cards: turn, rate, the next question."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from html import escape
from pathlib import Path
from random import Random
from statistics import median

import pytest

from questions.generator import draw_reference, generate
from questions.question import Content
from questions.skills import SKILLS
from tests.benchmarks.keyboard import Cost, Keyboard
from tests.benchmarks.reviews import fill
from trainer.clock import now
from trainer.journal import open_journal
from trainer.steps import laid_out
from trainer.telling import shown_answer

pytestmark = [pytest.mark.benchmark, pytest.mark.xdist_group("benchmark")]

PROGRAM = Path(sys.executable).with_name("convdrill")
REVIEWS, NOTES, CARDS, WARMING = 2_000, 300, 40, 5
TURN, GOOD = " ", "3"
"""The same keys in both programs."""


def _back(content: Content) -> str:
    """What our own back of the card says: the answer and its worked steps."""
    steps = ["".join(text for text, _ in line) for line in laid_out(content.explanation, 72)]
    return "<br>".join(escape(line) for line in (f"Answer: {shown_answer(content)}", "", *steps))


def _collection(python: str, folder: Path) -> Path:
    """An Anki profile whose cards are questions of ours."""
    profile = folder / "Anki2" / "User 1"
    profile.mkdir(parents=True)
    dice, skills = Random(1), list(SKILLS.values())
    drawn = [generate(draw_reference(dice.choice(skills), 2, "cards", number)).content for number in range(NOTES)]
    cards = [(escape(content.asked).replace("\n", "<br>"), _back(content)) for content in drawn]
    file = profile / "collection.anki2"
    done = subprocess.run(
        [python, Path(__file__).with_name("clanki_peer.py"), file, str(REVIEWS)],
        input=json.dumps(cards), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return file


def _learner(folder: Path) -> Path:
    """Our data directory, with as many reviews; the plan file is current."""
    home = folder / "convdrill"
    home.mkdir()
    journal = open_journal(str(home / "convdrill.db"), home / "plan.json", now)
    fill(journal, REVIEWS)
    journal.close()
    return home / "convdrill.db"


def _count(file: Path, table: str) -> int:
    with closing(sqlite3.connect(file)) as raw:
        found: int = raw.execute(f"select count(*) from {table}").fetchone()[0]  # noqa: S608 # names of our own
    return found


def _environment(folder: Path) -> Mapping[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_", "TEXTUAL"))}
    return kept | {
        "CONVDRILL_HOME": str(folder / "convdrill"), "ANKI_BASE": str(folder / "Anki2"),
        "XDG_CONFIG_HOME": str(folder / "config"), "TERM": "xterm-256color", "COLORTERM": "truecolor",
    }  # fmt: skip


def _card(program: Keyboard, back: str, following: str) -> tuple[Cost, Cost]:
    return program.press(TURN, back), program.press(GOOD, following)


def test_cards(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same keys to both in turns, a card each, with the same words on the cards and as many reviews before."""
    python = os.environ.get("CONVDRILL_CLANKI")
    if not python:
        pytest.skip("no clanki: CONVDRILL_CLANKI names no Python that has it")
    theirs, ours = _collection(python, tmp_path), _learner(tmp_path)
    before = _count(theirs, "revlog"), _count(ours, "events")
    environment = _environment(tmp_path)
    practice: list[str | Path] = [PROGRAM, "practice", "--flashcards", "--limit", str(WARMING + CARDS + 1)]
    review = [python, "-m", "clanki", "review", "--no-images", "--no-audio", "Default"]
    costs: dict[str, list[tuple[Cost, Cost]]] = {"clanki": [], "convdrill": []}
    with Keyboard(practice, environment, tmp_path) as we, Keyboard(review, environment, tmp_path) as they:
        we.settle("flashcard 1 of")
        they.settle("Show Answer")
        for number in range(1, WARMING + CARDS + 1):
            costs["clanki"].append(_card(they, "Good", f"Reviewed: {number}"))
            costs["convdrill"].append(_card(we, "How well did you know it?", f"flashcard {number + 1} of"))
    assert (_count(theirs, "revlog"), _count(ours, "events")) == tuple(count + WARMING + CARDS for count in before)
    lines = [f"A card at 80×24, with {REVIEWS:,} reviews before (medians of {CARDS} cards, in turns):"]
    middle = {}
    for name, taken in costs.items():
        steady = taken[WARMING:]
        parts = [*zip(*steady, strict=True), [turn + rated for turn, rated in steady]]
        middle[name] = [
            (median(cost.wall for cost in part) * 1000, median(cost.processor for cost in part) * 1000,
             median(cost.written for cost in part))
            for part in parts
        ]  # fmt: skip
    for what, their, our in zip(("turned", "rated, the next question", "both"), *middle.values(), strict=True):
        told = (
            f"{unit} {a:.{digits}f}, ours {b:.{digits}f} (ratio {b / a:.2f})"
            for unit, a, b, digits in zip(("ms", "ms of the processor", "bytes"), their, our, (1, 1, 0), strict=True)
        )
        lines.append(f"{what:<24} clanki: {'; '.join(told)}")
    with capsys.disabled():
        print("\n" + "\n  ".join(lines))
