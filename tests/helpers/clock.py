"""A clock that is set by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from trainer.domain import Moment

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Clock:
    """Call it for the present Moment; it stands still until it is moved."""

    def __init__(self, at: datetime = MONDAY, utc_offset: int = 60) -> None:
        self.at = at
        self.utc_offset = utc_offset

    def __call__(self) -> Moment:
        return Moment(self.at, self.utc_offset)

    def forward(self, *, seconds: float = 0, minutes: float = 0, days: float = 0) -> None:
        """Let time pass."""
        self.at += timedelta(days=days, minutes=minutes, seconds=seconds)
