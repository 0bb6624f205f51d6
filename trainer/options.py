"""Everything that can be set, for the command and the screen alike: in words, read from text, and turned step by step.

What the schedule goes by is each learner's and stands in the store; how the program is stands in its configuration.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from questions.wording import several
from trainer.config import CONFIG_KEYS, DEFAULT_THEME, MOST_MINUTES, MOST_QUESTIONS, Config
from trainer.scheduling.policy import OURS
from trainer.settings import KEYS, LEAST_RETENTION, MOST_PER_DAY, MOST_RETENTION, BadSetting, LearnerSettings

DAY_BEGINS = "4:00 in the morning, fixed"
"""Every answer was given on the day that this made of it; another hour would move answers of the past."""
_DEFAULT = ("default", "none")
_SOON = timedelta(days=14)
_BOUNDS = {
    "questions": (1, MOST_QUESTIONS),
    "minutes": (0, MOST_MINUTES),
    "new_per_day": (0, MOST_PER_DAY),
    "reviews_per_day": (0, MOST_PER_DAY),
}


@dataclass(frozen=True, slots=True)
class Option:
    """`wanted` says what it is: a day, a number, a name."""

    key: str
    title: str
    meaning: str
    wanted: str
    read: Callable[[str], object]

    @property
    def of_learner(self) -> bool:
        """Whether it is the learner's, in the store; else the program's, in its file."""
        return self.key in KEYS


_ALL = (
    Option(
        "interview_date", "interview date", "the day to be ready on", "a day such as 2026-03-01", date.fromisoformat
    ),
    Option(
        "desired_retention",
        "retention",
        "share known when a skill comes back",
        "a number such as 0.9",
        float,
    ),
    Option("new_per_day", "new skills a day", "new skills a day", "a whole number", int),
    Option("reviews_per_day", "reviews a day", "known skills brought back a day", "a whole number", int),
    Option("theme", "theme", "the colours of the app", "the name of a theme", str),
    Option("questions", "session questions", "most questions of a session", "a whole number", int),
    Option("minutes", "session minutes", "most minutes of a session; 0: none", "a whole number", int),
)
OPTIONS = {option.key: option for option in _ALL}


def read_value(key: str, text: str, today: date, themes: Sequence[str] = ()) -> object:
    """The value as typed, checked; None for the default. `themes` are the names there are; none are not looked at.

    Raises BadSetting.
    """
    option, typed = OPTIONS[key], text.strip()
    if typed.lower() in _DEFAULT:
        return None
    try:
        if option.read is not str and (
            not typed.isascii() or "_" in typed
        ):  # what Python takes for a number, and people hardly mean as one
            raise ValueError
        value = option.read(typed)
    except ValueError:
        raise BadSetting(f"{key} is {option.wanted}, or default; not {text[:40]!r}") from None
    (LearnerSettings() if option.of_learner else Config()).changed({key: value})
    if isinstance(value, date) and value < today:
        raise BadSetting(f"{value} has passed; the interview date is a day from today on, or none")
    if key == "theme" and themes and value not in themes:
        raise BadSetting(f"there is no theme {typed[:40]!r}; there are {', '.join(themes)}")
    return value


def shown_value(key: str, value: object, today: date) -> str:
    """The value with what it means today, or the default that holds."""
    if isinstance(value, date):
        days = (value - today).days
        left = f"in {several(days, 'day')}" if days > 0 else "over" if days < 0 else "today"
        return f"{value} ({left})"
    if key == "minutes" and value == 0:
        return "0 (no limit)"
    if value is not None:
        return str(value)
    return "none" if key == "interview_date" else f"default ({default_value(key)})"


def default_value(key: str) -> object:
    """What holds where nothing is set."""
    if key == "theme":
        return DEFAULT_THEME
    if key in CONFIG_KEYS:
        return getattr(Config(), key)
    return getattr(LearnerSettings(), key) if key in ("interview_date", "desired_retention") else getattr(OURS, key)


def is_default(key: str, value: object) -> bool:
    """Whether the value is what holds where nothing is set."""
    return value is None or (key in ("desired_retention", *CONFIG_KEYS) and value == default_value(key))


def turned(key: str, value: object, by: int, today: date, themes: Sequence[str]) -> object:
    """The value that comes `by` steps behind it; the same where there is none."""
    held = default_value(key) if value is None else value
    match key:
        case "interview_date":
            if not isinstance(held, date):
                return today + _SOON if by > 0 else None
            later = max(held, today - timedelta(days=1)) + timedelta(days=by)
            return later if later >= today else None
        case "theme":
            at = themes.index(str(held)) if held in themes else -by
            return themes[(at + by) % len(themes)]
        case "desired_retention":
            return min(max(round(cast("float", held) + by / 100, 2), LEAST_RETENTION), MOST_RETENTION)
    low, high = _BOUNDS[key]
    return min(max(cast("int", held) + by, low), high)


def about_words(key: str, today: date) -> str:
    """`retention: share known when a skill comes back. It is a number from 0.7 to 0.97, 0.9 where nothing is set.`"""
    option = OPTIONS[key]
    about = option.title if option.meaning == option.title else f"{option.title}: {option.meaning}"
    wanted = option.wanted
    if key == "desired_retention":
        wanted = f"a number from {LEAST_RETENTION} to {MOST_RETENTION}"
    elif key in _BOUNDS:
        low, high = _BOUNDS[key]
        wanted = f"a whole number from {low} to {high:,}"
    held = shown_value(key, None, today).removeprefix("default (").rstrip(")")
    return f"{about}. It is {wanted}, {held} where nothing is set."
