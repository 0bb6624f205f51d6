"""An index of the events by the learner's days, with all that is counted of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    day = sa.text("((at + CAST(utc_offset AS BIGINT) * 60000000 + 62135668800000000) / 86400000000)")
    counted = ["skill", "level", "outcome", "at", "rating", "taken_ms", "id"]
    op.create_index("ix_events_day", "events", ["learner", day, *counted])
