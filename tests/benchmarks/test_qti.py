"""A thousand questions as QTI, beside text2qti, which gets the same words as text of its own."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from time import process_time

import pytest

from questions.question import Question
from questions.sets.drawing import draw_set
from questions.sets.recipe import Recipe
from questions.skills import SKILLS
from questions.submission import AnswerKind
from trainer.cli.chosen_set import recipe_source
from trainer.exports.contract import Tally
from trainer.exports.formats import FORMATS
from trainer.exports.material import options_of
from trainer.exports.sheets import plain_sheet

pytestmark = [pytest.mark.benchmark, pytest.mark.xdist_group("benchmark")]

COUNT, ROUNDS = 1_000, 3


def _recipe(round_: int) -> Recipe:
    return Recipe(tuple(SKILLS), (1, 2, 3), COUNT, 100 + round_)


def _ours(name: str) -> tuple[float, int]:
    """The best of some rounds, each with questions that nothing is remembered of; drawing them is part of it."""
    best, size = 9e9, 0
    for round_ in range(ROUNDS):
        out, tally = io.BytesIO(), Tally()
        started = process_time()
        FORMATS[name].write(plain_sheet(recipe_source(_recipe(round_))), out, tally)
        best, size = min(best, process_time() - started), len(out.getvalue())
        assert sum(tally.counts.values()) == COUNT
    return best, size


def _drawing() -> float:
    """Of that, the drawing of the questions."""
    best = 9e9
    for round_ in range(ROUNDS):
        started = process_time()
        assert sum(1 for _ in draw_set(_recipe(round_))) == COUNT
        best = min(best, process_time() - started)
    return best


def _lines(question: Question, number: int) -> Iterator[str]:
    """A question as text2qti reads it, with what our quiz for Canvas says."""
    content = question.content
    yield f"{number}. {_one_line(content.prompt)}"
    yield f"... {_one_line(' '.join(map(str, content.explanation)))} {question.reference}"
    if content.kind is AnswerKind.INTEGER:
        yield f"=   {content.answer}"
    else:
        for letter, option in zip("abcdefgh", options_of(question), strict=False):
            yield f"{'*' if option.right else ''}{letter}) {_one_line(option.text)}"
            if option.slip:
                yield f"... {_one_line(' '.join(option.slip.feedback))}"
    yield ""


def _one_line(text: str) -> str:
    """On one line, and without what would be emphasis."""
    return " ".join(text.split()).replace("*", "×").replace("_", "-")


def test_beside_text2qti(capsys: pytest.CaptureFixture[str]) -> None:
    """Seconds of the processor, the best of three rounds each."""
    if find_spec("text2qti") is None:
        pytest.skip("no text2qti (extra 'clients')")
    quiz = [line for at, each in enumerate(draw_set(_recipe(0)), 1) for line in _lines(each, at)]
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("text2qti_peer.py"), str(COUNT)],
        input="\n".join(["Quiz title: Peer", "", *quiz]),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seconds, size = min((float(taken), int(size)) for taken, size in map(str.split, done.stdout.splitlines()))
    lines = [f"{COUNT:,} questions: text2qti {seconds:.2f} s ({size / 1000:,.0f} kB)"]
    for name in ("canvas", "qti"):
        taken, ours = _ours(name)
        lines.append(f"{name} {taken:.2f} s ({ours / 1000:,.0f} kB; ratio {taken / seconds:.2f})")
    lines.append(f"of ours, drawing the questions {_drawing():.2f} s")
    with capsys.disabled():
        print("\n" + "\n  ".join(lines))
