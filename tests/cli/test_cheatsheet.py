"""`convdrill explain --cheatsheet`."""

from __future__ import annotations

import json

import pytest

from questions.cheatsheet import SECTIONS
from tests.cli.conftest import Run

ROWS = [row for section in SECTIONS for row in section.rows]


def test_both_pages(run: Run) -> None:
    """With blanks first, then filled in; each row on both."""
    ran = run("explain", "--cheatsheet")
    assert (ran.code, ran.err) == (0, "")
    blanks, filled = ran.out.split("Cheat sheet, filled in")
    for row in ROWS:
        assert f"{row.name:<25}{row.blanked}\n" in blanks
        assert f"{row.name:<25}{row.formula}\n" in filled
    assert "____" not in filled
    assert "C_out·(k_h·k_w·____) ____\n      ten 3×3 filters on 24×24×3 → 280\n" in blanks
    assert "C_out·(k_h·k_w·C_in) + C_out\n      ten 3×3 filters on 24×24×3 → 10·(3·3·3) + 10 = 280\n" in filled


@pytest.mark.parametrize(("page", "title"), [("blanks", "what belongs in the blanks?"), ("filled", "filled in")])
def test_one_page(run: Run, page: str, title: str) -> None:
    """Only the page asked for, as it stands among both."""
    one, both = run("explain", "--cheatsheet", "--page", page).out, run("explain", "--cheatsheet").out
    assert one.splitlines()[0].endswith(title)
    assert one in both
    assert one.count("Cheat sheet") == 1


def test_fits_a_terminal(run: Run) -> None:
    """No line is wider than 80 columns, or ends in blanks."""
    lines = run("explain", "--cheatsheet").out.splitlines()
    assert max(map(len, lines)) <= 80
    assert all(line == line.rstrip() for line in lines)


def test_as_data(run: Run) -> None:
    """One document with every row; the source question is in it."""
    document = json.loads(run("explain", "--cheatsheet", "--json").out)
    rows = {row["id"]: row for section in document["sections"] for row in section["rows"]}
    assert list(rows) == [row.id for row in ROWS]
    assert rows["conv2d"]["formula"] == "C_out·(k_h·k_w·C_in) + C_out"
    assert rows["conv2d"]["gaps"] == ["C_in", "+ C_out"]
    assert rows["conv2d"]["example"] == {
        "given": "ten 3×3 filters on 24×24×3",
        "values": {"C_out": 10, "k_h": 3, "k_w": 3, "C_in": 3},
        "working": "10·(3·3·3) + 10",
        "result": 280,
    }
    assert rows["weight_pytorch"]["example"]["result"] == [8, 3, 3, 5]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nn.Conv2d(3, 10, 3)", "--cheatsheet"), "leave out a layer or a network, or --cheatsheet"),
        (("--cheatsheet", "--input", "3x24x24"), "leave out --input"),
        (("--cheatsheet", "--framework", "keras"), "leave out --framework"),
        (("--cheatsheet", "--json", "--page", "filled"), "leave out --page"),
        (("nn.Conv2d(3, 10, 3)", "--page", "filled"), "--page"),
        (("--cheatsheet", "--page", "empty"), "empty"),
        ((), "--cheatsheet"),
        (("--json",), "--cheatsheet"),
    ],
)
def test_refused(run: Run, words: tuple[str, ...], said: str) -> None:
    """What does not go together is told in one line."""
    ran = run("explain", *words)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert said in ran.err
