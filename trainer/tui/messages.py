"""Messages between the app and its screens. Each says what happened or what the learner wants."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from trainer.domain import Mode


@dataclass
class PracticeWanted(Message):
    """The learner wants to practise."""

    mode: Mode
    """Typed, or as flashcards."""


@dataclass
class PracticeEnded(Message):
    """The session is over, or the learner left it."""

    finished: bool
    """Whether it came to its end; then a summary follows."""


@dataclass
class SummaryClosed(Message):
    """The learner has read the summary."""

    go_on: bool
    """Whether to go on with the weakest skills."""
