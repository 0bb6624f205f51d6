"""How soon the program can be read, beside a bare Textual screen and a bare Python (targets: DESIGN §7)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest

from questions.generator import generate
from questions.question import Reference
from tests.benchmarks import bare_screen
from tests.benchmarks.reviews import fill
from tests.benchmarks.terminal import seconds_until
from trainer.clock import now
from trainer.journal import open_journal
from trainer.planfile import read_plan

pytestmark = [pytest.mark.benchmark, pytest.mark.xdist_group("benchmark")]

PROGRAM = Path(sys.executable).with_name("convdrill")
RUNS = 15
REVIEWS = 2_000


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory as a learner of two months has it; the plan file is current."""
    folder = tmp_path_factory.mktemp("learner") / "home"
    folder.mkdir()
    journal = open_journal(str(folder / "convdrill.db"), folder / "plan.json", now)
    fill(journal, REVIEWS)
    journal.close()
    return folder


def _environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_", "TEXTUAL"))}
    return kept | {"CONVDRILL_HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor"}


def _interleaved(measured: Mapping[str, Callable[[], float]], runs: int) -> dict[str, list[float]]:
    """Seconds of each, taking turns, so that whatever else the machine does hits all of them alike."""
    taken: dict[str, list[float]] = {name: [] for name in measured}
    for run in range(runs + 1):
        for name, measure in measured.items():
            seconds = measure()
            if run:  # the first round fills the caches
                taken[name].append(seconds)
    return taken


def _report(title: str, taken: Mapping[str, list[float]], base: str, targets: Mapping[str, str]) -> None:
    middle = {name: median(times) for name, times in taken.items()}
    print(f"\n{title} (median of {len(taken[base])} interleaved runs)")
    for name, times in taken.items():
        ratio = median(own / other for own, other in zip(times, taken[base], strict=True))
        print(
            f"  {name:<34} {middle[name] * 1000:7.1f} ms   {middle[name] / middle[base]:5.2f} x"
            f"   (median of paired ratios {ratio:.2f})  {targets.get(name, '')}"
        )


def test_first_frame(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Home and the first question of practice, until their text stands on the screen."""
    plan = read_plan(home / "plan.json")
    assert plan is not None
    prompt = generate(Reference.parse(plan.first)).content.prompt[:24].rsplit(" ", 1)[0]
    pristine = tmp_path / "pristine"
    shutil.copytree(home, pristine)
    environment = _environment(home)
    bare = [sys.executable, bare_screen.__file__]

    def start(text: str, *command: str | Path) -> Callable[[], float]:
        def measure() -> float:
            shutil.rmtree(home)
            shutil.copytree(pristine, home)
            return seconds_until(text, command, environment, tmp_path)

        return measure

    measured = {
        "bare Textual screen": start(bare_screen.PROMPT, *bare),
        "convdrill (home)": start("answered today", PROGRAM),
        "convdrill practice": start(prompt, PROGRAM, "practice"),
        "first start ever (home)": _first_start(tmp_path),
    }
    taken = _interleaved(measured, RUNS)
    with capsys.disabled():
        _report(
            "Start until readable, 80×24",
            taken,
            "bare Textual screen",
            {"convdrill (home)": "target ≤ 1.1", "convdrill practice": "target ≤ 1.3"},
        )
    assert all(len(times) == RUNS for times in taken.values())


def _first_start(folder: Path) -> Callable[[], float]:
    fresh = folder / "fresh"

    def measure() -> float:
        shutil.rmtree(fresh, ignore_errors=True)
        return seconds_until("Enter asks the first question", [PROGRAM], _environment(fresh), folder)

    return measure


def test_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The commands that print and stop, beside a Python that does nothing."""
    environment = _environment(tmp_path / "home")

    def run(expected: str, *command: str | Path) -> Callable[[], float]:
        def measure() -> float:
            started = perf_counter()
            ended = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=True)
            seconds = perf_counter() - started
            assert expected in ended.stdout
            return seconds

        return measure

    call = "nn.Conv2d(3, 10, 3)"
    measured = {
        "python -c pass": run("", sys.executable, "-c", "pass"),
        "convdrill --version": run("convdrill", PROGRAM, "--version"),
        "convdrill explain": run("280", PROGRAM, "explain", call),
        "convdrill check": run("280", PROGRAM, "check", call, "280"),
        "convdrill question --json": run("{", PROGRAM, "question", "--json", "--answer"),
        "convdrill stats (no store)": run("answers", PROGRAM, "stats"),
    }
    taken = _interleaved(measured, RUNS)
    with capsys.disabled():
        _report("Commands", taken, "python -c pass", {})
