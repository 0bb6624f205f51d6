"""The tables. A change here needs a migration; a test compares what both make.

Portable between SQLite and PostgreSQL: times are whole microseconds since 1970 UTC, which both keep exactly and sort
alike, and texts that are sorted compare by code point on both.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    text,
)

metadata = MetaData()

# PostgreSQL sorts text by the database's locale unless told otherwise; SQLite sorts by code point as it is.
_Id = String(64).with_variant(String(64, collation="C"), "postgresql")

learners = Table(
    "learners",
    metadata,
    Column("id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    PrimaryKeyConstraint("id", name="pk_learners"),
)

REVIEW_COLUMNS = (
    "level",
    "reference",
    "prompt",
    "expected",
    "submission",
    "outcome",
    "misconceptions",
    "rating",
    "rated_by_learner",
    "hints",
    "taken_ms",
    "mode",
)
"""Present for every review and for nothing else. (`setup` is a review's too, but may be absent.)"""

_ALL_PRESENT = " AND ".join(f"{name} IS NOT NULL" for name in REVIEW_COLUMNS)
_ALL_ABSENT = " AND ".join(f"{name} IS NULL" for name in (*REVIEW_COLUMNS, "setup"))

events = Table(
    "events",
    metadata,
    Column("id", _Id, nullable=False),
    Column("learner", Text, ForeignKey("learners.id", name="fk_events_learner"), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("utc_offset", Integer, nullable=False),
    Column("skill", Text, nullable=False),
    Column("level", Integer),
    Column("reference", Text),
    Column("prompt", Text),
    Column("expected", Text),
    Column("submission", Text),
    Column("outcome", String(16)),
    Column("misconceptions", Text),
    Column("rating", Integer),
    Column("rated_by_learner", Boolean),
    Column("hints", Integer),
    Column("setup", Text),
    Column("taken_ms", BigInteger),
    Column("mode", String(16)),
    # An Undo's target, or the review that an override replaces.
    Column("target", Text),
    Column("suspended", Boolean),
    Column("digest", String(64), nullable=False),
    PrimaryKeyConstraint("id", name="pk_events"),
    CheckConstraint("kind IN ('review', 'undo', 'suspension', 'reset')", name="ck_events_kind"),
    CheckConstraint("utc_offset BETWEEN -1440 AND 1440", name="ck_events_utc_offset"),
    CheckConstraint("level >= 1", name="ck_events_level"),
    CheckConstraint("outcome IN ('correct', 'wrong', 'dont_know', 'self_rated')", name="ck_events_outcome"),
    CheckConstraint("rating BETWEEN 1 AND 4", name="ck_events_rating"),
    CheckConstraint("hints >= 0", name="ck_events_hints"),
    CheckConstraint("taken_ms >= 0", name="ck_events_taken_ms"),
    CheckConstraint("mode IN ('typed', 'flashcard', 'interview')", name="ck_events_mode"),
    CheckConstraint(
        f"(kind = 'review' AND {_ALL_PRESENT}) OR (kind <> 'review' AND {_ALL_ABSENT})", name="ck_events_review"
    ),
    CheckConstraint(
        "kind = 'review' OR (kind = 'undo' AND target IS NOT NULL) OR (kind <> 'undo' AND target IS NULL)",
        name="ck_events_target",
    ),
    CheckConstraint("(kind = 'suspension') = (suspended IS NOT NULL)", name="ck_events_suspended"),
    CheckConstraint("length(digest) = 64", name="ck_events_digest"),
)

# The events of one skill in order, for refolding a card.
Index("ix_events_skill", events.c.learner, events.c.skill, events.c.at, events.c.id)
# All events in order, those of a stretch of time, and, as `outcome` is in it, all counts without touching the table.
Index("ix_events_time", events.c.learner, events.c.at, events.c.id, events.c.outcome)
# Few events have a target; this finds the Undos of an event, and all Undos of a learner.
Index(
    "ix_events_target",
    events.c.learner,
    events.c.target,
    sqlite_where=events.c.target.is_not(None),
    postgresql_where=events.c.target.is_not(None),
)

LOCAL_DAY = "((at + CAST(utc_offset AS BIGINT) * 60000000 + 62135668800000000) / 86400000000)"
"""The ordinal of the learner's day, which begins at 4 a.m. by the event's own offset; see trainer.scheduling.days.

Dividing integers cuts off alike on all databases, as no time before the year 1 is kept. A text, because a database
takes an index of it for a statement only where both have it letter for letter.
"""

# All that is counted by days, each day in a row, so that a database neither sorts nor touches the table for it.
Index(
    "ix_events_day",
    events.c.learner,
    text(LOCAL_DAY),
    *(events.c[name] for name in ("skill", "level", "outcome", "at", "rating", "taken_ms", "id")),
)

cards = Table(
    "cards",
    metadata,
    Column("learner", Text, ForeignKey("learners.id", name="fk_cards_learner"), nullable=False),
    Column("skill", Text, nullable=False),
    Column("due", Date),
    Column("body", Text, nullable=False),
    PrimaryKeyConstraint("learner", "skill", name="pk_cards"),
)

settings = Table(
    "settings",
    metadata,
    Column("learner", Text, ForeignKey("learners.id", name="fk_settings_learner"), nullable=False),
    Column("key", String(64), nullable=False),
    # JSON, so that a new setting needs no migration.
    Column("value", Text, nullable=False),
    PrimaryKeyConstraint("learner", "key", name="pk_settings"),
)

interviews = Table(
    "interviews",
    metadata,
    Column("id", _Id, nullable=False),
    Column("learner", Text, ForeignKey("learners.id", name="fk_interviews_learner"), nullable=False),
    Column("started", BigInteger, nullable=False),
    Column("ended", Boolean, nullable=False),
    # JSON: plan, questions by their references, drafts, ticks.
    Column("body", Text, nullable=False),
    PrimaryKeyConstraint("id", name="pk_interviews"),
)

Index("ix_interviews_time", interviews.c.learner, interviews.c.started, interviews.c.id)
