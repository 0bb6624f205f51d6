"""What stands above and below the formats that a set is written in. Titles and file names are foreign text."""

from __future__ import annotations

from textual.content import Content

from questions.wording import several
from trainer.tui.controls import without_controls


def export_head(title: str, count: int) -> Content:
    """What is written."""
    return Content(without_controls(f"Export “{title}” · {several(count, 'question')}"))


def export_notice(text: str) -> Content:
    """What came of it, with the name of a file."""
    return Content("\n").join(Content(without_controls(line)) for line in text.split("\n"))
