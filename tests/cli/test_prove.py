"""`convdrill prove` with a stand-in for PyTorch that counts rightly, wrongly, for ever, or not at all."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run

REFERENCE = "conv2d.parameters/v1/1/42"
COUNTS = 1040

STAND_IN = """
import sys, types

class Weight:
    shape = (13, 5, 4, 4)

    def numel(self):
        return {numel}

class Layer:
    def __init__(self, *_, **__): pass
    def parameters(self): return [Weight()]
    def named_parameters(self): return [("weight", Weight())]

def set_default_device(_): {then}

nn = types.ModuleType("torch.nn")
nn.Conv2d = Layer
sys.modules["torch.nn"] = nn
"""


@pytest.fixture
def torch_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """Puts a package named torch on the path of this process and of those that it starts."""

    def install(numel: str = str(COUNTS), then: str = "pass") -> None:
        (tmp_path / "torch").mkdir()
        (tmp_path / "torch" / "__init__.py").write_text(STAND_IN.format(numel=numel, then=then))
        (tmp_path / "torch-9.9.dist-info").mkdir()
        (tmp_path / "torch-9.9.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: torch\nVersion: 9.9\n")
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        monkeypatch.syspath_prepend(str(tmp_path))
        monkeypatch.delitem(sys.modules, "torch", raising=False)
        importlib.invalidate_caches()

    return install


def test_the_program_is_shown_and_run(run: Run, torch_that) -> None:  # type: ignore[no-untyped-def]  # a fixture
    """First the program, then what it printed, then whether it agrees."""
    torch_that()
    ran = run("prove", REFERENCE, "--framework", "pytorch")
    assert ran.code == 0
    assert "nn.Conv2d(5, 13, 4, bias=False)" in ran.out
    assert "weight (13, 5, 4, 4) 1040" in ran.out
    assert "PyTorch 9.9 gives 1,040: ✓ agrees" in ran.out
    assert "convdrill's answer: 1,040" in ran.out


def test_a_framework_that_disagrees(run: Run, torch_that) -> None:  # type: ignore[no-untyped-def]  # a fixture
    """Another count is told, and the exit code says so."""
    torch_that(numel="7")
    ran = run("prove", REFERENCE, "--framework", "pytorch")
    assert ran.code == 1
    assert "PyTorch 9.9 gives 7: ✗ differs from 1,040" in ran.out


@pytest.mark.parametrize(
    ("then", "said"),
    [("__import__('time').sleep(60)", "more than 1 seconds"), ("raise MemoryError('no room')", "MemoryError: no room")],
)
def test_a_program_that_does_not_come_to_its_end(run: Run, torch_that, then: str, said: str) -> None:  # type: ignore[no-untyped-def]  # a fixture
    """It is stopped at its time limit, or its last words are told; neither is a proof."""
    torch_that(then=then)
    ran = run("prove", REFERENCE, "--framework", "pytorch", "--timeout", "1")
    assert ran.code == 2
    assert said in ran.err
    assert ran.err.count("\n") == 1


def test_without_the_framework(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program is shown with what to install; that is no failure."""
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    ran = run("prove", REFERENCE)
    assert ran.code == 0
    assert "PyTorch is not installed here" in ran.out
    assert "Keras is not installed here" in ran.out


def test_show_runs_nothing(run: Run, torch_that) -> None:  # type: ignore[no-untyped-def]  # a fixture
    """`--show` is for reading and pasting."""
    torch_that(then="raise SystemExit(9)")
    ran = run("prove", REFERENCE, "--show")
    assert ran.code == 0
    assert "gives" not in ran.out


def test_json(run: Run, torch_that) -> None:  # type: ignore[no-untyped-def]  # a fixture
    """One document with both frameworks."""
    torch_that()
    document = json.loads(run("prove", REFERENCE, "--framework", "pytorch", "--json").out)
    (proof,) = document["proofs"]
    assert (proof["value"], proof["agrees"], proof["version"]) == (COUNTS, True, "9.9")
    assert document["expected"] == document["answer"] == COUNTS


@pytest.mark.parametrize("reference", ["", "conv2d", "conv9d.parameters/v1/1/1", "conv2d.parameters/v1/9/1"])
def test_no_such_question(run: Run, reference: str) -> None:
    """What names no question is refused with what was expected."""
    ran = run("prove", reference)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.startswith("convdrill: ")
