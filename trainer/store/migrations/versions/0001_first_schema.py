"""The first schema: learners, the log of events, cards."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Written out, not imported: a migration must go on making what it made when it was new.
_REVIEW_PRESENT = (
    "level IS NOT NULL AND reference IS NOT NULL AND prompt IS NOT NULL AND expected IS NOT NULL"
    " AND submission IS NOT NULL AND outcome IS NOT NULL AND misconceptions IS NOT NULL AND rating IS NOT NULL"
    " AND rated_by_learner IS NOT NULL AND hints IS NOT NULL AND taken_ms IS NOT NULL AND mode IS NOT NULL"
)
_REVIEW_ABSENT = (
    "level IS NULL AND reference IS NULL AND prompt IS NULL AND expected IS NULL"
    " AND submission IS NULL AND outcome IS NULL AND misconceptions IS NULL AND rating IS NULL"
    " AND rated_by_learner IS NULL AND hints IS NULL AND taken_ms IS NULL AND mode IS NULL AND setup IS NULL"
)


def upgrade() -> None:
    event_id = sa.String(64).with_variant(sa.String(64, collation="C"), "postgresql")
    op.create_table(
        "learners",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_learners"),
    )
    op.create_table(
        "events",
        sa.Column("id", event_id, nullable=False),
        sa.Column("learner", sa.Text, sa.ForeignKey("learners.id", name="fk_events_learner"), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("utc_offset", sa.Integer, nullable=False),
        sa.Column("skill", sa.Text, nullable=False),
        sa.Column("level", sa.Integer),
        sa.Column("reference", sa.Text),
        sa.Column("prompt", sa.Text),
        sa.Column("expected", sa.Text),
        sa.Column("submission", sa.Text),
        sa.Column("outcome", sa.String(16)),
        sa.Column("misconceptions", sa.Text),
        sa.Column("rating", sa.Integer),
        sa.Column("rated_by_learner", sa.Boolean),
        sa.Column("hints", sa.Integer),
        sa.Column("setup", sa.Text),
        sa.Column("taken_ms", sa.BigInteger),
        sa.Column("mode", sa.String(16)),
        sa.Column("target", sa.Text),
        sa.Column("suspended", sa.Boolean),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
        sa.CheckConstraint("kind IN ('review', 'undo', 'suspension', 'reset')", name="ck_events_kind"),
        sa.CheckConstraint("utc_offset BETWEEN -1440 AND 1440", name="ck_events_utc_offset"),
        sa.CheckConstraint("level >= 1", name="ck_events_level"),
        sa.CheckConstraint("outcome IN ('correct', 'wrong', 'dont_know', 'self_rated')", name="ck_events_outcome"),
        sa.CheckConstraint("rating BETWEEN 1 AND 4", name="ck_events_rating"),
        sa.CheckConstraint("hints >= 0", name="ck_events_hints"),
        sa.CheckConstraint("taken_ms >= 0", name="ck_events_taken_ms"),
        sa.CheckConstraint("mode IN ('typed', 'flashcard', 'interview')", name="ck_events_mode"),
        sa.CheckConstraint(
            f"(kind = 'review' AND {_REVIEW_PRESENT}) OR (kind <> 'review' AND {_REVIEW_ABSENT})",
            name="ck_events_review",
        ),
        sa.CheckConstraint(
            "kind = 'review' OR (kind = 'undo' AND target IS NOT NULL) OR (kind <> 'undo' AND target IS NULL)",
            name="ck_events_target",
        ),
        sa.CheckConstraint("(kind = 'suspension') = (suspended IS NOT NULL)", name="ck_events_suspended"),
        sa.CheckConstraint("length(digest) = 64", name="ck_events_digest"),
    )
    op.create_index("ix_events_skill", "events", ["learner", "skill", "at", "id"])
    op.create_index("ix_events_time", "events", ["learner", "at", "id", "outcome"])
    op.create_index(
        "ix_events_target",
        "events",
        ["learner", "target"],
        sqlite_where=sa.text("target IS NOT NULL"),
        postgresql_where=sa.text("target IS NOT NULL"),
    )
    op.create_table(
        "cards",
        sa.Column("learner", sa.Text, sa.ForeignKey("learners.id", name="fk_cards_learner"), nullable=False),
        sa.Column("skill", sa.Text, nullable=False),
        sa.Column("due", sa.Date),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("learner", "skill", name="pk_cards"),
    )
