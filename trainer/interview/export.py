"""A report as a new file in a folder."""

from __future__ import annotations

from pathlib import Path

from trainer.interview.pages import html, markdown
from trainer.interview.report import InterviewReport

FORMS = {"md": markdown, "html": html}


def export(report: InterviewReport, folder: Path, form: str) -> Path:
    """Write `interview-2026-03-02-1000.md` (or `.html`); no file is overwritten. Raises OSError."""
    stem = f"interview-{report.summary.at:%Y-%m-%d-%H%M}"
    text = FORMS[form](report)
    for number in range(1, 1000):
        path = folder / f"{stem}{f'-{number}' if number > 1 else ''}.{form}"
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(text)
        except FileExistsError:
            continue
        return path
    raise FileExistsError(None, "there are too many of them already", str(folder / stem))
