"""What every file of ours looks like."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.architecture.loading import ROOT

LONGEST = 400


def _files(*folders: str) -> list[Path]:
    return [file.relative_to(ROOT) for folder in folders for file in sorted((ROOT / folder).rglob("*.py"))]


@pytest.mark.parametrize("file", _files("questions", "trainer"), ids=str)
def test_short_enough(file: Path) -> None:
    """A file has one idea."""
    assert len((ROOT / file).read_text("utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("file", _files("questions", "trainer", "tests"), ids=str)
def test_says_what_it_is_for(file: Path) -> None:
    """Every module begins with a docstring; an empty file needs none."""
    text = (ROOT / file).read_text("utf-8")
    assert not text.strip() or ast.get_docstring(ast.parse(text))
