"""How soon every screen can be read with 100,000 reviews in the log, beside a bare one; and how long a key may wait."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

import pytest

from tests.benchmarks import bare_screen
from tests.benchmarks.opening import BARE, HOME, VISITS, Opened
from tests.benchmarks.terminal import seconds_until

pytestmark = [pytest.mark.benchmark, pytest.mark.xdist_group("benchmark")]

ROOT = Path(__file__).parents[2]
PROGRAM = Path(sys.executable).with_name("convdrill")
REVIEWS = 100_000
BEGINNINGS = (0, 3, 6)
"""With which screens the rounds begin, each in a process of its own."""
STARTS = 7
BEYOND, HELD = 200, 50
"""Milliseconds: beyond a bare screen, and without the event loop."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo learner's; made once for the run."""
    file = tmp_path_factory.mktemp("demo") / "demo.db"
    words = ("demo", "--reviews", str(REVIEWS), "--seed", "3", "--database", file)
    subprocess.run([PROGRAM, *words], env=_environment(file.parent), check=True, capture_output=True)
    return file


def _environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_", "TEXTUAL"))}
    return kept | {"CONVDRILL_HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor"}


def _opened(store: Path, folder: Path, size: tuple[int, int], first: int) -> list[Opened]:
    home = folder / str(first)
    home.mkdir()
    file = shutil.copy(store, home)
    words = (str(file), *map(str, size), str(first))
    ran = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.opening", *words],
        env=_environment(home),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return [Opened(**each) for each in json.loads(ran.stdout)]


def _line(name: str, opened: Mapping[bool, Sequence[Opened]], bare: Mapping[bool, Sequence[Opened]]) -> str:
    cells = []
    for first in (True, False):
        mine, other = opened[first], bare[first]
        more = median(each.until for each in mine) - median(each.until for each in other)
        busy = median(each.until_busy for each in mine) - median(each.until_busy for each in other)
        held, worked = max(each.held for each in mine), max(each.held_busy for each in mine)
        cells.append(f"{more:+6.0f} ({busy:+5.0f})  {held:5.0f} ({worked:4.0f})")
    return f"  {name:<26}{'   | '.join(cells)}"


@pytest.mark.parametrize("size", [(80, 24), (160, 50)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_opening(store: Path, size: tuple[int, int], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By its key from home until its figures stand there, the first time in a process and again."""
    found: defaultdict[str, defaultdict[bool, list[Opened]]] = defaultdict(lambda: defaultdict(list))
    for first in BEGINNINGS:
        for each in _opened(store, tmp_path, size, first):
            found[each.name][each.first].append(each)
    names = [step.name for visit in VISITS for step in visit.steps]
    assert set(found) == {*names, HOME}
    assert all(len(found[name][first]) == len(BEGINNINGS) for name in names for first in (True, False))
    bare = {first: median(each.until for each in found[BARE][first]) for first in (True, False)}
    with capsys.disabled():
        print(
            f"\n{REVIEWS:,} reviews, {size[0]}×{size[1]}: ms beyond a bare screen ({bare[True]:.0f}, then "
            f"{bare[False]:.0f} ms) until the figures stand there, target < {BEYOND}; and the longest that the event "
            f"loop was held, target < {HELD}. In brackets the processor's ms.\n"
            f"  {'':<26}the first time             | again  (medians and longest of {len(BEGINNINGS)} processes)"
        )
        for name in (*names, HOME):
            print(_line(name, found[name], found[BARE]))


def test_start(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The program itself, from its command until what home tells of the whole log stands there."""
    home = tmp_path / "home"
    home.mkdir()
    file = shutil.copy(store, home / "convdrill.db")
    environment = _environment(home)
    commands: dict[str, tuple[str, list[str | Path]]] = {
        "bare Textual screen": (bare_screen.PROMPT, [sys.executable, bare_screen.__file__]),
        "home, its first frame": ("answered today", [PROGRAM, "--database", file]),
        "home, with the log's figures": ("Nearest ", [PROGRAM, "--database", file]),
    }
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for run in range(STARTS + 1):
        for name, (text, command) in commands.items():
            seconds = seconds_until(text, command, environment, tmp_path)
            if run:  # the first round fills the caches and writes the plan file
                taken[name].append(seconds * 1000)
    bare = median(taken["bare Textual screen"])
    with capsys.disabled():
        print(f"\nStarting with {REVIEWS:,} reviews (median of {STARTS})")
        for name, times in taken.items():
            print(f"  {name:<30}{median(times):6.0f} ms  {median(times) - bare:+5.0f}")
    assert all(len(times) == STARTS for times in taken.values())
