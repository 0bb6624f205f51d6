"""The only place that reads the system's clock. Everything else is given a Moment."""

from __future__ import annotations

from datetime import UTC, datetime

from trainer.moments import Moment


def now() -> Moment:
    """This instant, with the local offset from UTC in minutes."""
    local = datetime.now().astimezone()
    offset = local.utcoffset()
    return Moment(local.astimezone(UTC), int(offset.total_seconds() // 60) if offset else 0)
