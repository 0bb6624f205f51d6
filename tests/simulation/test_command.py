"""`python -m tests.simulation --quick`: the same table from the same seed, and a bad policy told from a good one."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.simulation


def simulate(*arguments: str, hash_seed: str = "1") -> subprocess.CompletedProcess[str]:
    """The command as it is called, with Python's own hashing seeded."""
    return subprocess.run(
        [sys.executable, "-m", "tests.simulation", *arguments],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def rows(table: str) -> dict[str, list[str]]:
    """The cells of a Markdown table by the first cell of each row."""
    lines = [line.strip("|").split("|") for line in table.splitlines() if line.startswith("|")]
    return {cells[0].strip(): [cell.strip() for cell in cells[1:]] for cells in lines[2:]}


def test_quick_run() -> None:
    """One table: every policy with its scores, ours ahead of the bad one for certain; from one seed always the same."""
    first = simulate("--quick", "--seed", "5")
    assert first.returncode == 0, first.stderr
    assert first.stderr == ""
    assert first.stdout.startswith("Simulated: ")
    found = rows(first.stdout)
    assert next(iter(found)) == "ours"
    assert {"random", "round robin", "weakest by moving average", "plain FSRS", "always the same"} <= set(found)
    assert len({len(cells) for cells in found.values()}) == 1
    interval = re.search(r"\(\+[\d.]+: \+([\d.]+) to \+[\d.]+\)", found["always the same"][0])
    assert interval is not None, found["always the same"]
    assert float(interval[1]) > 0
    assert simulate("--quick", "--seed", "5", hash_seed="2").stdout == first.stdout
    assert simulate("--quick", "--seed", "6").stdout != first.stdout


@pytest.mark.parametrize("arguments", [("--learners", "0"), ("--horizons", "3,x"), ("--quick", "--tune")])
def test_bad_arguments(arguments: tuple[str, ...]) -> None:
    """Refused with exit code 2 and nothing on stdout."""
    refused = simulate(*arguments)
    assert refused.returncode == 2
    assert refused.stdout == ""
    assert "error:" in refused.stderr
