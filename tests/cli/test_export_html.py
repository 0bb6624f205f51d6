"""`convdrill export html`: the page as a file."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run


def test_command(run: Run, tmp_path: Path) -> None:
    """The command writes the file; --pictures belongs to this format."""
    file = tmp_path / "page.html"
    done = run("export", "html", "--count", "3", "--seed", "1", "--pictures", "off", "-o", str(file))
    assert done.code == 0 and "3 questions as html: 3 in full, 0 left out" in done.out
    assert "\\u003csvg" not in file.read_text("utf-8")
    refused = run("export", "jsonl", "--count", "3", "--pictures", "off", "-o", "-")
    assert refused.code == 2 and "html" in refused.err
