"""How many questions a second, each with its misconceptions, its rejection of ambiguous draws and its explanation."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import perf_counter, process_time

import pytest

from questions.generator import draw_questions, draw_reference, generate
from questions.question import LEVELS, Question, Reference
from questions.skills import SKILLS
from questions.skills.skill import Skill

pytestmark = [pytest.mark.benchmark, pytest.mark.xdist_group("benchmark")]

COUNT, RUN, ROUNDS = 1_000, 250, 3
OTHER = "CONVDRILL_REASONING_GYM"
"""The environment variable that names a Python with reasoning-gym installed."""


def _complete(question: Question) -> None:
    content = question.content
    assert content.explanation
    assert content.misconceptions
    assert all(slip.value != content.answer for slip in content.misconceptions)


def _rates(runs: Iterable[Iterable[Question]]) -> tuple[float, float]:
    """Questions per second of processor time: in the first run, with nothing remembered, and in the best of all.

    The best, as what else the machine does only slows them. Each question is let go of as it comes, as a session or
    an export does.
    """
    rates = []
    for run in runs:
        question = None
        count = 0
        started = process_time()
        for question in run:  # noqa: B007  # the last one is looked at below
            count += 1
        rates.append(count / (process_time() - started))
        assert question is not None
        _complete(question)
    return rates[0], max(rates)


def _fresh(skill: Skill, level: int, round_: int) -> list[Reference]:
    return [draw_reference(skill, level, "benchmark", round_, index) for index in range(COUNT)]


def _generated(skill: Skill, level: int) -> Iterator[Iterable[Question]]:
    for round_ in range(ROUNDS):
        yield map(generate, _fresh(skill, level, round_))


def _drawn(skill: Skill, level: int) -> Iterator[Iterable[Question]]:
    for round_ in range(ROUNDS):
        yield draw_questions([skill], [level], round_, RUN)


def _slowest(references: list[Reference]) -> float:
    """The longest that any of these takes, by the shorter of two goes, so that a pause of the machine is left out."""
    slowest = 0.0
    for reference in references:
        goes = []
        for _ in range(2):
            started = perf_counter()
            generate(reference)
            goes.append(perf_counter() - started)
        slowest = max(slowest, min(goes))
    return slowest


def test_rates(capsys: pytest.CaptureFixture[str]) -> None:
    """Per skill and level: fresh references, a run of different questions, and the slowest single question."""
    head = (
        f"{'skill':<22}level {'fresh references':>18} {f'first {COUNT:,}':>14} {f'runs of {RUN}':>16} {'slowest':>10}"
    )
    lines = [f"{head}   (targets 10,000/s, 5 ms)"]
    for skill in SKILLS.values():
        for level in LEVELS:
            started = perf_counter()
            generate(draw_reference(skill, level, "cold"))
            cold = (perf_counter() - started) * 1000
            first, best = _rates(_generated(skill, level))
            _, run = _rates(_drawn(skill, level))
            slowest = _slowest(_fresh(skill, level, ROUNDS)) * 1000
            numbers = f"{level:>5} {best:>16,.0f}/s {first:>12,.0f}/s {run:>14,.0f}/s {slowest:>7.2f} ms"
            lines.append(f"{skill.id:<22}{numbers}   (the very first {cold:.2f} ms)")
    with capsys.disabled():
        print("\nGeneration\n  " + "\n  ".join(lines))


def test_beside_reasoning_gym(capsys: pytest.CaptureFixture[str]) -> None:
    """The bare rate beside reasoning-gym's `products`, where a Python has it."""
    python = os.environ.get(OTHER)
    if not python:
        pytest.skip(f"no reasoning-gym: {OTHER} does not name a Python that has it")
    skill = SKILLS["conv2d.parameters"]
    _, ours = _rates(_generated(skill, 2))
    theirs = []
    for _ in range(ROUNDS):
        command: list[str | Path] = [python, Path(__file__).with_name("products.py"), str(COUNT)]
        theirs.append(float(subprocess.run(command, capture_output=True, text=True, check=True).stdout))
    with capsys.disabled():
        print(
            f"\n{skill.id} at level 2: {ours:,.0f}/s with misconceptions and explanation; "
            f"reasoning-gym's products: {max(theirs):,.0f}/s bare (ratio {ours / max(theirs):.2f})"
        )
    assert min(theirs) > 0
