"""The real program in a real terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from time import sleep

import pytest

from tests.helpers.programs import need
from tests.helpers.prompts import answer_to
from tests.system.kept import kept_reviews
from tests.system.terminal import Terminal
from trainer.domain import Outcome
from trainer.tui.drill_guard import PAUSE

pytestmark = [pytest.mark.system, pytest.mark.xdist_group("terminal")]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def terminal(home: Path) -> Iterator[Terminal]:
    need("tmux")
    made = Terminal(home)
    yield made
    made.close()


READABLE = [
    word
    for skill in ("conv2d.parameters", "bias.effect", "conv1d.parameters", "conv3d.parameters", "parameters.formula")
    for word in ("--skill", skill)
]
"""Skills whose prompts the test can read and answer."""


def _question(terminal: Terminal, number: int) -> str:
    """Wait for the question of that number and give its prompt."""
    match = terminal.until_shown(rf"question {number} of 12 · \w{{8}} · \d+:\d\d (.*?\?.*?(?:\(B\+1\)\.)?) ▊")
    return match[1]


def _acknowledged(terminal: Terminal) -> str:
    """Wait until the answer is stored, and give its reference."""
    return terminal.until_shown(r"(?:Rated|Right with) [^;]*; comes back .*? ([a-z0-9_.]+/v\d+/\d/\d+) ")[1]


def _answer(terminal: Terminal, number: int) -> str:
    """Answer: every third one wrong, one given up; then the reference of the acknowledged answer."""
    prompt = _question(terminal, number)
    if number == 7:
        terminal.press("?")
    elif number % 3 == 2:
        terminal.type("3*5*7*11*13*17*19")
    else:
        terminal.type(answer_to(prompt))
    reference = _acknowledged(terminal)
    sleep(2 * PAUSE)  # an Enter that comes at once after a mistake is not taken
    return reference


def test_killed_after_the_fifth_answer(terminal: Terminal, home: Path) -> None:
    """Twelve questions at 80×24, some wrong; killed after the fifth, all five are there and the rest can follow."""
    terminal.start("practice", *READABLE)
    references = []
    for number in range(1, 6):
        if number > 1:
            terminal.press("Enter")
        references.append(_answer(terminal, number))
    assert terminal.size == "80x24"
    terminal.kill()

    assert [review.reference for review in kept_reviews(home)] == references

    terminal.start("practice", *READABLE)
    for number in range(1, 13):
        references.append(_answer(terminal, number))
        terminal.press("Enter")
    summary = terminal.until_shown(r"Done for today\. (\d+) of 12 right\.")
    rows = re.findall(r"✓ right|✗ wrong|\? unknown", "\n".join(terminal.lines))
    assert (len(rows), int(summary[1])) == (12, 7)
    terminal.press("q")
    terminal.until(lambda: terminal.ended)
    assert terminal.exit_code == 0

    reviews = kept_reviews(home)
    assert [review.reference for review in reviews] == references
    outcomes = [review.outcome for review in reviews[5:]]
    assert (outcomes.count(Outcome.CORRECT), outcomes.count(Outcome.DONT_KNOW)) == (7, 1)


def test_home_and_flashcards(terminal: Terminal, home: Path) -> None:
    """From home into flashcards and out again; the next start counts what was done."""
    terminal.start()
    terminal.until_shown("Enter asks the first question")
    terminal.press("f")
    for number in (1, 2):
        terminal.until_shown(f"flashcard {number} of 12")
        terminal.press("Space")
        terminal.until_shown("Answer: .* How well|Again … Easy")
        terminal.press("3")
    terminal.until_shown("flashcard 3 of 12")
    terminal.press("Escape")
    terminal.until_shown("Left early; every answer is kept")
    terminal.press("Enter")
    terminal.until_shown("2 answered today")
    terminal.press("q")
    terminal.until(lambda: terminal.ended)
    assert len(kept_reviews(home)) == 2
    terminal.start()
    terminal.until_shown("2 answered today")


def test_hurried(terminal: Terminal, home: Path) -> None:
    """Answered and left at once, faster than the store can open: the answer is kept."""
    terminal.start("practice")
    terminal.until_shown("question 1 of 12")
    terminal.type("12*7")
    terminal.press("Escape")
    terminal.until_shown("Left early; every answer is kept")
    terminal.kill()
    assert [review.submission for review in kept_reviews(home)] == ["12*7"]


@pytest.mark.parametrize(("content", "words"), [(b"dear diary\n" * 100, "not a convdrill store"), (None, "directory")])
def test_unusable_store(terminal: Terminal, home: Path, content: bytes | None, words: str) -> None:
    """Without a store that can be used the screen is not taken over: one line, exit code 2."""
    home.mkdir()
    if content is None:
        (home / "convdrill.db").mkdir()
    else:
        (home / "convdrill.db").write_bytes(content)
    terminal.start()
    terminal.until(lambda: terminal.ended)
    assert terminal.exit_code == 2
    said = [
        line for line in terminal.history.splitlines() if line.strip() and line[:12] not in ("Pane is dead", "Killed")
    ]
    assert len(said) == 1
    assert said[0].startswith("convdrill: ")
    assert words in said[0]
