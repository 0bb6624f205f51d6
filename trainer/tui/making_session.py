"""Makes a session in another thread: importing the questions takes a third of the time that a first frame takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from trainer.domain import Card, Moment
from trainer.session_state import SessionPlan

if TYPE_CHECKING:
    from trainer.session import PracticeSession
    from trainer.settings import LearnerSettings


def new_session(
    cards: dict[str, Card] | None,
    plan: SessionPlan,
    clock: Callable[[], Moment],
    first: str | None = None,
    settings: LearnerSettings | None = None,
) -> PracticeSession:
    """A session; without `cards` while the store is not open, `first` being the reference of its first question.

    Raises ValueError if that cannot be drawn.
    """
    from random import Random

    import questions.picture  # noqa: F401 - these two, so that the first picture costs the screen no import
    import trainer.drawing.cells  # noqa: F401
    from questions.question import Reference
    from trainer.session import PracticeSession

    planned = Reference.parse(first) if first else None
    return PracticeSession(cards, plan, Random(), clock(), first=planned, settings=settings)
