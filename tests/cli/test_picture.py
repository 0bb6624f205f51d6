"""`--picture`: of questions, layers and networks; on terminals of every kind and into pipes."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from questions.data import read_data
from tests.cli.conftest import Run
from trainer.drawing.terminal.canvas import text_width

CONV2D = "conv2d.parameters/v1/1/1"
MODEL = "nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(1352, 10))"
_COMMAND = [sys.executable, "-c", "import sys; from trainer.cli import main; sys.exit(main())"]


def test_before_the_answer_nothing_is_given_away(run: Run) -> None:
    """The picture stands below the prompt, shows the kernel's front, and neither its depth nor what comes out."""
    plain, ran = run("question", CONV2D), run("question", CONV2D, "--picture")
    assert (ran.code, ran.err) == (0, "")
    assert "█" in ran.out
    assert "▓" not in ran.out
    assert "C_out = ?" in ran.out
    assert set(plain.out.splitlines()) <= set(ran.out.splitlines())
    assert ran.out.index("Check: convdrill") > ran.out.index("█")


def test_with_the_answer_all_is_drawn(run: Run) -> None:
    """How deep the kernel is, and the output."""
    ran = run("question", CONV2D, "--answer", "--picture")
    assert "▓" in ran.out
    assert "C_out = ?" not in ran.out
    assert ran.out.index("▓") < ran.out.index("Answer:")


def test_layers_and_networks(run: Run) -> None:
    """Without an input a modest one is drawn; a network shows the shape of every layer."""
    layer = run("explain", "nn.Conv2d(3, 10, 3)", "--picture").out
    assert "C_in = 3" in layer
    assert "280 = 270 weights + 10 biases" in layer
    network = run("explain", MODEL, "--input", "3x28x28", "--picture").out
    assert re.search(r"conv 3×3 +26×26×8 +█+ 26", network)
    assert re.search(r"dense +10", network)
    alone = run("explain", MODEL, "--picture").out
    assert "3 → 8 channels" in alone


def test_shapes_of_forks_are_not_made_up(run: Run) -> None:
    """The layers of two paths, one after the other, would give shapes that no layer has."""
    source = """
class Fork(nn.Module):
    def __init__(self):
        super().__init__()
        self.left = nn.Conv2d(8, 8, 3)
        self.right = nn.Conv2d(8, 8, 3)
    def forward(self, x):
        return self.left(x) + self.right(x)
"""
    ran = run("explain", source, "--input", "8x20x20", "--picture")
    assert ran.code == 0
    assert "16×16" not in ran.out


def test_what_has_no_picture_says_so(run: Run) -> None:
    """In one line, with code 0: all else is shown."""
    ran = run("explain", "nn.ReLU()", "--picture")
    assert ran.code == 0
    assert "There is no picture of this." in ran.out


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("question", (CONV2D,)),
        ("question", (CONV2D, "--answer")),
        ("question", ("parameters.which/v1/2/4",)),
        ("explain", ("nn.Conv2d(3, 10, 3)",)),
        ("explain", ("nn.ReLU()",)),
        ("explain", (MODEL, "--input", "3x28x28")),
    ],
)
def test_as_json(run: Run, command: str, words: tuple[str, ...]) -> None:
    """Its words and lines, as the schema says; not a key without --picture."""
    document = json.loads(run(command, *words, "--picture", "--json").out)
    schema = json.loads(read_data(f"schemas/{command}.schema.json"))
    Draft202012Validator(schema).validate(document)
    picture = document.pop("picture")
    assert document == json.loads(run(command, *words, "--json").out)
    if "nn.ReLU()" in words:
        assert picture is None
    if picture is not None:
        assert all(len(line) <= 80 and "\x1b" not in line for line in picture["lines"])


def test_a_schema_that_accepted_anything_would_say_nothing(run: Run) -> None:
    """Lines are texts."""
    document = json.loads(run("explain", "nn.Conv2d(3, 10, 3)", "--picture", "--json").out)
    schema = Draft202012Validator(json.loads(read_data("schemas/explain.schema.json")))
    changed: list[Any] = [{"lines": [1]}, {"title": ""}, {"more": 1}]
    for change in changed:
        assert not schema.is_valid(document | {"picture": document["picture"] | change})


def test_into_a_pipe(run: Run) -> None:
    """No colour and at most 80 columns, whatever the terminal is."""
    out = run("explain", "nn.Conv2d(3, 10, 3)", "--input", "3x24x24", "--picture").out
    assert "\x1b" not in out
    picture = out.partition("2-d convolution")[2].partition("\n1. ")[0]
    assert 40 < max(map(text_width, picture.splitlines())) <= 80


def test_an_encoding_without_the_signs(tmp_path: Path) -> None:
    """Then the picture is drawn in ASCII, still in line."""
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "CONVDRILL_HOME": str(tmp_path)}
    command = [*_COMMAND, "explain", "nn.Conv2d(3, 10, 3)", "--picture"]
    ran = subprocess.run(command, env=environment, capture_output=True, check=True)
    text = ran.stdout.decode("ascii")
    assert "\\u" not in text
    assert re.search(r"^ *\+-+\+ *", text, re.MULTILINE)


def _on_a_terminal(tmp_path: Path, columns: int, **environment: str) -> str:
    """What the command prints on a terminal of so many columns."""
    reader, writer = pty.openpty()
    given = {name: value for name, value in os.environ.items() if name != "NO_COLOR"} | environment
    given |= {"COLUMNS": str(columns), "LINES": "40", "CONVDRILL_HOME": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
    command = [*_COMMAND, "explain", "nn.Conv2d(3, 10, 3)", "--input", "3x24x24", "--picture"]
    running = subprocess.Popen(command, stdout=writer, stdin=subprocess.DEVNULL, env=given)
    os.close(writer)
    told = b""
    while True:
        try:
            part = os.read(reader, 65536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        told += part
    os.close(reader)
    assert running.wait() == 0
    return told.decode().replace("\r", "")


def test_on_a_terminal(tmp_path: Path) -> None:
    """In colour, and as wide as it is; plain where colours are not wanted or not understood."""
    coloured = _on_a_terminal(tmp_path, 100, TERM="xterm")
    assert "\x1b[33m" in coloured
    for unwanted in ({"NO_COLOR": "1", "TERM": "xterm"}, {"TERM": "dumb"}):
        plain = _on_a_terminal(tmp_path, 100, **unwanted)
        assert "\x1b" not in plain
        assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
    narrow = _on_a_terminal(tmp_path, 50, TERM="dumb").split("2-d convolution", 1)[1].split("1. ")[0]
    assert max(map(text_width, narrow.splitlines())) <= 50
