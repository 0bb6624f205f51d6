"""Where things live. `CONVDRILL_HOME` moves everything; else the platform's usual place for a user's data."""

from __future__ import annotations

import os
from pathlib import Path

HOME_VARIABLE = "CONVDRILL_HOME"


def home() -> Path:
    """The data directory. It need not exist."""
    given = os.environ.get(HOME_VARIABLE)
    if given:
        # Not expanduser: a shell has expanded a ~ that was meant, and Python fails for a user it does not know.
        return Path(given).absolute()
    from platformdirs import user_data_path

    return user_data_path("convdrill", appauthor=False)


def config_file() -> Path:
    """Where the learner says what the program looks like. It need not exist."""
    if os.environ.get(HOME_VARIABLE):
        return home() / "config.toml"
    from platformdirs import user_config_path

    return user_config_path("convdrill", appauthor=False) / "config.toml"


def database() -> Path:
    """The default store."""
    return home() / "convdrill.db"


def plan_file() -> Path:
    """The small cache that lets the program start without opening the store."""
    return home() / "plan.json"


def doubts_file() -> Path:
    """Where the questions are kept that a learner takes to be wrong."""
    return home() / "doubted-questions.jsonl"


def sets_folder() -> Path:
    """Where question sets are kept. It need not exist."""
    return home() / "sets"


def backup_folder(store: Path) -> Path:
    """Where backups of the store in that file are kept: in the data directory's own folder, or beside another file."""
    real = Path(os.path.realpath(store))
    if real == Path(os.path.realpath(database())):
        return home() / "backups"
    return real.with_name(f"{real.name}.backups")
