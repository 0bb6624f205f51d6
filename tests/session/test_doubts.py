"""The file of questions that seem wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from questions.generator import generate
from questions.question import Reference
from tests.helpers.clock import Clock
from trainer.doubts import drop_doubt, keep_doubt

FIRST, OTHER = (generate(Reference("conv2d.parameters", 1, 1, seed)) for seed in (1, 2))


def test_the_newest_line_goes_and_all_others_stay(tmp_path: Path) -> None:
    """Lines of another hand among them, as they are."""
    file = tmp_path / "doubts.jsonl"
    keep_doubt(file, FIRST, "1", Clock()(), "0")
    before = file.read_text("utf-8") + "not ours\n[1]\n"
    file.write_text(before, "utf-8")
    keep_doubt(file, OTHER, "2", Clock()(), "0")
    with_other = file.read_text("utf-8")
    keep_doubt(file, FIRST, "3", Clock()(), "0")
    drop_doubt(file, FIRST)
    assert file.read_text("utf-8") == with_other
    drop_doubt(file, OTHER)
    assert file.read_text("utf-8") == before
    drop_doubt(file, OTHER)
    assert file.read_text("utf-8") == before


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    """An OSError, for whoever asked to tell it."""
    with pytest.raises(OSError, match="No such file"):
        drop_doubt(tmp_path / "none.jsonl", FIRST)
