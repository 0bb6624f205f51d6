"""Interviews: those that go on, with what was typed so far, and those that are over."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    interview_id = sa.String(64).with_variant(sa.String(64, collation="C"), "postgresql")
    op.create_table(
        "interviews",
        sa.Column("id", interview_id, nullable=False),
        sa.Column("learner", sa.Text, sa.ForeignKey("learners.id", name="fk_interviews_learner"), nullable=False),
        sa.Column("started", sa.BigInteger, nullable=False),
        sa.Column("ended", sa.Boolean, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_interviews"),
    )
    op.create_index("ix_interviews_time", "interviews", ["learner", "started", "id"])
