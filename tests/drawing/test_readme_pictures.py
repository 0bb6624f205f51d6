"""The README's drawn pictures are what the program draws today, made by the commands named here."""

from __future__ import annotations

from pathlib import Path

import pytest

from trainer.cli import main

PICTURES = Path(__file__).parents[2] / "data" / "pictures"
DRAWN = {
    "conv2d.svg": ("nn.Conv2d(3, 10, 3)", "3x24x24"),
    "conv3d.svg": ("nn.Conv3d(1, 4, 3)", "1x16x24x24"),
}


@pytest.mark.parametrize("name", DRAWN)
def test_drawn_again(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`convdrill explain CALL --input SHAPE --svg FILE` writes the same bytes."""
    call, shape = DRAWN[name]
    assert main(["explain", call, "--input", shape, "--svg", str(tmp_path / name)]) == 0
    capsys.readouterr()
    assert (tmp_path / name).read_bytes() == (PICTURES / name).read_bytes()


def test_every_picture_of_the_readme_is_there() -> None:
    """And none that it does not show."""
    readme = (PICTURES.parents[1] / "README.md").read_text("utf-8")
    assert {file.name for file in PICTURES.iterdir()} == {
        part.partition(")")[0] for part in readme.split("data/pictures/")[1:]
    }
