"""How many questions a second, each with its misconceptions, its rejection of ambiguous draws and its explanation."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pytest

from questions.generator import draw_questions, draw_reference, generate
from questions.question import LEVELS, Question, Reference
from questions.skills import SKILLS
from questions.skills.skill import Skill

pytestmark = [pytest.mark.benchmark, pytest.mark.xdist_group("benchmark")]

COUNT = 3_000
ROUNDS = 3
OTHER = "CONVDRILL_REASONING_GYM"
"""The environment variable that names a Python with reasoning-gym installed."""


def _complete(questions: list[Question]) -> None:
    for question in questions:
        assert question.content.explanation
        assert question.content.misconceptions
        assert all(slip.value != question.content.answer for slip in question.content.misconceptions)


def _rate(draw: Callable[[int], list[Question]]) -> float:
    """Questions a second in the best of a few rounds of new questions: what else the machine does only slows it."""
    best = 0.0
    for round_ in range(ROUNDS):
        started = perf_counter()
        questions = draw(round_)
        best = max(best, len(questions) / (perf_counter() - started))
        _complete(questions)
    return best


def _fresh(skill: Skill, level: int, round_: int) -> list[Reference]:
    return [draw_reference(skill, level, "benchmark", round_, index) for index in range(COUNT)]


def _slowest(references: list[Reference]) -> tuple[float, Reference]:
    """The longest that any of these takes, by the shorter of two goes, so that a pause of the machine is left out."""
    slowest = (0.0, references[0])
    for reference in references:
        goes = []
        for _ in range(2):
            started = perf_counter()
            generate(reference)
            goes.append(perf_counter() - started)
        slowest = max(slowest, (min(goes), reference))
    return slowest


def test_rates(capsys: pytest.CaptureFixture[str]) -> None:
    """Per skill and level: fresh references, a run of different questions, and the slowest single question."""
    lines = [f"{'skill':<22}level {'fresh references':>18} {'runs of 500':>16} {'slowest':>10}   (target 10,000/s, 5 ms)"]
    for skill in SKILLS.values():
        for level in LEVELS:
            first = perf_counter()
            generate(draw_reference(skill, level, "cold"))
            cold = perf_counter() - first
            rate = _rate(lambda round_: [generate(reference) for reference in _fresh(skill, level, round_)])  # noqa: B023
            run = _rate(lambda round_: list(draw_questions([skill], [level], round_, 500)))  # noqa: B023
            slow, reference = _slowest(_fresh(skill, level, ROUNDS))
            assert generate(reference) == generate(reference)
            lines.append(
                f"{skill.id:<22}{level:>5} {rate:>16,.0f}/s {run:>14,.0f}/s {slow * 1000:>7.2f} ms"
                f"   (the very first {cold * 1000:.2f} ms)"
            )
    with capsys.disabled():
        print("\nGeneration\n  " + "\n  ".join(lines))


def test_beside_reasoning_gym(capsys: pytest.CaptureFixture[str]) -> None:
    """The bare rate beside reasoning-gym's `products`, where a Python has it."""
    python = os.environ.get(OTHER)
    if not python:
        pytest.skip(f"no reasoning-gym: {OTHER} does not name a Python that has it")
    skill = SKILLS["conv2d.parameters"]
    script = Path(__file__).with_name("products.py")
    ours, theirs = [], []
    for round_ in range(5):
        started = perf_counter()
        _complete([generate(reference) for reference in _fresh(skill, 2, round_)])
        ours.append(COUNT / (perf_counter() - started))
        told = subprocess.run([python, script, str(COUNT)], capture_output=True, text=True, check=True)
        theirs.append(float(told.stdout))
    with capsys.disabled():
        print(
            f"\n{skill.id} at level 2: {max(ours):,.0f}/s with misconceptions and explanation; "
            f"reasoning-gym products: {max(theirs):,.0f}/s bare (ratio {max(ours) / max(theirs):.2f}; {sys.version[:6]})"
        )
    assert min(theirs) > 0
