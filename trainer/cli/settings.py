"""`convdrill settings [KEY [VALUE]]`: what the schedule is to go by, how the app looks, how long a session is."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict

from trainer import paths
from trainer.cli.output import complain, printable, say, say_json
from trainer.cli.refusal import Refused
from trainer.cli.store_access import is_begun_or_told, learner, plan_file, store_to_read, store_url
from trainer.clock import now
from trainer.config import DEFAULT_THEME, ConfigFile
from trainer.options import DAY_BEGINS, OPTIONS, read_value, shown_value
from trainer.scheduling.days import day_of
from trainer.settings import BadSetting, LearnerSettings, to_value


def run(arguments: argparse.Namespace) -> int:
    """Print the settings, or one of them; with a value, set it first."""
    key = _key(arguments.key) if arguments.key is not None else None
    file = ConfigFile(paths.config_file())
    if key is not None and arguments.value is not None:
        settings = _changed(arguments, file, key, arguments.value)
    else:
        settings = _settings(arguments)
    for trouble in file.troubles:
        complain(printable(trouble))
    names = tuple(OPTIONS) if key is None else (key,)
    if arguments.json:
        say_json(_document(names, settings, file))
        return 0
    values, today = asdict(settings) | asdict(file.config), day_of(now())
    shown = {name: printable(shown_value(name, values[name], today)) for name in names}
    width = max(map(len, shown.values()))
    say(*(f"{name:<17}  {value:<{width}}  {_meaning(name, settings)}" for name, value in shown.items()))
    if key is None:
        say("", f"A day begins at {DAY_BEGINS}. Theme, questions and minutes stand in", printable(str(file.path)))
    return 0


def _key(text: str) -> str:
    name = text.strip().lower().replace("-", "_")
    if name not in OPTIONS:
        raise Refused(f"there is no setting {text[:40]!r}; there are {', '.join(OPTIONS)}")
    return name


def _changed(arguments: argparse.Namespace, file: ConfigFile, key: str, text: str) -> LearnerSettings:
    """Set it, in the store or in the file; the learner's settings since. Raises Refused."""
    try:
        value = read_value(key, text, day_of(now()), _themes() if key == "theme" else ())
        if OPTIONS[key].of_learner:
            return _recorded(arguments, key, value)
        file.change({key: value})
    except BadSetting as error:
        raise Refused(str(error)) from None
    return _settings(arguments)


def _themes() -> Sequence[str]:
    from trainer.tui.themes import theme_names

    return theme_names()


def _settings(arguments: argparse.Namespace) -> LearnerSettings:
    url = store_url(arguments)
    if not is_begun_or_told(url):
        return LearnerSettings()
    with store_to_read(url) as store:
        return store.settings(learner(arguments))


def _recorded(arguments: argparse.Namespace, key: str, value: object) -> LearnerSettings:
    from trainer.journal import open_journal

    url, whose = store_url(arguments), learner(arguments)
    journal = open_journal(url, plan_file(url, whose), now, whose)
    try:
        return journal.change_settings({key: value}, now())
    finally:
        journal.close()


def _document(names: Sequence[str], settings: LearnerSettings, file: ConfigFile) -> dict[str, object]:
    program = asdict(file.config) | {"theme": file.config.theme or DEFAULT_THEME}
    found: dict[str, object] = {}
    if learners := {name: to_value(getattr(settings, name)) for name in names if OPTIONS[name].of_learner}:
        found["settings"] = learners
    if programs := {name: program[name] for name in names if not OPTIONS[name].of_learner}:
        found |= {"program": programs, "file": str(file.path)}
    return found


def _meaning(name: str, settings: LearnerSettings) -> str:
    """What it does; the schedule may raise its own number of new skills, but not the learner's."""
    more = ", more near the day" if name == "new_per_day" and settings.new_per_day is None else ""
    return f"{OPTIONS[name].meaning}{more}"
