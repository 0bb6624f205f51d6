"""`convdrill lab`, as far as it goes without a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture.loading import modules_after, packages
from tests.cli.conftest import Run


@pytest.mark.parametrize("words", [(), ("nn.Conv2d(3, 10, 3)",)])
def test_without_a_terminal(run: Run, words: tuple[str, ...]) -> None:
    """One line that says where the numbers are to be had."""
    ran = run("lab", *words)
    assert (ran.code, ran.out, ran.err) == (
        2,
        "",
        "convdrill: the lab needs a terminal; without one, convdrill lab --plain CALL gives its figures.\n",
    )


def test_plain(run: Run) -> None:
    """The figures as lines: every quantity with its formula and numbers, the weights and the code of each framework."""
    ran = run("lab", "--plain", "nn.Conv2d(3, 10, 3, stride=2)", "--input", "3x9x9")
    assert (ran.code, ran.err) == (0, "")
    lines = [line.split() for line in ran.out.splitlines()]
    assert ["parameters", "280"] in lines
    assert "(1, 10, 4, 4)" in ran.out and "= 10·(3·3·3) + 10 = 280" in ran.out
    assert "nn.Conv2d(3, 10, 3, stride=2)" in ran.out and "keras.layers.Conv2D(10, 3, strides=2)" in ran.out
    assert run("lab", "--plain", "nn.Conv2d(3, 10, 3)", "--framework", "flax").code == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nn.Conv2d(3, 10, 3, strde=2)",), "strde"),
        (("nn.Conv2d(3, 10, 3, groups=2)",), "divisible by groups"),
        (("keras.layers.Conv2D(10, 3)",), "--input"),
        (("nn.Conv2d(3, 10, 3)", "--input", "3x2x2"), "spans 3 positions"),
        (("nn.Linear(3, 10)",), "the lab has convolutions"),
        (("nn.MaxPool2d(2)",), "not Pool"),
        (("--input", "24x24"), "3x24x24"),
        (("--input", "3x2x2"), "spans 3 positions"),
        (("--input", "no"), "--input takes"),
    ],
)
def test_what_it_cannot_open(run: Run, words: tuple[str, ...], said: str) -> None:
    """A bad call is told as explain tells it, another layer by what the lab has."""
    ran = run("lab", *words)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert said in ran.err


def test_what_it_loads(tmp_path: Path) -> None:
    """The lab with its screen needs no store: neither the database nor the scheduler is loaded."""
    modules = modules_after("import trainer.cli.lab\nimport trainer.tui.lab_app\n", tmp_path)
    assert "textual" in packages(modules)
    assert packages(modules) & {"sqlalchemy", "alembic", "fsrs", "faker"} == set()
    assert not list(tmp_path.iterdir())
