"""Settings: what they can be, and that they survive being kept."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from trainer.settings import KEYS, LEAST_RETENTION, MOST_PER_DAY, MOST_RETENTION, LearnerSettings, from_value, to_value
from trainer.store.store import Store

per_day = st.none() | st.integers(0, MOST_PER_DAY)
settings = st.builds(
    LearnerSettings, st.none() | st.dates(), st.floats(LEAST_RETENTION, MOST_RETENTION), per_day, per_day
)


@given(settings)
def test_through_json(chosen: LearnerSettings) -> None:
    """Every value comes back as it was."""
    for key in KEYS:
        value = getattr(chosen, key)
        if value is not None:
            assert getattr(from_value(key, json.loads(json.dumps(to_value(value)))), key) == value


def test_what_cannot_be_read(tmp_path: Path) -> None:
    """An unreadable setting counts as not set and leaves the others alone; one of a later version is kept."""
    path = tmp_path / "x.db"
    with Store.open(path) as store:
        store.change_settings("me", {"new_per_day": 4, "interview_date": date(2026, 12, 1)})
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE settings SET value = '[' WHERE key = 'interview_date'")
        raw.execute("INSERT INTO settings VALUES ('me', 'reviews_per_day', '-3')")
        raw.execute("INSERT INTO settings VALUES ('me', 'later', '[1]')")
        raw.commit()
    with Store.open(path) as store:
        assert store.settings("me") == LearnerSettings(new_per_day=4)
        changed = store.change_settings("me", {"interview_date": date(2026, 12, 2)})
        assert changed == LearnerSettings(interview_date=date(2026, 12, 2), new_per_day=4)
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("SELECT value FROM settings WHERE key = 'later'").fetchall() == [("[1]",)]
