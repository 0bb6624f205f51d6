"""`convdrill settings [KEY [VALUE]]`: what the schedule is to go by; the interview date above all."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date

from questions.wording import several
from trainer.cli.output import say, say_json
from trainer.cli.refusal import Refused
from trainer.cli.store_access import is_begun_or_told, learner, plan_file, store_to_read, store_url
from trainer.clock import now
from trainer.scheduling.days import day_of
from trainer.scheduling.policy import OURS
from trainer.settings import KEYS, BadSetting, LearnerSettings, to_value

_DEFAULT = ("default", "none")
_READ: dict[str, Callable[[str], object]] = {
    "interview_date": date.fromisoformat,
    "desired_retention": float,
    "new_per_day": int,
    "reviews_per_day": int,
}
_MEANINGS = {
    "interview_date": "the day to be ready on",
    "desired_retention": "share known when a skill comes back",
    "new_per_day": "new skills a day",
    "reviews_per_day": "known skills brought back a day",
}


def run(arguments: argparse.Namespace) -> int:
    """Print the settings, or one of them; with a value, set it first."""
    key = _key(arguments.key) if arguments.key is not None else None
    if key is not None and arguments.value is not None:
        settings = _changed(arguments, key, _value(key, arguments.value))
    else:
        settings = _settings(arguments)
    wanted = KEYS if key is None else (key,)
    if arguments.json:
        say_json({"settings": {name: to_value(getattr(settings, name)) for name in wanted}})
        return 0
    shown = {name: _shown(name, settings) for name in wanted}
    width = max(map(len, shown.values()))
    say(*(f"{name:<17}  {value:<{width}}  {_meaning(name, settings)}" for name, value in shown.items()))
    return 0


def _key(text: str) -> str:
    name = text.strip().lower().replace("-", "_")
    if name not in KEYS:
        raise Refused(f"there is no setting {text[:40]!r}; there are {', '.join(KEYS)}")
    return name


def _value(key: str, text: str) -> object:
    """The value as typed; None for the default. Raises Refused for what it cannot be."""
    if text.strip().lower() in _DEFAULT:
        return None
    try:
        if not text.isascii() or "_" in text:  # what Python takes for a number, and people hardly mean as one
            raise ValueError
        value = _READ[key](text.strip())
        LearnerSettings().changed({key: value})  # which says what it can be
    except BadSetting as error:
        raise Refused(str(error)) from None
    except ValueError:
        wanted = {"interview_date": "a day such as 2026-03-01", "desired_retention": "a number such as 0.9"}
        raise Refused(f"{key} is {wanted.get(key, 'a whole number')}, or default; not {text[:40]!r}") from None
    if isinstance(value, date) and value < day_of(now()):
        raise Refused(f"{value} has passed; the interview date is a day from today on, or none")
    return value


def _settings(arguments: argparse.Namespace) -> LearnerSettings:
    url = store_url(arguments)
    if not is_begun_or_told(url):
        return LearnerSettings()
    with store_to_read(url) as store:
        return store.settings(learner(arguments))


def _changed(arguments: argparse.Namespace, key: str, value: object) -> LearnerSettings:
    from trainer.journal import open_journal

    url, whose = store_url(arguments), learner(arguments)
    journal = open_journal(url, plan_file(url, whose), now, whose)
    try:
        return journal.change_settings({key: value}, now())
    finally:
        journal.close()


def _meaning(name: str, settings: LearnerSettings) -> str:
    """What it does; the schedule may raise its own number of new skills, but not the learner's."""
    more = ", more near the day" if name == "new_per_day" and settings.new_per_day is None else ""
    return f"{_MEANINGS[name]}{more}"


def _shown(name: str, settings: LearnerSettings) -> str:
    value = getattr(settings, name)
    if isinstance(value, date):
        days = (value - day_of(now())).days
        left = f"in {several(days, 'day')}" if days > 0 else "over" if days < 0 else "today"
        return f"{value} ({left})"
    if value is not None:
        return str(value)
    return "none" if name == "interview_date" else f"default ({getattr(OURS, name)})"
