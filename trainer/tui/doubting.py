"""Notes a question that seems wrong, and takes that back. Not on the UI thread."""

from __future__ import annotations

import asyncio
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.doubts import drop_doubt, keep_doubt
from trainer.paths import doubts_file

if TYPE_CHECKING:
    from questions.question import Question
    from trainer.domain import Moment


async def change_doubt(question: Question, typed: str, now: Moment, *, doubted: bool) -> tuple[bool, str]:
    """Whether that could be done, and what to say of it."""
    file = doubts_file()
    try:
        if doubted:
            await asyncio.to_thread(keep_doubt, file, question, typed, now, version("convdrill"))
        else:
            await asyncio.to_thread(drop_doubt, file, question)
    except OSError as error:
        return False, f"This could not be noted in {_short(file)}: {error.strerror}."
    if not doubted:
        return True, "No longer noted as wrong."
    return True, f"Noted as wrong; w takes that back. To report it, send this file:\n{_short(file)}"


def _short(file: Path) -> str:
    """As a shell would take it, `~` in place of the home directory."""
    home = Path.home()
    return f"~/{file.relative_to(home)}" if file.is_relative_to(home) else str(file)
