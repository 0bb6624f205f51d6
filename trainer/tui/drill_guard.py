"""What keeps keys that were meant for something else from doing harm: Enter pressed twice, digits typed ahead."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from trainer.domain import Outcome, Rating
from trainer.telling import RATINGS

if TYPE_CHECKING:
    from trainer.domain import Review

PAUSE = 0.4
"""Seconds in which nobody has read anything yet."""


class Guard:
    """`seconds` is a clock that only goes forward."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds
        self._shown: float | None = None
        self._wanted: tuple[str, Rating, float] | None = None

    def answered(self, review: Review) -> None:
        """What an answer came to has just appeared. After a mistake there is something to read."""
        self._shown = self._seconds() if review.outcome is Outcome.WRONG else None
        self._wanted = None

    @property
    def too_soon(self) -> bool:
        """Whether Enter must be the second of two quick ones: the diagnosis would be gone before it was seen."""
        return self._shown is not None and self._seconds() - self._shown < PAUSE

    def to_confirm(self, review: Review, rating: Rating) -> str:
        """What to ask before this rating replaces the present one; nothing where it can.

        No digit alone rates an answer up that was not right; the same one again does, unless both came in one number.
        """
        if review.outcome not in (Outcome.WRONG, Outcome.DONT_KNOW) or rating <= review.rating:
            self._wanted = None
            return ""
        now = self._seconds()
        if self._wanted is not None and self._wanted[:2] == (review.skill, rating) and now - self._wanted[2] >= PAUSE:
            self._wanted = None
            return ""
        self._wanted = (review.skill, rating, now)
        how = "wrong answer" if review.outcome is Outcome.WRONG else "question given up"
        return f"{RATINGS[rating]} for a {how}? {rating:d} once more rates it so."
