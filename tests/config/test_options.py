"""Everything that can be set: what turning it leads to is always possible, and reads as it is shown."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.config import CONFIG_KEYS, Config
from trainer.options import OPTIONS, default_value, is_default, read_value, shown_value, turned
from trainer.settings import KEYS, BadSetting, LearnerSettings

TODAY = date(2026, 3, 2)
THEMES = ("convdrill-dark", "convdrill-light", "nord")


def _check(key: str, value: object) -> None:
    """Raises BadSetting where it cannot be."""
    (LearnerSettings() if key in KEYS else Config()).changed({key: value})


def test_there_are_all() -> None:
    """Each setting of a learner and of the program, and nothing else."""
    assert tuple(OPTIONS) == (*KEYS, *CONFIG_KEYS)
    assert [option.of_learner for option in OPTIONS.values()] == [True] * len(KEYS) + [False] * len(CONFIG_KEYS)


@given(st.sampled_from(sorted(OPTIONS)), st.lists(st.sampled_from([1, -1]), max_size=60), st.booleans())
def test_turning(key: str, steps: list[int], set_first: bool) -> None:
    """Every value on the way is possible; what is typed as it is shown is the same value."""
    value = default_value(key) if set_first else None
    for step in steps:
        value = turned(key, value, step, TODAY, THEMES)
        _check(key, value)
        if value is not None:
            assert read_value(key, str(value), TODAY, THEMES) == value
            assert str(value) in shown_value(key, value, TODAY)


@pytest.mark.parametrize("key", OPTIONS)
def test_defaults(key: str) -> None:
    """Nothing set is a default and says which; `default` and `none` bring it back."""
    assert is_default(key, None)
    assert read_value(key, " Default ", TODAY) is None
    assert read_value(key, "none", TODAY) is None
    told = shown_value(key, None, TODAY)
    assert told == ("none" if key == "interview_date" else f"default ({default_value(key)})")
    _check(key, None)


def test_what_is_no_default() -> None:
    """A limit that somebody set stays theirs, also where it is the schedule's own today."""
    assert not is_default("new_per_day", default_value("new_per_day"))
    assert is_default("questions", Config().questions)
    assert not is_default("questions", 13)
    assert not is_default("interview_date", TODAY)


@given(st.sampled_from(sorted(OPTIONS)), st.text(max_size=30))
def test_any_text(key: str, text: str) -> None:
    """It is read as a possible value, or refused in one line."""
    try:
        value = read_value(key, text, TODAY, THEMES)
    except BadSetting as error:
        assert str(error)
    else:
        _check(key, value)


def test_shown() -> None:
    """Values in words."""
    assert shown_value("interview_date", date(2026, 3, 3), TODAY) == "2026-03-03 (in 1 day)"
    assert shown_value("interview_date", TODAY, TODAY) == "2026-03-02 (today)"
    assert shown_value("interview_date", date(2026, 3, 1), TODAY) == "2026-03-01 (over)"
    assert shown_value("minutes", 0, TODAY) == "0 (no limit)"
    assert [str(value) for value in asdict(Config()).values()] == ["None", "12", "10"]
