"""What nobody should type: a value or a clear sentence through the real command, never a crash."""

from __future__ import annotations

from pathlib import Path
from statistics import median
from time import perf_counter

import pytest

from tests.system.program import run

pytestmark = pytest.mark.system

CALL = "nn.Conv2d(3, 10, 3)"

ANSWERS: dict[str, tuple[bytes, int]] = {
    "280": (b"280", 0),
    "grouped": (b"2,80", 2),
    "blank by one": (b"2 80", 2),
    "arithmetic": (b"10*(3*3*3)+10", 0),
    "times": ("10×27+10".encode(), 0),
    "exponent": (b"2.8e2", 0),
    "full width": ("２８０".encode(), 0),
    "wrong": (b"281", 1),
    "negative": (b"-5*2", 1),
    "tower": (b"9**9**9**9", 2),
    "long power": (b"9^99999999", 2),
    "import": (b"__import__('os')", 2),
    "call": (b"().__class__.__bases__[0]", 2),
    "empty": (b"", 2),
    "empty line": (b"\n", 2),
    "brackets": (b"(" * 5000 + b"1" + b")" * 5000, 2),
    "digits": (b"9" * 19_000, 2),
    "signs": (b"-" * 10_000 + b"1", 2),
    "not UTF-8": (b"\xff\xfe280", 2),
    "NUL": (b"2\x0080", 2),
    "escape codes": (b"\x1b[2J280", 2),
    "markup": (b"[out_channels]", 2),
    "two lines": (b"280\n270", 2),
    "infinity": (b"1e999999999", 2),
    "division by zero": (b"280/0", 2),
    "not a number": (b"nan", 2),
    "10 MB": (b"1+" * 5_000_000 + b"1", 2),
    "10 MB of one digit": (b"1" * 10_000_000, 2),
    "10 MB of blanks": (b" " * 10_000_000, 2),
}


def _timed(home: Path, *arguments: str, given: bytes = b"") -> float:
    start = perf_counter()
    run(home, *arguments, given=given)
    return perf_counter() - start


@pytest.mark.parametrize("name", ANSWERS)
def test_on_standard_input(name: str, tmp_path: Path) -> None:
    """Exit code 0, 1 or 2 as it should be; not understood means one line on standard error and nothing else."""
    text, code = ANSWERS[name]
    done = run(tmp_path, "check", CALL, "-", given=text)
    error = done.stderr.decode()
    assert done.returncode == code, error
    assert "Traceback" not in error
    if code == 2:
        assert done.stdout == b""
        assert error.count("\n") == 1
        assert len(error) < 400
        assert "\x1b" not in error
        assert "\x00" not in error
    else:
        assert error == ""
        assert "280" in done.stdout.decode()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name", [name for name, (text, _) in ANSWERS.items() if len(text) < 100_000 and b"\x00" not in text]
)
def test_as_an_argument(name: str, tmp_path: Path) -> None:
    """The same on the command line, where an answer may begin with a minus sign."""
    text, code = ANSWERS[name]
    import os

    done = run(tmp_path, "check", CALL, os.fsdecode(text))
    assert done.returncode == code, done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert (done.stdout == b"") == (code == 2)


def test_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """How much longer than `--version` each answer takes; printed, for another machine has other times."""
    run(tmp_path, "--version")
    floor = median(_timed(tmp_path, "--version") for _ in range(7))
    lines = [f"\n--version {floor * 1000:.0f} ms; beyond that (median of 3):"]
    for name, (text, _) in ANSWERS.items():
        taken = median(_timed(tmp_path, "check", CALL, "-", given=text) for _ in range(3))
        lines.append(f"  {name:<20} {(taken - floor) * 1000:6.0f} ms")
    with capsys.disabled():
        print("\n".join(lines))
