"""`--svg FILE` of `convdrill question` and `convdrill explain`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from questions.generator import generate
from questions.picture import picture_after, picture_before
from questions.question import Reference
from tests.cli.conftest import Run
from tests.drawing.svg_reading import NAMESPACE, read
from trainer.drawing.svg import draw_svg

REFERENCE = "conv2d.parameters/v1/2/42"
CALL = "nn.Conv2d(3, 10, 3)"


def test_a_question_before_and_after_its_answer(run: Run, tmp_path: Path) -> None:
    """The file has what may be seen then, and nothing else is left beside it."""
    content = generate(Reference.parse(REFERENCE)).content
    file = tmp_path / "q.svg"
    for words, scene in (((), picture_before(content)), (("--answer",), picture_after(content))):
        ran = run("question", REFERENCE, *words, "--svg", str(file))
        assert (ran.code, ran.out, ran.err) == (0, f"Picture written to {file}\n", "")
        assert scene is not None
        assert file.read_text("utf-8") == draw_svg(scene)
    assert _names(tmp_path) - {"home"} == {"q.svg"}


def test_before_the_answer_less_is_told(run: Run) -> None:
    """Of the two pictures only the later one has the kernel's depth and the output's cells."""
    before, after = (run("question", REFERENCE, *words, "--svg", "-").out for words in ((), ("--answer",)))
    assert "block depth" in after and "block depth" not in before
    assert "block cell" in after and "block cell" not in before


def test_standard_output_has_the_picture_alone(run: Run) -> None:
    """One document and nothing beside it."""
    for words in (("explain", CALL), ("question", REFERENCE)):
        ran = run(*words, "--svg", "-")
        assert (ran.code, ran.err) == (0, "")
        assert read(ran.out).size[0] > 0


@pytest.mark.parametrize(
    ("call", "shape", "said"),
    [
        (CALL, "3x24x24", "C_out = 10"),
        ("keras.layers.Conv2D(10, 3)", "24x24x3", "C_out = 10"),
        ("nn.Linear(784, 10)", None, "784 weights"),
        ("nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten())", "3x10x10", "128"),
        ("nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU(), nn.MaxPool2d(2))", None, "receptive field"),
        (
            "keras.Sequential([keras.Input((32, 32, 3)), layers.Conv2D(8, 3), layers.Flatten(), layers.Dense(9)])",
            None,
            "7,200",
        ),
    ],
)
def test_what_is_explained(run: Run, call: str, shape: str | None, said: str) -> None:
    """A layer, or a network, with the numbers of its input where there is one."""
    ran = run("explain", call, *(("--input", shape) if shape else ()), "--svg", "-")
    assert (ran.code, ran.err) == (0, "")
    assert said in ran.out


def test_a_network_that_is_no_line_has_no_shapes(run: Run) -> None:
    """Where a layer takes something else than the one before it makes, no shapes stand one below the other."""
    source = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Conv2d(4, 4, 3, padding=1)
        self.b = nn.Conv2d(4, 4, 3, padding=1)
        self.c = nn.Conv2d(4, 4, 1)
        self.d = nn.Conv2d(4, 4, 1)

    def forward(self, x):
        return self.d(self.b(self.a(x)) + self.c(x))
"""
    ran = run("explain", "-", "--input", "4x9x9", "--svg", "-", typed=source)
    assert (ran.code, ran.err) == (0, "")
    told = read(ran.out).root.findtext(f"{NAMESPACE}desc", "")
    assert told.startswith("Each row is a layer with the channels")


def test_an_existing_file_is_replaced_with_its_permissions(run: Run, tmp_path: Path) -> None:
    """In one piece, and by way of a link what the link names."""
    file, link = tmp_path / "old.svg", tmp_path / "link.svg"
    file.write_text("old")
    file.chmod(0o640)
    link.symlink_to(file)
    assert run("explain", CALL, "--svg", str(link)).code == 0
    assert link.is_symlink()
    assert read(file.read_text()).size[0] > 0
    assert file.stat().st_mode & 0o777 == 0o640
    assert not [name for name in _names(tmp_path) if name.startswith(".")]


def test_a_device_stays_what_it_is(run: Run, tmp_path: Path) -> None:
    """What is no regular file is written to, not replaced."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    code = f"print(open({str(pipe)!r}).read())"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as reader:
        assert run("explain", CALL, "--svg", str(pipe)).code == 0
        told, _ = reader.communicate(timeout=60)
    assert b"</svg>" in told
    assert pipe.is_fifo()


@pytest.mark.parametrize(
    ("place", "why"),
    [("absent/x.svg", "No such file"), (".", "no file"), ("", "without a name"), ("old.svg/x.svg", "Not a directory")],
)
def test_what_cannot_be_written(run: Run, tmp_path: Path, place: str, why: str) -> None:
    """One line, exit code 2, and nothing left behind."""
    (tmp_path / "old.svg").write_text("old")
    before = _names(tmp_path)
    ran = run("explain", CALL, "--svg", str(tmp_path / place) if place else "")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert why in ran.err
    assert _names(tmp_path) == before
    assert (tmp_path / "old.svg").read_text() == "old"


def test_a_full_disk_leaves_the_old_file(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a picture is never seen."""
    file = tmp_path / "old.svg"
    file.write_text("old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    ran = run("explain", CALL, "--svg", str(file))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"convdrill: {file} cannot be written: No space left on device.\n"
    assert file.read_text() == "old"
    assert not [name for name in _names(tmp_path) if name.startswith(".")]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("question",), "reference"),
        (("question", REFERENCE, "--count", "2"), "reference"),
        (("question", REFERENCE, "--json"), "--json"),
        (("question", REFERENCE, "--hints"), "--hints"),
        (("question", "conv2d.parameters/v1/2"), "reference"),
        (("explain", CALL, "--json"), "--json"),
        (("explain", "nn.ReLU()"), "no picture"),
        (("explain", "nn.Conv2d(3, 10)"), "kernel_size"),
        (("explain", "nn.Conv2d(3, 10, 5)", "--input", "3x2x2"), ""),
    ],
)
def test_what_is_not_drawn(run: Run, tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    """One line that says why, and no file."""
    ran = run(*words, "--svg", str(tmp_path / "x.svg"))
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert said in ran.err
    assert not (tmp_path / "x.svg").exists()


def test_a_question_without_a_picture_says_when_there_is_one(run: Run) -> None:
    """Where the layer is what is asked for, there is nothing to see before the answer."""
    ran = run("question", "summary.reading/v1/1/3", "--svg", "-")
    assert (ran.code, ran.out) == (2, "")
    assert "before its answer" in ran.err


def _names(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


@pytest.mark.parametrize("words", [("explain", CALL), ("question", REFERENCE)])
def test_without_a_file_it_says_what_it_wants(run: Run, words: tuple[str, str]) -> None:
    """A file, or - for standard output."""
    ran = run(*words, "--svg")
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1)
    assert "a FILE to write to, or - for standard output" in ran.err


def test_what_is_not_there_has_no_sample(run: Run) -> None:
    """Without biases there are the words and no coloured field beside them."""
    with_, without = (run("explain", f"nn.Conv2d(3, 4, 3{bias})", "--svg", "-").out for bias in ("", ", bias=False"))
    assert "4 biases" in with_
    assert "no biases" in without
    assert with_.count("#CC79A7") > without.count("#CC79A7") == 0
